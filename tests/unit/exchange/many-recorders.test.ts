import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { inventedCsv, inventedGeojson, inventedVisits } from "../../fixtures/many-recorders.ts";
import { readAll, settingOn } from "./setting.ts";

const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);

test("the invented files are the same bytes every time, and others for another seed", () => {
  expect(digest(inventedCsv())).toBe(digest(inventedCsv()));
  expect(digest(inventedCsv({ seed: 1 }))).not.toBe(digest(inventedCsv()));
  expect(inventedCsv()).toContain("INVENTED recorder 01");
  expect(inventedGeojson()).toContain('"invented":true');
});

test("every spot has what a lead's window asks for, in each quarter: youths, recorders, dates", () => {
  const visits = inventedVisits();
  const last = Date.parse("2022-12-31");
  for (const quarter of [0, 1, 2]) {
    const from = new Date(last - (quarter + 1) * 91 * 86_400_000).toISOString().slice(0, 10);
    const to = new Date(last - quarter * 91 * 86_400_000).toISOString().slice(0, 10);
    const there = visits.filter(({ day }) => day > from && day <= to);
    for (let spot = 0; spot < 5; spot++) {
      const list = there.filter((visit) => visit.spot === spot);
      expect(list.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(40);
      expect(new Set(list.map(({ recorder }) => recorder)).size).toBeGreaterThanOrEqual(6);
      expect(new Set(list.map(({ day }) => day)).size).toBeGreaterThanOrEqual(10);
    }
  }
});

test("the invented San Diego file goes through as the real one does, with its recorders", async () => {
  const setting = await settingOn(32611, "America/Los_Angeles", "2022-12-31");
  const columns = { date: "date", count: "count", x: "x", y: "y", neighborhood: "recorder" } as const;
  const { detected, summary } = await readAll(inventedCsv(), setting, { columns, slot: "night" });
  const visits = inventedVisits();
  expect(detected.mapping.srid).toBe(2230);
  expect(summary).toMatchObject({
    rows: visits.length,
    accepted: visits.length,
    rejected: [],
    recorders: 12,
  });
  expect(summary.contacts).toBe(visits.reduce((sum, { count }) => sum + count, 0));
});

test("the invented Tacoma file goes through as the real one does, its recorders recognised", async () => {
  const setting = await settingOn(32610, "America/Los_Angeles", "2026-06-30");
  const { detected, summary } = await readAll(inventedGeojson(), setting, { slot: "morning" });
  expect(detected.mapping).toMatchObject({ srid: 4326, dateFormat: "epoch-ms", usesClock: false });
  expect(detected.mapping.columns).toMatchObject({ created_user: "recorder", work_submitted_date: "date" });
  expect(summary.accepted).toBe(summary.rows);
  expect(summary.recorders).toBe(12);
  expect(summary.counts.at(-1)?.service_date).toBe("2026-05-29");
});
