import { Button, CloseButton, Group, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { RankedCell } from "../../domain/ranking.ts";
import { shortCode } from "../../map/use-cell-names.ts";
import { ChanceBar } from "./chance-bar.tsx";
import { daysInWords, reasonsInWords } from "./reasons.ts";
import { StateSwatch } from "./state-swatch.tsx";
import type { Adding } from "./use-adding.ts";
import type { Unreached } from "./use-unreached.ts";
import { useUnreachedWords } from "./use-unreached-words.ts";

/** The picked area: its state, why it ranks where it does, how that is reckoned, and adding it to a round. */
export function PickedZone({
  unreached,
  picked,
  adding,
}: {
  readonly unreached: Unreached;
  readonly picked: RankedCell;
  readonly adding: Adding;
}) {
  const say = useUnreachedWords();
  const { facts, state, priority } = picked;
  const { chance, cell } = facts;
  return (
    <article className="zone">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2}>{unreached.nameOf(cell)}</Title>
        <CloseButton size="lg" aria-label={say("close")} onClick={() => unreached.go({ cell: undefined })} />
      </Group>
      <p className="zone-state">
        <StateSwatch state={state} /> {say(state)}, {daysInWords(say, facts.daysSinceVisit)}{" "}
        <span className="zone-code">{shortCode(cell)}</span>
      </p>
      <p>
        <strong>{say("score", { score: Math.round(priority.score) })}</strong>
        {" : "}
        {reasonsInWords(say, picked)}.
      </p>
      {chance === null ? null : (
        <p className="zone-chance">
          {say("chanceIs")} <ChanceBar chance={chance} />
        </p>
      )}
      <Parts picked={picked} />
      <AddButton cell={cell} adding={adding} />
    </article>
  );
}

function Parts({ picked: { priority } }: { readonly picked: RankedCell }) {
  const say = useUnreachedWords();
  const percent = (part: number) => Math.round(100 * part);
  const parts = [
    say("partChance", { percent: percent(priority.quantile) }),
    say("partStaleness", { percent: percent(priority.staleness) }),
    ...(priority.alert > 0 ? [say("partAlert", { points: percent(priority.alert) })] : []),
    ...(priority.followUp > 0 ? [say("partFollow", { points: percent(priority.followUp) })] : []),
    ...(priority.neighbours > 0 ? [say("partNeighbours", { points: percent(priority.neighbours) })] : []),
    ...(priority.addition > 0 ? [say("partAdded", { points: percent(priority.addition) })] : []),
  ];
  return (
    <details>
      <summary>{say("parts")}</summary>
      <p className="unreached-note">{say("formula")}</p>
      <ul className="zone-parts">
        {parts.map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
    </details>
  );
}

function AddButton({
  cell,
  adding,
}: {
  readonly cell: RankedCell["facts"]["cell"];
  readonly adding: Adding;
}) {
  const say = useUnreachedWords();
  const addable = adding.addable(cell);
  return (
    <Button
      variant="default"
      fullWidth
      disabled={addable !== "yes"}
      leftSection={<IconPlus aria-hidden size={18} />}
      onClick={() => adding.add(cell)}
    >
      {say(addable === "yes" ? "add" : addable)}
    </Button>
  );
}
