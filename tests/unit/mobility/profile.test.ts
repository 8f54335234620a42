import { expect, test } from "vitest";
import type { FlowRequest } from "../../../src/data/flows.ts";
import type { Profile } from "../../../src/data/profile.ts";
import { SLOTS } from "../../../src/domain/slot.ts";
import { wishOf } from "../../../src/features/mobility/further-table.ts";
import { profileRows, profileScale } from "../../../src/features/mobility/profile-figures.ts";

/** An hour each, 120 met on Monday mornings, nothing shown elsewhere, no visit on Sunday nights. Invented. */
const PROFILE: Profile = {
  quarter: "2026-03-30",
  hasEffort: true,
  hasValues: true,
  places: [7, 6, 5, 4, 3, 2, 1].flatMap((weekday) =>
    SLOTS.map((slot) => ({
      ...{ weekday, slot },
      minutes: weekday === 7 && slot === "night" ? 0 : 120,
      value: weekday === 1 && slot === "morning" ? 120 : weekday === 7 && slot === "night" ? 30 : undefined,
    })),
  ),
};

test("a profile has Monday first, rates with the interval of 7/8, and never a zero for what is hidden", () => {
  const rows = profileRows(PROFILE, [7, 8], false);
  expect(rows.map((row) => row.length)).toEqual([4, 4, 4, 4, 4, 4, 4]);
  // ± 17 of 120 in two hours.
  expect(rows[0]?.[0]).toMatchObject({
    hours: 2,
    figure: { kind: "shown", value: 60, low: 51.5, high: 68.5 },
  });
  expect(rows[0]?.[1]?.figure).toEqual({ kind: "hidden" });
  expect(rows[6]?.[3]).toMatchObject({ hours: 0, figure: { kind: "no_effort" } });
  expect(profileScale(rows)).toBe(68.5);
  expect(profileRows(PROFILE, [7, 8], true)[0]?.[0]?.figure).toMatchObject({
    value: 120,
    low: 103,
    high: 137,
  });
});

test("without values a profile has hours and no figure", () => {
  const rows = profileRows({ ...PROFILE, hasValues: false }, [7, 8], false);
  expect(rows.flat().every(({ figure }) => figure === undefined)).toBe(true);
  expect(profileScale(rows)).toBe(2);
});

test("a quarter has one further table: what stands for one subject is *other* for the other one", () => {
  const request = (subject: FlowRequest["subject"], accepted: boolean | null): FlowRequest => ({
    ...{ id: `${subject}-${accepted}`, quarter: "2026-03-30", ends_on: "2026-06-28", subject, accepted },
    origin: subject === "flows" ? "living" : null,
    ...{ requested_at: "", decided_at: null, epsilon: 0.134, budget_left: 1 },
  });
  const kinds = (...requests: FlowRequest[]) =>
    (["flows", "profile"] as const).map((subject) => wishOf(requests, "2026-03-30", subject).kind);
  expect(kinds()).toEqual(["none", "none"]);
  expect(kinds(request("profile", null))).toEqual(["other", "asked"]);
  expect(kinds(request("flows", true), request("profile", false))).toEqual(["accepted", "other"]);
  expect(kinds(request("profile", false))).toEqual(["none", "none"]);
  const declined = wishOf([request("profile", false)], "2026-03-30", "profile");
  expect(declined).toMatchObject({ kind: "none", declined: { id: "profile-false" } });
  expect(wishOf([request("profile", true)], "2025-12-29", "profile").kind).toBe("none");
});
