import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../../src/domain/role.ts";
import { DatabaseError } from "../../../supabase/local/database/database.ts";
import { type CallOptions, call, owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";

interface Sensitive {
  readonly role: Role;
  readonly args: Readonly<Record<string, unknown>>;
  /** Whether the command line of the folder's owner may do it without a code. */
  readonly byCommand: boolean;
}

/** What demands a fresh code (privacy.md, "Access and devices"), with arguments that find nothing. */
const SENSITIVE: Readonly<Record<string, Sensitive>> = {
  publish: { role: "lead", args: {}, byCommand: true },
  approve_recorder_column: {
    role: "dpo",
    args: { batch: randomUUID(), approve: true },
    byCommand: true,
  },
  invite: { role: "admin", args: { role: "nobody" }, byCommand: true },
  revoke_invitation: { role: "admin", args: { invitation: randomUUID() }, byCommand: true },
  end_membership: { role: "admin", args: { member: randomUUID() }, byCommand: true },
  erase_row: { role: "dpo", args: { kind: "visit", id: randomUUID() }, byCommand: true },
  erase_batch: { role: "dpo", args: { batch: randomUUID() }, byCommand: true },
  erase_records: { role: "dpo", args: { organisation_name: "Une autre" }, byCommand: true },
  retention: { role: "dpo", args: {}, byCommand: true },
  decide_flows: { role: "dpo", args: { request: randomUUID(), accept: true }, byCommand: false },
  save_policy: { role: "dpo", args: { policy: {}, base_version: 1 }, byCommand: false },
  policy_preview: { role: "dpo", args: { policy: {}, tier: "lead" }, byCommand: false },
  save_attack_report: { role: "dpo", args: { report: {} }, byCommand: true },
  audit_log: { role: "dpo", args: {}, byCommand: false },
  working_memory: { role: "lead", args: { sector: randomUUID() }, byCommand: false },
  create_alert_link: { role: "lead", args: {}, byCommand: false },
  open_sites: { role: "lead", args: { district: 1 }, byCommand: false },
  save_site: {
    role: "lead",
    args: {
      ...{ site: randomUUID(), code: "?", cell: 0, kind: "squat" },
      ...{ residents_band: 1, minors_band: 1, opened_on: "2026-05-01" },
    },
    byCommand: false,
  },
  add_site_event: {
    role: "lead",
    args: { event: randomUUID(), site: randomUUID(), happened_on: "2026-05-01", state: "left" },
    byCommand: false,
  },
  remove_site_event: { role: "lead", args: { event: randomUUID() }, byCommand: false },
  archive_site: { role: "lead", args: { site: randomUUID() }, byCommand: false },
  merge_sites: { role: "lead", args: { kept: randomUUID(), merged: randomUUID() }, byCommand: false },
  alerts: { role: "lead", args: {}, byCommand: false },
  save_alert: {
    role: "lead",
    args: { alert: randomUUID(), cell: -1, slot: null, source: "partner", due_on: "2026-06-01" },
    byCommand: false,
  },
  close_alert: { role: "lead", args: { alert: randomUUID(), outcome: "nobody" }, byCommand: false },
  export_visits: {
    ...{ role: "lead", byCommand: false },
    args: { from_day: "2026-03-01", to_day: "2026-03-31" },
  },
  stop_conflicts: { role: "lead", args: { monday: "2026-06-01" }, byCommand: false },
};

eachDatabase("what demands a fresh code", (db) => {
  let organisation: TestOrganisation;
  beforeAll(async () => {
    organisation = await makeOrganisation(db());
  });

  /** Code and hint of the refusal, or "answered". */
  async function told(name: string, options: CallOptions, role = SENSITIVE[name]?.role): Promise<string> {
    try {
      await call(db(), organisation.account(role ?? "lead"), name, SENSITIVE[name]?.args, options);
      return "answered";
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      return `${error.code} ${error.hint}`;
    }
  }

  describe.each(Object.entries(SENSITIVE))("%s", (name, { byCommand }) => {
    test("is refused without a code and with one of 13 hours ago, before anything else is looked at", async () => {
      expect(await told(name, { factor: "none" })).toBe("42501 second_factor");
      expect(await told(name, { factor: "stale" })).toBe("42501 second_factor");
      expect(await told(name, { factor: "fresh" })).not.toContain("second_factor");
    });

    test("tells a role that may not call it nothing about codes", async () => {
      for (const factor of ["none", "fresh"] as const) {
        expect(await told(name, { factor }, "researcher")).toBe(
          "42501 Your account does not have this right.",
        );
      }
    });

    test(`${byCommand ? "opens" : "stays closed"} to the folder's own command line`, async () => {
      const answer = await told(name, { factor: "none", via: "command_line" });
      if (byCommand) expect(answer).not.toContain("second_factor");
      else expect(answer).toBe("42501 second_factor");
    });
  });

  test("the list above is what the functions say", async () => {
    const rows = await owned(
      db(),
      `select proname as name, prosrc like '%or_command_line => true%' as by_command from pg_proc
       where pronamespace = 'api'::regnamespace and prosrc like '%require_second_factor(%'`,
    );
    const found = Object.fromEntries(rows.map((row) => [String(row["name"]), row["by_command"]]));
    const listed = Object.entries(SENSITIVE).map(([name, { byCommand }]) => [name, byCommand]);
    expect(found).toEqual(Object.fromEntries(listed));
  });

  test("who is asked for a code: leads, dpo and admins of real organisations", async () => {
    const demo = await makeOrganisation(db(), { fictitious: true });
    const needed: Record<string, unknown> = {};
    for (const role of ["educator", "lead", "researcher", "dpo", "admin"] as const) {
      for (const factor of ["none", "fresh"] as const) {
        const me = await call<{ second_factor: unknown }>(
          db(),
          organisation.account(role),
          "me",
          {},
          { factor },
        );
        expect(me.second_factor).toMatchObject({ given: factor === "fresh" });
        needed[role] = (me.second_factor as { needed: boolean }).needed;
      }
      const there = await call(db(), demo.account(role), "me", {}, { factor: "none" });
      expect(there).toMatchObject({ second_factor: { needed: false } });
    }
    expect(needed).toEqual({ educator: false, lead: true, researcher: false, dpo: true, admin: true });
  });
});
