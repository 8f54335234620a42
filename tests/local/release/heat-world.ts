import type { Database } from "../../../supabase/local/database/database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { insertMeetings, makeRecorders, youths } from "./meetings.ts";
import { publishAll } from "./publishing.ts";

export const TODAY = "2025-02-01";

export interface Heat {
  season_id: number | null;
  windows: number;
  from: string | null;
  to: string | null;
  leaf: number[];
  class: number[];
  at_least: number[];
}
export interface Windows {
  policy: { k0: number; classes: { class: number; from: number; to: number | null }[] };
  windows: { id: number; season_id: number; starts_on: string; shown_leaves: number; at_least: number }[];
  next: { starts_on: string; ends_on: string; due_on: string } | null;
}
export interface World {
  organisation: TestOrganisation;
}

export const EMPTY_HEAT = {
  season_id: null,
  windows: 0,
  from: null,
  to: null,
  leaf: [],
  class: [],
  at_least: [],
};

/** Sixty weeks of invented meetings in four leaves, some weeks with few, so that classes come and go. */
export async function makeWorld(db: Database): Promise<World> {
  const organisation = await makeOrganisation(db);
  const recorders = await makeRecorders(db, organisation.id, 8);
  const meetings = Array.from({ length: 60 * 28 }, (_, n) => {
    const week = Math.floor(n / 28);
    return {
      // Eight in every leaf: with two, whether a kind of place ever shows would be the noise's to say.
      recorder: recorders[Math.floor(n / 4) % 8] ?? "",
      team: organisation.team(),
      cell: 28883760 + 2 * (n % 4),
      day: new Date(Date.UTC(2023, 10, 6) + (week * 7 + (n % 7)) * 86_400_000).toISOString().slice(0, 10),
      place_kind: n % 3 === 0 ? ("activity" as const) : ("wandering" as const),
      youths:
        (n * 7 + week) % 5 < 1 + (week % 3) + (n % 2)
          ? youths(1, { gender: n % 5 === 0 ? "girl" : "boy" })
          : [],
    };
  });
  await insertMeetings(db, organisation.id, meetings);
  await publishAll(db, organisation.id, TODAY);
  return { organisation };
}
