import { beforeAll, describe, expect, test } from "vitest";
import { type Database, DatabaseError } from "../../../supabase/local/database/database.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";

const HOUR = 3600;
const ago = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;
const code = (seconds: number) => ({ method: "totp", timestamp: ago(seconds) });
const password = { method: "password", timestamp: ago(HOUR) };

/** Asks the rule itself in the name of these claims; the hint of the refusal, or "passed". */
async function asked(
  db: Database,
  claims: Record<string, unknown>,
  { today, argument = "" }: { today?: string; argument?: string } = {},
): Promise<string> {
  const settings = {
    "request.jwt.claims": JSON.stringify(claims),
    ...(today ? { "repere.today": today } : {}),
  };
  try {
    await owned(db, `select org.require_second_factor(${argument})`, [], settings);
    return "passed";
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return `${error.code} ${error.hint}`;
  }
}

const REFUSED = "42501 second_factor";

eachDatabase("the second factor", (db) => {
  let organisation: TestOrganisation;
  const lead = (claims: Record<string, unknown>) => ({ sub: organisation.account("lead"), ...claims });

  beforeAll(async () => {
    organisation = await makeOrganisation(db());
  });

  test("a code given in the last 12 hours passes", async () => {
    for (const seconds of [0, HOUR, 12 * HOUR - 60]) {
      expect(await asked(db(), lead({ aal: "aal2", amr: [code(seconds), password] }))).toBe("passed");
    }
    // The newest of several counts.
    expect(await asked(db(), lead({ aal: "aal2", amr: [code(20 * HOUR), code(HOUR)] }))).toBe("passed");
  });

  test("an older code is refused, and so is a password however fresh", async () => {
    expect(await asked(db(), lead({ aal: "aal2", amr: [code(12 * HOUR + 60), password] }))).toBe(REFUSED);
    expect(await asked(db(), lead({ aal: "aal2", amr: [password] }))).toBe(REFUSED);
    expect(await asked(db(), lead({ aal: "aal1", amr: [password] }))).toBe(REFUSED);
  });

  test("both claims must say so: a code without the level, or the level without a code, is refused", async () => {
    expect(await asked(db(), lead({ aal: "aal1", amr: [code(0)] }))).toBe(REFUSED);
    expect(await asked(db(), lead({ amr: [code(0)] }))).toBe(REFUSED);
    expect(await asked(db(), lead({ aal: "aal2" }))).toBe(REFUSED);
  });

  describe("claims of any other shape are refused without another error", () => {
    const shapes: Record<string, unknown>[] = [
      {},
      { aal: "aal2", amr: null },
      { aal: "aal2", amr: "totp" },
      { aal: "aal2", amr: { method: "totp" } },
      { aal: "aal2", amr: [{ method: "totp" }, 7, null, "totp"] },
      { aal: "aal2", amr: [{ method: "totp", timestamp: "9999999999" }] },
      { aal: "aal2", amr: [{ method: "totp", timestamp: null }] },
      { aal: "aal2", amr: [{ method: "phone", timestamp: ago(0) }] },
      { aal: ["aal2"], amr: [code(0)] },
      { user_metadata: { aal: "aal2", amr: [code(0)], via: "command_line" } },
    ];
    test.each(shapes.map((shape) => [JSON.stringify(shape), shape] as const))("%s", async (_, shape) => {
      expect(await asked(db(), lead(shape))).toBe(REFUSED);
    });
  });

  test("the service clock makes no code older or newer", async () => {
    expect(await asked(db(), lead({ aal: "aal2", amr: [code(0)] }), { today: "2031-01-01" })).toBe("passed");
    expect(await asked(db(), lead({ aal: "aal2", amr: [code(13 * HOUR)] }), { today: "2020-01-01" })).toBe(
      REFUSED,
    );
  });

  test("members of a demonstration are exempt; strangers to it and nobody are not", async () => {
    const demo = await makeOrganisation(db(), { fictitious: true });
    expect(await asked(db(), { sub: demo.account("lead"), aal: "aal1" })).toBe("passed");
    await owned(db(), "update org.member set left_at = now() where user_id = $1", [demo.account("dpo")]);
    expect(await asked(db(), { sub: demo.account("dpo"), aal: "aal1" })).toBe(REFUSED);
    expect(await asked(db(), { sub: stranger(), aal: "aal1" })).toBe(REFUSED);
    expect(await asked(db(), { role: "anon" })).toBe(REFUSED);
  });

  test("the command line of the folder's owner is exempt where the function says so, and nowhere else", async () => {
    const allowed = { argument: "or_command_line => true" };
    expect(await asked(db(), lead({ aal: "aal1", via: "command_line" }), allowed)).toBe("passed");
    expect(await asked(db(), lead({ aal: "aal1", via: "command_line" }))).toBe(REFUSED);
    expect(await asked(db(), lead({ aal: "aal1", via: "http" }), allowed)).toBe(REFUSED);
    expect(await asked(db(), lead({ aal: "aal1" }), allowed)).toBe(REFUSED);
  });
});
