import { randomUUID } from "node:crypto";
import { ROLES, type Role } from "../../../src/domain/role.ts";
import type { Database, Query } from "../../../supabase/local/database/database.ts";

export interface OrganisationOptions {
  readonly name?: string;
  readonly fictitious?: boolean;
  readonly timeZone?: string;
  /** INSPIRE's grid where absent. */
  readonly grid?: { readonly srid: number; readonly offsetEKm?: number; readonly offsetNKm?: number };
  /** Names; two teams where absent. */
  readonly teams?: readonly string[];
  /** Accounts by role, one of each where absent. Those of a role go to the teams in turn. */
  readonly members?: Readonly<Partial<Record<Role, number>>>;
  /** Day on which the accounts joined; long before the tests' days where absent. */
  readonly joined?: string;
}

/** An organisation made for a test; everything about it is invented. */
export interface TestOrganisation {
  readonly id: string;
  /** Id of the nth team. */
  team(nth?: number): string;
  /** Account (auth.uid()) of the nth member of a role. */
  account(role: Role, nth?: number): string;
  /** Id of that account's membership. */
  member(role: Role, nth?: number): string;
}

/** An account that belongs to no organisation. */
export function stranger(): string {
  return randomUUID();
}

/** Makes an organisation with its grid, first policy, teams and accounts. */
export function makeOrganisation(db: Database, options: OrganisationOptions = {}): Promise<TestOrganisation> {
  return db.transaction({}, null, async (query) => {
    const id = await createOrganisation(query, options);
    const teams = await createTeams(query, id, options.teams ?? ["Équipe fictive A", "Équipe fictive B"]);
    const members = await createMembers(query, id, teams, options);
    const pick = (role: Role, nth: number) => existing(members.filter((m) => m.role === role)[nth], role);
    return {
      id,
      team: (nth = 0) => existing(teams[nth], "team"),
      account: (role, nth = 0) => pick(role, nth).account,
      member: (role, nth = 0) => pick(role, nth).id,
    };
  });
}

async function createOrganisation(query: Query, options: OrganisationOptions): Promise<string> {
  const { srid = 3035, offsetEKm = 0, offsetNKm = 0 } = options.grid ?? {};
  const { rows } = await query("select org.create_organisation($1, $2, $3, $4, $5, $6) as id", [
    options.name ?? "Association fictive",
    options.timeZone ?? "Europe/Paris",
    srid,
    offsetEKm,
    offsetNKm,
    options.fictitious ?? false,
  ]);
  return String(rows[0]?.["id"]);
}

async function createTeams(query: Query, id: string, names: readonly string[]): Promise<string[]> {
  const teams: string[] = [];
  for (const name of names) {
    const { rows } = await query(
      "insert into org.team (organisation_id, name) values ($1, $2) returning id",
      [id, name],
    );
    teams.push(String(rows[0]?.["id"]));
  }
  return teams;
}

interface TestMember {
  readonly id: string;
  readonly account: string;
  readonly role: Role;
}

async function createMembers(
  query: Query,
  id: string,
  teams: readonly string[],
  options: OrganisationOptions,
): Promise<TestMember[]> {
  const counts = options.members ?? Object.fromEntries(ROLES.map((role) => [role, 1]));
  const members: TestMember[] = [];
  for (const role of ROLES) {
    for (let nth = 0; nth < (counts[role] ?? 0); nth++) {
      const member = { id: randomUUID(), account: randomUUID(), role };
      const team = role === "educator" || role === "lead" ? teams[nth % teams.length] : null;
      await query(
        `insert into org.member (id, user_id, organisation_id, team_id, role, joined_at)
         values ($1, $2, $3, $4, $5, $6)`,
        [member.id, member.account, id, team, role, `${options.joined ?? "2020-01-06"}T12:00:00Z`],
      );
      members.push(member);
    }
  }
  return members;
}

function existing<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`the test organisation has no such ${what}`);
  return found;
}
