import type { exportWordsFr } from "./export-words.fr.ts";

/** Words of files and figures that leave *Mobility*, with their method sheet. */
export const exportWordsEn: Readonly<Record<keyof typeof exportWordsFr, string>> = {
  help: "Released values, their intervals, the outlines of leaves and a method sheet, in one ZIP file ready for a notebook. Every export is written to the log.",
  quarters: "Quarters",
  tables: "Tables",
  total: "Total",
  place_kind: "By place",
  age_band: "By age",
  gender: "By gender",
  withFlows: "With accepted flows",
  download: "Download (.zip)",
  needTable: "Choose at least one quarter and one table.",
  done: "{{name}} is saved: {{count, number}} rows of values.",
  zipName: "research-{{from}}-{{to}}",
  figureName: "figure-{{quarter}}",
  figure: "Figure of the map",
  figureHelp:
    "The measure and quarter that the map shows, on white, with legend, source and release number in the picture.",
  svg: "Figure (.svg)",
  png: "Figure (.png)",
  figureDone: "The figure is saved.",
  figureFailed: "The figure could not be drawn. Try again, or choose the other format.",
  figureSource: "Source: Repère, {{organisation}}, {{releases}}. Differentially private noise.",
  flowWidest: "the widest: {{value, number}}",
  flowsFromOutside_one: "{{count, number}} flow shown comes from outside the territory: it has no arrow.",
  flowsFromOutside_other:
    "{{count, number}} flows shown come from outside the territory: they have no arrow.",
  release: "release no. {{id}} ({{range}})",
  releases: "releases no. {{ids}} ({{range}})",
  fictitious: "Invented data.",
  kmScale: "{{km, number}} km",
  methodTitle: "Method sheet",
  readmeTitle: "Research values of Repère",
  docSource: "Source: Repère, {{organisation}}. Exported on {{today}}.",
  docFictitious:
    "**Invented data.** They come from the demonstration of Repère and are about no real person.",
  releasesTitle: "Releases",
  releasesHead: "no. | quarter | published on | season | smallest leaf | unit | version of the rules",
  first_in_4_weeks: "first meeting in 4 weeks",
  every_contact: "every meeting",
  whatTitle: "What is counted",
  what: "Contributions: every young person met in the street, living sites left out, in a round that was done and not rejected, by the unit above. The date is the service date: a night round bears the date of the evening it began. What arrives after publication never enters. Every quarter has {{weeks, number}} weeks and appears {{lag, number}} weeks after its end.",
  mechanismTitle: "Mechanism",
  mechanism:
    "Differential privacy, per contribution. Every value of every leaf is the exact count plus two-sided geometric noise, P(v) = (1 − α)/(1 + α) · α^|v|, drawn once from a cryptographic generator and kept for ever: asking again gives nothing more.",
  mechanismHead: "table | α | ε | 90 % interval of one value",
  flowsTable: "Flows, or profile by weekday and slot",
  budget:
    "The budget is ε ≤ {{budget, number}} for 52 weeks, partition included. A contribution is in one category at most of each table: publishing a table costs the ε of its line, publishing all four their sum, {{sum, number}}.",
  intervals:
    "The columns low_90 and high_90 are the 90 % interval that comes from the mechanism alone. The sum of n values has a wider interval, about √n times that of one value; the difference of two values, about √2 times. A difference whose interval holds zero is not distinguishable from none.",
  limitsTitle: "Limits",
  limit1:
    "A value under {{least, number}} is empty (flows: under {{flowLeast, number}}, absent). Empty means too few or nothing: do not replace it by zero. Sums of shown values are therefore minimums, noise aside.",
  limit2:
    "Counts follow where teams went. The column minutes holds complete visits × {{minutes, number}} minutes: divide values by visit hours before comparing places.",
  limit3:
    "Every category carries its own noise: their sum is not the total, and unknown values (“?”) are in none.",
  limit4:
    "The unit is the contribution, not the person: the same person counts several times in a quarter. Nothing here tells how many young people there are.",
  limit5: "Leaves change from season to season: compare seasons by square, not by leaf number.",
  limit6:
    "Presumed victim is never an established fact. Do not try to recognise anyone or to cross these values with named data.",
  limit7:
    "Noise alone shows a leaf where nobody was met with a chance of {{totalGhost, number}} % (total) or {{shareGhost, number}} % (other tables), and a pair of districts without any flow with {{flowGhost, number}} %: among hundreds of pairs, dozens of small flows are noise and nothing else. A small value on its own proves nothing. Leaves near the threshold are shown when noise lifts them: a sum of many values barely above it is too high, by up to 1/(1 − α) a leaf on average.",
  citationTitle: "Citation",
  citation:
    "{{organisation}} ({{year}}). Young people met, by leaf, {{releases}}. Repère, exported on {{today}}.",
  filesTitle: "Files",
  file_values: "values.csv: one row per quarter, leaf, table and category.",
  file_leaves:
    "leaves.csv: the leaves of every season, their surface (km²) and their squares (INSPIRE names).",
  file_flows:
    "flows.csv: flows between 8 km districts; outside: beyond the territory; told_as: living (where the person lives) or previous (where they were before).",
  file_profile:
    "profile.csv: visit minutes by day of the week (1: Monday) and slot, over the whole territory; encounters where they were granted in the place of flows.",
  file_geojson: "values-YYYY-MM-DD.geojson: one quarter a file, outlines in WGS 84, values as properties.",
  file_method: "METHOD.md and method.json: how these values are made.",
  formatTitle: "Format",
  format: "CSV in UTF-8 with byte-order mark, semicolons, one header line. Empty: not published.",
  pythonTitle: "In a Python notebook",
  rTitle: "In R",
  methodName: "METHOD",
  readmeName: "README",
};
