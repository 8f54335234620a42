import { expect, test } from "vitest";
import { FILE_ERRORS } from "../../../src/exchange/errors.ts";
import { convert, openTable, prepare, preview } from "../../../src/exchange/exchange.ts";
import { MAX_BYTES } from "../../../src/exchange/limits.ts";
import { bytesOf, got, parisSetting, readAll, settingOn } from "./setting.ts";

const GOOD = "01/03/2024;21:00;48,8566;2,3522;2;rencontre;30;0;errance";

/** A bad row, the column that is at fault and its code. */
const BAD: readonly (readonly [row: string, column: string | null, code: string])[] = [
  [";21:00;48,8566;2,3522;2;;;;", "date", "empty_date"],
  ["31/02/2024;21:00;48,8566;2,3522;2;;;;", "date", "bad_date"],
  ["01/03/2034;21:00;48,8566;2,3522;2;;;;", "date", "date_in_future"],
  ["01/03/2024;27:00;48,8566;2,3522;2;;;;", "heure", "bad_time"],
  ["01/03/2024;;48,8566;2,3522;2;;;;", null, "no_slot"],
  ["01/03/2024;21:00;;2,3522;2;;;;", "latitude", "empty_coordinate"],
  ["01/03/2024;21:00;48,8566;là-bas;2;;;;", "longitude", "bad_coordinate"],
  ["01/03/2024;21:00;148,8566;2,3522;2;;;;", "longitude", "bad_coordinate"],
  ["01/03/2024;21:00;0;0;2;;;;", "longitude", "empty_coordinate"],
  ["01/03/2024;21:00;40,7128;-74,006;2;;;;", "longitude", "outside_grid"],
  ["01/03/2024;21:00;48,8566;2,3522;;;;;", "nombre", "bad_count"],
  ["01/03/2024;21:00;48,8566;2,3522;-1;;;;", "nombre", "bad_count"],
  ["01/03/2024;21:00;48,8566;2,3522;1,5;;;;", "nombre", "bad_count"],
  ["01/03/2024;21:00;48,8566;2,3522;501;;;;", "nombre", "bad_count"],
  ["01/03/2024;21:00;48,8566;2,3522;deux;;;;", "nombre", "bad_count"],
  ["01/03/2024;21:00;48,8566;2,3522;2;peut-être;;;", "résultat", "bad_outcome"],
  ["01/03/2024;21:00;48,8566;2,3522;2;personne;;;", "résultat", "bad_outcome"],
  ["01/03/2024;21:00;48,8566;2,3522;0;rencontre;;;", "résultat", "bad_outcome"],
  ["01/03/2024;21:00;48,8566;2,3522;2;;longtemps;;", "minutes", "bad_minutes"],
  ["01/03/2024;21:00;48,8566;2,3522;2;;;3;", "déjà vus", "bad_seen_recently"],
  ["01/03/2024;21:00;48,8566;2,3522;2;;;;lune", "type de lieu", "bad_place_kind"],
  ["01/03/2024;21:00;48,8566", null, "ragged_row"],
  ["01/03/2024;21:00;48,8566;2,3522;2;;;;;;surplus", null, "ragged_row"],
  ['"01/03/2024;21:00;48,8566;2,3522;2;;;;', null, "unclosed_quote"],
];
const HEADER = "date;heure;latitude;longitude;nombre;résultat;minutes;déjà vus;type de lieu";
const good = (count: number) => Array.from({ length: count }, () => GOOD);

test("every bad row is told with its line, its column and its code, and the good ones go", async () => {
  const file = [HEADER, ...good(40), ...BAD.map(([row]) => row), ...good(3)].join("\r\n");
  const { detected, summary } = await readAll(file, await parisSetting());
  expect(detected.mapping.columns).toMatchObject({
    "déjà vus": "seen_recently",
    "type de lieu": "place_kind",
  });
  expect(summary.rejected).toEqual(BAD.map(([, column, code], at) => ({ line: 42 + at, column, code })));
  expect(summary).toMatchObject({ rows: 43 + BAD.length, accepted: 43, contacts: 86 });
});

test("days that could be read either way are refused one by one until somebody chooses", async () => {
  const file = "date,slot,lat,lon\n03/04/2024,night,48.8566,2.3522\n05/05/2024,night,48.8566,2.3522\n";
  const setting = await parisSetting();
  const open = await readAll(file, setting);
  expect(open.detected.problems).toContain("ambiguous_date");
  expect(open.summary.rejected).toEqual([{ line: 2, column: "date", code: "ambiguous_date" }]);
  const chosen = await readAll(file, setting, { dateFormat: "MM/DD/YYYY" });
  expect(chosen.summary.rejected).toEqual([]);
  expect(chosen.summary.counts[0]).toEqual({ service_date: "2024-03-04", rows: 1 });
});

test("a night belongs to the evening it began, by the organisation's wall clock", async () => {
  const file =
    "date,lat,lon\n2024-07-01T22:30:00Z,48.8566,2.3522\n2024-07-02T03:59:59Z,48.8566,2.3522\n2024-07-02T04:00:00Z,48.8566,2.3522\n";
  const { conversion } = await readAll(file, await parisSetting());
  const rows = conversion.table.rows.map(conversion.start("").read);
  expect(rows).toMatchObject([
    { service_date: "2024-07-01", slot: "night" },
    { service_date: "2024-07-01", slot: "night" },
    { service_date: "2024-07-02", slot: "morning" },
  ]);
});

test("a date of birth cannot be made the date, nor a name or number of a person a row's id", async () => {
  const file = "date,slot,lat,lon,birth date,phone\n2024-03-01,night,48.8566,2.3522,2009-01-02,0612345678\n";
  const setting = await parisSetting();
  const { opened, detected } = await readAll(file, setting);
  const withRoles = (columns: Record<string, "date" | "lat" | "lon" | "id">) =>
    prepare(opened, { ...detected.mapping, columns }, setting);
  const place = { lat: "lat", lon: "lon" } as const;
  expect(await withRoles({ ...place, "birth date": "date" })).toEqual({ ok: false, error: "bad_mapping" });
  expect(await withRoles({ ...place, date: "date", phone: "id" })).toEqual({
    ok: false,
    error: "bad_mapping",
  });
  expect(await withRoles({ ...place, date: "date", nowhere: "id" })).toEqual({
    ok: false,
    error: "bad_mapping",
  });
  expect(await withRoles({ date: "date" })).toEqual({ ok: false, error: "bad_mapping" });
});

test("a coordinate system that nobody knows and a grid in feet are refused with their codes", async () => {
  const file = "date,slot,lat,lon\n2024-03-01,night,48.8566,2.3522\n";
  const { opened, detected } = await readAll(file, await parisSetting());
  const unknown = await prepare(opened, { ...detected.mapping, srid: 99_999 }, await parisSetting());
  expect(unknown).toEqual({ ok: false, error: "unknown_srid" });
  const feet = await settingOn(2230, "America/Los_Angeles", "2024-12-31");
  expect(await prepare(opened, detected.mapping, feet)).toEqual({ ok: false, error: "grid_not_metric" });
});

test("a file over the limit, with too many columns or rows, is refused with its code", async () => {
  expect(await openTable(new Uint8Array(MAX_BYTES + 1))).toEqual({ ok: false, error: "file_too_large" });
  const wide = Array.from({ length: 501 }, (_, at) => `c${at}`).join(",");
  expect(await openTable(bytesOf(`${wide}\n${wide}`))).toEqual({ ok: false, error: "too_many_columns" });
  expect(await openTable(bytesOf("a,b\n".repeat(251_001)))).toEqual({ ok: false, error: "too_many_rows" });
  expect(new Set(FILE_ERRORS).size).toBe(FILE_ERRORS.length);
});

test("a recorder's name stays on the device: ordinals by first appearance go instead", async () => {
  const file = [
    "date,slot,lat,lon,observateur",
    ...["Ana Inventée", "Bo Inventé", "Ana Inventée", ""].map(
      (name) => `2024-03-01,night,48.8566,2.3522,${name}`,
    ),
  ].join("\n");
  const { conversion, summary } = await readAll(file, await parisSetting());
  const rows = conversion.table.rows.map(conversion.start("").read);
  expect(rows.map((row) => ("id" in row ? row.recorder : row.code))).toEqual([0, 1, 0, null]);
  expect(JSON.stringify(rows)).not.toContain("Invent");
  expect(summary.recorders).toBe(2);
});

test("parts hold at most 5,000 rows and 50,000 youths, and together every row once", async () => {
  const lines = Array.from(
    { length: 12_001 },
    (_, at) => `2024-03-01,night,48.8566,2.3522,${at < 200 ? 500 : 1}`,
  );
  const { conversion } = await readAll(
    ["date,slot,lat,lon,count", ...lines].join("\n"),
    await parisSetting(),
  );
  const parts = [];
  for await (const part of convert(conversion, "t")) parts.push(part);
  expect(parts.every(({ rows }) => rows.length <= 5000)).toBe(true);
  expect(parts.every(({ rows }) => rows.reduce((sum, { count }) => sum + count, 0) <= 50_000)).toBe(true);
  expect(new Set(parts.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(12_001);
  expect(parts.flatMap(({ lines: each }) => each)).toEqual(lines.map((_, at) => at + 2));
  expect(parts.filter(({ done, total }) => done === total)).toHaveLength(1);
});

test("a conversion stops when it is cancelled, and reports how far it is", async () => {
  const lines = Array.from({ length: 60_000 }, () => "2024-03-01,night,48.8566,2.3522");
  const { conversion } = await readAll(["date,slot,lat,lon", ...lines].join("\n"), await parisSetting());
  const stop = new AbortController();
  const seen: number[] = [];
  const walk = async () => {
    const pace = { signal: stop.signal, onProgress: ({ done }: { done: number }) => seen.push(done) };
    for await (const part of convert(conversion, "t", pace)) if (part.done > 0) stop.abort();
  };
  await expect(walk()).rejects.toMatchObject({ code: "cancelled" });
  expect(seen.at(-1)).toBeLessThan(60_000);
  const aborted = await openTable(bytesOf("a,b\n1,2\n".repeat(1000)), {}, { signal: stop.signal });
  expect(aborted).toEqual({ ok: false, error: "cancelled" });
});

test("a preview shows the first rows beside what becomes of them", async () => {
  const { conversion } = await readAll([HEADER, ...good(10), BAD[1]?.[0]].join("\n"), await parisSetting());
  const rows = preview(conversion, 20);
  expect(rows).toHaveLength(11);
  expect(rows[0]).toMatchObject({ line: 2, row: { count: 2, cell: expect.any(Number) }, fault: null });
  expect(rows[0]?.cells.join(";")).toBe(GOOD);
  expect(rows[10]).toMatchObject({ line: 12, row: null, fault: { column: "date", code: "bad_date" } });
  expect(got({ ok: true, value: preview(conversion, 3) })).toHaveLength(3);
});
