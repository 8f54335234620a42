import type { ExportedResearch } from "../../data/research-exports.ts";
import { noiseReach } from "../../domain/noise-interval.ts";
import type { Format } from "../../ui/format.ts";
import type { Say } from "../../ui/words.ts";
import type { exportWordsFr } from "./export-words.fr.ts";

export type ExportSay = Say<typeof exportWordsFr>;

/** Who exports what, in whose language. */
export interface ExportContext {
  readonly say: ExportSay;
  readonly format: Format;
  readonly organisation: {
    readonly name: string;
    readonly today: string;
    readonly time_zone: string;
    readonly fictitious: boolean;
  };
}

/** Releases in words, for a source line or a citation. */
export function releasesInWords(
  windows: ExportedResearch["windows"],
  { say, format }: Pick<ExportContext, "say" | "format">,
): string {
  const [first, last] = [windows[0], windows.at(-1)];
  if (!first || !last) return "";
  const range = format.shortRange(first.starts_on, last.ends_on);
  return windows.length === 1
    ? say("release", { id: first.id, range })
    : say("releases", { ids: windows.map(({ id }) => id).join(", "), range });
}

/** The method sheet: releases, what is counted, mechanism with ε, limits, citation (Markdown). */
export function methodSheet(exported: ExportedResearch, context: ExportContext): string {
  const { say } = context;
  const { method } = exported;
  const sum = method.tables.reduce((total, { epsilon }) => total + epsilon, 0);
  const limits = {
    least: method.hidden_below,
    flowLeast: method.flow_hidden_below,
    minutes: method.minutes_a_visit,
    totalGhost: ghostPercent(
      method.tables.find(({ breakdown }) => breakdown === "total")?.alpha,
      method.hidden_below,
    ),
    shareGhost: ghostPercent(
      method.tables.find(({ breakdown }) => breakdown !== "total")?.alpha,
      method.hidden_below,
    ),
    flowGhost: ghostPercent(method.flows.alpha, method.flow_hidden_below),
  };
  return joined([
    `# ${say("methodTitle")}`,
    ...sourceLines(context),
    `## ${say("releasesTitle")}`,
    tableOf(say("releasesHead"), releaseLines(exported, context)),
    `## ${say("whatTitle")}`,
    say("what", { weeks: method.weeks, lag: method.lag_weeks }),
    `## ${say("mechanismTitle")}`,
    say("mechanism"),
    tableOf(say("mechanismHead"), mechanismLines(exported, say)),
    say("budget", { budget: method.budget, sum: Number(sum.toFixed(3)) }),
    say("intervals"),
    `## ${say("limitsTitle")}`,
    (["limit1", "limit2", "limit3", "limit4", "limit5", "limit6", "limit7"] as const)
      .map((limit) => `- ${say(limit, limits)}`)
      .join("\n"),
    `## ${say("citationTitle")}`,
    citation(exported, context),
  ]);
}

/** How often noise alone reaches a bound: P(v ≥ bound) = α^bound/(1 + α), in per cent with one decimal. */
function ghostPercent(alpha: readonly [number, number] | undefined, bound: number): number {
  const share = alpha ? alpha[0] / alpha[1] : 0;
  return Math.round((1000 * share ** bound) / (1 + share)) / 10;
}

/** How to cite what is in the file. */
export function citation({ windows }: ExportedResearch, context: ExportContext): string {
  const { say, format, organisation } = context;
  return say("citation", {
    organisation: organisation.name,
    year: organisation.today.slice(0, 4),
    today: format.day(organisation.today),
    releases: releasesInWords(windows, context),
  });
}

/** What each file is and how a notebook reads it (Markdown). */
export function readme(exported: ExportedResearch, context: ExportContext): string {
  const { say } = context;
  const hasFlows = exported.flows.some(({ kind }) => kind !== undefined);
  const files = [
    ...(["file_values", "file_leaves"] as const),
    ...(hasFlows ? (["file_flows"] as const) : []),
    ...(exported.profiles.some(({ hasEffort }) => hasEffort) ? (["file_profile"] as const) : []),
    ...(["file_geojson", "file_method"] as const),
  ];
  const newest = exported.windows.at(-1)?.starts_on ?? "";
  return joined([
    `# ${say("readmeTitle")}`,
    ...sourceLines(context),
    `## ${say("filesTitle")}`,
    files.map((file) => `- ${say(file)}`).join("\n"),
    `## ${say("formatTitle")}`,
    say("format"),
    `## ${say("pythonTitle")}`,
    fenced("python", pythonLines(newest)),
    `## ${say("rTitle")}`,
    fenced("r", R_LINES),
    `## ${say("citationTitle")}`,
    citation(exported, context),
  ]);
}

function pythonLines(newest: string): string[] {
  return [
    "import pandas as pd",
    "",
    'values = pd.read_csv("values.csv", sep=";", encoding="utf-8-sig")',
    'leaves = pd.read_csv("leaves.csv", sep=";", encoding="utf-8-sig")',
    'total = values[values["breakdown"] == "total"].merge(leaves, on=["season_id", "leaf"])',
    "# A leaf without a visit hour has no rate.",
    'total["per_hour"] = total["value"] / (total["minutes"].where(total["minutes"] > 0) / 60)',
    "",
    "# import geopandas as gpd",
    `# gpd.read_file("values-${newest}.geojson").plot("total_all", legend=True)`,
  ];
}

const R_LINES = [
  'values <- read.csv2("values.csv", dec = ".", fileEncoding = "UTF-8-BOM")',
  'leaves <- read.csv2("leaves.csv", dec = ".", fileEncoding = "UTF-8-BOM")',
  'total <- merge(subset(values, breakdown == "total"), leaves, by = c("season_id", "leaf"))',
  "total$per_hour <- ifelse(total$minutes > 0, total$value / (total$minutes / 60), NA)",
];

function sourceLines({ say, format, organisation }: ExportContext): string[] {
  const { name, today, fictitious } = organisation;
  const source = say("docSource", { organisation: name, today: format.day(today) });
  return fictitious ? [say("docFictitious"), source] : [source];
}

function releaseLines({ windows }: ExportedResearch, { say, format, organisation }: ExportContext) {
  return windows.map((each) => [
    String(each.id),
    format.dayRange(each.starts_on, each.ends_on),
    format.moment(each.published_at, organisation.time_zone),
    String(each.season_id),
    `${each.leaf_km} km`,
    say(each.unit),
    String(each.policy_version),
  ]);
}

function mechanismLines({ method }: ExportedResearch, say: ExportSay): string[][] {
  const line = (name: string, alpha: readonly [number, number], epsilon: number) => [
    name,
    alpha.join("/"),
    epsilon.toFixed(3),
    `± ${noiseReach(alpha)}`,
  ];
  return [
    ...method.tables.map(({ breakdown, alpha, epsilon }) => line(say(breakdown), alpha, epsilon)),
    line(say("flowsTable"), method.flows.alpha, method.flows.epsilon),
  ];
}

/** A Markdown table; its head is names parted by bars. */
function tableOf(head: string, lines: readonly (readonly string[])[]): string {
  const rule = head.split("|").map(() => "---");
  return [`| ${head} |`, `| ${rule.join(" | ")} |`, ...lines.map((line) => `| ${line.join(" | ")} |`)].join(
    "\n",
  );
}

function fenced(language: string, lines: readonly string[]): string {
  return [`\`\`\`${language}`, ...lines, "```"].join("\n");
}

function joined(parts: readonly string[]): string {
  return `${parts.join("\n\n")}\n`;
}
