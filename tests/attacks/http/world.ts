import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openDatabase } from "../../../supabase/local/database/open.ts";
import { startServer } from "../../../supabase/local/server.ts";
import { prepareDumps } from "../../local/harness/prepared.ts";
import { Client, given } from "./client.ts";
import { enter, invited } from "./people.ts";
import { approveColumns, importFile, publishAll, type Row, TODAY, usualRows } from "./records.ts";

/** The product, started on a folder of its own with an invented association, and everybody who works in it. */
export interface World {
  readonly nobody: Client;
  readonly admin: Client;
  readonly dpo: Client;
  readonly researcher: Client;
  /** Three leads and two educators of team A, then those of team B. */
  readonly leads: readonly [Client, Client, Client];
  readonly otherLead: Client;
  readonly educators: readonly [Client, Client];
  readonly otherEducator: Client;
  /** An account that nobody has invited to a role. */
  readonly teams: readonly [string, string];
  /** What the association's usual file held. */
  readonly rows: readonly Row[];
  /** Lines of the server's log. */
  readonly log: readonly string[];
  /** Data folder and folder of secrets. */
  readonly folder: string;
  readonly secrets: string;
  /** Stops the server; its folder stays until `remove`. */
  stop(): Promise<void>;
  remove(): void;
}

const RECORDERS = 8;

async function makeTeam(admin: Client, name: string): Promise<string> {
  return given<{ id: string }>(await admin.post("create_team", { name })).id;
}

/** Adds records before anything is published: what an attack needs to lie in the world from the start. */
export type Plant = (world: World) => Promise<void>;

export interface WorldOptions {
  readonly plants: readonly Plant[];
  /** Serves the built page too, for attacks in a browser; building it takes a minute where it is outdated. */
  readonly page: boolean;
  say(text: string): void;
}

/** Starts the product, peoples it, imports half a year of records and what attacks plant, and publishes all that is due. */
export async function openWorld({ plants, page, say }: WorldOptions): Promise<World> {
  const base = mkdtempSync(join(tmpdir(), "repere-attacks-"));
  const secrets = join(base, "secrets");
  const log: string[] = [];
  const data = join(base, "data");
  say("world: the server starts");
  await seed(join(data, "pg"));
  const server = await startServer({
    data,
    port: 0,
    today: TODAY,
    organisation: {
      name: "Association fictive attaquée",
      timeZone: "Europe/Paris",
      grid: { srid: 3035, offsetEKm: 0, offsetNKm: 0 },
    },
    logic: true,
    env: { ...process.env, REPERE_SECRETS: secrets },
    log: (line) => log.push(line),
    ...(page ? {} : { page: emptyPage(base) }),
  });
  try {
    const nobody = new Client(server.url, server.anonKey);
    const people = await peopleOf(nobody, server.adminCode ?? "");
    const rows = usualRows(RECORDERS);
    const world: World = {
      ...people,
      ...{ nobody, rows, log, secrets, folder: data },
      stop: server.close,
      remove: () => rmSync(base, { recursive: true, force: true }),
    };
    await fill(world, plants, say);
    return world;
  } catch (error) {
    await server.close();
    rmSync(base, { recursive: true, force: true });
    throw error;
  }
}

/** The migrated database, from the dump that all tests use: a first start takes a minute on a busy machine. */
async function seed(dataDir: string): Promise<void> {
  const { migrated } = await prepareDumps();
  mkdirSync(dirname(dataDir), { recursive: true });
  await (await openDatabase({ dataDir, seedDump: migrated })).close();
}

function emptyPage(base: string): string {
  const folder = join(base, "page");
  mkdirSync(folder);
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>Repère</title>");
  return folder;
}

async function peopleOf(nobody: Client, adminCode: string) {
  const admin = await enter(nobody, adminCode);
  const teams = [
    await makeTeam(admin, "Équipe fictive A"),
    await makeTeam(admin, "Équipe fictive B"),
  ] as const;
  const lead = () => invited(admin, "lead", teams[0]);
  const educator = (team: string) => invited(admin, "educator", team, false);
  return {
    ...{ admin, teams },
    dpo: await invited(admin, "dpo"),
    researcher: await invited(admin, "researcher"),
    leads: [await lead(), await lead(), await lead()] as const,
    otherLead: await invited(admin, "lead", teams[1]),
    educators: [await educator(teams[0]), await educator(teams[0])] as const,
    otherEducator: await educator(teams[1]),
  };
}

async function fill(world: World, plants: readonly Plant[], say: (text: string) => void): Promise<void> {
  say(`world: ${world.rows.length} rows are imported`);
  const [lead] = world.leads;
  await importFile(lead, world.teams[0], world.rows, { column: true });
  await approveColumns(world.dpo);
  for (const plant of plants) await plant(world);
  say("world: everything due is published");
  const published = await publishAll(lead);
  say(`world: ${published} windows are out`);
}
