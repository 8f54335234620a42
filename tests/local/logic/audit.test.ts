import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { as, call, callIn, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { importArgs, importRows, sentRow } from "../harness/imports.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";

eachDatabase("the audit log", (db) => {
  let organisation: TestOrganisation;

  beforeAll(async () => {
    organisation = await makeOrganisation(db());
  });

  const events = async (from = organisation) =>
    owned(
      db(),
      "select action, actor, via, subject, counts from audit.event where organisation_id = $1 order by id",
      [from.id],
    );
  const actionsAfter = async (seen: number) => (await events()).slice(seen).map((event) => event["action"]);

  test("every call that changes something writes its row, with who asked", async () => {
    const [admin, lead, dpo] = [
      organisation.account("admin"),
      organisation.account("lead"),
      organisation.account("dpo"),
    ];
    const seen = (await events()).length;
    const { code } = await call<{ code: string }>(db(), admin, "invite", { role: "dpo" });
    await call(db(), stranger(), "join", { code });
    await call(db(), admin, "invite", { role: "dpo" });
    const [unused] = await owned(
      db(),
      "select id from org.invitation where organisation_id = $1 and used_at is null",
      [organisation.id],
    );
    await call(db(), admin, "revoke_invitation", { invitation: unused?.["id"] });
    await call(db(), admin, "create_team", { name: "Équipe auditée" });
    const cells = { name: "Audité", target_days: 14, cells: [28893760] };
    const args = { sector: null, team: organisation.team(), ...cells };
    const { id: sector } = await call<{ id: string }>(db(), lead, "save_sector", args);
    await call(db(), lead, "delete_sector", { sector });
    const batch = randomUUID();
    await importRows(db(), organisation, [sentRow({ count: 3 })], { batch, has_recorder_column: true });
    const { batches } = await call<{ batches: { id: string }[] }>(db(), dpo, "batches");
    await call(db(), dpo, "approve_recorder_column", {
      batch: batches[0]?.id,
      approve: true,
      seen_values: 0,
      seen_rows: 1,
    });
    await call(db(), dpo, "approve_recorder_column", { batch: batches[0]?.id, approve: false });
    await call(db(), lead, "undo_batch", { batch });
    expect(await actionsAfter(seen)).toEqual([
      "invitation_created",
      "member_joined",
      "invitation_created",
      "invitation_revoked",
      "team_created",
      "sector_saved",
      "sector_deleted",
      "import_started",
      "import_finished",
      "recorder_column_approved",
      "recorder_column_declined",
      "import_undone",
    ]);
    const actors = new Set((await events()).slice(seen).map((event) => event["actor"]));
    expect([admin, lead, dpo].filter((account) => !actors.has(account))).toEqual([]);
  });

  test("reading writes no row", async () => {
    const seen = (await events()).length;
    for (const name of ["me", "teams", "sectors", "coverage", "batches"]) {
      await call(db(), organisation.account("lead"), name);
    }
    expect(await actionsAfter(seen)).toEqual([]);
  });

  test("the row and what it records stand or fall together", async () => {
    const seen = (await events()).length;
    const undone = as(db(), organisation.account("admin"), async (query) => {
      await callIn(query, "create_team", { name: "Jamais créée" });
      throw new Error("the connection breaks");
    });
    await expect(undone).rejects.toThrow("the connection breaks");
    const refused = as(db(), organisation.account("admin"), async (query) => {
      await callIn(query, "create_team", { name: "Jamais créée non plus" });
      await callIn(query, "create_team", { name: "Jamais créée non plus" });
    });
    expect(await refusal(refused)).toBe("RP004");
    expect(await actionsAfter(seen)).toEqual([]);
    const teams = await owned(db(), "select id from org.team where name like 'Jamais créée%'");
    expect(teams).toEqual([]);
  });

  test("a refused call writes no row and leaves no record", async () => {
    const seen = (await events()).length;
    const bad = importArgs(organisation, [sentRow()], { team: randomUUID() });
    expect(await refusal(call(db(), organisation.account("lead"), "import_batch", bad))).toBe("RP002");
    expect(await actionsAfter(seen)).toEqual([]);
  });

  test.each([
    ["changed", "update audit.event set action = 'nothing'"],
    ["deleted", "delete from audit.event"],
    ["emptied", "truncate audit.event"],
  ])("rows cannot be %s, not even by the owner of the schemas", async (_, sql) => {
    const before = await events();
    expect(await refusal(owned(db(), sql))).toBe("42501");
    expect(await events()).toEqual(before);
  });

  test("retention may delete what is old, and only where it says so; changing stays refused", async () => {
    const other = await makeOrganisation(db());
    await owned(
      db(),
      `insert into audit.event (organisation_id, happened_at, via, action)
       values ($1, clock_timestamp() - interval '7 months', 'system', 'long_ago')`,
      [other.id],
    );
    const retention = { "repere.audit_retention": "on" };
    expect(await refusal(owned(db(), "update audit.event set action = 'nothing'", [], retention))).toBe(
      "42501",
    );
    const young = "delete from audit.event where organisation_id = $1";
    expect(await refusal(owned(db(), young, [other.id], retention))).toBe("42501");
    const old = `${young} and action = 'long_ago'`;
    expect(await refusal(owned(db(), old, [other.id]))).toBe("42501");
    await owned(db(), old, [other.id], retention);
    expect((await events(other)).map(({ action }) => action)).toEqual(["organisation_created"]);
  });

  test("a request cannot reach the log, nor pretend to be retention", async () => {
    const settings = { "repere.audit_retention": "on" };
    const direct = as(db(), organisation.account("dpo"), (query) => query("delete from audit.event"), {
      settings,
    });
    expect(await refusal(direct)).toBe("42501");
    const write = as(db(), organisation.account("dpo"), (query) =>
      query("select audit.write('forged', null)"),
    );
    expect(await refusal(write)).toBe("42501");
  });

  test("a command-line token is told apart, and the owner's own work is the system's", async () => {
    const via = { via: "command_line" } as const;
    await call(db(), organisation.account("admin"), "create_team", { name: "Par commande" }, via);
    expect((await events()).at(-1)).toMatchObject({ action: "team_created", via: "command_line" });
    await call(db(), organisation.account("admin"), "create_team", { name: "Par la page" });
    expect((await events()).at(-1)).toMatchObject({ action: "team_created", via: "http" });
    expect((await events())[0]).toMatchObject({ action: "organisation_created", via: "system", actor: null });
  });

  test("no row holds a cell or a count of youths", async () => {
    const other = await makeOrganisation(db());
    await importRows(db(), other, [
      sentRow({ cell: 31234567, count: 137 }),
      sentRow({ count: 0, place_kind: null }),
    ]);
    const rows = await events(other);
    expect(rows.at(-1)).toMatchObject({ action: "import_finished", counts: { accepted: 2, repeated: 0 } });
    expect(JSON.stringify(rows.map(({ counts }) => counts))).not.toMatch(/31234567|137/);
  });

  test("an injected day does not rewrite history: rows have the real time", async () => {
    const before = Date.now();
    await call(
      db(),
      organisation.account("admin"),
      "create_team",
      { name: "En 2031" },
      { today: "2031-01-01" },
    );
    const [row] = await owned(
      db(),
      "select extract(epoch from happened_at)::float8 * 1000 as at from audit.event where organisation_id = $1 order by id desc limit 1",
      [organisation.id],
    );
    expect(Number(row?.["at"])).toBeGreaterThan(before - 60_000);
    expect(Number(row?.["at"])).toBeLessThan(Date.now() + 60_000);
  });
});
