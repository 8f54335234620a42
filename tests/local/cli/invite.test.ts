import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAccount } from "../../../supabase/local/auth/accounts.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { newEmail, PASSWORD } from "../server/invented-people.ts";
import { type Served, serve } from "../server/serve.ts";
import { runCommand } from "./run-command.ts";

eachDatabase("the folder's owner invites from the command line", (db) => {
  let served: Served;
  let organisation: TestOrganisation;
  let admin: { readonly email: string; readonly id: string };
  const folder = mkdtempSync(join(tmpdir(), "repere-folder-"));

  beforeAll(async () => {
    served = await serve(db(), {});
    organisation = await makeOrganisation(db(), { members: { lead: 1 } });
    const email = newEmail();
    const id = await createAccount(db(), { email, password: PASSWORD });
    await owned(db(), "insert into org.member (user_id, organisation_id, role) values ($1, $2, 'admin')", [
      id,
      organisation.id,
    ]);
    admin = { email, id };
    const server = { url: served.url, pid: process.pid, key: served.commandKey };
    writeFileSync(join(folder, "server.json"), JSON.stringify(server));
  });
  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const inviting = (...words: string[]) =>
    runCommand("invite", ["--as", admin.email, "--data", folder, "--json", ...words]);
  const joinedWith = async (link: unknown) => {
    const account = stranger();
    const code = decodeURIComponent(String(link).split("/#/rejoindre/")[1] ?? "");
    await call(db(), account, "join", { code }, { factor: "none" });
    return call<{ member: { role: string; team_id: string | null } }>(db(), account, "me");
  };

  test("for a role and a team, as an administrator does on the screen", async () => {
    const answer = (
      await inviting("--role", "educator", "--team", "Équipe fictive B", "--label", "nuit")
    ).json();
    expect(answer).toMatchObject({
      in_place: false,
      link: expect.stringContaining(`${served.url}/#/rejoindre/`),
    });
    const { member } = await joinedWith(answer["link"]);
    expect(member).toMatchObject({ role: "educator", team_id: organisation.team(1) });
  });

  test.each([
    ["a role that is none", ["--role", "chief"], "bad_option"],
    ["no team where one is needed", ["--role", "lead"], "no_team"],
    ["a team where none is", ["--role", "dpo", "--team", "Équipe fictive A"], "bad_option"],
    ["an unknown team", ["--role", "lead", "--team", "Équipe absente"], "not_found"],
  ] as const)("%s is said, and nothing is made", async (_, words, error) => {
    const before = await owned(db(), "select count(*) from org.invitation");
    const ran = await inviting(...words);
    expect([ran.code, ran.json()["error"]]).toEqual([1, error]);
    expect(await owned(db(), "select count(*) from org.invitation")).toEqual(before);
  });

  test("whoever is no administrator, and whoever does not own the folder, invites nobody", async () => {
    const lead = newEmail();
    const id = await createAccount(db(), { email: lead, password: PASSWORD });
    await owned(
      db(),
      "insert into org.member (user_id, organisation_id, team_id, role) values ($1, $2, $3, 'lead')",
      [id, organisation.id, organisation.team()],
    );
    const asLead = await runCommand("invite", ["--as", lead, "--data", folder, "--json"]);
    expect(asLead.json()).toMatchObject({ error: "not_allowed" });
    const elsewhere = mkdtempSync(join(tmpdir(), "repere-folder-"));
    const server = { url: served.url, pid: process.pid, key: "invented-key" };
    writeFileSync(join(elsewhere, "server.json"), JSON.stringify(server));
    const foreign = await runCommand("invite", ["--as", admin.email, "--data", elsewhere, "--json"]);
    expect(foreign.json()).toMatchObject({ error: "not_allowed" });
    rmSync(elsewhere, { recursive: true });
  });

  test("a sole administrator without phone or password comes back in the place of the old account", async () => {
    const ran = await inviting();
    const answer = ran.json();
    expect(answer).toMatchObject({ in_place: true });
    expect((await joinedWith(answer["link"])).member.role).toBe("admin");
    expect(await refusal(call(db(), admin.id, "invitations"))).toBe("42501");
    const events = await owned(
      db(),
      "select action, actor_role, via from audit.event where organisation_id = $1 and action = 'invitation_created' order by id desc limit 1",
      [organisation.id],
    );
    expect(events).toEqual([{ action: "invitation_created", actor_role: "admin", via: "command_line" }]);
  });
});
