import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { Role } from "../../../src/domain/role.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";

interface Listed {
  readonly id: string;
  readonly role: Role;
  readonly label?: string;
  readonly follows: string | null;
  readonly left_at?: string;
}

eachDatabase("memberships", (db) => {
  let organisation: TestOrganisation;
  beforeEach(async () => {
    organisation = await makeOrganisation(db(), {
      members: { admin: 2, lead: 2, educator: 1, dpo: 1, researcher: 1 },
    });
  });

  const admin = () => organisation.account("admin");
  const end = (member: string, who = admin()) => call(db(), who, "end_membership", { member });
  const invite = async (args: Record<string, unknown>) =>
    (await call<{ code: string }>(db(), admin(), "invite", args)).code;
  const join = (who: string, code: string) => call(db(), who, "join", { code });
  const members = (who = admin()) => call<{ members: Listed[]; left: Listed[] }>(db(), who, "members");
  const session = async (account: string) => {
    const email = `${account}@members.repere.invalid`;
    await owned(
      db(),
      "insert into auth.users (id, email, password) values ($1, $2, 'none') on conflict do nothing",
      [account, email],
    );
    const [row] = await owned(
      db(),
      `insert into auth.sessions (user_id, created_at, not_after)
       values ($1, now(), now() + interval '1 day') returning id`,
      [account],
    );
    return String(row?.["id"]);
  };
  const withSession = (account: string, id: string) => ({
    settings: {
      "request.jwt.claims": JSON.stringify({ sub: account, role: "authenticated", session_id: id }),
    },
  });

  test("an ended membership opens nothing from the next call on, and its sessions are gone", async () => {
    const lead = organisation.account("lead");
    const open = await session(lead);
    expect(await call(db(), lead, "sectors", {}, withSession(lead, open))).toBeTypeOf("object");
    expect(await end(organisation.member("lead"))).toEqual({ id: organisation.member("lead") });
    expect(await refusal(call(db(), lead, "sectors", {}, withSession(lead, open)))).toBe("PT401");
    expect(await refusal(call(db(), lead, "me", {}, withSession(lead, open)))).toBe("PT401");
    expect(await refusal(call(db(), lead, "sectors"))).toBe("42501");
    expect(await call(db(), lead, "me")).toMatchObject({ member: null, may: [] });
    expect(await owned(db(), "select from auth.sessions where user_id = $1", [lead])).toEqual([]);
  });

  test("an unknown, another organisation's and an ended membership are told apart from nothing else", async () => {
    const other = await makeOrganisation(db());
    expect(await refusal(end(randomUUID()))).toBe("RP002");
    expect(await refusal(end(other.member("lead")))).toBe("RP002");
    await end(organisation.member("educator"));
    expect(await refusal(end(organisation.member("educator")))).toBe("RP003");
    expect(await call(db(), other.account("lead"), "sectors")).toBeTypeOf("object");
  });

  test("the last administrator stays, also when two end each other at once", async () => {
    const ended = await Promise.allSettled([
      end(organisation.member("admin", 1), organisation.account("admin", 0)),
      end(organisation.member("admin", 0), organisation.account("admin", 1)),
    ]);
    expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { members: left } = await members(
      organisation.account("admin", ended[0]?.status === "fulfilled" ? 0 : 1),
    );
    const admins = left.filter(({ role }) => role === "admin");
    expect(admins).toHaveLength(1);
    const last = admins[0]?.id ?? "";
    const survivor = organisation.account("admin", last === organisation.member("admin") ? 0 : 1);
    expect(await refusal(end(last, survivor))).toBe("RP004");
  });

  test("a forgotten password: the new account takes the place of the old one when it joins, not before", async () => {
    const [old, member] = [organisation.account("lead"), organisation.member("lead")];
    const open = await session(old);
    const code = await invite({ role: "lead", team: organisation.team(0), replaces: member });
    expect(await call(db(), old, "sectors", {}, withSession(old, open))).toBeTypeOf("object");
    const account = stranger();
    await join(account, code);
    expect(await refusal(call(db(), old, "sectors", {}, withSession(old, open)))).toBe("PT401");
    expect(await call(db(), account, "me")).toMatchObject({ member: { role: "lead" } });
    const { members: now, left } = await members();
    expect(now.find(({ follows }) => follows === member)).toMatchObject({ role: "lead" });
    expect(left.find(({ id }) => id === member)).toMatchObject({ left_at: expect.any(String) });
  });

  test("another role: the same account uses the invitation that replaces its membership, and no other", async () => {
    const [account, member] = [organisation.account("educator"), organisation.member("educator")];
    const foreign = await invite({ role: "dpo" });
    expect(await refusal(join(account, foreign))).toBe("RP003");
    const code = await invite({ role: "lead", team: organisation.team(0), replaces: member });
    expect(await join(account, code)).toEqual({ role: "lead", team_id: organisation.team(0) });
    expect(await call(db(), account, "me")).toMatchObject({ member: { role: "lead" } });
    const current = await owned(db(), "select id from org.member where user_id = $1 and left_at is null", [
      account,
    ]);
    expect(current).toHaveLength(1);
    expect(await refusal(join(account, code))).toBe("RP003");
    expect(await join(stranger(), foreign)).toEqual({ role: "dpo", team_id: null });
  });

  test("an invitation replaces memberships of its own organisation only", async () => {
    const other = await makeOrganisation(db());
    const wanted = { role: "dpo", replaces: other.member("dpo") };
    expect(await refusal(invite(wanted))).toBe("RP002");
    expect(await refusal(invite({ ...wanted, replaces: randomUUID() }))).toBe("RP002");
  });

  test("the last administrator cannot become something else by an invitation", async () => {
    const alone = await makeOrganisation(db());
    const asked = { role: "dpo", replaces: alone.member("admin") };
    const { code } = await call<{ code: string }>(db(), alone.account("admin"), "invite", asked);
    expect(await refusal(join(alone.account("admin"), code))).toBe("RP004");
    expect(await refusal(join(stranger(), code))).toBe("RP004");
    expect(await call(db(), alone.account("admin"), "me")).toMatchObject({ member: { role: "admin" } });
  });

  test("ends and replacements are in the log, and the dpo sees them without the admins' labels", async () => {
    const code = await invite({
      role: "lead",
      team: organisation.team(0),
      label: "équipe du soir",
      replaces: organisation.member("lead"),
    });
    const account = stranger();
    await join(account, code);
    await end(organisation.member("educator"));
    const events = await owned(
      db(),
      `select action, subject, actor, actor_role::text from audit.event
       where organisation_id = $1 and action in ('member_left', 'member_joined') order by id`,
      [organisation.id],
    );
    const { members: seen, left } = await members(organisation.account("dpo"));
    const joined = seen.find(({ follows }) => follows === organisation.member("lead"))?.id;
    expect(events).toEqual([
      { action: "member_left", subject: organisation.member("lead"), actor: account, actor_role: null },
      { action: "member_joined", subject: joined, actor: account, actor_role: "lead" },
      {
        action: "member_left",
        subject: organisation.member("educator"),
        actor: organisation.account("admin"),
        actor_role: "admin",
      },
    ]);
    expect(left.map(({ id }) => id)).toEqual([organisation.member("educator"), organisation.member("lead")]);
    expect(JSON.stringify([seen, left])).not.toContain("équipe du soir");
    const shown = (await members()).members.find(({ id }) => id === joined);
    expect(shown).toMatchObject({ label: "équipe du soir" });
  });
});
