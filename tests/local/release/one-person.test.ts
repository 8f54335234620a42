import { expect, test } from "vitest";
import type { Place } from "../../../src/reference/place.ts";
import { noiseOf, recordKey } from "../../attacks/port/keys.ts";
import { call, owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { insertMeetings, youths } from "./meetings.ts";
import { leavesOf, publishWindow, storedCells } from "./publishing.ts";

const JOINED = "2023-01-01";
const RENEWED = "2023-06-01";
const START = "2024-01-01";

eachDatabase("one person is one recorder, however many accounts", (db) => {
  /** Makes an account by an invitation, in the place of a membership or in none. */
  async function joined(organisation: TestOrganisation, today: string, replaces?: string): Promise<string> {
    const account = stranger();
    const args = { role: "educator", team: organisation.team(), replaces };
    const admin = organisation.account("admin");
    const { code } = await call<{ code: string }>(db(), admin, "invite", args, { today });
    await call(db(), account, "join", { code }, { today });
    return account;
  }

  const memberOf = async (account: string) =>
    (await call<{ member: { id: string } }>(db(), account, "me")).member.id;

  /** The account's recorder row, as its first record makes it. */
  async function recorderOf(account: string): Promise<string> {
    const [row] = await owned(
      db(),
      "select field.account_recorder(m) as id from org.member m where m.user_id = $1 and m.left_at is null",
      [account],
    );
    return String(row?.["id"]);
  }

  const countsFrom = async (recorder: string) =>
    (await owned(db(), "select counts_from::text as day from field.recorder where id = $1", [recorder]))[0]?.[
      "day"
    ];

  /** A person with three accounts, each in the place of the one before, and each with records. */
  async function person(
    organisation: TestOrganisation,
  ): Promise<{ accounts: string[]; recorders: string[] }> {
    const accounts = [await joined(organisation, JOINED)];
    const recorders = [await recorderOf(accounts[0] ?? "")];
    for (let again = 0; again < 2; again++) {
      accounts.push(await joined(organisation, RENEWED, await memberOf(accounts.at(-1) ?? "")));
      recorders.push(await recorderOf(accounts.at(-1) ?? ""));
    }
    return { accounts, recorders };
  }

  /** Classes of the one leaf in which each recorder met so many youths, in four weeks whose noise is as wanted. */
  async function published(
    organisation: TestOrganisation,
    met: Readonly<Record<string, number>>,
    noise: number,
  ) {
    const team = organisation.team();
    const place: Place = {
      ...{ organisation: organisation.id, tier: "educator", team, startsOn: START },
      squares: [[28883760, 2]],
    };
    const all = Object.entries(met).flatMap(([recorder, count]) =>
      youths(count).map((youth) => ({ recorder, youth })),
    );
    const sum = () => all.reduce((total, { youth }) => total + recordKey(youth.contributor), 0);
    while (noiseOf(place, sum()) !== noise) Object.assign(all[0]?.youth ?? {}, youths(1)[0]);
    await insertMeetings(
      db(),
      organisation.id,
      all.map(({ recorder, youth }, nth) => ({
        ...{ recorder, team, cell: 28883760, day: `2024-01-0${1 + (nth % 3)}`, youths: [youth] },
      })),
    );
    const period = { tier: "educator" as const, team, startsOn: START, endsOn: "2024-01-28" };
    const window = await publishWindow(db(), organisation.id, period, "2024-06-01");
    expect((await leavesOf(db(), window.seasonId)).size).toBeGreaterThan(0);
    return [...(await storedCells(db(), window.id)).values()];
  }

  test("three accounts of one person are left out together, three of three persons are not", async () => {
    const one = await makeOrganisation(db());
    const { recorders } = await person(one);
    expect(new Set(recorders).size).toBe(3);
    const [a = "", b = "", c = ""] = recorders;
    // With the greatest noise: without the busiest of three strangers 14 + 5 ≥ 8, without one person 0 + 5 < 8.
    expect(await published(one, { [a]: 10, [b]: 8, [c]: 6 }, 5)).toEqual([]);

    const three = await makeOrganisation(db());
    const [x, y, z] = [
      await recorderOf(await joined(three, JOINED)),
      await recorderOf(await joined(three, JOINED)),
      await recorderOf(await joined(three, JOINED)),
    ];
    expect(await published(three, { [x]: 10, [y]: 8, [z]: 6 }, 5)).toHaveLength(1);
  });

  test("every new account waits four weeks, whoever it is said to follow: nobody is revived to vouch at once", async () => {
    const organisation = await makeOrganisation(db());
    const { recorders } = await person(organisation);
    const days = await Promise.all(recorders.map(countsFrom));
    expect(days).toEqual(["2023-01-29", "2023-06-29", "2023-06-29"]);
    expect(await countsFrom(await recorderOf(await joined(organisation, RENEWED)))).toBe("2023-06-29");
  });

  test("an account whose earlier one recorded nothing is the first recorder of its person", async () => {
    const organisation = await makeOrganisation(db());
    const silent = await joined(organisation, JOINED);
    const next = await joined(organisation, RENEWED, await memberOf(silent));
    const [row] = await owned(db(), "select same_as from field.recorder where id = $1", [
      await recorderOf(next),
    ]);
    expect(row).toEqual({ same_as: null });
  });

  test("the screen counts persons, and a later account reads nothing that the earlier one wrote", async () => {
    const organisation = await makeOrganisation(db());
    const { accounts, recorders } = await person(organisation);
    const { recorders: told } = await call<{ recorders: { counted: number } }>(
      db(),
      organisation.account("lead"),
      "me",
      {},
      { today: "2024-02-01" },
    );
    expect(told.counted).toBe(1);
    await insertMeetings(db(), organisation.id, [
      {
        recorder: recorders[1] ?? "",
        team: organisation.team(),
        cell: 28883760,
        day: "2024-01-30",
        youths: youths(1),
      },
    ]);
    const [round] = await owned(db(), "select id from field.round where organisation_id = $1", [
      organisation.id,
    ]);
    const asked = { round: round?.["id"] };
    const own = await call(db(), accounts[2] ?? "", "own_visits", asked, { today: "2024-02-01" });
    expect(own).toEqual({ visits: [] });
  });

  test("undoing an import leaves the first recorder that a later account names", async () => {
    const organisation = await makeOrganisation(db());
    const { recorders } = await person(organisation);
    await owned(
      db(),
      "select field.forget_unused_recorder(m) from field.recorder r join org.member m on m.user_id = r.user_id where r.id = $1",
      [recorders[0]],
    );
    const rows = await owned(db(), "select id from field.recorder where organisation_id = $1", [
      organisation.id,
    ]);
    expect(rows.map(({ id }) => String(id)).toSorted()).toEqual(recorders.toSorted());
  });

  test("contacts in institutions too: a person's accounts are left out together", async () => {
    const organisation = await makeOrganisation(db());
    const { recorders } = await person(organisation);
    const other = await recorderOf(await joined(organisation, JOINED));
    const people = [10, 8, 6, 5];
    await owned(
      db(),
      `insert into field.institutional_contact (id, organisation_id, recorder_id, setting, departement, quarter, people)
       select gen_random_uuid(), $1, r, 'court', '93', '2024-01-01', n from unnest($2::uuid[], $3::integer[]) x (r, n)`,
      [organisation.id, [...recorders, other], people],
    );
    const [row] = await owned(
      db(),
      "select n::integer, without_busiest::integer as one, without_two::integer as two from release.institutional_tally($1, '2024-01-01', null)",
      [organisation.id],
    );
    expect(row).toEqual({ n: 29, one: 5, two: 0 });
  });
});
