import i18next from "i18next";
import type { Leaves } from "../../../src/data/leaves.ts";
import type { ExportedResearch } from "../../../src/data/research-exports.ts";
import { type Cell, cellOfParts } from "../../../src/domain/grid.ts";
import type { ExportContext, ExportSay } from "../../../src/features/mobility/export-documents.ts";
import { exportWordsEn } from "../../../src/features/mobility/export-words.en.ts";
import { exportWordsFr } from "../../../src/features/mobility/export-words.fr.ts";
import { formatFor } from "../../../src/ui/format.ts";
import "../../../src/ui/words.ts";

export const cell = (e: number, n: number): Cell => cellOfParts(3760 + e, 2888 + n) ?? (0 as Cell);

/** Two leaves of 4 km and one of two squares. */
export const LEAVES: Leaves = {
  seasonId: 7,
  ids: Int32Array.of(11, 12, 13),
  squares: [
    { leaf: 11, square: cell(0, 0), sizeKm: 4 },
    { leaf: 12, square: cell(4, 0), sizeKm: 4 },
    { leaf: 13, square: cell(0, 4), sizeKm: 4 },
    { leaf: 13, square: cell(4, 4), sizeKm: 4 },
  ],
};

const window = { id: 55, season_id: 7, starts_on: "2026-03-30", ends_on: "2026-06-28" } as const;

/** A release of three leaves, one of them hidden, as the server tells it. Invented. */
export const RELEASE: ExportedResearch = {
  method: {
    mechanism: "two_sided_geometric",
    ...{
      weeks: 13,
      lag_weeks: 13,
      hidden_below: 20,
      flow_hidden_below: 15,
      minutes_a_visit: 25,
      budget: 4.5,
    },
    tables: [
      { breakdown: "total", categories: ["all"], alpha: [3, 4], epsilon: 0.287683 },
      { breakdown: "age_band", categories: ["0-5", "18+"], alpha: [7, 8], epsilon: 0.133532 },
    ],
    flows: { alpha: [7, 8], epsilon: 0.133532 },
  },
  windows: [
    {
      ...window,
      published_at: "2026-09-28T08:00:00Z",
      ...{ leaf_km: 4, unit: "first_in_4_weeks", policy_version: 3, leaves: 3 },
    },
  ],
  tables: [
    {
      quarter: window.starts_on,
      breakdown: "total",
      seasonId: 7,
      leaves: LEAVES.ids,
      minutes: [1500, 0, 250],
      byCategory: new Map([["all", [140, null, 22]]]),
    },
    {
      quarter: window.starts_on,
      breakdown: "age_band",
      seasonId: 7,
      leaves: LEAVES.ids,
      minutes: [1500, 0, 250],
      byCategory: new Map([
        ["0-5", [null, null, null]],
        ["18+", [31, null, null]],
      ]),
    },
  ],
  profiles: [
    {
      ...{ quarter: window.starts_on, hasEffort: true, hasValues: true },
      places: [
        { weekday: 1, slot: "morning", minutes: 250, value: 42 },
        { weekday: 1, slot: "night", minutes: 0, value: undefined },
      ],
    },
  ],
  flows: [
    {
      quarter: window.starts_on,
      kind: "living",
      flows: [
        { origin: undefined, destination: cell(0, 0), value: 17 },
        { origin: cell(8, 0), destination: cell(0, 0), value: 40 },
      ],
    },
  ],
};

/** Words and formats outside a page, for an organisation with this name. */
export function contextOf(language: "fr" | "en", name = "Association fictive"): ExportContext {
  i18next.addResourceBundle(
    language,
    "mobility-export-test",
    language === "fr" ? exportWordsFr : exportWordsEn,
  );
  return {
    say: i18next.getFixedT(language, "mobility-export-test") as unknown as ExportSay,
    format: formatFor(language),
    organisation: { name, today: "2026-11-25", time_zone: "Europe/Paris", fictitious: true },
  };
}
