import { expect, test } from "vitest";
import { openTable } from "../../../src/exchange/exchange.ts";
import { bytesOf, parisSetting, readAll } from "./setting.ts";

const feature = (
  properties: unknown,
  geometry: unknown = { type: "Point", coordinates: [2.3522, 48.8566] },
) => ({
  type: "Feature",
  properties,
  geometry,
});
const collection = (features: unknown[], more = {}) =>
  JSON.stringify({ type: "FeatureCollection", ...more, features });

const FEATURES = [
  feature({ date: "2024-03-01T22:00:00+01:00", nombre: 2 }),
  feature({ date: "2024-03-02T01:30:00+01:00", nombre: 1, équipe: "A" }),
];

test.each([
  ["a collection", collection(FEATURES)],
  ["a collection with a mark", `\ufeff${collection(FEATURES)}`],
  ["features by line", FEATURES.map((each) => JSON.stringify(each)).join("\n")],
  ["a sequence of features", FEATURES.map((each) => `\u001e${JSON.stringify(each)}\n`).join("")],
])("%s is read as points in degrees, with the day of service", async (_, text) => {
  const { detected, conversion, summary } = await readAll(text, await parisSetting());
  expect(detected).toMatchObject({
    kind: "geojson",
    delimiter: null,
    mapping: { srid: 4326, isSwapped: false },
  });
  const { read } = conversion.start("t");
  expect(conversion.table.rows.map(read)).toMatchObject([
    { service_date: "2024-03-01", slot: "evening", count: 2 },
    { service_date: "2024-03-01", slot: "night", count: 1 },
  ]);
  expect(summary.leftOut).toEqual([{ column: "équipe", reason: "team" }]);
});

test("the old crs member is believed", async () => {
  const lambert = { type: "Point", coordinates: [652_469, 6_862_035.2] };
  const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::2154" } };
  const text = collection([feature({ date: "2024-03-01", slot: "soir" }, lambert)], { crs });
  const { detected, summary } = await readAll(text, await parisSetting());
  expect(detected.mapping.srid).toBe(2154);
  expect(summary).toMatchObject({ accepted: 1 });
});

test("features that are no points are told one by one", async () => {
  const line = {
    type: "LineString",
    coordinates: [
      [2.3, 48.8],
      [2.4, 48.9],
    ],
  };
  const bad = [line, null, { type: "Point", coordinates: [] }, { type: "Point", coordinates: ["2", "48"] }];
  const text = collection([
    ...FEATURES,
    ...bad.map((geometry) => feature({ date: "2024-03-01T10:00:00Z", nombre: 1 }, geometry)),
  ]);
  const { summary } = await readAll(text, await parisSetting());
  expect(summary.rejected).toEqual(
    [3, 4, 5, 6].map((line) => ({ line, column: "geometry.x", code: "empty_coordinate" })),
  );
});

test("positions of hundreds of levels nested in a property stay on the device without a crash", async () => {
  const nested = `${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`;
  const text = collection(FEATURES).replace('"nombre":2', `"nombre":2,"deep":${nested}`);
  const outcome = await openTable(bytesOf(text));
  expect(outcome.ok || outcome.error).toBeTruthy();
});

test.each([
  ["cut short", collection(FEATURES).slice(0, -20), "file_damaged"],
  ["something else in JSON", '{"hello":"world"}', "not_a_table"],
  ["an empty file", "", "file_empty"],
  ["only blanks", " \n\n ", "file_empty"],
  ["one column", "date\n2024-03-01\n", "not_a_table"],
])("%s is refused with its code", async (_, text, code) => {
  const outcome = await readAll(text, await parisSetting()).catch((error: Error) => error.message);
  expect(outcome).toBe(`refused: ${code}`);
});
