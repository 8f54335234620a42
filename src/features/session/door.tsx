import { Alert, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { LANGUAGES, useLanguage } from "../../ui/words.ts";
import { useSessionWords } from "./use-session-words.ts";
import "./door.css";

const LANGUAGE_NAMES = { fr: "Français", en: "English" } as const;

/** The card in which one signs in or joins, with the language switch below. */
export function Door({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const say = useSessionWords();
  return (
    <main className="door">
      <Paper className="door-card" p="xl" radius="md" withBorder>
        <Stack gap="md">
          <div>
            <Text className="door-brand">{say("product")}</Text>
            <Text c="dimmed" size="xs">
              {say("purpose")}
            </Text>
          </div>
          <div>
            <Title order={1}>{title}</Title>
            {lead ? <Text mt="xs">{lead}</Text> : null}
          </div>
          {children}
        </Stack>
      </Paper>
      <LanguageSwitch />
    </main>
  );
}

function LanguageSwitch() {
  const say = useSessionWords();
  const [language, setLanguage] = useLanguage();
  return (
    <Group gap="xs" role="group" aria-label={say("language")}>
      {LANGUAGES.map((each) => (
        <Button
          key={each}
          lang={each}
          variant={each === language ? "default" : "subtle"}
          aria-pressed={each === language}
          onClick={() => setLanguage(each)}
        >
          {LANGUAGE_NAMES[each]}
        </Button>
      ))}
    </Group>
  );
}

/** A form of the door: its fields, its one button, and what went wrong, read aloud. */
export function DoorForm({
  action,
  busy,
  error,
  onSubmit,
  children,
}: {
  readonly action: string;
  readonly busy: boolean;
  readonly error: string | undefined;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {children}
        <div role="alert">
          {error ? (
            <Alert color="gray" p="sm">
              {error}
            </Alert>
          ) : null}
        </div>
        <Button type="submit" loading={busy} size="md" fullWidth>
          {action}
        </Button>
      </Stack>
    </form>
  );
}
