import { beforeEach, describe, expect, test } from "vitest";
import { call, owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { importArgs, importRows, sentRow } from "../harness/imports.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { insertRecords } from "../harness/records.ts";
import { insertCounts, publishInstitutions } from "../institutions/institutions.ts";
import { makeRecorders } from "./meetings.ts";
import { publishAll, publishNext } from "./publishing.ts";

/** Windows are published on this day; then the machine's clock says the day before. */
const TODAY = "2026-06-03";
const DAY_BEFORE = "2026-06-02";
/** A day when the next window of the educators is due. */
const LATER = "2026-07-01";
/** In an educator window that is published by today, and young enough to be late. */
const LATE_DAY = "2026-05-08";

eachDatabase("a clock that is set back after a publication", (db) => {
  let organisation: TestOrganisation;
  beforeEach(async () => {
    organisation = await makeOrganisation(db());
    const account = organisation.account("educator");
    const met = { account, team: organisation.team(), cell: 28893760, count: 4 };
    await insertRecords(
      db(),
      organisation.id,
      ["2026-03-03", "2026-04-07", "2026-05-05"].map((service_date) => ({ ...met, service_date })),
    );
    await publishAll(db(), organisation.id, TODAY);
  });

  const importLate = (fields: Record<string, unknown> = {}) =>
    importRows(db(), organisation, [sentRow({ service_date: LATE_DAY, count: 3 })], fields, {
      today: DAY_BEFORE,
    });
  const lateVisits = async (window: number) => {
    const [row] = await owned(
      db(),
      "select cardinality(release.late_visits(w)) as n from release.window w where w.id = $1",
      [window],
    );
    return Number(row?.["n"]);
  };
  const nextEducatorWindow = async () => {
    for (;;) {
      const window = await publishNext(db(), organisation.id, LATER);
      if (!window) throw new Error("no window of the first team is due");
      if (window.layer === "encounters" && window.tier === "educator") return window.id;
    }
  };

  describe("what is received then", () => {
    test("is dated after that publication, and joins the next window as any late record does", async () => {
      expect((await importLate()).accepted).toBe(1);
      const [row] = await owned(
        db(),
        `select min(v.received_at) > max(w.published_at) as later from field.visit v, release.window w
         where v.organisation_id = $1 and v.batch_id is not null and w.organisation_id = $1`,
        [organisation.id],
      );
      expect(row).toEqual({ later: true });
      expect(await lateVisits(await nextEducatorWindow())).toBe(1);
    });

    test("and removed again is remembered as never counted", async () => {
      const batch = importArgs(organisation, [])["batch"];
      await importLate({ batch });
      await call(db(), organisation.account("lead"), "undo_batch", { batch }, { today: DAY_BEFORE });
      const [row] = await owned(
        db(),
        "select count(*)::int as n from field.gone_row where organisation_id = $1",
        [organisation.id],
      );
      expect(row).toEqual({ n: 0 });
    });
  });

  test("a quarter of institutional contacts published then is dated after that publication too", async () => {
    const recorders = await makeRecorders(db(), organisation.id, 1);
    const counts = recorders.map((recorder) => ({ recorder, quarter: "2026-01-01", people: 40 }));
    await insertCounts(db(), organisation.id, counts);
    expect(await publishInstitutions(db(), organisation.id, DAY_BEFORE)).toMatchObject({
      quarter: "2026-01-01",
    });
    const [row] = await owned(
      db(),
      `select min(q.published_at) > max(w.published_at) as later from release.institutional_quarter q, release.window w
       where q.organisation_id = $1 and w.organisation_id = $1`,
      [organisation.id],
    );
    expect(row).toEqual({ later: true });
  });

  test("publications keep their order", async () => {
    await publishAll(db(), organisation.id, LATER);
    const [row] = await owned(
      db(),
      `select bool_and(w.published_at >= before) as ordered from (
         select published_at, max(published_at) over (order by id rows between unbounded preceding and 1 preceding) as before
         from release.window where organisation_id = $1
       ) w`,
      [organisation.id],
    );
    expect(row).toEqual({ ordered: true });
  });
});
