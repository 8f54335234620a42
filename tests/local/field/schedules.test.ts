import { beforeAll, expect, test } from "vitest";
import { seeded } from "../../../src/planner/random.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";
import { DAY, type Expected, ownId, runSchedule } from "./schedule.ts";

/** REPERE_SCHEDULES=1000 runs as many with 500 visits each (an hour and more); else a few of both sizes. */
const WISHED = Number(process.env["REPERE_SCHEDULES"] ?? 0);
const SIZES =
  WISHED > 0 ? Array.from({ length: WISHED }, () => 500) : [500, ...Array.from({ length: 12 }, () => 40)];

eachDatabase("500 queued records on a flapping network, and the real function of the server", (db) => {
  let organisation: TestOrganisation;

  beforeAll(async () => {
    organisation = await makeOrganisation(db(), { members: { educator: SIZES.length } });
  });

  /** Visits of an account as they are stored: id → youths. */
  async function stored(account: string): Promise<Map<string, number>> {
    const rows = await owned(
      db(),
      `select v.id::text as id, count(c.id)::integer as youths
       from field.visit v
       join field.recorder k on k.id = v.recorder_id
       left join field.encounter e on e.visit_id = v.id
       left join field.contact c on c.encounter_id = e.id
       where k.user_id = $1 group by v.id`,
      [account],
    );
    return new Map(rows.map((row) => [String(row["id"]), Number(row["youths"])]));
  }

  function asStored(account: string, expected: Expected): Map<string, number> {
    const owner = ownId(organisation.id, account);
    return new Map(
      [...expected].flatMap(([id, youths]) =>
        youths === undefined ? [] : [[ownId(owner, id), youths] as const],
      ),
    );
  }

  test.each(SIZES.map((size, seed) => [seed + 1, size] as const))(
    "schedule %i of %i visits: nothing is lost, nothing is there twice, and the last word counts",
    async (seed, size) => {
      const account = organisation.account("educator", seed - 1);
      pageOf(db(), account, DAY);
      const { store, rounds, expected } = await runSchedule(seeded(seed), size);
      expect(await store.list()).toEqual([]);
      const there = await stored(account);
      expect(there).toEqual(asStored(account, expected));
      // Among so many some are taken back, and most are not.
      if (size === 500) expect(there.size).toBeGreaterThan(size / 2);
      if (size === 500) expect(there.size).toBeLessThan(size);
      const made = await owned(
        db(),
        `select count(*)::integer as rounds from field.round r
         join org.member m on m.id = r.lead_member where m.user_id = $1`,
        [account],
      );
      expect(made).toEqual([{ rounds: rounds.length }]);
    },
    600_000,
  );
});
