import { afterEach, expect, test, vi } from "vitest";
import { DEFAULT_GRID } from "../../../src/domain/grid.ts";
import { ownCell } from "../../../src/features/field/own-cell.ts";
import { cellAt, DEFAULT_GRID_PROJ4, mapGrid } from "../../../src/map/map-grid.ts";

const GRID = { ...DEFAULT_GRID, proj4: DEFAULT_GRID_PROJ4 };
const LATITUDE = 48.8667331;
const LONGITUDE = 2.3333779;

function deviceAt(latitude: number, longitude: number): Pick<Geolocation, "getCurrentPosition"> {
  return {
    getCurrentPosition: (found) =>
      found({ coords: { latitude, longitude }, timestamp: 0 } as GeolocationPosition),
  };
}

function deviceRefusing(code: number): Pick<Geolocation, "getCurrentPosition"> {
  return { getCurrentPosition: (_, failed) => failed?.({ code, message: "" } as GeolocationPositionError) };
}

afterEach(() => vi.restoreAllMocks());

test("a position becomes its cell on the device", async () => {
  const drawn = cellAt(mapGrid(DEFAULT_GRID, DEFAULT_GRID_PROJ4), { lng: LONGITUDE, lat: LATITUDE });
  expect(drawn).toBe(28903759);
  expect(await ownCell(GRID, deviceAt(LATITUDE, LONGITUDE))).toEqual({ ok: true, value: drawn });
});

test("the position is neither returned, logged, stored nor sent", async () => {
  const heard: unknown[][] = [];
  const hear = (...words: unknown[]) => {
    heard.push(words);
  };
  for (const name of ["log", "info", "warn", "error", "debug", "trace"] as const) {
    vi.spyOn(console, name).mockImplementation(hear);
  }
  const fetching = vi.fn();
  const storing = vi.fn();
  vi.stubGlobal("fetch", fetching);
  vi.stubGlobal("localStorage", { setItem: storing });
  vi.stubGlobal("sessionStorage", { setItem: storing });
  vi.stubGlobal("indexedDB", { open: storing });
  const outcome = await ownCell(GRID, deviceAt(LATITUDE, LONGITUDE));
  vi.unstubAllGlobals();
  expect(JSON.stringify(outcome)).not.toMatch(/48\.86|2\.33/);
  expect([heard, fetching.mock.calls, storing.mock.calls]).toEqual([[], [], []]);
});

test("any two positions of one cell are told apart by nothing", async () => {
  const one = await ownCell(GRID, deviceAt(LATITUDE, LONGITUDE));
  expect(await ownCell(GRID, deviceAt(LATITUDE + 0.0005, LONGITUDE + 0.0005))).toEqual(one);
});

test("a refusal, a failure and a place outside the grid are told, each as such", async () => {
  expect(await ownCell(GRID, deviceRefusing(1))).toEqual({ ok: false, error: "position_denied" });
  expect(await ownCell(GRID, deviceRefusing(2))).toEqual({ ok: false, error: "position_missing" });
  expect(await ownCell(GRID, undefined)).toEqual({ ok: false, error: "position_missing" });
  expect(await ownCell(GRID, deviceAt(-33.9, 151.2))).toEqual({ ok: false, error: "position_outside" });
});
