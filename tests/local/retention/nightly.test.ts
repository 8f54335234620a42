import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { tokenKeys } from "../../../supabase/local/auth/token-keys.ts";
import type { Gateway } from "../../../supabase/local/gateway.ts";
import { retainAll, untilNight } from "../../../supabase/local/nightly.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { TODAY, withAgedRecords } from "./aged.ts";

test("the next night is at most a day away, and always ahead", () => {
  for (const hour of [0, 3, 4, 5, 12, 23]) {
    const wait = untilNight(new Date(2026, 5, 1, hour, 0, 0));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(24 * 3_600_000);
    expect(new Date(new Date(2026, 5, 1, hour).getTime() + wait).getHours()).toBe(4);
  }
});

eachDatabase("the nightly work", (db) => {
  test("retains every organisation, goes on after one that fails, and says only a code", async () => {
    const organisations = [
      await withAgedRecords(db()),
      await withAgedRecords(db()),
      await withAgedRecords(db()),
    ];
    const broken = [...organisations].sort((a, b) => a.id.localeCompare(b.id))[1];
    // A time zone that does not exist: whatever asks for that organisation's day fails.
    await owned(db(), "update org.organisation set time_zone = 'Nowhere/At_all' where id = $1", [broken?.id]);
    const said: string[] = [];
    const gateway: Gateway = {
      ...{
        db: db(),
        keys: tokenKeys(randomBytes(32)),
        releaseSecret: undefined,
        today: TODAY,
      },
      ...{ now: () => new Date(), trustProxy: false, log: (line: string) => said.push(line) },
    };
    await retainAll(gateway);
    const rows = await owned(
      db(),
      "select o.id, (select count(*)::integer from field.contact c where c.organisation_id = o.id) as contacts from org.organisation o",
    );
    const left = new Map(rows.map((row) => [row["id"], row["contacts"]]));
    for (const { id } of organisations) expect(left.get(id)).toBe(id === broken?.id ? 108 : 54);
    expect(said).toEqual(["retention failed 22023"]);
  });
});
