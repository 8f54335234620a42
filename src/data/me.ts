import type { GridDefinition } from "../domain/grid.ts";
import type { Outcome } from "../domain/outcome.ts";
import { ROLES } from "../domain/role.ts";
import { SCREENS } from "../domain/screen.ts";
import { type CallError, read } from "./call.ts";
import { type Decoded, day, flag, integer, list, maybe, oneOf, otherwise, record, text } from "./decode.ts";

const grid = record({ srid: integer, offset_e_km: integer, offset_n_km: integer, proj4: text });

const organisation = record({
  id: text,
  name: text,
  time_zone: text,
  fictitious: flag,
  today: day,
  grid,
});

const me = record({
  member: maybe(record({ id: text, role: oneOf(ROLES), team_id: maybe(text), joined_at: maybe(text) })),
  organisation: maybe(organisation),
  team: maybe(record({ id: text, name: text })),
  may: list(oneOf(SCREENS)),
  counts: otherwise(
    record({
      has_sector: otherwise(flag, false),
      has_record: otherwise(flag, false),
      has_release: otherwise(flag, false),
    }),
    { has_sector: false, has_record: false, has_release: false },
  ),
  recorders: maybe(record({ counted: integer })),
  second_factor: otherwise(record({ needed: flag, given: flag }), { needed: false, given: false }),
});

/** Who is signed in, their organisation and what they may open. `member` is null for a stranger. */
export type Me = Decoded<typeof me>;
export type Organisation = Decoded<typeof organisation>;

/** A member within an organisation: what every room gets. */
export interface Member {
  readonly id: string;
  readonly role: NonNullable<Me["member"]>["role"];
  readonly teamId: string | null;
  readonly teamName: string | null;
  readonly organisation: Organisation;
  readonly may: Me["may"];
  readonly has: { readonly sector: boolean; readonly record: boolean; readonly release: boolean };
  /** Accounts that count as recorders today, or null where the role does not learn it. */
  readonly recorders: number | null;
}

/** The organisation's grid in the domain's words, with the PROJ string of its coordinate system. */
export function gridOf({ grid: given }: Organisation): GridDefinition & { readonly proj4: string } {
  const { srid, offset_e_km: offsetEKm, offset_n_km: offsetNKm, proj4 } = given;
  return { srid, offsetEKm, offsetNKm, proj4 };
}

/** Asks the server who this is. */
export function fetchMe(signal?: AbortSignal): Promise<Outcome<Me, CallError>> {
  return read("me", {}, me, signal);
}

/** The member, or undefined for an account that no invitation has bound yet. */
export function memberOf(answer: Me): Member | undefined {
  const { member, organisation, team, may, counts, recorders } = answer;
  if (!member || !organisation) return undefined;
  return {
    id: member.id,
    role: member.role,
    teamId: member.team_id,
    teamName: team?.name ?? null,
    organisation,
    may,
    has: { sector: counts.has_sector, record: counts.has_record, release: counts.has_release },
    recorders: recorders?.counted ?? null,
  };
}
