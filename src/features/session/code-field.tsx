import { TextInput } from "@mantine/core";
import { useSessionWords } from "./use-session-words.ts";

/** Six digits; a phone shows its number keys, and a password manager may fill them in. */
export function CodeField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const say = useSessionWords();
  return (
    <TextInput
      label={say("factorCode")}
      description={say("factorCodeHelp")}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={9}
      data-autofocus
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
