import { readFile, stat } from "node:fs/promises";
import { fetchBatches, sendBatch } from "../data/batches.ts";
import { fetchMe, memberOf } from "../data/me.ts";
import { DEFAULT_GRID } from "../domain/grid.ts";
import type { Conversion } from "../exchange/conversion.ts";
import { crsOf } from "../exchange/crs.ts";
import {
  batchIdOf,
  convert,
  detect,
  type OpenedFile,
  openTable,
  prepare,
  summarise,
} from "../exchange/exchange.ts";
import { MAX_BYTES } from "../exchange/limits.ts";
import { loneDays } from "../exchange/lone-days.ts";
import {
  type Detected,
  type Grid,
  type Mapping,
  type Problem,
  type Setting,
  STOPPING,
} from "../exchange/mapping.ts";
import type { Territories } from "../exchange/territories.ts";
import { CliError, required } from "./cli-error.ts";
import { connect } from "./connect.ts";
import type { ImportOptions } from "./import-options.ts";
import { columnsIn } from "./map-file.ts";
import { progressReport, say } from "./say.ts";
import { sharedTerritories, territoriesOf } from "./territories.ts";

/** What `--json` prints. */
export interface ImportResult {
  readonly rows: number;
  readonly accepted: number;
  /** Rows that an earlier import of the same account brought already. */
  readonly repeated: number;
  readonly rejected: readonly {
    readonly line: number;
    readonly column: string | null;
    readonly code: string;
  }[];
  readonly leftOut: readonly string[];
  readonly delimiter: string | null;
  readonly encoding: string | null;
  readonly dateFormat: string;
  readonly srid: number | null;
  readonly columns: Mapping["columns"];
  readonly slot: string | null;
  readonly problems: readonly Problem[];
  readonly contacts: number;
  readonly recorders: number | null;
  /** Dates that look mistyped: no map has a window for them. */
  readonly loneDates: readonly string[];
  readonly batch: string | null;
}

/** Reads a file and imports it, or says what an import would do. */
export async function importFile(options: ImportOptions): Promise<ImportResult> {
  const opened = await openFileOf(options);
  if (options.dryRun) {
    const ready = await readied(opened, options, await dryRunSetting(options), async (_, said) => said);
    return resultOf(ready, { accepted: undefined, repeated: 0, rejected: [], batch: null });
  }
  const release = await connect(options.target);
  try {
    const { setting, team } = await membership();
    const ready = await readied(opened, options, setting, sharedTerritories);
    return await resultOf(ready, await send(ready.conversion, team));
  } finally {
    await release();
  }
}

async function openFileOf({ file, choices }: ImportOptions): Promise<OpenedFile> {
  const size = await stat(file).then(
    (facts) => facts.size,
    () => {
      throw new CliError("unreadable_file", file);
    },
  );
  if (size > MAX_BYTES) throw new CliError("file_too_large", file);
  const bytes = await readFile(file);
  return required(await openTable(bytes, choices, { onProgress: progressReport() }), file);
}

interface Ready {
  readonly detected: Detected;
  readonly conversion: Conversion;
  readonly today: string;
}

/** Detection, what the person settled, and the slot that stands in where a file tells none. */
async function readied(
  opened: OpenedFile,
  options: ImportOptions,
  setting: Setting,
  territoriesFor: (detected: Detected, said: Territories) => Promise<Territories>,
): Promise<Ready> {
  const { settled, map, recorder } = options;
  const first = required(await detect(opened, setting, settled));
  const names = first.columns.map(({ name }) => name);
  const columns = columnsIn(first.mapping.columns, names, map, recorder);
  const named = required(await detect(opened, setting, { ...settled, columns }));
  const territories = await territoriesFor(named, territoriesOf(map, setting.grid));
  const detected =
    named.territories.length === 0
      ? named
      : required(await detect(opened, setting, { ...settled, columns, territories }));
  const stop = detected.problems.find((problem) => STOPPING.includes(problem));
  if (stop) throw new CliError(stop);
  for (const problem of detected.problems) say(problem);
  const slot = detected.mapping.slot ?? (detected.problems.includes("needs_slot") ? "evening" : null);
  const conversion = required(await prepare(opened, { ...detected.mapping, slot }, setting));
  return { detected, conversion, today: setting.today };
}

/** A setting without a server: the default grid or `--grid SRID[,dE,dN]`. */
async function dryRunSetting({ grid, timeZone, today }: ImportOptions): Promise<Setting> {
  const parts = (grid ?? String(DEFAULT_GRID.srid))
    .replace(/^EPSG:/i, "")
    .split(",")
    .map(Number);
  const [srid = Number.NaN, offsetEKm = 0, offsetNKm = 0] = parts;
  if (parts.length > 3 || !parts.every(Number.isInteger)) throw new CliError("bad_option", "--grid");
  const crs = await crsOf(srid);
  if (!crs) throw new CliError("unknown_srid", String(srid));
  const made: Grid = { srid, offsetEKm, offsetNKm, proj4: crs.proj4 };
  return { grid: made, timeZone, today };
}

/** The caller's organisation as a setting, and their team: the rows are for no other. */
async function membership(): Promise<{ setting: Setting; team: string }> {
  const member = memberOf(required(await fetchMe()));
  if (!member) throw new CliError("not_a_member");
  const { grid, time_zone, today } = member.organisation;
  const { teamId: team } = member;
  if (team === null) throw new CliError("not_allowed");
  const { srid, offset_e_km: offsetEKm, offset_n_km: offsetNKm, proj4 } = grid;
  return { setting: { grid: { srid, offsetEKm, offsetNKm, proj4 }, timeZone: time_zone, today }, team };
}

interface Sent {
  /** Undefined where nothing was sent. */
  readonly accepted: number | undefined;
  readonly repeated: number;
  readonly rejected: ImportResult["rejected"];
  readonly batch: string | null;
}

async function send(conversion: Conversion, team: string): Promise<Sent> {
  const batch = batchIdOf(conversion, team);
  const hasRecorderColumn = Object.values(conversion.mapping.columns).includes("recorder");
  const rejected: { line: number; column: string | null; code: string }[] = [];
  let [accepted, repeated] = [0, 0];
  for await (const part of convert(conversion, team)) {
    const finish = part.done === part.total;
    const { digest: fileDigest } = conversion;
    const call = { batch, team, fileDigest, hasRecorderColumn, rows: part.rows, finish };
    const answer = required(await sendBatch(call));
    accepted += answer.accepted;
    repeated += answer.repeated;
    for (const { index, code } of answer.rejected)
      rejected.push({ line: part.lines[index] ?? 0, column: null, code });
    say("sent", `${part.done} / ${part.total}`);
  }
  return { accepted, repeated, rejected, batch: await storedBatch(conversion.digest, hasRecorderColumn) };
}

/** The id under which the server keeps the batch (it is not the device's): what undo and approval ask for. */
async function storedBatch(digest: string, hasRecorderColumn: boolean): Promise<string | null> {
  const batches = required(await fetchBatches());
  const own = batches.filter((batch) => batch.file_digest === digest && batch.undone_at === null);
  return own.find((batch) => batch.has_recorder_column === hasRecorderColumn)?.id ?? null;
}

async function resultOf({ detected, conversion, today }: Ready, sent: Sent): Promise<ImportResult> {
  const summary = required(await summarise(conversion, { onProgress: progressReport() }));
  const { mapping } = conversion;
  return {
    rows: summary.rows,
    accepted: sent.accepted ?? summary.accepted,
    repeated: sent.repeated,
    rejected: [...summary.rejected, ...sent.rejected].sort((one, other) => one.line - other.line),
    leftOut: summary.leftOut.map(({ column }) => column),
    delimiter: detected.delimiter,
    encoding: detected.encoding,
    dateFormat: mapping.dateFormat,
    srid: mapping.srid,
    columns: mapping.columns,
    slot: mapping.slot,
    problems: detected.problems,
    contacts: summary.contacts,
    recorders: summary.recorders,
    loneDates: loneDays(summary.counts, today),
    batch: sent.batch,
  };
}
