/** `npm run migration -- NAME`: releases the new and changed files of supabase/logic as one migration. */
import { join, relative } from "node:path";
import { writeMigration } from "./write-migration.ts";

const supabase = join(import.meta.dirname, "..");
const name = process.argv[2];

if (name === undefined || process.argv.length > 3) {
  console.error("usage: npm run migration -- NAME");
  process.exitCode = 2;
} else {
  try {
    const file = await writeMigration({
      name,
      migrations: join(supabase, "migrations"),
      logic: join(supabase, "logic"),
      now: new Date(),
    });
    console.log(file ? relative(process.cwd(), file) : "the migrations already hold the logic");
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
