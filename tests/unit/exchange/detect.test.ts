import fc from "fast-check";
import proj4 from "proj4";
import { expect, test } from "vitest";
import { crsOf } from "../../../src/exchange/crs.ts";
import { parisSetting, readAll, settingOn } from "./setting.ts";

const LONG_LAT = "+proj=longlat +datum=WGS84";

/** Invented places in Paris and its suburbs. */
const PLACES = [
  [2.3522, 48.8566],
  [2.349, 48.884],
  [2.3865, 48.8471],
  [2.2945, 48.8584],
  [2.3581, 48.9362],
  [2.4412, 48.8637],
] as const;

async function fileIn(srid: number, columns: readonly [string, string], isSwapped = false): Promise<string> {
  const crs = await crsOf(srid);
  const rows = PLACES.map(([lon, lat], at) => {
    const [x = 0, y = 0] = srid === 4326 ? [lon, lat] : proj4(LONG_LAT, crs?.proj4 ?? "", [lon, lat]);
    const digits = srid === 4326 ? 6 : 1;
    const pair = (isSwapped ? [y, x] : [x, y]).map((value) => value.toFixed(digits).replace(".", ","));
    return `0${at + 1}/03/2024;22:15;${pair.join(";")};${at}`;
  });
  return [`Date;Heure;${columns.join(";")};Nombre de jeunes`, ...rows].join("\n");
}

test.each([
  [4326, "longitude", "latitude"],
  [4326, "X", "Y"],
  [2154, "x_l93", "y_l93"],
  [2154, "X", "Y"],
  [27572, "X", "Y"],
  [32631, "easting", "northing"],
  [3857, "x", "y"],
  [3035, "coord_x", "coord_y"],
  [3949, "x", "y"],
])("coordinates in EPSG:%i under %s and %s are recognised around Paris", async (srid, x, y) => {
  const { detected, summary } = await readAll(await fileIn(srid, [x, y]), await parisSetting());
  expect(detected.mapping).toMatchObject({ srid, isSwapped: false, decimal: ",", dateFormat: "DD/MM/YYYY" });
  expect(detected.problems).toEqual(["one_recorder"]);
  const inDegrees = await readAll(await fileIn(4326, ["lon", "lat"]), await parisSetting());
  expect(summary.rejected).toEqual([]);
  expect(summary.cells).toEqual(inDegrees.summary.cells);
});

test.each([
  [4326, "X", "Y"],
  [4326, "lon", "lat"],
  [2154, "X", "Y"],
  [3035, "x", "y"],
])("axes of EPSG:%i swapped under %s and %s are turned back", async (srid, x, y) => {
  const { detected, summary } = await readAll(await fileIn(srid, [x, y], true), await parisSetting());
  expect(detected.mapping).toMatchObject({ srid, isSwapped: true });
  const upright = await readAll(await fileIn(srid, [x, y]), await parisSetting());
  expect(summary.cells).toEqual(upright.summary.cells);
});

test("US feet are recognised for an organisation on a Californian grid", async () => {
  const file = "date,count,x,y\n2022-01-31,1,6283612.4,1842055.5\n2022-01-31,2,6280133.8,1842263.1\n";
  const { detected } = await readAll(file, await settingOn(32611, "America/Los_Angeles", "2024-12-31"));
  expect(detected.mapping).toMatchObject({ srid: 2230, isSwapped: false });
});

test("coordinates that fit nothing near the organisation stop the import until somebody says what they are", async () => {
  const file =
    "date,slot,count,x,y\n2022-01-31,soir,1,6283612.4,1842055.5\n2022-01-31,soir,2,6280133.8,1842263.1\n";
  const { detected, summary } = await readAll(file, await parisSetting());
  expect(detected.mapping.srid).toBeNull();
  expect(detected.problems).toContain("unknown_crs");
  expect(summary.rejected.map(({ code }) => code)).toEqual(["unknown_crs", "unknown_crs"]);
});

test("one pair of numbers in two systems is settled by where the organisation works, and said to be unclear else", async () => {
  const file = "date,slot,x,y\n2024-03-01,soir,261845.7,6250564.3\n2024-03-02,soir,262845.7,6250964.3\n";
  const setting = await parisSetting();
  expect((await readAll(file, setting)).detected).toMatchObject({
    mapping: { srid: 3857 },
    possibleSrids: [3857, 2154, 32631],
  });
  const spain = { ...setting, near: { lon: -2.2, lat: 43.3 } };
  expect((await readAll(file, spain)).detected.mapping.srid).toBe(2154);
  const between = { ...setting, near: { lon: 0.1, lat: 46.2 } };
  expect((await readAll(file, between)).detected.problems).toContain("ambiguous_crs");
});

test("sensitive columns are left out whatever their header, and each says why", async () => {
  const file = [
    "date;heure;latitude;longitude;Prénom;né(e) le;contact1;contact2;colonne;commentaire;nb jeunes",
    "01/03/2024;21:00;48,8566;2,3522;Invented;01/02/2009;06 12 34 56 78;a@exemple.invalid;Prune Inventée;vu près du pont;2",
    "02/03/2024;21:00;48,8566;2,3522;Fictitious;05/02/2009;07 12 34 56 79;b@exemple.invalid;Jean Fictif;rien;1",
    "03/03/2024;21:00;48,8566;2,3522;Made-up;15/02/2010;+33 6 12 34 56 80;c@exemple.invalid;Paul Faux;revu;3",
    "04/03/2024;21:00;48,8566;2,3522;None;25/02/2010;06.12.34.56.81;d@exemple.invalid;Léa Feinte;seule;1",
  ].join("\n");
  const { detected, summary, conversion } = await readAll(file, await parisSetting());
  expect(summary.leftOut).toEqual([
    { column: "Prénom", reason: "name" },
    { column: "né(e) le", reason: "birth_date" },
    { column: "contact1", reason: "phone" },
    { column: "contact2", reason: "email" },
    { column: "colonne", reason: "name" },
    { column: "commentaire", reason: "free_text" },
  ]);
  expect(detected.mapping.columns).toEqual({
    date: "date",
    heure: "time",
    latitude: "lat",
    longitude: "lon",
    "nb jeunes": "count",
  });
  const sent = JSON.stringify(conversion.table.rows.map(conversion.start("t").read));
  for (const secret of ["Invented", "Inventée", "2009", "12 34", "exemple", "pont", "48.85", "2.35"]) {
    expect(sent).not.toContain(secret);
  }
});

test("a second pair of coordinates is left out as coordinates", async () => {
  const file = "date;slot;lat;lon;x_l93;y_l93\n2024-03-01;soir;48.8566;2.3522;652469.0;6862035.2\n";
  const { summary } = await readAll(file, await parisSetting());
  expect(summary.leftOut).toEqual([
    { column: "x_l93", reason: "coordinates" },
    { column: "y_l93", reason: "coordinates" },
  ]);
});

test("roles of a French file in the field's own words are recognised", async () => {
  const file = [
    "date de la maraude;créneau;maille;type de lieu;genre;tranche d'âge;première fois;déjà vu·e;durée (min);résultat;éducatrice;nombre",
    "01/03/2024;soir;1kmN2889E3760;errance;fille;13-15;oui;non;25;rencontre;A;1",
    "02/03/2024;nuit;1kmN2889E3760;activité;garçons;16/17 ans;non;1;1h30;rencontre;B;2",
    "03/03/2024;matin;1kmN2890E3760;lieu de vie;inconnu;majeur;;;15 min;personne;A;0",
    "04/03/2024;après-midi;1kmN2890E3760;;F;12;;;;évités;B;0",
  ].join("\n");
  const { conversion, summary } = await readAll(file, await parisSetting());
  expect(summary.leftOut).toEqual([]);
  const { read } = conversion.start("t");
  const rows = conversion.table.rows.map((row) => read(row));
  const common = { id: expect.any(String), cell: 28893760 };
  expect(rows).toEqual([
    {
      ...{
        ...common,
        service_date: "2024-03-01",
        slot: "evening",
        count: 1,
        place_kind: "wandering",
        minutes: 25,
      },
      ...{
        outcome: "met",
        gender: "girl",
        age_band: "13-15",
        first_time: true,
        seen_recently: 0,
        recorder: 0,
      },
    },
    {
      ...{
        ...common,
        service_date: "2024-03-02",
        slot: "night",
        count: 2,
        place_kind: "activity",
        minutes: 90,
      },
      ...{
        outcome: "met",
        gender: "boy",
        age_band: "16-17",
        first_time: false,
        seen_recently: 1,
        recorder: 1,
      },
    },
    {
      ...{
        ...common,
        cell: 28903760,
        service_date: "2024-03-03",
        slot: "morning",
        count: 0,
        place_kind: "living",
      },
      ...{
        minutes: 15,
        outcome: "nobody",
        gender: "?",
        age_band: "18+",
        first_time: null,
        seen_recently: 0,
        recorder: 0,
      },
    },
    {
      ...{
        ...common,
        cell: 28903760,
        service_date: "2024-03-04",
        slot: "afternoon",
        count: 0,
        place_kind: "wandering",
      },
      ...{ minutes: null, outcome: "seen_avoided", gender: "girl", age_band: "10-12", first_time: null },
      ...{ seen_recently: 0, recorder: 1 },
    },
  ]);
});

test("a header is found under titles and blank lines, merged headings included", async () => {
  const file = [
    "Relevé fictif de maraude;;;;",
    ";;;;",
    ";;Position;;",
    "Date;Créneau;Latitude;Longitude;Nombre",
    "01/03/2024;soir;48,8566;2,3522;2",
    "02/03/2024;soir;48,8566;2,3522;1",
  ].join("\n");
  const { detected, summary } = await readAll(file, await parisSetting());
  expect(detected.mapping.headerLine).toBe(4);
  expect(summary).toMatchObject({ rows: 2, accepted: 2, contacts: 3 });
});

test("a file without header is read by its contents, its pair of coordinates included", async () => {
  const file = "2024-03-01,48.8566,2.3522\n2024-03-02,48.8840,2.3490\n2024-03-03,48.8471,2.3865\n";
  const { detected, summary } = await readAll(file, await parisSetting(), { slot: "evening" });
  expect(detected.mapping.headerLine).toBeNull();
  expect(detected.mapping).toMatchObject({ srid: 4326, isSwapped: true });
  expect(summary).toMatchObject({ rows: 3, accepted: 3 });
});

test("columns called like an object's own properties are columns", async () => {
  const file = "date,slot,lat,lon,constructor,__proto__\n2024-03-01,soir,48.8566,2.3522,a,b\n";
  const { detected, summary } = await readAll(file, await parisSetting());
  expect(detected.columns.map(({ role }) => role)).toEqual(["date", "slot", "lat", "lon", null, null]);
  expect(summary.leftOut.map(({ column }) => column)).toEqual(["constructor", "__proto__"]);
});

test("a clock time that is the same in every row is a day, not a time", async () => {
  const stamps = fc.sample(fc.integer({ min: 0, max: 300 }), { numRuns: 20, seed: 1 });
  const file = (hours: (at: number) => number) =>
    ["date,lat,lon", ...stamps.map((day, at) => `${Date.UTC(2024, 0, day, hours(at))},48.8566,2.3522`)].join(
      "\n",
    );
  const utc = await settingOn(3035, "UTC", "2025-01-01");
  const same = await readAll(
    file(() => 12),
    utc,
  );
  expect(same.detected).toMatchObject({ mapping: { dateFormat: "epoch-ms", usesClock: false } });
  expect(same.detected.problems).toContain("needs_slot");
  const told = await readAll(
    file((at) => at % 24),
    utc,
  );
  expect(told.detected.mapping.usesClock).toBe(true);
  expect(told.detected.problems).not.toContain("needs_slot");
});

test("when a record was typed stands back behind when it was made", async () => {
  const file = "created_date,work_date,slot,lat,lon\n2024-03-05,2024-03-01,soir,48.8566,2.3522\n";
  const { detected } = await readAll(file, await parisSetting());
  expect(detected.mapping.columns).toMatchObject({ work_date: "date" });
  expect(detected.mapping.columns).not.toHaveProperty("created_date");
});
