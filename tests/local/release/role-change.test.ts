import { beforeAll, expect, test } from "vitest";
import type { Role } from "../../../src/domain/role.ts";
import { call } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { stranger } from "../harness/organisation.ts";
import { EMPTY_HEAT, type Heat, makeWorld, TODAY, type Windows, type World } from "./heat-world.ts";

/** A day in the second educator window and in the second lead window before the last. */
const CHANGE = "2024-09-18";

eachDatabase("another role leaves one empty window", (db) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(db());
  });

  const as = (who: string, tier: "educator" | "lead") =>
    call<Windows>(db(), who, "windows", { tier }, { today: TODAY });
  const starts = async (who: string, tier: "educator" | "lead") =>
    (await as(who, tier)).windows.map(({ starts_on }) => starts_on);
  async function invited(role: Role, team: number | null, replaces?: string): Promise<string> {
    const args = { role, team: team === null ? null : world.organisation.team(team), replaces };
    const { code } = await call<{ code: string }>(db(), world.organisation.account("admin"), "invite", args, {
      today: CHANGE,
    });
    return code;
  }
  const join = (who: string, code: string) => call(db(), who, "join", { code }, { today: CHANGE });
  const memberOf = async (who: string) => (await call<{ member: { id: string } }>(db(), who, "me")).member.id;

  test("who becomes a lead reads every window but the one of the change, alone or in a range", async () => {
    const account = stranger();
    await join(account, await invited("educator", 0));
    const all = { lead: await starts(world.organisation.account("lead"), "lead") };
    await join(account, await invited("lead", 0, await memberOf(account)));
    const seen = await starts(account, "lead");
    const missing = all.lead.filter((day) => !seen.includes(day));
    expect(missing).toHaveLength(1);
    const [gone = ""] = missing;
    expect(gone <= CHANGE && CHANGE < dayAfter(gone, 91)).toBe(true);
    const heat = (from: string, to: string) =>
      call<Heat>(db(), account, "heat", { tier: "lead", from_window: from, to_window: to }, { today: TODAY });
    expect(await heat(gone, gone)).toEqual(EMPTY_HEAT);
    const at = all.lead.indexOf(gone);
    const [before = "", after = ""] = [all.lead[at - 1], all.lead[at + 1]];
    const range = await heat(before, after);
    if (range.season_id !== null) expect(range.windows).toBe(2);
    // The educator tier of the team has its empty window too.
    const teams = await starts(world.organisation.account("lead"), "educator");
    expect(teams.length - (await starts(account, "educator")).length).toBe(1);
  });

  test("it is the person that counts: a new account that takes another role's place has the empty window", async () => {
    const [first, second] = [stranger(), stranger()];
    await join(first, await invited("educator", 0));
    await join(second, await invited("lead", 0, await memberOf(first)));
    const all = await starts(world.organisation.account("lead"), "lead");
    expect(all.length - (await starts(second, "lead")).length).toBe(1);
  });

  test("a forgotten password and a first role leave none", async () => {
    const all = await starts(world.organisation.account("lead"), "lead");
    const [first, second] = [stranger(), stranger()];
    await join(first, await invited("lead", 0));
    expect(await starts(first, "lead")).toEqual(all);
    await join(second, await invited("lead", 0, await memberOf(first)));
    expect(await starts(second, "lead")).toEqual(all);
  });

  test("a later forgotten password does not give the empty window back", async () => {
    const [first, second] = [stranger(), stranger()];
    await join(first, await invited("educator", 0));
    await join(first, await invited("lead", 0, await memberOf(first)));
    const seen = await starts(first, "lead");
    await join(second, await invited("lead", 0, await memberOf(first)));
    expect(await starts(second, "lead")).toEqual(seen);
    const all = await starts(world.organisation.account("lead"), "lead");
    expect(all.length - (await starts(second, "lead")).length).toBe(1);
  });

  test("an account whose membership ended and that is invited anew to another team has it too", async () => {
    const account = stranger();
    await join(account, await invited("educator", 1));
    const admin = world.organisation.account("admin");
    await call(db(), admin, "end_membership", { member: await memberOf(account) }, { today: CHANGE });
    await join(account, await invited("educator", 0));
    const all = await starts(world.organisation.account("educator"), "educator");
    expect(all.length - (await starts(account, "educator")).length).toBe(1);
  });
});

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
