import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation } from "../harness/organisation.ts";
import { insertMeetings, makeRecorders, youths } from "./meetings.ts";

const FILE = join(import.meta.dirname, "../../../../shared/data/real/san-diego-downtown-counts.csv");

eachDatabase("San Diego's monthly counts", (db) => {
  test.skipIf(!existsSync(FILE))("make every window of their four years due, oldest first", async () => {
    const [, ...lines] = readFileSync(FILE, "utf8").trim().split("\n");
    const days = [...new Set(lines.map((line) => /,(\d{4}-\d\d-\d\d),/.exec(line)?.[1] ?? ""))].sort();
    expect(days).toHaveLength(85);
    const organisation = await makeOrganisation(db(), { teams: ["Équipe fictive"] });
    const [recorder = ""] = await makeRecorders(db(), organisation.id, 1);
    const about = { recorder, team: organisation.team(), cell: 28883760, youths: youths(1) };
    await insertMeetings(
      db(),
      organisation.id,
      days.map((day) => ({ ...about, day })),
    );
    const due = await owned(db(), "select tier, ends_on from release.due_windows($1)", [organisation.id], {
      "repere.today": "2022-12-31",
    });
    expect(due.filter(({ tier }) => tier === "lead")).toHaveLength(17);
    expect(due.filter(({ tier }) => tier === "educator")).toHaveLength(57);
    const ends = due.map((row) => String(row["ends_on"]));
    expect(ends).toEqual([...ends].sort());
  });
});
