import { describe, expect, test } from "vitest";
import { DEFAULT_GRID_PROJ4, mapGrid } from "../../../src/map/map-grid.ts";
import { findPlaces } from "../../../src/map/use-places.ts";

const grid = mapGrid({ srid: 3035, offsetEKm: 0, offsetNKm: 0 }, DEFAULT_GRID_PROJ4);
const paris = { lng: 2.35, lat: 48.88 };
const gazetteer = {
  stations: [
    { name: "Gare du Nord", within: "Paris 10e", ...paris },
    { name: "Étoile du Nord", ...paris },
  ],
  places: [
    { name: "Noisy-le-Sec", lng: 2.46, lat: 48.89 },
    { name: "Gare du Nord", within: "Paris 10e", ...paris },
    { name: "Nord", lng: 2.3, lat: 50.5 },
  ],
};
const names = (typed: string) => findPlaces(gazetteer, grid, typed).map(({ name }) => name);

describe("places by their name", () => {
  test("are found without accents, case or hyphens, those that begin with it first", () => {
    expect(names("etoile")).toEqual(["Étoile du Nord"]);
    expect(names("NOISY LE")).toEqual(["Noisy-le-Sec"]);
    expect(names("nord")).toEqual(["Nord", "Gare du Nord, Paris 10e", "Étoile du Nord"]);
  });

  test("come once each, with the cell they stand in", () => {
    const found = findPlaces(gazetteer, grid, "gare du n");
    expect(found).toEqual([{ name: "Gare du Nord, Paris 10e", cell: expect.any(Number) }]);
    expect(String(found[0]?.cell)).toMatch(/^289\d376\d$/);
  });

  test("are not offered before two letters, nor for words that are none", () => {
    expect(names("n")).toEqual([]);
    expect(names("?!")).toEqual([]);
    expect(names("xyz")).toEqual([]);
  });

  test("are twelve at most", () => {
    const places = Array.from({ length: 40 }, (_, n) => ({ name: `Ville ${n}`, ...paris }));
    expect(findPlaces({ stations: [], places }, grid, "ville")).toHaveLength(12);
  });
});
