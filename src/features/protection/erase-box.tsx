import { Button, Group, Modal, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { CallError } from "../../data/call.ts";
import type { Counts } from "../../data/erasure.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { countsOf, erase, type Target } from "./erasure-state.ts";
import { useRetentionWords } from "./use-retention-words.ts";

interface BoxProps {
  readonly title?: string;
  readonly help?: string;
  /** Undefined while what is to be erased is not said wholly. */
  readonly target: Target | undefined;
  readonly children?: ReactNode;
}

/** What a count found, of which target. */
interface Counted {
  readonly target: Target;
  readonly counts: Counts;
}

/** Counts first; only what was counted can be erased, after a last word. */
export function EraseBox({ title, help, target, children }: BoxProps) {
  const say = useRetentionWords();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [counted, setCounted] = useState<Counted>();
  const [error, setError] = useState<CallError>();
  const [asking, setAsking] = useState(false);
  const run = async (dryRun: boolean) => {
    if (!target) return;
    setBusy(true);
    setError(undefined);
    const outcome = await erase(target, dryRun);
    setBusy(false);
    setAsking(false);
    if (!outcome.ok) {
      setCounted(undefined);
      return setError(outcome.error);
    }
    setCounted(dryRun ? { target, counts: outcome.value } : undefined);
    if (!dryRun) toast(say("erased"));
    await refresh("audit_log");
  };
  const current = counted && JSON.stringify(counted.target) === JSON.stringify(target) ? counted : undefined;
  return (
    <Paper withBorder p="md" {...(title ? { component: "section" as const, "aria-label": title } : {})}>
      <Stack gap="sm">
        {title ? <Title order={3}>{title}</Title> : null}
        {help ? <Text maw="46rem">{help}</Text> : null}
        <Group align="flex-end">
          {children}
          <Button
            variant="default"
            disabled={!target}
            loading={busy && !asking}
            onClick={() => void run(true)}
          >
            {say("count")}
          </Button>
        </Group>
        {error ? <Failure code={error} /> : null}
        {current ? <Found {...current} onErase={() => setAsking(true)} /> : null}
      </Stack>
      <LastWord open={asking} busy={busy} onClose={() => setAsking(false)} onErase={() => void run(false)} />
    </Paper>
  );
}

function Found({ target, counts, onErase }: Counted & { readonly onErase: () => void }) {
  const say = useRetentionWords();
  const format = useFormat();
  const found = countsOf(counts);
  // Meetings and youths are told in whole hundreds: 0 of them may be some.
  const isRounded = (name: string) => target.kind !== "row" && (name === "contacts" || name === "encounters");
  return (
    <Stack gap="xs" role="status">
      <Text fw={600}>
        {counts.last_day ? say("wouldGoUntil", { day: format.day(counts.last_day) }) : say("wouldGo")}
      </Text>
      <Table maw="28rem">
        <Table.Tbody>
          {found.map(({ name, value }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {say(`count_${name}`)}
              </Table.Th>
              <Table.Td ta="right">
                {value === 0 && isRounded(name) ? say("under100") : format.number(value)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {target.kind === "row" ? null : (
        <Text size="xs" c="dimmed">
          {say("roundly")}
        </Text>
      )}
      <div>
        <Button onClick={onErase}>{say("erase")}</Button>
      </div>
    </Stack>
  );
}

interface LastWordProps {
  readonly open: boolean;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onErase: () => void;
}

function LastWord({ open, busy, onClose, onErase }: LastWordProps) {
  const say = useRetentionWords();
  const sayUi = useUiWords();
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={say("lastTitle")}
      centered
      closeButtonProps={{ "aria-label": sayUi("close") }}
    >
      <Stack gap="sm">
        <Text>{say("lastNoWay")}</Text>
        <Text>{say("releases")}</Text>
        <Text>{say("lastBackups")}</Text>
        <Text>{say("lastLogged")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {say("keep")}
          </Button>
          <Button onClick={onErase} loading={busy}>
            {say("eraseNow")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
