import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { ROLES, type Role } from "../../../src/domain/role.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { importArgs, importRows, sentRow } from "../harness/imports.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";

interface Case {
  /** Roles that are answered; every other caller is told 42501. */
  readonly may: readonly Role[];
  /** Arguments that are good for a member, made anew for each caller. */
  args(organisation: TestOrganisation): Record<string, unknown>;
  /** What a member is told where good arguments would need more than this test sets up. */
  readonly refused?: string;
}

/** A new round of the first team on the tests' day. */
const round = (organisation: TestOrganisation) => ({
  ...{ id: randomUUID(), version: 0, date: "2026-06-01", weekday: 1, slot: "evening", mode: "foot" },
  ...{
    status: "planned",
    start: 28893760,
    end: 28893760,
    minutes: 180,
    leaves_at: 1080,
    safety: [],
    stops: [],
  },
  members: [organisation.member("lead")],
});
const someRound = () => ({ round: randomUUID() });
const week = () => ({ monday: "2026-06-01" });
const cells = () => ({ ...week(), cells: [28893760] });

const sector = (organisation: TestOrganisation) => ({
  sector: null,
  name: `Secteur ${randomUUID()}`,
  team: organisation.team(),
  target_days: 14,
  cells: [28893760],
});

/** Who may call what: the rights of session, team, files and coverage on one page. */
const CASES: Readonly<Record<string, Case>> = {
  open_sites: { may: ["lead"], args: () => ({ district: 28883760 }) },
  sites_due: { may: ["lead"], args: () => ({}) },
  save_site: {
    may: ["lead"],
    args: () => ({
      ...{ site: randomUUID(), code: "S-1", cell: 28893760, kind: "squat" },
      ...{ residents_band: 1, minors_band: 1, opened_on: "2026-05-01" },
    }),
  },
  add_site_event: {
    may: ["lead"],
    args: () => ({ event: randomUUID(), site: randomUUID(), happened_on: "2026-05-01", state: "left" }),
    refused: "RP002",
  },
  remove_site_event: { may: ["lead"], args: () => ({ event: randomUUID() }), refused: "RP002" },
  archive_site: { may: ["lead"], args: () => ({ site: randomUUID() }), refused: "RP002" },
  merge_sites: {
    may: ["lead"],
    args: () => ({ kept: randomUUID(), merged: randomUUID() }),
    refused: "RP002",
  },
  alerts: { may: ["lead"], args: () => ({}) },
  alerts_due: { may: ["lead"], args: () => ({}) },
  alert_links: { may: ["lead"], args: () => ({}) },
  create_alert_link: { may: ["lead"], args: () => ({}) },
  revoke_alert_link: { may: ["lead"], args: () => ({ link: randomUUID() }), refused: "RP002" },
  save_alert: {
    may: ["lead"],
    args: () => ({ alert: randomUUID(), cell: 28893760, slot: null, source: "other", due_on: "2026-06-01" }),
  },
  close_alert: { may: ["lead"], args: () => ({ alert: randomUUID(), outcome: null }), refused: "RP002" },
  sync: { may: ["educator", "lead"], args: () => ({ records: [] }) },
  field_day: { may: ["educator", "lead"], args: () => ({}) },
  own_visits: { may: ["educator", "lead"], args: someRound },
  own_institutional: { may: ["educator", "lead"], args: () => ({}) },
  save_institutional: {
    may: ["educator", "lead"],
    args: () => ({
      ...{ id: randomUUID(), setting: "court", departement: "93", quarter: "2026-04-01", people: 2 },
    }),
  },
  remove_institutional: {
    ...{ may: ["educator", "lead"], refused: "RP002" },
    args: () => ({ id: randomUUID() }),
  },
  institutional_table: { may: ["lead"], args: () => ({}) },
  invite: { may: ["admin"], args: () => ({ role: "dpo" }) },
  invitations: { may: ["admin"], args: () => ({}) },
  revoke_invitation: { may: ["admin"], args: () => ({ invitation: randomUUID() }), refused: "RP002" },
  end_membership: { may: ["admin"], args: () => ({ member: randomUUID() }), refused: "RP002" },
  members: { may: ["admin", "dpo"], args: () => ({}) },
  audit_log: { may: ["dpo"], args: () => ({}) },
  teams: { may: ["admin", "lead", "educator"], args: () => ({}) },
  contacts: { may: ["educator", "lead", "admin"], args: () => ({}) },
  save_contacts: {
    may: ["lead", "admin"],
    args: () => ({ on_call: "01 99 00 00 00", coordination: null }),
  },
  create_team: { may: ["admin"], args: () => ({ name: `Équipe ${randomUUID()}` }) },
  sectors: { may: ["lead", "admin"], args: () => ({}) },
  save_sector: { may: ["lead", "admin"], args: sector },
  delete_sector: { may: ["lead", "admin"], args: () => ({ sector: randomUUID() }), refused: "RP002" },
  site_windows: { may: ["educator", "lead"], args: () => ({}) },
  site_leaves: { may: ["educator", "lead"], args: () => ({ season: 1 }) },
  site_heat: {
    may: ["educator", "lead"],
    args: () => ({ from_window: "2026-01-05", to_window: "2026-01-05" }),
  },
  follow_up: { may: ["lead"], args: () => ({}) },
  research_windows: { may: ["researcher"], args: () => ({}) },
  research_leaves: { may: ["researcher"], args: () => ({ season: 1 }) },
  research_table: { may: ["researcher"], args: () => ({ quarter: "2024-01-01", breakdown: "gender" }) },
  research_flows: { may: ["researcher"], args: () => ({ quarter: "2024-01-01" }) },
  request_flows: { may: ["researcher"], args: () => ({ quarter: "2024-01-01" }), refused: "RP002" },
  research_profile: { may: ["researcher"], args: () => ({ quarter: "2024-01-01" }) },
  request_profile: { may: ["researcher"], args: () => ({ quarter: "2024-01-01" }), refused: "RP002" },
  flow_requests: { may: ["researcher", "dpo"], args: () => ({}) },
  decide_flows: {
    may: ["dpo"],
    args: () => ({ request: randomUUID(), accept: true }),
    refused: "RP002",
  },
  retention: { may: ["dpo"], args: () => ({ dry_run: true }) },
  erase_row: {
    may: ["educator", "lead", "dpo"],
    args: () => ({ kind: "visit", id: randomUUID() }),
    refused: "RP002",
  },
  erase_batch: { may: ["dpo"], args: () => ({ batch: randomUUID() }), refused: "RP002" },
  erase_records: { may: ["dpo"], args: () => ({ organisation_name: "Association fictive" }) },
  policy: { may: ["dpo"], args: () => ({}) },
  save_policy: { may: ["dpo"], args: () => ({ policy: {}, base_version: 1 }), refused: "RP003" },
  policy_preview: { may: ["dpo"], args: () => ({ policy: {}, tier: "lead" }), refused: "RP011" },
  attack_report: { may: ["dpo"], args: () => ({}) },
  save_attack_report: { may: ["dpo"], args: () => ({ report: {} }), refused: "RP001" },
  coverage: { may: ["educator", "lead"], args: () => ({}) },
  save_sector_planning: {
    ...{ may: ["lead", "admin"], refused: "RP002" },
    args: () => ({ sector: randomUUID(), slot_days: { night: 7 }, explore_percent: 20 }),
  },
  working_memory: { may: ["lead"], args: () => ({ sector: randomUUID() }), refused: "RP002" },
  week: { may: ["educator", "lead"], args: week },
  save_rounds: { may: ["lead"], args: (organisation) => ({ rounds: [round(organisation)] }) },
  cancel_round: { may: ["lead"], args: () => ({ ...someRound(), version: 1 }), refused: "RP002" },
  delete_round: { may: ["lead"], args: () => ({ ...someRound(), version: 1 }), refused: "RP002" },
  save_template: { may: ["lead"], args: (organisation) => ({ template: round(organisation) }) },
  delete_template: {
    ...{ may: ["lead"], refused: "RP002" },
    args: () => ({ template: randomUUID(), version: 1 }),
  },
  fill_week: { may: ["lead"], args: week },
  forbid_cells: { may: ["lead"], args: cells },
  allow_cells: { may: ["lead"], args: cells },
  stop_conflicts: { may: ["lead"], args: week },
  start_round: { may: ["educator", "lead"], args: someRound, refused: "RP002" },
  debrief_round: {
    ...{ may: ["educator", "lead"], refused: "RP002" },
    args: () => ({ ...someRound(), visits: [] }),
  },
  round_report: { may: ["lead"], args: someRound, refused: "RP002" },
  validate_round: { may: ["lead"], args: someRound, refused: "RP002" },
  reject_round: { may: ["lead"], args: () => ({ ...someRound(), code: "other" }), refused: "RP002" },
  import_batch: { may: ["lead"], args: (organisation) => importArgs(organisation, [sentRow()]) },
  window_calendar: { may: ["dpo"], args: () => ({}) },
  // The key comes of the secret of the releases, which this test leaves out.
  territories: { may: ["lead"], args: () => ({ digests: [] }), refused: "RP010" },
  save_territories: { may: ["lead"], args: () => ({ answers: [{ digest: "ab".repeat(32), cell: null }] }) },
  export_visits: { may: ["lead"], args: () => ({ from_day: "2026-03-01", to_day: "2026-03-31" }) },
  export_release: { may: ["lead"], args: () => ({ tier: "lead" }) },
  export_research: { may: ["researcher"], args: () => ({ quarters: ["2024-01-01"] }), refused: "RP002" },
  undo_batch: { may: ["lead"], args: () => ({ batch: randomUUID() }), refused: "RP002" },
  batches: { may: ["lead", "dpo"], args: () => ({}) },
  import_fate: { may: ["lead"], args: () => ({ counts: [{ service_date: "2026-03-03", rows: 1 }] }) },
  approve_recorder_column: {
    may: ["dpo"],
    args: () => ({ batch: randomUUID(), approve: true, seen_values: 1, seen_rows: 1 }),
    refused: "RP002",
  },
};

eachDatabase("callers", (db) => {
  let organisation: TestOrganisation;

  beforeAll(async () => {
    organisation = await makeOrganisation(db());
  });

  const attempt = (who: string | null, name: string, tried: Case) =>
    call(db(), who, name, tried.args(organisation), { today: "2026-06-01" });

  describe.each(Object.entries(CASES))("%s", (name, tried) => {
    test.each(ROLES)("answers or refuses: %s", async (role) => {
      const answer = attempt(organisation.account(role), name, tried);
      if (tried.may.includes(role) && !tried.refused) expect(await answer).toBeTypeOf("object");
      else expect(await refusal(answer)).toBe(tried.may.includes(role) ? tried.refused : "42501");
    });

    test("refuses a stranger and nobody", async () => {
      expect(await refusal(attempt(stranger(), name, tried))).toBe("42501");
      expect(await refusal(attempt(null, name, tried))).toBe("42501");
    });

    test("refuses a member who left", async () => {
      const other = await makeOrganisation(db());
      const account = other.account(tried.may[0] ?? "lead");
      await owned(db(), "update org.member set left_at = now() where user_id = $1", [account]);
      expect(await refusal(attempt(account, name, tried))).toBe("42501");
    });
  });

  test("every function of these rooms has a line in this table, but me, join and submit_alert, which have tests of their own", async () => {
    const rows = await owned(
      db(),
      "select distinct proname from pg_proc where pronamespace = 'api'::regnamespace",
    );
    const release = ["windows", "leaves", "heat", "leaf_history", "publish", "publish_status"];
    const names = rows.map((row) => String(row["proname"]));
    const known = [...Object.keys(CASES), ...release, "me", "join", "submit_alert"];
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });

  test("user metadata and forged claims of a role give no right", async () => {
    const claims = {
      sub: stranger(),
      role: "authenticated",
      user_metadata: { role: "admin" },
      org_role: "admin",
    };
    const settings = { "request.jwt.claims": JSON.stringify(claims) };
    expect(await refusal(call(db(), stranger(), "members", {}, { settings }))).toBe("42501");
  });

  test("functions that only read answer in a read-only transaction", async () => {
    const { rows } = await db().transaction({}, null, (query) =>
      query("select proname from pg_proc where pronamespace = 'api'::regnamespace and provolatile = 's'"),
    );
    const stable = rows.map((row) => String(row["proname"]));
    expect(stable).toEqual(expect.arrayContaining(["me", "teams", "coverage", "batches", "import_fate"]));
    for (const name of stable.filter((one) => CASES[one] && !CASES[one].refused)) {
      const tried = CASES[name];
      if (!tried) continue;
      const account = organisation.account(tried.may[0] ?? "lead");
      const options = { readOnly: true, today: "2026-06-01" };
      expect(await call(db(), account, name, tried.args(organisation), options)).toBeTypeOf("object");
    }
  });

  test("no answer holds another organisation's records, teams, sectors, members or batches", async () => {
    const other = await makeOrganisation(db(), { name: "Autre association fictive" });
    await call(db(), other.account("lead"), "save_sector", sector(other));
    await importRows(db(), other, [sentRow({ cell: 31234567 })], { has_recorder_column: true });
    const own: unknown[] = [];
    for (const role of ROLES) {
      for (const name of ["me", "teams", "sectors", "members", "invitations", "batches", "coverage"]) {
        const options = { today: "2026-06-01" };
        own.push(await call(db(), organisation.account(role), name, {}, options).catch(() => null));
      }
    }
    const said = JSON.stringify(own);
    for (const secret of [other.id, other.team(), other.member("lead"), "31234567", "Autre association"]) {
      expect(said).not.toContain(secret);
    }
  });
});
