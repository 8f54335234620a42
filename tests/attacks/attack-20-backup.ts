import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generateX25519Identity } from "age-encryption";
import { type Erasure, Journal, journalFile, readJournal } from "../../supabase/local/backup/journal.ts";
import { ownIdentity } from "../../supabase/local/backup/keys.ts";
import { headerOf, restoreInto } from "../../supabase/local/backup/restore-into.ts";
import { serverBackups } from "../../supabase/local/backup/scheduled.ts";
import type { Database } from "../../supabase/local/database/database.ts";
import { openDatabase } from "../../supabase/local/database/open.ts";
import { readFolder } from "../../supabase/local/folder/folder.ts";
import { prepareDumps } from "../local/harness/prepared.ts";
import { exactly } from "./attack.ts";
import { filesWith, openFiles } from "./files-of.ts";
import type { World } from "./http/world.ts";

/** What a thief looks for in a backup: words that every dump holds, and ids of this very database. */
async function tells(db: Database): Promise<Buffer[]> {
  const { rows } = await db.transaction({}, null, (query) =>
    query(
      `select id::text from org.member union all (select id::text from field.encounter limit 200)
       union all select email from auth.users`,
    ),
  );
  const words = [
    "field.contact",
    "PGDMP",
    "insert into",
    ...rows.map((row) => String(Object.values(row)[0])),
  ];
  return words.map((word) => Buffer.from(word));
}

/** A backup as the server makes it, stolen with everything beside it but the secrets. */
export async function stolenBackup(db: Database, world: World, forms: readonly Buffer[]) {
  const facts = readFolder(world.folder);
  if (!facts) throw new Error("the data folder has no facts");
  const env = { REPERE_SECRETS: world.secrets };
  const { make, folder } = await serverBackups(db, world.folder, facts, env);
  const { file } = await make();
  const bytes = readFileSync(file);
  const told = (await tells(db)).filter((tell) => bytes.includes(tell)).length;
  // The thief's own key; and, unprotected, the one that the folder of secrets has.
  const opens = async (identity: string) =>
    headerOf(file, identity).then(
      () => 1,
      () => 0,
    );
  const own = ownIdentity(join(world.secrets, facts.id)) ?? "";
  return {
    parts: [
      exactly("words or ids that a stolen backup tells", told, 0),
      exactly("secrets in the folder of backups", filesWith(folder, forms).length, 0),
      exactly("stolen backups that another key opens", await opens(await generateX25519Identity()), 0),
      exactly("backups that other accounts may read", openFiles(folder).length, 0),
      ...(await erasedAndBack(db, file, own, folder)),
    ],
    opensWithItsKey: await opens(own),
  };
}

/** Who restores a backup from before an erasure gets no erased youth back. */
async function erasedAndBack(db: Database, file: string, identity: string, folder: string) {
  const { rows } = await db.transaction({}, null, (query) =>
    query(
      `select c.id, e.id as encounter, e.visit_id, c.organisation_id
       from field.contact c join field.encounter e on e.id = c.encounter_id order by c.id limit 20`,
    ),
  );
  const ids = rows.map((row) => String(row["id"]));
  await db.transaction({}, null, async (query) => {
    for (const { id, encounter, visit_id: visit, organisation_id: organisation } of rows) {
      await query("select field.remove_row($1, 'contact', $2, $3, $4)", [organisation, id, visit, encounter]);
    }
  });
  await new Journal(folder).note(db);
  const back = await restoredContacts(file, identity, ids, readJournal(journalFile(folder)));
  const bare = await restoredContacts(file, identity, ids, []);
  return [
    exactly("erased youths that a restore brings back", back, 0),
    // The same restore without the list of erasures: the attack bites.
    exactly("erased youths that a restore would bring back unprotected", bare, ids.length),
  ];
}

async function restoredContacts(
  file: string,
  identity: string,
  ids: readonly string[],
  erasures: readonly Erasure[],
): Promise<number> {
  const { migrated } = await prepareDumps();
  const scratch = await openDatabase({ seedDump: migrated });
  try {
    await restoreInto(scratch, { file, identity, erasures });
    const { rows } = await scratch.transaction({}, null, (query) =>
      query("select count(*)::integer as n from field.contact where id = any ($1::uuid[])", [ids]),
    );
    return Number(rows[0]?.["n"]);
  } finally {
    await scratch.close();
  }
}
