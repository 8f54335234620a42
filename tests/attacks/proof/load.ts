import { randomUUID } from "node:crypto";
import type { Query } from "../../../supabase/local/database/database.ts";
import { insertMeetingsIn, type Meeting } from "../../local/release/meetings.ts";
import type { RandomDatabase, RandomMeeting } from "./random-database.ts";

/** A random database as it lies in PostgreSQL: ids of its parts. */
export interface Loaded {
  readonly organisation: string;
  readonly teams: readonly string[];
  /** Recorder rows of the accounts. */
  readonly accounts: readonly string[];
  readonly files: readonly { readonly id: string; readonly recorders: readonly string[] }[];
  readonly site: string;
}

const ids = (count: number) => Array.from({ length: count }, () => randomUUID());

/** Puts a random database into an organisation of its own, past the writers' rules. */
export async function load(query: Query, given: RandomDatabase): Promise<Loaded> {
  // Not by org.create_organisation: looking up the time zone's name takes longer than all else here.
  const { rows } = await query(
    `insert into org.organisation (name, time_zone, grid_id, fictitious)
     values ('Association fictive', 'Europe/Paris', grid.ensure(3035, 0, 0), $1) returning id`,
    [given.fictitious],
  );
  const loaded: Loaded = {
    organisation: String(rows[0]?.["id"]),
    teams: ids(2),
    accounts: ids(given.accounts.length),
    files: given.files.map(({ recorders }) => ({ id: randomUUID(), recorders: ids(recorders) })),
    site: randomUUID(),
  };
  await makePeople(query, given, loaded);
  await makeFiles(query, given, loaded);
  await insertMeetingsIn(query, loaded.organisation, meetingsOf(given, loaded));
  return loaded;
}

async function makePeople(query: Query, given: RandomDatabase, made: Loaded): Promise<void> {
  await query(
    `insert into org.team (id, organisation_id, name) select t.id, $1, t.id::text from unnest($2::uuid[]) t (id)`,
    [made.organisation, made.teams],
  );
  await query(
    `insert into field.recorder (id, organisation_id, user_id, counts_from)
     select r.id, $1, r.id, r.day from unnest($2::uuid[], $3::date[]) r (id, day)`,
    [made.organisation, made.accounts, given.accounts],
  );
  await query(
    `insert into field.site (id, organisation_id, code, kind, opened_on) values ($1, $2, 'X-1', 'squat', '2020-01-01')`,
    [made.site, made.organisation],
  );
  const { k0, k1, k2 } = given.thresholds;
  const [educatorK0, leadK0] = given.tier === "lead" ? [5, k0] : [k0, Math.max(k0, 10)];
  await query(
    `insert into release.policy (organisation_id, version, made_at, educator_k0, educator_k1, lead_k0, lead_k1, lead_k2, unit)
     values ($1, 1, release.now(), $2, $3, $4, $3, $5, $6::release.unit)`,
    [
      made.organisation,
      educatorK0,
      k1,
      leadK0,
      k2,
      given.everyContact ? "every_contact" : "first_in_4_weeks",
    ],
  );
  if (!given.sector) return;
  await query(
    `with made as (
       insert into org.sector (organisation_id, team_id, name, min_leaf_km) values ($1, $2, 'Secteur fictif', $3) returning id
     )
     insert into org.sector_cell (sector_id, cell) select made.id, c from made, unnest($4::integer[]) c`,
    [made.organisation, made.teams[0], given.sector.minLeafKm, given.sector.cells],
  );
}

async function makeFiles(query: Query, given: RandomDatabase, made: Loaded): Promise<void> {
  if (made.files.length === 0) return;
  await query(
    `with importer as (
       insert into org.member (user_id, organisation_id, team_id, role) values (gen_random_uuid(), $1, $2, 'lead') returning id
     )
     insert into field.import_batch (id, organisation_id, team_id, importer, file_digest, started_at, finished_at,
       has_recorder_column, recorder_approved_at)
     select f.id, $1, $2, importer.id, sha256(f.id::text::bytea), now(), now(), true, case when f.approved then now() end
     from importer, unnest($3::uuid[], $4::boolean[]) f (id, approved)`,
    [
      made.organisation,
      made.teams[0],
      made.files.map(({ id }) => id),
      given.files.map(({ approved }) => approved),
    ],
  );
  const named = made.files.flatMap(({ id, recorders }) =>
    recorders.map((recorder, ordinal) => ({ recorder, file: id, ordinal })),
  );
  await query(
    `insert into field.recorder (id, organisation_id, batch_id, ordinal, counts_from)
     select r.recorder, $1, r.file, r.ordinal, '1990-01-01'
     from jsonb_to_recordset($2::jsonb) r (recorder uuid, file uuid, ordinal integer)`,
    [made.organisation, JSON.stringify(named)],
  );
}

function meetingsOf(given: RandomDatabase, made: Loaded): Meeting[] {
  return given.meetings.map((each) => ({
    recorder: made.accounts[each.account] ?? "",
    ...importedOf(each, made),
    team: made.teams[each.team] ?? "",
    cell: each.cell,
    day: each.day,
    received_at: each.receivedAt,
    status: each.status,
    outcome: outcomeOf(each),
    ...(each.atSite ? { site: made.site } : {}),
    place_kind: each.placeKind,
    youths: each.youths.map(({ contributor, seenRecently, ageBand, gender }) => ({
      contributor,
      seen_recently: seenRecently,
      age_band: ageBand,
      gender,
    })),
  }));
}

function importedOf({ imported }: RandomMeeting, { files }: Loaded): Partial<Meeting> {
  if (!imported) return {};
  const from = files[imported[0]];
  const column = from?.recorders[imported[1]];
  return from && column !== undefined ? { batch: from.id, column_recorder: column } : {};
}

function outcomeOf({ youths, reached }: RandomMeeting): "met" | "nobody" | "not_reached" {
  if (youths.length > 0) return "met";
  return reached ? "nobody" : "not_reached";
}
