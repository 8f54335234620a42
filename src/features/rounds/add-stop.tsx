import { useState } from "react";
import type { Cell } from "../../domain/grid.ts";
import { chosenStop, isForbidden, withStop } from "../../domain/week-edit.ts";
import type { WeekRound } from "../../domain/week-rounds.ts";
import { CellSelect } from "./cell-select.tsx";
import type { Board } from "./use-board.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

/** Adds a place of the team's sectors to the end of the round, found by its name. */
export function AddStop({ board, round }: { readonly board: Board; readonly round: WeekRound }) {
  const say = useRoundsWords();
  // A new field after each choice: it is empty again, ready for the next place.
  const [turn, setTurn] = useState(0);
  const there = new Set(round.stops?.map(({ cell }) => cell));
  const cells = board.sectors
    .filter(({ team_id }) => team_id === board.team)
    .flatMap((sector) => sector.cells)
    .filter((cell) => !there.has(cell) && !isForbidden(board.week, { round: round.id, cell }));
  const add = (cell: Cell) => {
    board.edit((week) => withStop(week, round.id, chosenStop(cell, crypto.randomUUID())));
    setTurn(turn + 1);
  };
  return (
    <CellSelect
      key={turn}
      label={say("addStop")}
      placeholder={say("addStopHelp")}
      cells={cells}
      value={null}
      nameOf={board.nameOf}
      onChange={add}
    />
  );
}
