import { parseArgs } from "node:util";
import { fetchMe } from "../data/me.ts";
import { fetchTeams, invite } from "../data/team.ts";
import { linkOf } from "../domain/invitation-link.ts";
import { ROLES, type Role } from "../domain/role.ts";
import { CliError, required } from "./cli-error.ts";
import { type CommandSession, openSession } from "./connect.ts";
import { runCommand } from "./say.ts";
import { wordsOf } from "./words.ts";

const HELP = `npm run invite -- --as ADMIN [--role ROLE [--team NAME]] [--label TEXT] [--data DIR | --url URL] [--json]

An administrator's invitation, from the command line. Without --role it is for the administrator: a new account in
the place of ADMIN's own, whose password or phone is lost; the old one closes when the invitation is used. On a data
folder no password and no code is asked for: whoever owns the folder may do it, and the audit log says so.
  --role ROLE  ${ROLES.join(", ")}
  --team NAME  for an educator or a lead
  --label TEXT who it is for, as other administrators will read it (no name of a person)
`;

function options() {
  try {
    return parseArgs({
      options: {
        as: { type: "string" },
        role: { type: "string" },
        team: { type: "string" },
        label: { type: "string", default: "" },
        data: { type: "string" },
        url: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    throw new CliError("bad_option", error instanceof Error ? error.message : "");
  }
}

/** What an invitation is: its link, or only the path where no server goes on running. */
interface Invited {
  readonly link: string;
  readonly expires_at: string;
  /** The account of `--as` closes when it is used. */
  readonly in_place: boolean;
}

function roleOf(text: string | undefined): Role | undefined {
  const role = ROLES.find((each) => each === text);
  if (text !== undefined && !role) throw new CliError("bad_option", `--role ${text}`);
  return role;
}

/** Id of the team of that name; null where none is named. */
async function teamOf(name: string | undefined, role: Role): Promise<string | null> {
  const isNeeded = role === "educator" || role === "lead";
  if (isNeeded !== (name !== undefined)) throw new CliError(isNeeded ? "no_team" : "bad_option", "--team");
  if (name === undefined) return null;
  const team = required(await fetchTeams()).find((each) => each.name === name);
  if (!team) throw new CliError("not_found", name);
  return team.id;
}

async function ownMembership(as: string): Promise<string> {
  const { member } = required(await fetchMe());
  if (!member) throw new CliError("not_a_member", as);
  return member.id;
}

async function invited(session: CommandSession, given: ReturnType<typeof options>): Promise<Invited> {
  const role = roleOf(given.role);
  const team = await teamOf(given.team, role ?? "admin");
  const replaces = role ? null : await ownMembership(given.as ?? "");
  const wanted = { role: role ?? "admin", team, label: given.label };
  const { code, expires_at } = required(await invite(wanted, replaces));
  return { link: linkOf(code, session.started ? "" : session.url), expires_at, in_place: !role };
}

const json = process.argv.includes("--json");
await runCommand<Invited | undefined>(
  json,
  async () => {
    const given = options();
    if (given.help) return undefined;
    const session = await openSession({ as: given.as, data: given.data, url: given.url });
    try {
      return await invited(session, given);
    } finally {
      await session.release();
    }
  },
  (result) => {
    if (!result) return [HELP];
    const { link, expires_at: until, in_place: inPlace } = result;
    return [
      wordsOf("invited", until),
      ...(inPlace ? [wordsOf("invited_in_place", "")] : []),
      ...(link.startsWith("/") ? [wordsOf("invited_start", "")] : []),
      link,
    ];
  },
);
