import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import {
  approveRecorderColumn,
  askImportFate,
  fetchBatches,
  sendBatch,
  undoBatch,
} from "../../../src/data/batches.ts";
import { fetchCoverage } from "../../../src/data/coverage.ts";
import { fetchMe, gridOf, memberOf } from "../../../src/data/me.ts";
import { deleteSector, fetchSectors, saveSector } from "../../../src/data/sectors.ts";
import { join } from "../../../src/data/session.ts";
import {
  createTeam,
  fetchInvitations,
  fetchMembers,
  fetchTeams,
  invite,
  revokeInvitation,
} from "../../../src/data/team.ts";
import type { Cell } from "../../../src/domain/grid.ts";
import type { ImportRow } from "../../../src/domain/import-row.ts";
import type { Outcome } from "../../../src/domain/outcome.ts";
import { ROLES, type Role } from "../../../src/domain/role.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { sentRow } from "../harness/imports.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";

const TODAY = "2026-06-01";
const CELL = 28893760 as Cell;

/** The value of an outcome that must be good. */
function good<Value>(outcome: Outcome<Value, string>): Value {
  if (!outcome.ok) throw new Error(`the page was told ${outcome.error}`);
  return outcome.value;
}

eachDatabase("the page's door", (db) => {
  let organisation: TestOrganisation;

  beforeAll(async () => {
    organisation = await makeOrganisation(db(), { fictitious: true });
  });

  const signedIn = (role: Role) => pageOf(db(), organisation.account(role), TODAY);

  test.each([
    ["educator", ["map", "rounds", "field"]],
    ["lead", ["map", "unreached", "rounds", "field", "sites", "alerts", "files", "team"]],
    ["researcher", ["mobility"]],
    ["dpo", ["protection"]],
    ["admin", ["team"]],
  ] as const)("a %s reads who they are, and which screens are theirs", async (role, may) => {
    signedIn(role);
    const member = memberOf(good(await fetchMe()));
    expect(member).toMatchObject({ role, may, organisation: { fictitious: true, today: TODAY } });
    expect(member?.teamName ?? null).toBe(role === "educator" || role === "lead" ? "Équipe fictive A" : null);
    expect(member?.recorders ?? null).toBe(role === "lead" ? 0 : null);
    if (!member) throw new Error("no member");
    expect(gridOf(member.organisation)).toMatchObject({ srid: 3035, offsetEKm: 0, offsetNKm: 0 });
    expect(gridOf(member.organisation).proj4).toContain("+proj=laea");
  });

  test("a stranger has an account and no role; nobody is asked to sign in", async () => {
    pageOf(db(), stranger(), TODAY);
    expect(memberOf(good(await fetchMe()))).toBeUndefined();
    pageOf(db(), null, TODAY);
    expect(await fetchMe()).toEqual({ ok: false, error: "not_signed_in" });
  });

  test("an admin invites, sees the invitation, takes it back, adds a team", async () => {
    signedIn("admin");
    const { code } = good(await invite({ role: "lead", team: organisation.team(), label: "Fictive" }, null));
    const [listed] = good(await fetchInvitations());
    expect(listed).toMatchObject({ role: "lead", label: "Fictive", used: false, revoked: false });
    expect(good(await revokeInvitation(listed?.id ?? ""))).toBeUndefined();
    expect(await revokeInvitation(listed?.id ?? "")).toEqual({ ok: false, error: "already_done" });
    good(await createTeam("Équipe du soir"));
    expect(good(await fetchTeams()).map(({ name }) => name)).toContain("Équipe du soir");
    expect(good(await fetchMembers()).members).toHaveLength(ROLES.length);
    pageOf(db(), stranger(), TODAY);
    expect(await join(code)).toEqual({ ok: false, error: "not_found" });
  });

  test("a lead draws a sector, reads it and removes it", async () => {
    signedIn("lead");
    const change = { id: null, name: "Fictif", teamId: organisation.team(), targetDays: 14, cells: [CELL] };
    const { id } = good(await saveSector(change));
    expect(good(await fetchSectors())).toEqual([
      {
        ...{
          id,
          name: "Fictif",
          team_id: organisation.team(),
          target_days: 14,
          min_leaf_km: 1,
          cells: [CELL],
        },
        explore_percent: 15,
        slot_days: { morning: null, afternoon: null, evening: null, night: null },
      },
    ]);
    expect(good(await fetchCoverage("evening", id))).toEqual([
      { cell: CELL, slot: "evening", state: "never", days: null, targetDays: 14 },
    ]);
    expect(good(await deleteSector(id))).toBeUndefined();
    expect(good(await fetchCoverage("evening"))).toEqual([]);
  });

  test("a lead imports a file, the dpo decides on its column, the lead undoes it", async () => {
    signedIn("lead");
    const batch = randomUUID();
    const rows = [sentRow({ recorder: 0 }), sentRow({ count: 9, recorder: 1 })] as unknown as ImportRow[];
    const part = {
      batch,
      team: organisation.team(),
      fileDigest: "ab".repeat(32),
      hasRecorderColumn: true,
      rows,
    };
    const bad = { ...sentRow(), slot: "noon" } as unknown as ImportRow;
    expect(good(await sendBatch({ ...part, rows: [...rows, bad], finish: true }))).toEqual({
      accepted: 2,
      repeated: 0,
      rejected: [{ index: 2, code: "bad_slot" }],
      done: true,
    });
    const [own] = good(await fetchBatches());
    expect(own).toMatchObject({ accepted: 2, has_recorder_column: true, recorder_approved: null });
    expect(own?.file_digest).toBe("ab".repeat(32));
    signedIn("dpo");
    expect(good(await approveRecorderColumn(own?.id ?? "", { values: 2, rows: 2 }))).toBeUndefined();
    expect(good(await fetchBatches())).toMatchObject([{ recorder_approved: true, file_digest: null }]);
    signedIn("lead");
    expect(memberOf(good(await fetchMe()))?.recorders).toBe(3);
    expect(good(await undoBatch(batch))).toEqual({ visits: 2, encounters: 2, contacts: 10 });
    expect(await undoBatch(batch)).toEqual({ ok: false, error: "already_done" });
  });

  test("a lead asks what would become of a file's rows", async () => {
    signedIn("lead");
    const fate = good(
      await askImportFate([
        { service_date: "2026-03-03", rows: 4 },
        { service_date: "2027-01-01", rows: 2 },
      ]),
    );
    const expected = { publishable: 4, next_window: 0, coverage_only: 0, future: 2 };
    expect(fate).toEqual({ ...expected, educator: expected });
  });

  test("a role without the right is told so in the page's words", async () => {
    signedIn("researcher");
    for (const answer of [
      await fetchTeams(),
      await fetchSectors(),
      await fetchBatches(),
      await fetchCoverage("night"),
    ]) {
      expect(answer).toEqual({ ok: false, error: "not_allowed" });
    }
  });
});
