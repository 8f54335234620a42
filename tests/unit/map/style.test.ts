import type { StyleSpecification } from "maplibre-gl";
import { expect, test } from "vitest";
import type { BasemapLayer } from "../../../src/domain/basemap.ts";
import { foreignHosts } from "../../../src/map/foreign-hosts.ts";
import { isSamePlace } from "../../../src/map/map-defaults.ts";
import { CELLS_TOP, OWN_SOURCES, withOwnLayers } from "../../../src/map/style/own-layers.ts";
import { PALETTES } from "../../../src/map/style/palette.ts";
import { shippedStyle } from "../../../src/map/style/shipped-style.ts";

const manifest = {
  version: 1,
  made: "2026-11-25",
  bbox: [0, 47, 4, 50],
  layers: (["rivers", "communes", "stations", "names"] as const).map((kind) => ({
    ...{ kind, file: `${kind}.json`, features: 1, bytes: 1 },
    ...{ attribution: "A", licence: "L" },
  })),
} as const;
const style = withOwnLayers(shippedStyle(manifest, PALETTES.light, "http://here/basemap/"), PALETTES.light);
const order = style.layers.map(({ id }) => id);
const symbols = style.layers.filter(({ type }) => type === "symbol").map(({ id }) => id);

test("cells lie above the ground and under rivers, borders, outlines and every name", () => {
  const at = order.indexOf(CELLS_TOP);
  expect(order.indexOf("ground")).toBeLessThan(at);
  for (const id of ["rivers", "communes", "selection-ink", "cursor-ink", ...symbols])
    expect(order.indexOf(id)).toBeGreaterThan(at);
});

test("names stay readable over the selection", () => {
  expect(symbols.length).toBeGreaterThan(3);
  for (const id of symbols) expect(order.indexOf(id)).toBeGreaterThan(order.indexOf("selection-ink"));
});

test("a style without names or mark of its own still takes the cells and the outlines", () => {
  const bare: StyleSpecification = { version: 8, sources: {}, layers: [{ id: "sea", type: "background" }] };
  const ids = withOwnLayers(bare, PALETTES.dark).layers.map(({ id }) => id);
  expect(ids.slice(0, 2)).toEqual(["sea", CELLS_TOP]);
  expect(ids).toContain("selection-ink");
});

test("a style that asks for a globe or hills is made flat, and keeps the rest", () => {
  const round: StyleSpecification = {
    version: 8,
    projection: { type: "globe" },
    terrain: { source: "dem" },
    sky: {},
    glyphs: "http://here/{fontstack}/{range}.pbf",
    sources: { dem: { type: "raster-dem", url: "http://here/dem.json" } },
    layers: [{ id: "hills", type: "hillshade", source: "dem" }],
  };
  const flat = withOwnLayers(round, PALETTES.light);
  for (const part of ["projection", "terrain", "sky"]) expect(flat).not.toHaveProperty(part);
  expect(flat.glyphs).toBe(round.glyphs);
  expect(flat.sources["dem"]).toEqual(round.sources["dem"]);
  expect(flat.layers.map(({ id }) => id)).toContain("hills");
});

test("the shipped style asks no other host, and no font or sprite server", () => {
  expect(foreignHosts(style, "http://here/basemap/", "http://here")).toEqual([]);
  expect(style.glyphs).toBeUndefined();
  expect(style.sprite).toBeUndefined();
  for (const source of OWN_SOURCES) expect(style.sources[source]?.type).toBe("geojson");
});

test("tiles of another host are named", () => {
  const foreign: StyleSpecification = {
    version: 8,
    sources: { t: { type: "vector", tiles: ["https://tiles.example/{z}/{x}/{y}.pbf"] } },
    layers: [],
  };
  expect(foreignHosts(foreign, "http://here/style.json", "http://here")).toEqual(["tiles.example"]);
});

test("a position that only lost its digits in the address does not move the map", () => {
  const here = { lng: 2.3456, lat: 48.8765, zoom: 11.234 };
  expect(isSamePlace({ lng: 2.35, lat: 48.88, zoom: 11.2 }, here)).toBe(true);
  expect(isSamePlace({ lng: 2.37, lat: 48.88, zoom: 11.2 }, here)).toBe(false);
  expect(isSamePlace({ ...here, zoom: 12 }, here)).toBe(false);
});

test("areas, which are for choosing sectors, are no part of the map: it does not load them", () => {
  const areas: BasemapLayer = {
    ...{ kind: "areas", file: "areas.json", features: 1, bytes: 1, attribution: "A", licence: "L" },
  };
  const listing = { ...manifest, layers: [...manifest.layers, areas] };
  const { sources } = shippedStyle(listing, PALETTES.light, "http://here/basemap/");
  expect(Object.keys(sources)).toEqual(manifest.layers.map(({ kind }) => kind));
});
