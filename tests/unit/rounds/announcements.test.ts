import { expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import type { EditedWeek } from "../../../src/domain/week-edit.ts";
import { announcements } from "../../../src/features/rounds/announcements.ts";
import { type DragThing, dragId } from "../../../src/features/rounds/drag-ids.ts";
import { inventedRound } from "../../fixtures/edited-weeks.ts";

const week: EditedWeek = { rounds: [inventedRound("a", [1, 2, 3])], forbidden: [] };
const said = announcements(
  ((key: string, facts: Record<string, unknown> = {}) =>
    `${key} ${Object.values(facts).join(" | ")}`) as never,
  { when: ({ date, slot }) => `${date} ${slot}`, cell: (cell: Cell) => `cell ${cell}` },
  () => week,
);
const thing = (one: DragThing) => ({ id: dragId(one) }) as never;
const stop = (cell: number) => thing({ kind: "stop", round: "a", cell: cell as Cell });
const place = (slot: "evening" | "night") =>
  thing({ kind: "place", team: "nord", date: "2026-03-02" as never, slot });
const over = (active: never, target: never) => said.onDragOver({ active, over: target } as never);

test("what was grabbed is not talked over by the place it already has", () => {
  expect(said.onDragStart({ active: stop(1) } as never)).toBe(over(stop(1), stop(1)));
  expect(over(thing({ kind: "round", round: "a" }), place("evening"))).toMatch(/^grabbed /);
});

test("every other place is said: another position, another day or slot, and none at all", () => {
  expect(over(stop(1), stop(2))).toMatch(/^over .*position 2 \| 3/);
  expect(over(thing({ kind: "round", round: "a" }), place("night"))).toMatch(/^over .*2026-03-02 night/);
  expect(said.onDragOver({ active: stop(1), over: null } as never)).toMatch(/^overNothing /);
});
