import { Anchor, Badge, Button, Group, Menu, Text } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { Link } from "wouter";
import { type Alert, closeAlert } from "../../data/alerts.ts";
import { ALERT_OUTCOMES, type AlertOutcome } from "../../domain/alert.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import { shortCode } from "../../map/use-cell-names.ts";
import { useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { undoToast } from "../../ui/undo-toast.tsx";
import { veiled } from "../../ui/veiled.ts";
import { useAlertsWords } from "./use-alerts-words.ts";
import type { AlertDesk } from "./use-desk.ts";

/** An alert that waits: where, until when, from whom, in which round, and what can be done. */
export function AlertCard({
  alert,
  desk,
  links,
}: {
  readonly alert: Alert;
  readonly desk: AlertDesk;
  readonly links: ScreenLinks;
}) {
  const say = useAlertsWords();
  const format = useFormat();
  const { cell } = alert;
  const name = cell === null ? say("noPlace") : desk.nameOf(cell);
  const isChosen = cell !== null && cell === desk.cell;
  const from =
    alert.link === null
      ? say("from", { source: say(alert.source) })
      : say("fromLink", { number: alert.link });
  return (
    <article className="alert-card" data-chosen={isChosen} data-overdue={alert.overdue}>
      <h3>
        <button
          type="button"
          className="alert-pick"
          aria-pressed={isChosen}
          aria-label={say("pick", { name })}
          onClick={() => desk.choose(cell ?? undefined)}
        >
          {name}
        </button>{" "}
        {cell === null ? null : <span className="alert-code">{shortCode(cell)}</span>}
      </h3>
      <Group gap="xs">
        <Badge size="lg" fz="sm" variant={alert.overdue ? "filled" : "default"} color="dark" tt="none">
          {say(alert.overdue ? "overdue" : "dueOn", { day: format.shortDay(alert.due_on) })}
        </Badge>
        <Text size="sm">{say(`${alert.slot ?? "anySlot"}Short`)}</Text>
      </Group>
      <Text size="sm" c="dimmed">
        {say("receivedOn", { day: format.shortDay(alert.received_on) })}, {from}
      </Text>
      <RoundLine alert={alert} links={links} />
      <Group gap="xs" mt={4}>
        <CloseMenu alert={alert} desk={desk} />
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconPencil aria-hidden size={16} />}
          onClick={() => desk.begin(alert)}
        >
          {say("edit")}
        </Button>
      </Group>
    </article>
  );
}

function RoundLine({ alert, links }: { readonly alert: Alert; readonly links: ScreenLinks }) {
  const say = useAlertsWords();
  const format = useFormat();
  const { round, cell } = alert;
  if (round) {
    return (
      <Text size="sm">
        <Anchor component={Link} href={`${links.rounds}?semaine=${round.date}&tournee=${round.id}`}>
          {say("inRound", { day: format.shortDay(round.date), slot: say(`${round.slot}Short`) })}
        </Anchor>
      </Text>
    );
  }
  return (
    <Text size="sm">
      {say("noRound")}{" "}
      {cell === null ? null : (
        <Anchor
          component={Link}
          href={`${links.unreached}?maille=${veiled(cell)}`}
          title={say("toRoundsHelp")}
        >
          {say("toRounds")}
        </Anchor>
      )}
    </Text>
  );
}

function CloseMenu({ alert, desk }: { readonly alert: Alert; readonly desk: AlertDesk }) {
  const say = useAlertsWords();
  const words = useFailureWords();
  const close = async (outcome: AlertOutcome | null) => {
    const answer = await closeAlert(alert.id, outcome);
    if (!answer.ok) return toast(words(answer.error), "failed");
    desk.done();
    if (outcome === null) toast(say("reopened"));
    else undoToast(say("closed", { outcome: say(outcome) }), () => void close(null));
  };
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button size="compact-md" variant="default">
          {say("close")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say("closeAs")}</Menu.Label>
        {ALERT_OUTCOMES.map((outcome) => (
          <Menu.Item key={outcome} onClick={() => void close(outcome)}>
            {say(outcome)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
