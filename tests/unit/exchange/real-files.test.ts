import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readAll, settingOn } from "./setting.ts";

const FOLDER = join(import.meta.dirname, "../../../../shared/data/real");
const SAN_DIEGO = join(FOLDER, "san-diego-downtown-counts.csv");
const TACOMA = join(FOLDER, "tacoma-encampment-cleaning.geojson");
const read = (file: string) => new Uint8Array(readFileSync(file));

/**
 * Rows by cell, counted by PostGIS (`ST_Transform` from 2230 to 32611, `floor(/ 1000)`), not by this code; rows,
 * youths, days and neighbourhoods by Python's csv module.
 */
const SAN_DIEGO_CELLS = [
  [36170485, 1],
  [36170486, 1],
  [36180484, 82],
  [36180485, 1791],
  [36180486, 930],
  [36190483, 84],
  [36190484, 2735],
  [36190485, 5638],
  [36190486, 1126],
  [36200483, 1],
  [36200484, 1429],
  [36200485, 480],
  [36200486, 19],
];

test.skipIf(!existsSync(SAN_DIEGO))(
  "San Diego's counts go through whole, in US feet, with their recorders",
  async () => {
    const setting = await settingOn(32611, "America/Los_Angeles", "2022-12-31");
    const { detected, summary } = await readAll(read(SAN_DIEGO), setting, {
      columns: { date: "date", count: "count", x: "x", y: "y", neighborhood: "recorder" },
      slot: "night",
    });
    expect(detected).toMatchObject({ kind: "csv", encoding: "utf-8", delimiter: ",", possibleSrids: [2230] });
    expect(detected.mapping).toMatchObject({
      srid: 2230,
      isSwapped: false,
      dateFormat: "YYYY-MM-DD",
      decimal: ".",
    });
    expect(summary).toMatchObject({
      rows: 14_317,
      accepted: 14_317,
      rejected: [],
      contacts: 40_792,
      recorders: 11,
    });
    expect(summary.leftOut.map(({ column }) => column)).toEqual(["file_id", "type"]);
    const byCell = summary.cells
      .map(({ cell, rows }) => [cell, rows])
      .sort(([one = 0], [other = 0]) => one - other);
    expect(byCell).toEqual(SAN_DIEGO_CELLS);
    expect(summary.counts).toHaveLength(85);
    expect(summary.counts[0]?.service_date).toBe("2018-07-25");
    expect(summary.counts.find((day) => day.service_date === "2022-11-23")?.rows).toBe(394);
  },
);

test.skipIf(!existsSync(SAN_DIEGO))(
  "San Diego's counts fall into 10 cells of Conus Albers with an offset",
  async () => {
    const setting = await settingOn(5070, "America/Los_Angeles", "2022-12-31", [3000, 0]);
    const { summary } = await readAll(read(SAN_DIEGO), setting, { slot: "night" });
    expect(summary).toMatchObject({ accepted: 14_317, contacts: 40_792, recorders: null });
    expect(summary.cells).toHaveLength(10);
    expect(summary.cells.find(({ cell }) => cell === 12891044)?.rows).toBe(5664);
  },
);

test.skipIf(!existsSync(TACOMA))(
  "Tacoma's cleanings go through whole: epoch milliseconds, degrees, noon as a day",
  async () => {
    const setting = await settingOn(32610, "America/Los_Angeles", "2026-11-25");
    const { detected, summary } = await readAll(read(TACOMA), setting, { slot: "morning" });
    expect(detected).toMatchObject({
      kind: "geojson",
      mapping: { srid: 4326, dateFormat: "epoch-ms", usesClock: false },
    });
    expect(detected.mapping.columns).toMatchObject({ work_submitted_date: "date" });
    expect(summary).toMatchObject({ rows: 2000, accepted: 2000, rejected: [], contacts: 2000 });
    expect(summary.cells).toHaveLength(76);
    expect(summary.cells.find(({ cell }) => cell === 52240540)?.rows).toBe(96);
    expect(summary.counts).toHaveLength(400);
    expect([summary.counts[0], summary.counts.at(-1)].map((day) => day?.service_date)).toEqual([
      "2024-09-06",
      "2026-05-29",
    ]);
  },
);

test.skipIf(!existsSync(TACOMA))(
  "Tacoma's time of entry, where it is chosen, tells the slot and the day of service",
  async () => {
    const setting = await settingOn(32610, "America/Los_Angeles", "2026-11-25");
    const { detected, summary, conversion } = await readAll(read(TACOMA), setting, {
      columns: { created_date: "date", "geometry.x": "x", "geometry.y": "y" },
    });
    expect(detected.mapping.usesClock).toBe(true);
    expect(summary.counts).toHaveLength(385);
    const slots: Record<string, number> = {};
    const { read: readRow } = conversion.start("");
    for (const raw of conversion.table.rows) {
      const row = readRow(raw);
      if ("id" in row) slots[row.slot] = (slots[row.slot] ?? 0) + 1;
    }
    expect(slots).toEqual({ morning: 496, afternoon: 1486, evening: 18 });
  },
);

test.skipIf(!existsSync(TACOMA))(
  "Tacoma lies outside an Île-de-France grid although its numbers would fit",
  async () => {
    const setting = await settingOn(3035, "Europe/Paris", "2026-11-25");
    const { summary } = await readAll(read(TACOMA), setting, { slot: "morning" });
    expect(summary.accepted).toBe(0);
    expect(new Set(summary.rejected.map(({ code }) => code))).toEqual(new Set(["outside_grid"]));
  },
);
