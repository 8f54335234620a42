import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { call, owned } from "../harness/calls.ts";
import { eachDatabase, type Kind } from "../harness/each-database.ts";
import { type ImportAnswer, importArgs, type SentRow, sentRow } from "../harness/imports.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { type PublishedWindow, publishWindow, storedCells } from "./publishing.ts";

const WINDOW = { tier: "lead", team: null, startsOn: "2024-01-01", endsOn: "2024-03-31" } as const;
const NEXT = { tier: "lead", team: null, startsOn: "2024-04-01", endsOn: "2024-06-30" } as const;
const IMPORTED = "2024-04-10";
const PUBLISHED = "2024-04-15";

/** Contributions and recorders of a window, by the pipeline's own tally, of which nothing is stored. */
async function tallied(db: Database, window: PublishedWindow): Promise<{ n: number; apart: number }> {
  const [row] = await owned(
    db,
    `select coalesce(sum(t.n), 0)::integer as n, coalesce(sum(t.without_busiest), 0)::integer as apart
     from release.window w cross join lateral release.tally(w, 'first_in_4_weeks', '\\x00') t
     where w.id = $1 and t.breakdown = 'total'`,
    [window.id],
    { "repere.today": "2024-12-01" },
  );
  return { n: Number(row?.["n"]), apart: Number(row?.["apart"]) };
}

interface Sending {
  readonly rows: readonly SentRow[];
  /** Which lead of the organisation sends it, for their own team. */
  readonly lead?: number;
  readonly team?: number;
  readonly file?: string;
  readonly today?: string;
  readonly batch?: string;
  readonly column?: boolean;
}

/** Sends rows as a device of the lead does: ids are the device's, so another lead's are others. */
function send(db: Database, organisation: TestOrganisation, sending: Sending): Promise<ImportAnswer> {
  const { rows, lead = 0, team = 0, file = "ab", today = IMPORTED, batch = randomUUID(), column } = sending;
  const args = {
    ...importArgs(organisation, rows),
    batch,
    team: organisation.team(team),
    file_digest: file.repeat(32),
    has_recorder_column: column ?? false,
  };
  return call(db, organisation.account("lead", lead), "import_batch", args, { today });
}

const withNewIds = (rows: readonly SentRow[]) => rows.map((row) => ({ ...row, id: randomUUID() }));

/** Forty invented youths on five evenings in one cell: one row each. */
function forty(fields: Partial<SentRow> = {}): SentRow[] {
  return Array.from({ length: 40 }, (_, n) =>
    sentRow({ service_date: `2024-01-0${2 + (n % 5)}`, ...fields }),
  );
}

const COUNTED = { n: 40, apart: 0 };

/** Fewer runs on PGlite, whose opening already takes seconds. */
const RUNS: Readonly<Record<Kind, number>> = { pglite: 4, postgres: 12 };

eachDatabase("the same file of several leads", (db, kind) => {
  const oneTeam = () => makeOrganisation(db(), { members: { lead: 3, dpo: 1 }, teams: ["Équipe fictive"] });

  test("counts once, as one recorder, and shows nothing; no lead is told that another had it", async () => {
    const organisation = await oneTeam();
    for (const lead of [0, 1, 2]) {
      const answer = await send(db(), organisation, { rows: withNewIds(forty()), lead });
      expect(answer).toEqual({ accepted: 40, repeated: 0, rejected: [], done: true });
    }
    const window = await publishWindow(db(), organisation.id, WINDOW, PUBLISHED);
    expect(await tallied(db(), window)).toEqual(COUNTED);
    expect((await storedCells(db(), window.id)).size).toBe(0);
  });

  test("counts once for leads of different teams too, and for each team's own map", async () => {
    const organisation = await makeOrganisation(db(), { members: { lead: 2 } });
    for (const lead of [0, 1])
      await send(db(), organisation, { rows: withNewIds(forty()), lead, team: lead });
    expect(await tallied(db(), await publishWindow(db(), organisation.id, WINDOW, PUBLISHED))).toEqual(
      COUNTED,
    );
    for (const nth of [0, 1]) {
      const own = { tier: "educator", startsOn: "2024-01-01", endsOn: "2024-01-28" } as const;
      const window = await publishWindow(
        db(),
        organisation.id,
        { ...own, team: organisation.team(nth) },
        PUBLISHED,
      );
      expect(await tallied(db(), window)).toEqual(COUNTED);
    }
  });

  test("counts once however its columns were read, by another lead or the same one again", async () => {
    const organisation = await oneTeam();
    await send(db(), organisation, { rows: withNewIds(forty()) });
    const other = { slot: "morning", place_kind: "activity", gender: null } as const;
    for (const lead of [0, 1]) await send(db(), organisation, { rows: withNewIds(forty(other)), lead });
    expect(await tallied(db(), await publishWindow(db(), organisation.id, WINDOW, PUBLISHED))).toEqual(
      COUNTED,
    );
  });

  test("counts once when it was saved again, so that its digest is another", async () => {
    const organisation = await oneTeam();
    await send(db(), organisation, { rows: withNewIds(forty()) });
    await send(db(), organisation, { rows: withNewIds(forty()).toReversed(), lead: 1, file: "cd" });
    expect(await tallied(db(), await publishWindow(db(), organisation.id, WINDOW, PUBLISHED))).toEqual(
      COUNTED,
    );
  });

  test("counts as the recorders of the copy whose column the dpo approved, whoever came first", async () => {
    const organisation = await oneTeam();
    await send(db(), organisation, { rows: withNewIds(forty()) });
    const named = forty().map((row, n) => ({ ...row, recorder: n % 4 }));
    await send(db(), organisation, { rows: named, lead: 1, column: true });
    await owned(
      db(),
      `update field.import_batch set recorder_approved_at = now(), recorder_approved_by = $2
       where organisation_id = $1 and has_recorder_column`,
      [organisation.id, organisation.member("dpo")],
    );
    const window = await publishWindow(db(), organisation.id, WINDOW, PUBLISHED);
    expect(await tallied(db(), window)).toEqual({ n: 40, apart: 30 });
  });

  test("equal rows within a file are different youths, and so are different rows of several files", async () => {
    const organisation = await oneTeam();
    await send(db(), organisation, { rows: [...forty(), ...forty()] });
    await send(db(), organisation, { rows: forty({ slot: "night", count: 2 }), lead: 1, file: "cd" });
    const window = await publishWindow(db(), organisation.id, WINDOW, PUBLISHED);
    expect((await tallied(db(), window)).n).toBe(160);
  });

  test("a property: of the copies that several leads sent, cut and mixed anyhow, each row counts once", async () => {
    const rows = fc.array(
      fc.record({
        cell: fc.constantFrom(28893760, 28893761),
        service_date: fc.constantFrom("2024-01-02", "2024-02-03"),
        count: fc.integer({ min: 0, max: 3 }),
        place_kind: fc.constantFrom("wandering" as const, "activity" as const),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const copies = rows.chain((file) =>
      fc.tuple(
        fc.constant(file),
        fc.array(fc.tuple(fc.nat(2), fc.boolean(), fc.shuffledSubarray([...file.keys()])), { maxLength: 3 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(copies, async ([file, parts]) => {
        const organisation = await oneTeam();
        // A lead's own device gives a row the same id again; another lead's ids are others.
        const made = [0, 1, 2].map(() =>
          file.map((row) => sentRow({ ...row, place_kind: row.count > 0 ? row.place_kind : null })),
        );
        await send(db(), organisation, { rows: made[0] ?? [] });
        for (const [lead, isResaved, part] of parts) {
          const rows = part.flatMap((at) => made[lead]?.[at] ?? []);
          await send(db(), organisation, { rows, lead, file: isResaved ? "cd" : "ab" });
        }
        const window = await publishWindow(db(), organisation.id, WINDOW, PUBLISHED);
        const youths = file.reduce((sum, { count }) => sum + count, 0);
        expect((await tallied(db(), window)).n).toBe(youths);
      }),
      { numRuns: RUNS[kind] },
    );
  });
});

eachDatabase("rows that come back", (db) => {
  const recent = (fields: Partial<SentRow> = {}) =>
    forty({ ...fields }).map((row, n) => ({
      ...row,
      service_date: `2024-03-2${1 + (n % 5)}`,
    }));
  const again = "2024-04-20";
  const undo = (organisation: TestOrganisation, batch: string, today = "2024-04-18") =>
    call(db(), organisation.account("lead"), "undo_batch", { batch }, { today });

  async function published(rows: readonly SentRow[], batch: string): Promise<TestOrganisation> {
    const organisation = await makeOrganisation(db(), { members: { lead: 2 }, teams: ["Équipe fictive"] });
    await send(db(), organisation, { rows, batch });
    const first = await publishWindow(db(), organisation.id, WINDOW, PUBLISHED);
    expect(await tallied(db(), first)).toEqual(COUNTED);
    return organisation;
  }
  const next = async (organisation: TestOrganisation) =>
    (await tallied(db(), await publishWindow(db(), organisation.id, NEXT, "2024-07-20"))).n;
  const gone = (organisation: TestOrganisation) =>
    owned(db(), "select id from field.gone_row where organisation_id = $1", [organisation.id]);

  test("after an undo they count in no other window, and feed coverage", async () => {
    const [rows, batch] = [recent(), randomUUID()];
    const organisation = await published(rows, batch);
    await undo(organisation, batch);
    expect(await gone(organisation)).toHaveLength(40);
    expect(await send(db(), organisation, { rows, batch, today: again })).toMatchObject({ accepted: 40 });
    const { cell } = await call<{ cell: number[] }>(
      db(),
      organisation.account("lead"),
      "coverage",
      {},
      { today: again },
    );
    expect(cell).toEqual([28893760]);
    expect(await next(organisation)).toBe(0);
  });

  test("nor do they as another file, another reading of it, or another lead's copy; undone twice, neither", async () => {
    const ways: readonly Omit<Sending, "rows">[] = [{ file: "cd" }, {}, { lead: 1 }];
    for (const [at, way] of ways.entries()) {
      const batch = randomUUID();
      const organisation = await published(recent(), batch);
      await undo(organisation, batch);
      const rows = recent(at === 1 ? { slot: "night", gender: null } : {});
      const second = randomUUID();
      await send(db(), organisation, { ...way, rows, batch: second, today: again });
      if (at === 0) {
        await undo(organisation, second, again);
        await send(db(), organisation, { ...way, rows, batch: second, today: again });
      }
      expect(await next(organisation)).toBe(0);
    }
  });

  test("another lead's copy that comes after a publication counts in no other window either", async () => {
    const organisation = await published(recent(), randomUUID());
    await send(db(), organisation, { rows: withNewIds(recent()), lead: 1, today: again });
    expect(await next(organisation)).toBe(0);
  });

  test("new rows beside them are late like any other, and what no window counted is free to come back", async () => {
    const [rows, batch] = [recent(), randomUUID()];
    const organisation = await published(rows, batch);
    await undo(organisation, batch);
    const late = sentRow({ service_date: "2024-03-22", cell: 28893761, count: 5 });
    await send(db(), organisation, { rows: [...rows, late], batch, today: again });
    expect(await next(organisation)).toBe(5);

    const early = await makeOrganisation(db(), { teams: ["Équipe fictive"] });
    await send(db(), early, { rows, batch });
    await undo(early, batch, "2024-04-12");
    expect(await gone(early)).toEqual([]);
    await publishWindow(db(), early.id, WINDOW, PUBLISHED);
    await send(db(), early, { rows, batch, today: again });
    expect(await next(early)).toBe(40);
  });

  test("what only the team's window counted still counts once in the organisation's", async () => {
    const organisation = await makeOrganisation(db(), { teams: ["Équipe fictive"] });
    const [rows, batch] = [recent(), randomUUID()];
    await send(db(), organisation, { rows, batch, today: "2024-03-28" });
    const team = {
      tier: "educator",
      team: organisation.team(),
      startsOn: "2024-02-26",
      endsOn: "2024-03-24",
    } as const;
    await publishWindow(db(), organisation.id, team, "2024-04-01");
    await undo(organisation, batch, "2024-04-02");
    await send(db(), organisation, { rows, batch, today: "2024-04-03" });
    const lead = await publishWindow(db(), organisation.id, WINDOW, PUBLISHED);
    expect(await tallied(db(), lead)).toEqual(COUNTED);
  });

  test("they are noted without what they said, and forgotten after a year", async () => {
    const [rows, batch] = [recent(), randomUUID()];
    const organisation = await published(rows, batch);
    await undo(organisation, batch);
    const columns = await owned(
      db(),
      `select attname as name from pg_attribute where attrelid = 'field.gone_row'::regclass and attnum > 0 order by attnum`,
    );
    expect(columns.map(({ name }) => name)).toEqual([
      ...["id", "organisation_id", "team_id", "service_date", "owner", "file"],
      ...["likeness", "file_likeness", "received_at", "gone_at"],
    ]);
    const later = { ...WINDOW, startsOn: "2025-03-31", endsOn: "2025-06-29" };
    await publishWindow(db(), organisation.id, later, "2025-08-01");
    expect(await gone(organisation)).toEqual([]);
  });
});
