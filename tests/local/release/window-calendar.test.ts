import { beforeAll, expect, test } from "vitest";
import { call, refusal, type Who } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { insertMeetings, makeRecorders, youths } from "./meetings.ts";
import { publishAll } from "./publishing.ts";

interface Listed {
  readonly layer: string;
  readonly tier: string;
  readonly team_id: string | null;
  readonly team: string | null;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly state: string;
  readonly due_on: string | null;
  readonly published_at: string | null;
  readonly shown_leaves: number | null;
}

/** The first four-week window and nothing after it is out on this day. */
const FIRST_OUT = "2024-02-05";
const LATER = "2024-04-20";

eachDatabase("the dpo's list of windows", (db) => {
  let organisation: TestOrganisation;
  let other: TestOrganisation;

  beforeAll(async () => {
    organisation = await makeOrganisation(db(), { teams: ["Équipe fictive"] });
    other = await makeOrganisation(db(), { teams: ["Autre équipe fictive"] });
    for (const each of [organisation, other]) {
      const recorders = await makeRecorders(db(), each.id, 8);
      const meetings = Array.from({ length: 80 }, (_, n) => ({
        recorder: recorders[n % 8] ?? "",
        team: each.team(),
        cell: 28883760,
        day: `2024-01-0${1 + (n % 9)}`,
        youths: youths(1),
      }));
      await insertMeetings(db(), each.id, meetings);
    }
    await publishAll(db(), organisation.id, FIRST_OUT);
  });

  const listed = async (who: Who, today: string) =>
    (await call<{ windows: Listed[] }>(db(), who, "window_calendar", {}, { today, readOnly: true })).windows;
  const encounters = (windows: readonly Listed[]) => windows.filter(({ layer }) => layer === "encounters");

  test("says what is out, with how many leaves it shows, and what is due since when", async () => {
    const windows = encounters(await listed(organisation.account("dpo"), LATER));
    expect(windows.map(({ tier, starts_on, state, due_on }) => [tier, starts_on, state, due_on])).toEqual([
      ["lead", "2024-01-01", "due", "2024-04-15"],
      ["educator", "2024-02-26", "due", "2024-04-01"],
      ["educator", "2024-01-29", "due", "2024-03-04"],
      ["educator", "2024-01-01", "published", null],
    ]);
    expect(windows.at(-1)).toMatchObject({
      team: "Équipe fictive",
      team_id: organisation.team(),
      ends_on: "2024-01-28",
      shown_leaves: 1,
      published_at: expect.stringMatching(/^2024-02-05T/),
    });
    expect(windows[0]).toMatchObject({ team: null, published_at: null, shown_leaves: null });
  });

  test("is the same work as the lead's: as many windows are due as publish_status says", async () => {
    const due = (await listed(organisation.account("dpo"), LATER)).filter(({ state }) => state === "due");
    const status = await call(db(), organisation.account("lead"), "publish_status", {}, { today: LATER });
    expect(status).toMatchObject({ due: due.length });
  });

  test("after 52 weeks a window is withdrawn, and not even its number of leaves is told", async () => {
    const seen = async (today: string) =>
      encounters(await listed(organisation.account("dpo"), today)).find(
        ({ ends_on }) => ends_on === "2024-01-28",
      );
    expect(await seen("2025-01-26")).toMatchObject({ state: "published", shown_leaves: 1 });
    expect(await seen("2025-01-27")).toMatchObject({ state: "withdrawn", shown_leaves: null });
  });

  test("holds no place and no class, and no other organisation's windows", async () => {
    const windows = await listed(organisation.account("dpo"), LATER);
    expect(new Set(windows.flatMap((each) => Object.keys(each)))).toEqual(
      new Set([
        ...["layer", "tier", "team_id", "team", "starts_on", "ends_on"],
        ...["state", "due_on", "published_at", "shown_leaves"],
      ]),
    );
    const foreign = await listed(other.account("dpo"), LATER);
    expect(foreign.filter(({ state }) => state !== "due")).toEqual([]);
    expect(JSON.stringify(windows)).not.toContain("Autre");
  });

  test("is the dpo's alone: other roles, strangers and nobody are refused", async () => {
    for (const role of ["educator", "lead", "researcher", "admin"] as const) {
      expect(await refusal(listed(organisation.account(role), LATER))).toBe("42501");
    }
    for (const who of [stranger(), null]) expect(await refusal(listed(who, LATER))).toBe("42501");
  });
});
