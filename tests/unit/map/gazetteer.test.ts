import { expect, test } from "vitest";
import { placeNameAt, placeNameInWords } from "../../../src/domain/place-name.ts";
import { namedPlaces } from "../../../src/map/gazetteer.ts";

const point = (name: unknown, lng: unknown, lat: unknown, within?: string) => ({
  type: "Feature",
  geometry: { type: "Point", coordinates: [lng, lat] },
  properties: { name, ...(within === undefined ? {} : { within }) },
});

test("only named points become places; anything else in the file is left out", () => {
  const collection = {
    features: [
      point("Stains", 2.38, 48.95),
      point(7, 2, 48),
      point("X", "2", 48),
      null,
      { geometry: {} },
      "text",
    ],
  };
  expect(namedPlaces(collection)).toEqual([{ name: "Stains", lng: 2.38, lat: 48.95 }]);
  for (const broken of [undefined, null, 3, [], { features: 4 }]) expect(namedPlaces(broken)).toEqual([]);
});

const gazetteer = {
  stations: namedPlaces({ features: [point("Barbès – Rochechouart", 2.3496, 48.884, "Paris 18e")] }),
  places: namedPlaces({ features: [point("Melun", 2.66, 48.54)] }),
};

test("a station names the squares around it, with its arrondissement", () => {
  const name = placeNameAt(gazetteer, 2.352, 48.886);
  expect(name && placeNameInWords(name, "fr")).toBe("Barbès – Rochechouart, Paris 18e");
});

test("farther out a place is told with distance and bearing, in both languages", () => {
  const name = placeNameAt(gazetteer, 2.69, 48.56);
  expect(name && placeNameInWords(name, "fr")).toBe("Melun, 3\u00a0km au nord-est");
  expect(name && placeNameInWords(name, "en")).toBe("Melun, 3\u00a0km north-east");
});

test("another country is not named after Île-de-France", () => {
  expect(placeNameAt(gazetteer, -117.16, 32.71)).toBeUndefined();
});
