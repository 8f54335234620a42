import { beforeAll, expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";

interface Invitation {
  readonly code: string;
  readonly expires_at: string;
}

const TODAY = "2026-06-01";

eachDatabase("joining", (db) => {
  let organisation: TestOrganisation;

  beforeAll(async () => {
    organisation = await makeOrganisation(db());
  });

  const invite = (args: Record<string, unknown>) =>
    call<Invitation>(db(), organisation.account("admin"), "invite", args, { today: TODAY });
  const join = (who: string | null, code: string | null, today = TODAY) =>
    call(db(), who, "join", { code }, { today });

  test("a code binds a new account to its role and team, once", async () => {
    const { code } = await invite({ role: "educator", team: organisation.team(1), label: "Fictif" });
    const account = stranger();
    expect(await join(account, code)).toEqual({ role: "educator", team_id: organisation.team(1) });
    expect(await call(db(), account, "me")).toMatchObject({
      member: { role: "educator", team_id: organisation.team(1) },
      organisation: { id: organisation.id, name: "Association fictive" },
      may: ["map", "rounds", "field"],
    });
    expect(await refusal(join(stranger(), code))).toBe("RP002");
  });

  test("a code reads the same in small letters, without hyphens and with letters that look like digits", async () => {
    const { code } = await invite({ role: "dpo" });
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    const written = code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l");
    expect(await join(stranger(), written)).toEqual({ role: "dpo", team_id: null });
  });

  test("every unusable code has one answer: unknown, empty, null, used, revoked, expired", async () => {
    const used = await invite({ role: "dpo" });
    await join(stranger(), used.code);
    const revoked = await invite({ role: "dpo" });
    await call(db(), organisation.account("admin"), "revoke_invitation", {
      invitation: await invitationOf(db(), revoked.code),
    });
    const expired = await invite({ role: "dpo" });
    expect(await refusal(join(stranger(), "0000-0000-0000-0000-0000-0000-0000"))).toBe("RP002");
    expect(await refusal(join(stranger(), ""))).toBe("RP002");
    expect(await refusal(join(stranger(), null))).toBe("RP002");
    expect(await refusal(join(stranger(), used.code))).toBe("RP002");
    expect(await refusal(join(stranger(), revoked.code))).toBe("RP002");
    expect(await refusal(join(stranger(), expired.code, "2026-06-09"))).toBe("RP002");
    expect(await join(stranger(), expired.code, "2026-06-07")).toMatchObject({ role: "dpo" });
  });

  test("an invitation lasts 7 days of the service clock", async () => {
    const { expires_at } = await invite({ role: "researcher" });
    expect(expires_at.slice(0, 10)).toBe("2026-06-08");
  });

  test("nobody joins without an account, and nobody twice; a member learns nothing about codes", async () => {
    const { code } = await invite({ role: "dpo" });
    expect(await refusal(join(null, code))).toBe("42501");
    expect(await refusal(join(organisation.account("lead"), code))).toBe("RP003");
    expect(await refusal(join(organisation.account("lead"), "nothing"))).toBe("RP003");
    expect(await join(stranger(), code)).toMatchObject({ role: "dpo" });
  });

  test("one code used by five accounts at once makes one member", async () => {
    const { code } = await invite({ role: "researcher" });
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => join(stranger(), code)));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("one account with five codes at once gets one role", async () => {
    const account = stranger();
    const codes = [];
    for (let n = 0; n < 5; n++) codes.push((await invite({ role: "dpo" })).code);
    const answers = await Promise.allSettled(codes.map((code) => join(account, code)));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const rows = await owned(db(), "select role from org.member where user_id = $1", [account]);
    expect(rows).toEqual([{ role: "dpo" }]);
  });

  test("an account that left can be invited again", async () => {
    const account = stranger();
    await join(account, (await invite({ role: "dpo" })).code);
    await owned(db(), "update org.member set left_at = now() where user_id = $1", [account]);
    expect(await call(db(), account, "me")).toMatchObject({ member: null });
    expect(await join(account, (await invite({ role: "admin" })).code)).toMatchObject({ role: "admin" });
  });

  test.each([
    ["an unknown role", { role: "owner" }, "RP001"],
    ["no role", { role: null }, "RP001"],
    ["an educator without a team", { role: "educator" }, "RP001"],
    ["a label with a line break", { role: "dpo", label: "a\nb" }, "RP001"],
    ["a label of 81 letters", { role: "dpo", label: "a".repeat(81) }, "RP001"],
    ["an unknown team", { role: "lead", team: "00000000-0000-4000-8000-000000000000" }, "RP002"],
  ])("an invitation with %s is refused", async (_, args, code) => {
    expect(await refusal(invite(args))).toBe(code);
  });

  test("an admin cannot invite to, or revoke in, another organisation", async () => {
    const other = await makeOrganisation(db());
    expect(await refusal(invite({ role: "lead", team: other.team() }))).toBe("RP002");
    expect(await refusal(invite({ role: "dpo", team: organisation.team() }))).toBe("RP001");
    const theirs = await call<Invitation>(db(), other.account("admin"), "invite", { role: "dpo" });
    const invitation = await invitationOf(db(), theirs.code);
    const revoke = call(db(), organisation.account("admin"), "revoke_invitation", { invitation });
    expect(await refusal(revoke)).toBe("RP002");
  });

  test("a code is kept as a digest only, and no list shows it", async () => {
    const { code } = await invite({ role: "dpo", label: "Gardée en empreinte" });
    const listed = await call(db(), organisation.account("admin"), "invitations");
    expect(JSON.stringify(listed)).toContain("Gardée en empreinte");
    const stored = await owned(
      db(),
      "select i::text as line from org.invitation i union all select e::text from audit.event e",
    );
    const everything = `${JSON.stringify(listed)}${stored.map((row) => row["line"]).join()}`.toUpperCase();
    expect(everything).not.toContain(code);
    expect(everything).not.toContain(code.replaceAll("-", ""));
  });
});

// By its code, not as the newest: a fixed service clock is 10,000 times slower, so that two invitations made
// within 10 ms may bear the same moment.
async function invitationOf(db: Database, code: string): Promise<string> {
  const [row] = await owned(db, "select id from org.invitation where code_hash = org.code_hash($1)", [code]);
  return String(row?.["id"]);
}
