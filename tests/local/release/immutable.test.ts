import { expect, test } from "vitest";
import { owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation } from "../harness/organisation.ts";
import { insertMeetings, makeRecorders, youths } from "./meetings.ts";
import { publishAll, publishNext } from "./publishing.ts";

const TABLES = ["policy", "season", "leaf", "leaf_square", "window", "cell", "ledger"] as const;

/** Rows of each table that an organisation owns. */
const COUNTS = `
select (select count(*) from release.policy where organisation_id = $1) as policy,
  (select count(*) from release.season where organisation_id = $1) as season,
  (select count(*) from release.leaf l join release.season s on s.id = l.season_id where s.organisation_id = $1) as leaf,
  (select count(*) from release.leaf_square l join release.season s on s.id = l.season_id where s.organisation_id = $1) as leaf_square,
  (select count(*) from release.window where organisation_id = $1) as "window",
  (select count(*) from release.cell c join release.window w on w.id = c.window_id where w.organisation_id = $1) as cell,
  (select count(*) from release.ledger where organisation_id = $1) as ledger`;

eachDatabase("published rows", (db, kind) => {
  const publishYear = async () => {
    const organisation = await makeOrganisation(db());
    const recorders = await makeRecorders(db(), organisation.id, 8);
    const meetings = Array.from({ length: 800 }, (_, n) => ({
      recorder: recorders[n % 8] ?? "",
      team: organisation.team(0),
      cell: 28883760 + (n % 2),
      day: new Date(Date.UTC(2024, 0, 1) + (n % 400) * 86_400_000).toISOString().slice(0, 10),
      youths: youths(1),
    }));
    await insertMeetings(db(), organisation.id, meetings);
    await publishAll(db(), organisation.id, "2025-05-01");
    return organisation;
  };

  test("nobody updates, deletes or truncates them, not even their owner; they go with their organisation", async () => {
    const organisation = await publishYear();
    const [before] = await owned(db(), COUNTS, [organisation.id]);
    for (const table of TABLES) {
      expect(Number(before?.[table]), table).toBeGreaterThan(0);
      const [column] = await owned(
        db(),
        `select quote_ident(attname) as name from pg_attribute
         where attrelid = 'release.${table}'::regclass and attnum > 0 and attidentity = '' order by attnum limit 1`,
      );
      const name = String(column?.["name"]);
      expect(await refusal(owned(db(), `update release.${table} set ${name} = ${name}`))).toBe("42501");
      expect(await refusal(owned(db(), `delete from release.${table}`))).toBe("42501");
      expect(await refusal(owned(db(), `truncate release.${table} cascade`))).toBe("42501");
    }
    expect(await owned(db(), COUNTS, [organisation.id])).toEqual([before]);
    const kept = await publishYear();
    await owned(db(), "delete from org.organisation where id = $1", [organisation.id]);
    const [after] = await owned(db(), COUNTS, [organisation.id]);
    for (const table of TABLES) expect(Number(after?.[table]), table).toBe(0);
    const [left] = await owned(db(), COUNTS, [kept.id]);
    expect(Number(left?.["cell"])).toBeGreaterThan(0);
  });

  // PGlite has one connection: there, nobody publishes at once with another.
  if (kind === "pglite") return;
  test("two leads who publish at once publish two windows, never one twice", async () => {
    const organisation = await makeOrganisation(db(), { teams: ["Équipe fictive"] });
    const recorders = await makeRecorders(db(), organisation.id, 2);
    await insertMeetings(
      db(),
      organisation.id,
      recorders.map((recorder) => ({
        recorder,
        team: organisation.team(),
        cell: 28883760,
        day: "2024-01-02",
        youths: youths(1),
      })),
    );
    const today = "2024-04-15";
    const published = await Promise.all([1, 2].map(() => publishNext(db(), organisation.id, today)));
    expect(published.map((window) => window?.startsOn).sort()).toEqual(["2024-01-01", "2024-01-29"]);
  });
});
