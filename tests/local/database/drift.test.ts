import { expect, test } from "vitest";
import { migrate } from "../../../supabase/local/database/migrate.ts";
import { differences, readCatalogue } from "../../../supabase/release-logic/catalogue.ts";
import { eachKind, openFresh } from "../harness/each-database.ts";

eachKind("drift", (kind) => {
  test("the migrations alone make exactly what the migrations and the logic make", async () => {
    const db = await openFresh(kind);
    try {
      await migrate(db);
      const released = await readCatalogue(db);
      // All released behaviour is dropped and made anew from the files: what they no longer hold shows as `-`.
      await migrate(db, { logic: true });
      const wanted = await readCatalogue(db);
      expect(wanted.size).toBeGreaterThan(300);
      expect(differences(released, wanted), "release the logic: npm run migration -- NAME").toEqual([]);
    } finally {
      await db.close();
    }
  });
});
