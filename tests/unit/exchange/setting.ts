import { DEFAULT_GRID } from "../../../src/domain/grid.ts";
import { crsOf } from "../../../src/exchange/crs.ts";
import { detect, type OpenedFile, openTable, prepare, summarise } from "../../../src/exchange/exchange.ts";
import type { Mapping, Setting } from "../../../src/exchange/mapping.ts";

/** The default organisation's setting on a given day. */
export async function parisSetting(today = "2024-12-31"): Promise<Setting> {
  return settingOn(DEFAULT_GRID.srid, "Europe/Paris", today);
}

export async function settingOn(
  srid: number,
  timeZone: string,
  today: string,
  offset = [0, 0],
): Promise<Setting> {
  const crs = await crsOf(srid);
  if (!crs) throw new Error(`no definition of ${srid}`);
  const [offsetEKm = 0, offsetNKm = 0] = offset;
  return { grid: { srid, offsetEKm, offsetNKm, proj4: crs.proj4 }, timeZone, today };
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** An outcome's value, or a failed test. */
export function got<Value>(outcome: { ok: true; value: Value } | { ok: false; error: string }): Value {
  if (!outcome.ok) throw new Error(`refused: ${outcome.error}`);
  return outcome.value;
}

/** Opens, detects, prepares and sums up a file, with corrections to what was detected. */
export async function readAll(
  content: string | Uint8Array,
  setting: Setting,
  corrections: Partial<Mapping> = {},
) {
  const opened: OpenedFile = got(await openTable(typeof content === "string" ? bytesOf(content) : content));
  const detected = got(await detect(opened, setting, corrections));
  const conversion = got(await prepare(opened, { ...detected.mapping, ...corrections }, setting));
  const summary = got(await summarise(conversion));
  return { opened, detected, conversion, summary };
}
