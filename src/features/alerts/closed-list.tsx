import { Button, Group, Text } from "@mantine/core";
import { type Alert, closeAlert } from "../../data/alerts.ts";
import { useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { useAlertsWords } from "./use-alerts-words.ts";
import type { AlertDesk } from "./use-desk.ts";

/** Alerts closed in the last four weeks, folded; each can be reopened. */
export function ClosedList({ desk }: { readonly desk: AlertDesk }) {
  const say = useAlertsWords();
  const closed = desk.alerts.filter(({ outcome }) => outcome !== null);
  if (closed.length === 0) return null;
  return (
    <details className="alert-closed">
      <summary>{say("closedList", { count: closed.length })}</summary>
      <ul>
        {closed.map((alert) => (
          <ClosedLine key={alert.id} alert={alert} desk={desk} />
        ))}
      </ul>
    </details>
  );
}

function ClosedLine({ alert, desk }: { readonly alert: Alert; readonly desk: AlertDesk }) {
  const say = useAlertsWords();
  const format = useFormat();
  const words = useFailureWords();
  const { outcome, closed_on: closedOn, cell } = alert;
  if (outcome === null || closedOn === null) return null;
  const reopen = async () => {
    const answer = await closeAlert(alert.id, null);
    toast(answer.ok ? say("reopened") : words(answer.error), answer.ok ? "done" : "failed");
    if (answer.ok) desk.done();
  };
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <div>
          <Text>{cell === null ? say("noPlace") : desk.nameOf(cell)}</Text>
          <Text size="sm" c="dimmed">
            {say("closedOn", { outcome: say(outcome), day: format.shortDay(closedOn) })}
          </Text>
        </div>
        <Button size="compact-sm" variant="default" onClick={() => void reopen()}>
          {say("reopen")}
        </Button>
      </Group>
    </li>
  );
}
