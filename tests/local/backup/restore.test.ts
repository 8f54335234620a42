import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BackupError } from "../../../supabase/local/backup/backup-error.ts";
import { Journal, journalFile, readJournal } from "../../../supabase/local/backup/journal.ts";
import { type MadeBackup, makeBackup } from "../../../supabase/local/backup/make.ts";
import { headerOf, restoreInto } from "../../../supabase/local/backup/restore-into.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { newFolder } from "../../../supabase/local/folder/folder.ts";
import { call, owned } from "../harness/calls.ts";
import { eachDatabase, eachKind, openFresh, openMigrated } from "../harness/each-database.ts";
import { importRows, sentRow } from "../harness/imports.ts";
import type { TestOrganisation } from "../harness/organisation.ts";
import { releases, STREET, TODAY, withAgedRecords } from "../retention/aged.ts";

const FACTS = newFolder({ demo: false, grid: { srid: 3035, offsetEKm: 0, offsetNKm: 0 } });
const NAME = "Association fictive";

const folder = mkdtempSync(join(tmpdir(), "repere-backup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let identity = "";
let other = "";
beforeAll(async () => {
  identity = await generateX25519Identity();
  other = await generateX25519Identity();
});

async function backup(
  db: Database,
  name: string,
): Promise<MadeBackup & { journal: Journal; folder: string }> {
  const backups = join(folder, name);
  const journal = new Journal(backups);
  const plan = { backups, journal, recipients: [await identityToRecipient(identity)] };
  return { ...(await makeBackup(db, FACTS, plan)), journal, folder: backups };
}

const faultOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof BackupError) return error.fault;
  throw error ?? new Error("nothing was refused");
};

const contactsOf = async (db: Database) =>
  (await owned(db, "select id from field.contact order by id")).map((row) => row["id"]);

eachDatabase("a backup", (db, kind) => {
  let organisation: TestOrganisation;
  beforeAll(async () => {
    organisation = await withAgedRecords(db());
  });

  test.each(["pglite", "postgres"] as const)(
    "restores into an empty %s with the same rows and checksums in every table",
    async (into) => {
      const made = await backup(db(), `${kind}-${into}`);
      // One from nothing, with every migration; the others have them.
      const fresh = await (kind === into ? openMigrated(into) : openFresh(into));
      try {
        const { tables, header } = await restoreInto(fresh, { file: made.file, identity, erasures: [] });
        expect(header.folder).toEqual(FACTS);
        expect(tables.map(({ table, backup: sum }) => ({ table, ...sum }))).toEqual(made.tables);
        expect(tables.filter(({ same }) => !same)).toEqual([]);
        const rows = Object.fromEntries(tables.map(({ table, restored }) => [table, restored.rows]));
        expect(rows["field.contact"]).toBe(108);
        expect(rows["release.cell"]).toBeGreaterThan(0);
        expect(rows["audit.event"]).toBeGreaterThan(0);
        expect(await contactsOf(fresh)).toEqual(
          // What came of age since is gone again (retention); the rest is there.
          (await contactsOf(fresh)).filter((id) => typeof id === "string"),
        );
        expect(await releases(fresh)).toEqual(await releases(db()));
        await stillWorks(fresh);
      } finally {
        await fresh.close();
      }
    },
  );

  /** References, rules about new rows and numbers are in force again. */
  async function stillWorks(fresh: Database): Promise<void> {
    const code = (sql: string) =>
      owned(fresh, sql).then(
        () => "",
        (error: { code?: string }) => error.code,
      );
    expect(await code("insert into org.team (organisation_id, name) values (gen_random_uuid(), 'x')")).toBe(
      "23503",
    );
    expect(await code("update release.window set ends_on = ends_on")).not.toBe("");
    expect(await code("delete from audit.event")).not.toBe("");
    await owned(fresh, "select audit.write('restored_and_written', null, '{}', $1)", [organisation.id]);
  }

  test("opens for its key alone, and a file cut short or changed is told from a whole one", async () => {
    const made = await backup(db(), `${kind}-keys`);
    const bytes = readFileSync(made.file);
    expect(bytes.includes(organisation.id)).toBe(false);
    expect(bytes.includes("org.member")).toBe(false);
    expect(await faultOf(headerOf(made.file, other))).toBe("wrong_identity");
    const short = join(made.folder, "short.age");
    writeFileSync(short, bytes.subarray(0, bytes.length - 100));
    expect(await faultOf(headerOf(short, identity))).toBe("cut_short");
    const changed = Buffer.from(bytes);
    changed[bytes.length - 200] = (changed[bytes.length - 200] ?? 0) ^ 1;
    writeFileSync(short, changed);
    expect(await faultOf(headerOf(short, identity))).toBe("cut_short");
    writeFileSync(short, "words");
    expect(await faultOf(headerOf(short, identity))).toBe("not_a_backup");
  });
});

eachKind("erasures after a backup", (kind) => {
  test("a row, an import and an undone import do not come back, and a second restore changes nothing more", async () => {
    const db = await openMigrated(kind);
    const fresh = await openMigrated(kind);
    try {
      const organisation = await withAgedRecords(db);
      const today = { today: "2026-03-10" };
      const rows = [sentRow({ count: 3 }), sentRow({ count: 2 })];
      const first = await importRows(db, organisation, rows, {}, today);
      const second = await importRows(db, organisation, [sentRow({ count: 4 })], {}, today);
      expect(first.accepted + second.accepted).toBe(3);
      const [contact] = await owned(
        db,
        "select c.id from field.contact c join field.encounter e on e.id = c.encounter_id join field.visit v on v.id = e.visit_id where v.batch_id is null and v.cell = $1 and c.service_date > '2024-06-01' order by c.id limit 1",
        [STREET],
      );
      const made = await backup(db, `${kind}-erased`);
      const erase = (name: string, args: Record<string, unknown>) =>
        call(db, organisation.account("dpo"), name, { dry_run: false, ...args }, today);
      await erase("erase_row", { kind: "contact", id: contact?.["id"] });
      const batches = await owned(db, "select id from field.import_batch order by accepted");
      for (const { id } of batches) await erase("erase_batch", { batch: id });
      // Two imports and one row.
      expect(await made.journal.note(db)).toBe(3);
      expect(await made.journal.note(db)).toBe(0);
      const erasures = readJournal(journalFile(made.folder));
      const { replayed } = await restoreInto(fresh, { file: made.file, identity, erasures });
      expect(replayed).toMatchObject({ erasures: 3 });
      const there = await contactsOf(fresh);
      expect(there).not.toContain(contact?.["id"]);
      expect(await owned(fresh, "select id from field.visit where batch_id is not null")).toEqual([]);
      // The unprotected variant bites: without the list all of it is back.
      const bare = await openMigrated(kind);
      try {
        await restoreInto(bare, { file: made.file, identity, erasures: undefined });
        expect(await contactsOf(bare)).toContain(contact?.["id"]);
        expect(await owned(bare, "select id from field.visit where batch_id is not null")).not.toEqual([]);
      } finally {
        await bare.close();
      }
      // What the restored one erased again is older than any backup made of it.
      const later = await backup(fresh, `${kind}-later`);
      const again = await restoreInto(db, { file: later.file, identity, erasures });
      expect(again.replayed).toEqual({ erasures: 0, rows: 0 });
    } finally {
      await Promise.all([db.close(), fresh.close()]);
    }
  });

  test("all records of an organisation stay erased, and those written after that stay", async () => {
    const db = await openMigrated(kind);
    const fresh = await openMigrated(kind);
    try {
      const organisation = await withAgedRecords(db);
      const before = await backup(db, `${kind}-all-before`);
      await call(
        db,
        organisation.account("dpo"),
        "erase_records",
        { organisation_name: NAME, dry_run: false },
        { today: TODAY },
      );
      await before.journal.note(db);
      await importRows(db, organisation, [sentRow({ count: 5 })], {}, { today: "2026-03-10" });
      const after = await backup(db, `${kind}-all-after`);
      const erasures = readJournal(journalFile(before.folder));
      expect(erasures.map(({ erased }) => erased)).toEqual(["records_erased"]);
      await restoreInto(fresh, { file: before.file, identity, erasures });
      expect(await contactsOf(fresh)).toEqual([]);
      const restored = await restoreInto(db, { file: after.file, identity, erasures });
      expect(restored.replayed.erasures).toBe(0);
      expect((await contactsOf(db)).length).toBe(5);
    } finally {
      await Promise.all([db.close(), fresh.close()]);
    }
  });
});
