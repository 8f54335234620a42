import type { Database } from "../../supabase/local/database/database.ts";
import { exactly, type HttpAttack } from "./attack.ts";
import { stolenBackup } from "./attack-20-backup.ts";
import { filesOf, filesWith, openFiles } from "./files-of.ts";

/** A secret as it could lie in a file. */
function formsOf(secret: string): Buffer[] {
  // The key of the backups is a word of age's; the others are bytes in hexadecimal digits.
  if (!/^(?:[0-9a-f]{2})+$/.test(secret)) return [Buffer.from(secret), Buffer.from(secret.toLowerCase())];
  const bytes = Buffer.from(secret, "hex");
  return [
    bytes,
    ...[secret, secret.toUpperCase(), bytes.toString("base64"), bytes.toString("base64url")].map((text) =>
      Buffer.from(text),
    ),
  ];
}

/** Columns that could hold a place finer than 1 km, or words: geometry, fractions, text without a closed form. */
const FINE = `
  select c.oid::regclass || '.' || a.attname as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where n.nspname in ('org', 'field', 'release', 'audit', 'grid') and c.relkind in ('r', 'p', 'm')
    and format_type(a.atttypid, null) ~ '(geometry|geography|raster|point|box|circle|path|line|polygon|real|double precision|numeric)'`;

/** Cells are whole kilometres of the grid: eight digits and no more. */
const CELLS = `
  select count(*)::integer as n from (
    select cell from field.visit union all select cell from org.sector_cell union all select cell from field.stop
    union all select cell from field.site union all select cell from field.alert
  ) c where c.cell is not null and c.cell not between 0 and 99999999`;

async function fineColumns(db: Database): Promise<number> {
  const { rows } = await db.transaction({}, null, (query) => query(FINE));
  return rows.length;
}

/** The same look at a database where somebody added a coordinate. */
async function withACoordinate(db: Database): Promise<number> {
  await db.exec("alter table field.visit add column place_found double precision");
  const found = await fineColumns(db);
  await db.exec("alter table field.visit drop column place_found");
  return found > 0 ? 1 : 0;
}

/** Attack 20: a stolen data folder, dump or backup. */
export const dump: HttpAttack = {
  id: 20,
  name: "stolen dump, data folder, backup",
  bites: 1,
  async run({ say }, world) {
    return async (db) => {
      say("dump: every file of the data folder");
      const keys = [...filesOf(world.secrets)].map(({ bytes }) => bytes.toString("utf8").trim());
      const forms = keys.flatMap(formsOf);
      const held = filesWith(world.folder, forms);
      const inDump = await db.dump?.();
      const dumped = inDump ? forms.filter((form) => Buffer.from(inDump).includes(form)).length : 0;
      const { rows } = await db.transaction({}, null, (query) => query(CELLS));
      say("dump: a backup, stolen and restored");
      const backup = await stolenBackup(db, world, forms);
      return {
        parts: [
          exactly("files that hold a secret", held.length, 0),
          exactly("secrets in a dump", dumped, 0),
          exactly("columns for a place finer than 1 km", await fineColumns(db), 0),
          exactly("cells that are none", Number(rows[0]?.["n"]), 0),
          exactly("files that other accounts may read", openFiles(world.folder).length, 0),
          ...backup.parts,
        ],
        unprotected: Math.min(await withACoordinate(db), backup.opensWithItsKey),
        beside: { "secrets looked for": keys.length },
      };
    };
  },
};
