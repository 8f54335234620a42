import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { fetchCoverage } from "../../../src/data/coverage.ts";
import {
  type DebriefedVisit,
  debriefRound,
  fetchRoundReport,
  openStopConflicts,
} from "../../../src/data/debrief.ts";
import { openWorkingMemory, saveSectorPlanning } from "../../../src/data/planning.ts";
import {
  allowCells,
  cancelRound,
  deleteRound,
  deleteTemplate,
  fetchWeek,
  fillWeek,
  forbidCells,
  rejectRound,
  saveRounds,
  saveTemplate,
  startRound,
  validateRound,
} from "../../../src/data/rounds.ts";
import { fetchSectors } from "../../../src/data/sectors.ts";
import type { Cell } from "../../../src/domain/grid.ts";
import type { Outcome } from "../../../src/domain/outcome.ts";
import type { VisitOutcome } from "../../../src/domain/place-kind.ts";
import type { Minutes } from "../../../src/domain/round.ts";
import type { ServiceDate } from "../../../src/domain/slot.ts";
import {
  changedParts,
  type RoundTemplate,
  type Stop,
  type WeekRound,
} from "../../../src/domain/week-rounds.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";
import { cellAt, MONDAY, makeSector, TODAY } from "./plan-world.ts";

const CELLS = [0, 1, 2].map((east) => cellAt(0, east) as Cell);

/** The value of an outcome that must be good. */
function good<Value>(outcome: Outcome<Value, string>): Value {
  if (!outcome.ok) throw new Error(`the page was told ${outcome.error}`);
  return outcome.value;
}

const stop = (cell: Cell): Stop => ({
  id: randomUUID(),
  cell,
  minutes: 25 as Minutes,
  pinned: false,
  kind: null,
});

eachDatabase("the page plans a week", (db) => {
  let organisation: TestOrganisation;
  let sector = "";
  const as = (role: "lead" | "educator", nth = 0) => pageOf(db(), organisation.account(role, nth), TODAY);

  beforeEach(async () => {
    organisation = await makeOrganisation(db(), { members: { lead: 3, educator: 2, admin: 1 } });
    sector = await makeSector(db(), organisation, CELLS);
    as("lead");
  });

  const round = (fields: Partial<WeekRound> = {}): WeekRound => ({
    ...{
      id: randomUUID(),
      version: 0,
      team: organisation.team(),
      date: TODAY as ServiceDate,
      slot: "evening",
    },
    ...{
      mode: "foot",
      status: "planned",
      sector,
      template: null,
      start: CELLS[0] ?? null,
      end: CELLS[0] ?? null,
    },
    ...{ minutes: 180 as Minutes, leavesAt: 1100 as Minutes, maxStops: 4, rejectCode: null },
    ...{
      lead: organisation.member("educator"),
      members: [organisation.member("educator")],
      safety: ["lamp"],
    },
    ...{ stops: CELLS.slice(1).map(stop), changedBy: null, changedAt: null },
    ...fields,
  });
  const current = async (id: string) => good(await fetchWeek(MONDAY)).rounds.find((one) => one.id === id);
  const visit = (place: DebriefedVisit["place"], outcome: VisitOutcome): DebriefedVisit => ({
    ...{ id: randomUUID(), place, outcome, minutes: 20 as Minutes },
  });

  test("from an unvisited cell to a validated round: coverage follows what was done", async () => {
    const before = good(await openWorkingMemory(sector));
    expect(before.facts.every(({ daysSinceVisit }) => daysSinceVisit === null)).toBe(true);
    const planned = round();
    expect(good(await saveRounds([planned]))).toEqual({
      kind: "saved",
      versions: new Map([[planned.id, 1]]),
    });
    const [first, second] = planned.stops ?? [];
    as("educator");
    expect((await current(planned.id))?.stops?.map(({ kind }) => kind)).toEqual(["place", "place"]);
    expect(good(await startRound(planned.id))).toMatchObject({ status: "running", version: 2 });
    const visits = [
      visit({ stop: first?.id ?? "" }, "met"),
      visit({ stop: second?.id ?? "" }, "not_reached"),
    ];
    expect(good(await debriefRound(planned.id, visits, false))).toMatchObject({
      accepted: 2,
      status: "running",
    });
    const extra = visit({ cell: cellAt(4, 4) as Cell }, "nobody");
    expect(good(await debriefRound(planned.id, [...visits, extra]))).toMatchObject({
      ...{ accepted: 1, repeated: 2, status: "done" },
    });
    as("lead");
    expect(good(await fetchRoundReport(planned.id))).toMatchObject({
      ...{ status: "done", planned_minutes: 180, minutes: 60, extra: [cellAt(4, 4)] },
      stops: [
        { id: first?.id, state: "done" },
        { id: second?.id, state: "not_reached" },
      ],
    });
    expect(good(await validateRound(planned.id))).toMatchObject({ status: "validated" });
    const covered = good(await fetchCoverage("evening", sector));
    expect(covered.map(({ state }) => state)).toEqual(["never", "visited", "never"]);
    expect(good(await rejectRound(planned.id, "wrong_day"))).toMatchObject({ status: "rejected" });
    expect(good(await fetchCoverage("evening", sector)).map(({ state }) => state)).toEqual(
      Array(3).fill("never"),
    );
    expect(await current(planned.id)).toMatchObject({ status: "rejected", rejectCode: "wrong_day" });
  });

  test("the second of two leads is told what the first changed, and decides on what there is now", async () => {
    const planned = round();
    good(await saveRounds([planned]));
    const seen = await current(planned.id);
    if (!seen) throw new Error("not saved");
    as("lead", 2);
    good(await saveRounds([{ ...seen, stops: [stop(cellAt(1, 1) as Cell)], safety: [] }]));
    as("lead");
    const answer = good(await saveRounds([{ ...seen, minutes: 240 as Minutes }]));
    if (answer.kind !== "conflict") throw new Error("nothing was in conflict");
    const now = answer.now.get(planned.id) ?? null;
    expect(now).toMatchObject({ version: 2, minutes: 180, changedBy: organisation.member("lead", 2) });
    expect(changedParts(seen, now)).toEqual(["stops", "safety"]);
    if (now) good(await deleteRound(now));
    expect(good(await saveRounds([seen]))).toEqual({ kind: "conflict", now: new Map([[planned.id, null]]) });
  });

  test("a template fills each week once, and what was cancelled does not come back", async () => {
    const { id: _, date: __, status: ___, ...frame } = round();
    const template: RoundTemplate = { ...frame, id: randomUUID(), weekday: 5 };
    expect(good(await saveTemplate(template))).toMatchObject({ version: 1 });
    const { made } = good(await fillWeek(MONDAY));
    expect(made).toHaveLength(1);
    expect(good(await fillWeek(MONDAY)).made).toEqual([]);
    const draft = await current(made[0] ?? "");
    expect(draft).toMatchObject({
      status: "draft",
      date: "2026-06-05",
      template: template.id,
      lead: template.lead,
    });
    if (!draft) throw new Error("no draft");
    expect(good(await cancelRound(draft))).toMatchObject({ status: "cancelled" });
    expect(good(await fillWeek(MONDAY)).made).toEqual([]);
    expect(await saveTemplate({ ...template, version: 2 })).toEqual({ ok: false, error: "conflict" });
    expect(good(await saveTemplate({ ...template, version: 1, maxStops: null }))).toMatchObject({
      version: 2,
    });
    expect(good(await fetchWeek(MONDAY)).templates).toMatchObject([
      { id: template.id, weekday: 5, maxStops: null },
    ]);
    good(await deleteTemplate({ ...template, version: 2 }));
    expect(good(await fetchWeek(MONDAY)).templates).toEqual([]);
    expect(await current(draft.id)).toMatchObject({ template: null });
  });

  test("forbidden cells are added and taken back one by one, for a week or for one of its rounds", async () => {
    const planned = round();
    good(await saveRounds([planned]));
    good(await forbidCells(MONDAY, CELLS));
    good(await forbidCells(MONDAY, CELLS.slice(0, 1)));
    good(await forbidCells(MONDAY, CELLS.slice(1, 2), planned.id));
    good(await allowCells(MONDAY, CELLS.slice(0, 2)));
    expect(good(await fetchWeek(MONDAY)).forbidden).toEqual([
      { cell: CELLS[1], round: planned.id },
      { cell: CELLS[2], round: null },
    ]);
    as("lead", 1);
    expect(good(await fetchWeek(MONDAY)).forbidden).toEqual([]);
  });

  test("an interval of its own for the night, and a share for cells never visited, are the sector's", async () => {
    good(await saveSectorPlanning({ sector, slotDays: { night: 3 }, explore: 0.3 }));
    expect(good(await fetchSectors())).toMatchObject([
      { id: sector, target_days: 14, slot_days: { night: 3, evening: null }, explore_percent: 30 },
    ]);
    const memory = good(await openWorkingMemory(sector));
    expect(memory.explore).toBe(0.3);
    expect(memory.facts.slice(0, 4).map(({ targetDays }) => targetDays)).toEqual([14, 14, 14, 3]);
    expect(good(await fetchCoverage("night", sector)).map(({ targetDays }) => targetDays)).toEqual([3, 3, 3]);
  });

  test("stops whose site has closed or whose alert is past due are told to a lead with a code", async () => {
    const planned = round();
    await owned(
      db(),
      `insert into field.alert (organisation_id, cell, slot, source, received_on, due_on)
       values ($1, $2, 'evening', 'partner', '2026-05-20', '2026-06-02')`,
      [organisation.id, CELLS[1]],
    );
    good(await saveRounds([planned]));
    expect(good(await openStopConflicts(MONDAY))).toEqual([
      { round: planned.id, stop: planned.stops?.[0]?.id, code: "alert_past_due" },
    ]);
  });
});
