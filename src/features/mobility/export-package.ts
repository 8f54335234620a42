import { strToU8, zipSync } from "fflate";
import type { Leaves } from "../../data/leaves.ts";
import type { ExportedResearch } from "../../data/research-exports.ts";
import { researchFiles } from "../../exchange/export-research.ts";
import type { Grid } from "../../exchange/mapping.ts";
import type {
  FlowsOut,
  ProfileOut,
  ReleaseOut,
  ResearchLeafOut,
  TableOut,
} from "../../exchange/research-rows.ts";
import { citation, type ExportContext, methodSheet, readme } from "./export-documents.ts";

/** The files of an export by name: data, method sheet, README. */
export function exportFiles(
  exported: ExportedResearch,
  seasons: readonly Leaves[],
  grid: Grid,
  context: ExportContext,
): Record<string, string> {
  const { say, organisation } = context;
  const method = { ...exported.method, releases: exported.windows };
  const metadata = {
    source: `Repère, ${organisation.name}`,
    fictitious: organisation.fictitious,
    exported_on: organisation.today,
    citation: citation(exported, context),
    method,
  };
  const { tables, flows, profiles } = outOf(exported);
  const leaves = new Map(seasons.map((each) => [each.seasonId, leavesOf(each)]));
  return {
    [`${say("readmeName")}.md`]: readme(exported, context),
    [`${say("methodName")}.md`]: methodSheet(exported, context),
    "method.json": `${JSON.stringify(metadata, undefined, 2)}\n`,
    ...researchFiles({ grid, seasons: leaves, tables, flows, profiles }, metadata),
  };
}

/** One ZIP of them all. */
export function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(files).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries), { level: 6 });
}

function outOf({ method, windows, tables, flows, profiles }: ExportedResearch): {
  tables: TableOut[];
  flows: FlowsOut[];
  profiles: ProfileOut[];
} {
  const releases = new Map(windows.map((each) => [each.starts_on, releaseOf(each)]));
  const alphas = new Map(method.tables.map(({ breakdown, alpha }) => [breakdown, alpha]));
  return {
    tables: tables.flatMap((table) => {
      const [release, alpha] = [releases.get(table.quarter), alphas.get(table.breakdown)];
      return release && alpha ? [{ ...table, release, alpha }] : [];
    }),
    flows: flows.flatMap(({ quarter, kind, flows: rows }) => {
      const release = releases.get(quarter ?? "");
      return release && kind ? [{ release, kind, alpha: method.flows.alpha, flows: rows }] : [];
    }),
    profiles: profiles.flatMap(({ quarter, places, hasEffort, hasValues }) => {
      const release = releases.get(quarter ?? "");
      return release && (hasEffort || hasValues) ? [{ release, alpha: method.flows.alpha, places }] : [];
    }),
  };
}

function releaseOf(window: ExportedResearch["windows"][number]): ReleaseOut {
  const { id, starts_on: startsOn, ends_on: endsOn, season_id: seasonId } = window;
  return { id, startsOn, endsOn, seasonId };
}

function leavesOf({ ids, squares }: Leaves): ResearchLeafOut[] {
  const byLeaf = new Map<number, ResearchLeafOut["squares"][number][]>();
  for (const { leaf, square, sizeKm } of squares) {
    const known = byLeaf.get(leaf);
    if (known) known.push({ square, sizeKm });
    else byLeaf.set(leaf, [{ square, sizeKm }]);
  }
  return Array.from(ids, (leaf) => ({ leaf, squares: byLeaf.get(leaf) ?? [] }));
}
