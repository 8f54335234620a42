import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Role } from "../../../src/domain/role.ts";
import { openDatabase } from "../../../supabase/local/database/open.ts";
import { startServer } from "../../../supabase/local/server.ts";
import { prepareDumps } from "../../local/harness/prepared.ts";
import { Client, given } from "../http/client.ts";
import { enter, invited } from "../http/people.ts";

/** A server whose service clock the attack moves, with one person of each role and a lead who imports. */
export interface MovingWorld {
  readonly people: Readonly<Record<Role, Client>>;
  readonly importer: Client;
  readonly team: string;
  setDay(day: string): void;
  close(): Promise<void>;
}

async function peopleOf(nobody: Client, adminCode: string) {
  const admin = await enter(nobody, adminCode);
  const team = given<{ id: string }>(await admin.post("create_team", { name: "Équipe fictive" })).id;
  return {
    ...{ team, importer: await invited(admin, "lead", team) },
    people: {
      ...{ admin, lead: await invited(admin, "lead", team), dpo: await invited(admin, "dpo") },
      ...{
        educator: await invited(admin, "educator", team, false),
        researcher: await invited(admin, "researcher"),
      },
    },
  };
}

/** Starts such a server on a folder of its own, on the migrated database that all tests use. */
export async function openMovingWorld(firstDay: string): Promise<MovingWorld> {
  const base = mkdtempSync(join(tmpdir(), "repere-attacks-"));
  const data = join(base, "data");
  const page = join(base, "page");
  let day = firstDay;
  mkdirSync(page);
  writeFileSync(join(page, "index.html"), "<!doctype html><title>Repère</title>");
  mkdirSync(dirname(join(data, "pg")), { recursive: true });
  const { migrated } = await prepareDumps();
  await (await openDatabase({ dataDir: join(data, "pg"), seedDump: migrated })).close();
  const server = await startServer({
    ...{ data, page, port: 0, today: firstDay, serviceDay: () => day, logic: true },
    env: { ...process.env, REPERE_SECRETS: join(base, "secrets") },
    organisation: {
      ...{ name: "Association fictive observée", timeZone: "Europe/Paris" },
      grid: { srid: 3035, offsetEKm: 0, offsetNKm: 0 },
    },
  });
  const close = async () => {
    await server.close();
    rmSync(base, { recursive: true, force: true });
  };
  try {
    const nobody = new Client(server.url, server.anonKey);
    const setDay = (next: string) => {
      day = next;
    };
    return { ...(await peopleOf(nobody, server.adminCode ?? "")), setDay, close };
  } catch (error) {
    await close();
    throw error;
  }
}
