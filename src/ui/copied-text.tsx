import { Button, Code, Group, Text } from "@mantine/core";
import { toast } from "./toast.ts";
import { useUiWords } from "./use-ui-words.ts";
import "./copied-text.css";

/** A text to be passed on by hand: its label, itself, and a button that copies it. */
export function CopiedText({
  label,
  value,
  action,
  shown = value,
}: {
  readonly label: string;
  readonly value: string;
  readonly action: string;
  /** The text as it is shown, where it reads better in groups. */
  readonly shown?: string;
}) {
  const say = useUiWords();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      toast(say("textCopied"));
    } catch {
      toast(say("textCopyRefused"), "failed");
    }
  };
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Group gap="xs">
        <Code fz="sm" className="rp-copied">
          {shown}
        </Code>
        <Button variant="default" size="xs" onClick={() => void copy()}>
          {action}
        </Button>
      </Group>
    </div>
  );
}
