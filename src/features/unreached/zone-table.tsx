import { ActionIcon } from "@mantine/core";
import { IconCheck, IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import type { RankedCell } from "../../domain/ranking.ts";
import { shortCode } from "../../map/use-cell-names.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { ChanceBar } from "./chance-bar.tsx";
import { reasonsInWords } from "./reasons.ts";
import { StateSwatch } from "./state-swatch.tsx";
import type { Adding } from "./use-adding.ts";
import type { Unreached } from "./use-unreached.ts";
import { type UnreachedSay, useUnreachedWords } from "./use-unreached-words.ts";

/** More days than any visit in memory: areas never visited sort last. */
const NO_VISIT = 9999;
/** In the list; the picked area has them all. */
const LISTED_REASONS = 3;

/** The same areas as on the map, first ones first, with their reasons; a click adds one to the chosen round. */
export function ZoneTable({ unreached, adding }: { readonly unreached: Unreached; readonly adding: Adding }) {
  const say = useUnreachedWords();
  const columns = useColumns(unreached, adding);
  const { shown, address, go } = unreached;
  if (shown.length === 0) return <p className="unreached-none">{say("none")}</p>;
  return (
    <DataTable
      caption={say("table")}
      columns={columns}
      rows={shown}
      rowKey={({ facts }) => facts.cell}
      start={{ key: "score", down: true }}
      selected={address.cell}
      onSelect={({ facts }) => go({ cell: facts.cell })}
      page={50}
      still
      under={(row) => (
        <span className="zone-why">
          {/* Where the table is narrow the code stands here, and the name has the room (unreached.css). */}
          <span className="zone-code-below">{shortCode(row.facts.cell)}, </span>
          {reasonsInWords(say, row, LISTED_REASONS)}
        </span>
      )}
    />
  );
}

function useColumns({ nameOf }: Unreached, adding: Adding): readonly Column<RankedCell>[] {
  const say = useUnreachedWords();
  return useMemo(
    () => [
      {
        key: "zone",
        title: say("colZone"),
        value: ({ facts }) => nameOf(facts.cell),
        show: (row) => <Zone row={row} name={nameOf(row.facts.cell)} />,
        copy: ({ facts, state }) => `${nameOf(facts.cell)} [${shortCode(facts.cell)}], ${say(state)}`,
      },
      {
        key: "days",
        title: say("colDays"),
        numeric: true,
        value: ({ facts }) => facts.daysSinceVisit ?? NO_VISIT,
        show: ({ facts }) => shortDays(say, facts.daysSinceVisit),
        copy: ({ facts }) => (facts.daysSinceVisit === null ? "" : String(facts.daysSinceVisit)),
      },
      {
        // It follows the chance of meeting, so it stays on the page.
        ...{ key: "score", title: say("colScore"), numeric: true, secret: true },
        value: ({ priority }) => Math.round(priority.score),
        show: (row) => <Score row={row} />,
      },
      {
        ...{ key: "add", title: say("colAdd"), action: true, value: () => "" },
        show: ({ facts }) => <AddIcon cell={facts.cell} name={nameOf(facts.cell)} adding={adding} />,
      },
    ],
    [say, nameOf, adding],
  );
}

function Zone({ row: { facts, state }, name }: { readonly row: RankedCell; readonly name: string }) {
  return (
    <span className="zone-name">
      <StateSwatch state={state} />{" "}
      <span>
        {name} <span className="zone-code">{shortCode(facts.cell)}</span>
      </span>
    </span>
  );
}

function Score({ row: { facts, priority } }: { readonly row: RankedCell }) {
  return (
    <span className="zone-score">
      {Math.round(priority.score)}
      {facts.chance === null ? null : <ChanceBar chance={facts.chance} isBare />}
    </span>
  );
}

/** "28 j", where the column's title says what of. */
function shortDays(say: UnreachedSay, days: number | null): string {
  return days === null ? say("noVisit") : say("shortDays", { count: days });
}

function AddIcon({
  cell,
  name,
  adding,
}: {
  readonly cell: RankedCell["facts"]["cell"];
  readonly name: string;
  readonly adding: Adding;
}) {
  const say = useUnreachedWords();
  const addable = adding.addable(cell);
  const Icon = addable === "already" ? IconCheck : IconPlus;
  const label = addable === "yes" ? say("addOne", { name }) : say(addable);
  return (
    <ActionIcon
      variant="default"
      size={36}
      aria-label={label}
      title={label}
      disabled={addable !== "yes"}
      onClick={() => adding.add(cell)}
    >
      <Icon aria-hidden size={18} />
    </ActionIcon>
  );
}
