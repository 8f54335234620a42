import type { Database } from "../../../supabase/local/database/database.ts";
import { owned } from "../harness/calls.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { insertMeetings, type Meeting, makeRecorders, youths } from "../release/meetings.ts";
import { PUBLISHING } from "../release/publishing.ts";

export const CELL = 28883760;
export const QUARTERS = [
  ["2024-01-01", "2024-03-31"],
  ["2024-04-01", "2024-06-30"],
  ["2024-07-01", "2024-09-29"],
  ["2024-09-30", "2024-12-29"],
] as const;
/** A day on which all of them are due. */
export const TODAY = "2025-06-02";

/** An organisation with one street visit on the first days of 2024: a territory of 3 × 3 squares around CELL's. */
export async function withTerritory(db: Database): Promise<TestOrganisation> {
  const organisation = await makeOrganisation(db, { teams: ["Équipe fictive"] });
  await meet(db, organisation, [{}]);
  return organisation;
}

/** Adds meetings of one youth each on 3 January 2024 in CELL, unless told otherwise. */
export async function meet(
  db: Database,
  organisation: TestOrganisation,
  meetings: readonly Partial<Meeting>[],
): Promise<void> {
  const [recorder = ""] = await makeRecorders(db, organisation.id, 1);
  const base = () => ({
    recorder,
    team: organisation.team(),
    cell: CELL,
    day: "2024-01-03",
    youths: youths(1),
  });
  await insertMeetings(
    db,
    organisation.id,
    meetings.map((each) => ({ ...base(), ...each })),
  );
}

/** Publishes a quarter for research and returns its window and season. */
export async function publishQuarter(
  db: Database,
  organisation: string,
  [startsOn, endsOn]: readonly [string, string] = QUARTERS[0],
): Promise<{ window: number; season: number }> {
  const [row] = await owned(
    db,
    "select w.id, w.season_id from release.publish_research($1, $2, $3, null) w",
    [organisation, startsOn, endsOn],
    { ...PUBLISHING, "repere.today": TODAY },
  );
  return { window: Number(row?.["id"]), season: Number(row?.["season_id"]) };
}

/** What the ledger holds of an organisation, in millionths: purpose → epsilon. */
export async function ledgerOf(db: Database, organisation: string): Promise<Record<string, number>> {
  const rows = await owned(
    db,
    "select purpose, epsilon_micro from release.ledger where organisation_id = $1",
    [organisation],
  );
  return Object.fromEntries(rows.map((row) => [String(row["purpose"]), Number(row["epsilon_micro"])]));
}
