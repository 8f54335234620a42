import fc from "fast-check";
import proj4 from "proj4";
import { expect, test } from "vitest";
import { convert } from "../../../src/exchange/exchange.ts";
import type { Mapping } from "../../../src/exchange/mapping.ts";
import { workbook } from "../../fixtures/workbook.ts";
import { parisSetting, readAll } from "./setting.ts";

/** Files as the field really has them, each invented; what a person would read in them stands beside. */
const uuid = (at: number) => `aaaa0000-0000-4000-8000-${String(at).padStart(12, "0")}`;

async function read(content: string | Uint8Array, corrections: Partial<Mapping> = {}) {
  const all = await readAll(content, await parisSetting("2024-12-31"), corrections);
  const rows = [];
  for await (const part of convert(all.conversion, "team")) rows.push(...part.rows);
  const told = rows.map(({ service_date: day, slot, count }) => `${day} ${slot} ${count}`);
  return { ...all, rows, told, cells: rows.map(({ cell }) => cell) };
}

/** The cells of invented points (latitude, longitude), as a plain file gives them. */
async function cellsOf(...points: readonly (readonly [number, number])[]): Promise<number[]> {
  const lines = points.map(([lat, lon], at) => `2024-05-20,22:0${at},${lat},${lon},1`);
  return (await read(["date,heure,lat,lon,nombre", ...lines].join("\n"))).cells;
}

const BARBES = [48.8838, 2.3491] as const;
const NATION = [48.8471, 2.3865] as const;
const HALLES = [48.8566, 2.3522] as const;

const KOBO = [
  "start,end,today,username,_location_latitude,_location_longitude,_location_precision,location,visite/date_visite,visite/nb_jeunes,visite/besoins,visite/besoins/sante,visite/issue,visite/issue/rencontre,_uuid,_submission_time",
  ...[
    [
      "2024-05-20T22:10:03.000+02:00",
      "2024-05-20",
      "48.8838,2.3491,5,48.8838 2.3491 0 5",
      "3,hebergement sante,1",
    ],
    ["2024-05-21T23:56:03.000+02:00", "2024-05-21", "48.8471,2.3865,5,48.8471 2.3865 0 5", "0,,0"],
    ["2024-05-23T00:05:03.000+02:00", "2024-05-22", "48.8566,2.3522,5,48.8566 2.3522 0 5", "2,sante,1"],
  ].map(
    ([start, day, place, facts], at) =>
      `${start},${start},${day},compte${at % 2},${place},${day},${facts},,${at % 2},${uuid(at)},2024-05-24T08:00:00`,
  ),
].join("\n");

test("a Kobo export: groups in headers, one position twice, choices that count nobody, nights by the form's start", async () => {
  const { detected, told, cells, summary } = await read(KOBO);
  expect(detected.mapping.columns).toMatchObject({
    start: "date",
    _location_latitude: "lat",
    _location_longitude: "lon",
    "visite/nb_jeunes": "count",
    _uuid: "id",
  });
  expect(told).toEqual(["2024-05-20 evening 3", "2024-05-21 evening 0", "2024-05-22 night 2"]);
  expect(cells).toEqual(await cellsOf(BARBES, NATION, HALLES));
  const stays = summary.leftOut.map(({ column }) => column);
  expect(stays).toEqual(
    expect.arrayContaining(["location", "visite/besoins", "visite/besoins/sante", "visite/issue/rencontre"]),
  );
});

test("a form typed days afterwards is not believed about its time: the day asked for, and its slot is asked", async () => {
  const later = KOBO.replaceAll(/^2024-05-2\dT..:..:../gm, "2024-05-28T10:00:00");
  const { detected, told } = await read(later, { slot: "evening" });
  expect(detected.mapping.columns).toMatchObject({ "visite/date_visite": "date" });
  expect(told).toEqual(["2024-05-20 evening 3", "2024-05-21 evening 0", "2024-05-22 evening 2"]);
  expect((await read(later)).detected.problems).toContain("needs_slot");
});

test("an ODK export in UTC: when it was made, not when it was sent, on the wall clock of Paris", async () => {
  const { told } = await read(
    [
      "SubmissionDate,start,end,visite-lieu-Latitude,visite-lieu-Longitude,visite-lieu-Accuracy,visite-nb_jeunes,meta-instanceID",
      `2024-05-22T08:00:00.000Z,2024-05-20T21:56:00.000Z,2024-05-20T22:10:00.000Z,48.8838,2.3491,5,3,uuid:${uuid(1)}`,
      `2024-05-22T08:00:01.000Z,2024-05-20T22:05:00.000Z,2024-05-20T22:10:00.000Z,48.8471,2.3865,5,1,uuid:${uuid(2)}`,
    ].join("\n"),
  );
  // 23:56 and 00:05 in Paris: two slots of one day of service.
  expect(told).toEqual(["2024-05-20 evening 3", "2024-05-20 night 1"]);
});

test("a French Excel file: semicolons, Windows-1252, narrow spaces in thousands, decimal commas, day first", async () => {
  const [x, y] = proj4("+proj=longlat +datum=WGS84", L93, [BARBES[1], BARBES[0]]);
  const grouped = (metres = 0) =>
    metres
      .toFixed(1)
      .replace(".", ",")
      .replace(/\B(?=(\d{3})+,)/g, "\u00a0");
  const text = `Date;Heure;Quartier;X;Y;Nb de jeunes\r\n03/04/2024;21h56;Barbès;${grouped(x)};${grouped(y)};3\r\n04/04/2024;00:05;Château d’Eau;${grouped(x)};${grouped(y)};1\r\n`;
  const bytes = Uint8Array.from(text, (letter) => (letter === "’" ? 0x92 : letter.charCodeAt(0)));
  const { detected, told, cells } = await read(bytes);
  expect(detected).toMatchObject({ encoding: "windows-1252", delimiter: ";" });
  expect(detected.mapping).toMatchObject({ srid: 2154, decimal: ",", dateFormat: "DD/MM/YYYY" });
  expect(told).toEqual(["2024-04-03 evening 3", "2024-04-03 night 1"]);
  const [barbes = 0] = await cellsOf(BARBES);
  expect(cells).toEqual([barbes, barbes]);
});

const L93 =
  "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m +no_defs";

test("commas between thousands are no decimal marks where a longer number beside them says so", async () => {
  const { detected, cells } = await read(
    'date,heure,x,y,nombre\n2024-05-20,22:00,"652,469","6,864,123",1\n2024-05-21,22:10,"655,101","6,860,044",2\n',
  );
  expect(detected.mapping).toMatchObject({ srid: 2154, isGrouped: true });
  const plain = await read(
    "date,heure,x,y,nombre\n2024-05-20,22:00,652469,6864123,1\n2024-05-21,22:10,655101,6860044,2\n",
  );
  expect(cells).toEqual(plain.cells);
});

test("a lone comma in a coordinate stays a decimal mark", async () => {
  const { detected, cells } = await read(
    'date,heure,lat,lon,nombre\n2024-05-20,22:00,"48,884","2,349",1\n2024-05-21,22:10,"48,847","2,387",2\n',
  );
  expect(detected.mapping.isGrouped).toBeUndefined();
  expect(cells).toEqual(await cellsOf([48.884, 2.349], [48.847, 2.387]));
});

test("swapped axes put no Paris point off Somalia: a whole file is turned, a single row is refused", async () => {
  const swapped = await read(
    "date,heure,lat,lon,nombre\n2024-05-20,22:00,2.3491,48.8838,1\n2024-05-21,22:10,2.3865,48.8471,2\n",
  );
  expect(swapped.detected.mapping.isSwapped).toBe(true);
  expect(swapped.cells).toEqual(await cellsOf(BARBES, NATION));
  const rows = [BARBES, NATION, HALLES].map(([lat, lon], at) => `2024-05-2${at},22:0${at},${lat},${lon},1`);
  const one = await read(
    ["date,heure,lat,lon,nombre", ...rows, "2024-05-23,22:07,2.3522,48.8566,1"].join("\n"),
  );
  expect(one.summary.rejected).toEqual([{ line: 5, column: "lon", code: "outside_grid" }]);
});

test("degrees, minutes and seconds, in two columns or one, with French west or decimals of minutes", async () => {
  const two = await read(
    `date,heure,latitude,longitude,nombre\n2024-05-20,22:00,"48°53'01.7""N","2°20'56.8""E",2\n2024-05-21,22:10,48° 50.826' N,2° 23.19' E,1\n`,
  );
  expect(two.cells).toEqual(await cellsOf(BARBES, NATION));
  const one = await read(
    `date,heure,position,nombre\n2024-05-20,22:00,"48°53'01.7""N 2°20'56.8""E",2\n2024-05-21,22:10,"48°50'49.6""N, 2°23'11.4""E",1\n`,
  );
  expect(one.cells).toEqual(await cellsOf(BARBES, NATION));
});

/** 2024-05-20 23:56 and 2024-05-21 00:05 in Paris, in every way that files write moments. */
const MOMENTS: Readonly<Record<string, readonly [string, string]>> = {
  "ISO with a zone": ["2024-05-20T23:56:00+02:00", "2024-05-21T00:05:00+02:00"],
  "ISO in UTC": ["2024-05-20T21:56:00Z", "2024-05-20T22:05:00Z"],
  "epoch seconds": ["1716242160", "1716242700"],
  "epoch milliseconds": ["1716242160123", "1716242700456"],
  "Excel serials of 1900 with a comma": ["45432,9972222", "45433,0034722"],
  "day first": ["20/05/2024 23:56", "21/05/2024 00:05"],
  "French words": ["lundi 20 mai 2024 à 23h56", "mardi 21 mai 2024 à 0h05"],
};

test.each(Object.entries(MOMENTS))(
  "a night written as %s stays one day of service in two slots",
  async (_, moments) => {
    const rows = moments.map((moment, at) => `${moment};48,8838;2,3491;${at + 1}`);
    const { told } = await read(["date;lat;lon;nombre", ...rows].join("\n"));
    expect(told).toEqual(["2024-05-20 evening 1", "2024-05-20 night 2"]);
  },
);

test.each([false, true])("a workbook's own dates are read in its calendar (1904: %s)", async (is1904) => {
  const shift = is1904 ? 1462 : 0;
  const cells = [45432.9972222, 45433.0034722].map((serial, at) => [
    { serial: serial - shift },
    ...[48.8838, 2.3491, at + 1],
  ]);
  const { told } = await read(workbook([["date", "lat", "lon", "nombre"], ...cells], { is1904 }));
  expect(told).toEqual(["2024-05-20 evening 1", "2024-05-20 night 2"]);
});

test("a title, merged headings and empty rows at the end cost nothing", async () => {
  const nothing = [null, null, null, null, null, null];
  const { detected, told, summary } = await read(
    workbook([
      ["Relevé des maraudes", null, null, null, null, null],
      ["Quand", null, "Où", null, "Qui", null],
      ["Date", "Heure", "Latitude", "Longitude", "Nombre de jeunes", "Sexe"],
      ["20/05/2024", "22:00", 48.8838, 2.3491, 2, "F"],
      ["21/05/2024", "22:10", 48.8471, 2.3865, 1, "G"],
      ...[nothing, nothing, nothing],
    ]),
  );
  expect(detected.mapping.columns).toMatchObject({ "Où Latitude": "lat", "Qui Sexe": "gender" });
  expect([told, summary.rows]).toEqual([["2024-05-20 evening 2", "2024-05-21 evening 1"], 2]);
});

test("columns of one name are told apart, the first is read, and the others say that they stay", async () => {
  const { rows, summary } = await read(
    "date;heure;lat;lon;nombre;nombre;nombre\n2024-05-20;22:00;48,88;2,35;2;1;9\n2024-05-21;22:10;48,85;2,38;1;0;9\n",
  );
  expect(rows.map(({ count }) => count)).toEqual([2, 1]);
  expect(summary.leftOut.map(({ column }) => column)).toEqual(["nombre (2)", "nombre (3)"]);
});

test("a cell of 32,767 characters is read, line ends and quotes inside; one of 32,768 costs its own row", async () => {
  const long = (length: number) => `"${'deux\nlignes "" '.repeat(2)}${"x".repeat(length - 2 * 15)}"`;
  const cells = [long(32_767), `"${"x".repeat(32_768)}"`, long(50), "court"];
  const rows = cells.map((cell, at) => `2024-05-2${at},22:0${at},48.88,2.35,1,${cell}`);
  const { told, summary } = await read(["date,heure,lat,lon,nombre,note", ...rows].join("\n"));
  expect(told).toEqual(["2024-05-20 evening 1", "2024-05-22 evening 1", "2024-05-23 evening 1"]);
  expect(summary.rejected).toEqual([{ line: 5, column: null, code: "too_long" }]);
});

test("whatever a point and however it is written, it falls into the same cell", async () => {
  const point = fc.record({
    lat: fc.integer({ min: 48_500_000, max: 49_200_000 }),
    lon: fc.integer({ min: 1_600_000, max: 3_300_000 }),
  });
  const pair = fc.array(point, { minLength: 3, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(pair, async (points) => {
      const file = (header: string, write: (lat: number, lon: number) => string) =>
        read(
          [
            header,
            ...points.map(({ lat, lon }, at) => `2024-05-20;22:0${at};${write(lat / 1e6, lon / 1e6)};1`),
          ].join("\n"),
        );
      const plain = await file(
        "date;heure;lat;lon;nombre",
        (lat, lon) => `${lat.toFixed(6)};${lon.toFixed(6)}`,
      );
      const comma = (value: number) => value.toFixed(6).replace(".", ",");
      const french = await file("date;heure;lat;lon;nombre", (lat, lon) => `${comma(lat)};${comma(lon)}`);
      const wkt = await file(
        "date;heure;geom;nombre",
        (lat, lon) => `POINT(${lon.toFixed(6)} ${lat.toFixed(6)})`,
      );
      const odk = await file(
        "date;heure;gps;nombre",
        (lat, lon) => `${lat.toFixed(6)} ${lon.toFixed(6)} 0 5`,
      );
      expect(plain.rows).toHaveLength(points.length);
      for (const other of [french, wkt, odk]) expect(other.cells).toEqual(plain.cells);
    }),
    { numRuns: 25 },
  );
});
