import { SETTINGS } from "../../src/domain/institution.ts";
import type { Query } from "../local/database/database.ts";
import { column } from "./columns.ts";
import type { Loaded } from "./load-organisation.ts";

/** Départements of the invented teams, and how many youths an educator meets a quarter in an institution there. */
const MEETS = { "75": 9, "93": 6, "94": 2 } as const;
/** How often each setting comes up, against the others. */
const SHARES = { police_exit: 1, court: 0.7, detention: 0.2, shelter: 0.5, childrens_home: 0.3 } as const;

/** Invented counts of contacts in institutions: the four quarters that are over, and the one that goes on. */
export async function loadInstitutions(
  query: Query,
  { organisation, recorders }: Loaded,
  today: string,
): Promise<void> {
  const counts = quartersUntil(today).flatMap((quarter, nth) =>
    recorders.flatMap((recorder, who) =>
      Object.entries(MEETS).flatMap(([departement, meets]) =>
        SETTINGS.flatMap((setting, at) => {
          // No chance: the same on every day, and unlike between people and quarters.
          const swing = 0.4 + ((who * 7 + nth * 5 + at * 3) % 10) / 8;
          const people = Math.round(meets * SHARES[setting] * swing);
          return people > 0 ? [{ recorder, setting, departement, quarter, people }] : [];
        }),
      ),
    ),
  );
  await query(
    `insert into field.institutional_contact (organisation_id, recorder_id, setting, departement, quarter, people)
     select $1::uuid, c.recorder, c.setting, c.departement, c.quarter, c.people
     from unnest($2::text::uuid[], $3::text::text[], $4::text::text[], $5::text::date[], $6::text::integer[])
       as c (recorder, setting, departement, quarter, people)`,
    [
      organisation,
      column(counts, ({ recorder }) => recorder),
      column(counts, ({ setting }) => setting),
      column(counts, ({ departement }) => departement),
      column(counts, ({ quarter }) => quarter),
      column(counts, ({ people }) => people),
    ],
  );
}

/** First days of five calendar quarters, the last one holding a day. */
function quartersUntil(today: string): string[] {
  const [year = 0, month = 1] = today.split("-").map(Number);
  const first = Math.floor((month - 1) / 3) * 3;
  return [-4, -3, -2, -1, 0].map((nth) =>
    new Date(Date.UTC(year, first + 3 * nth, 1)).toISOString().slice(0, 10),
  );
}
