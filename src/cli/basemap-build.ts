import type { FeatureCollection } from "geojson";
import type { BasemapKind } from "../domain/basemap.ts";
import { areasFrom } from "./basemap-areas.ts";
import { arrondissementsFrom, communesFrom } from "./basemap-communes.ts";
import type { Part } from "./basemap-features.ts";
import { type Box, type City, placesFrom } from "./basemap-places.ts";
import { riversFrom } from "./basemap-rivers.ts";
import { FACTS, RIVERS_FILE, type Source } from "./basemap-sources.ts";
import { stationsFrom, transportLinesFrom } from "./basemap-stations.ts";

/** A layer that is ready to be written. */
export interface BuiltLayer {
  readonly kind: BasemapKind;
  readonly collection: FeatureCollection;
  readonly attribution: string;
  readonly licence: string;
}

/** Île-de-France and a margin of some 50 km. */
export const DEFAULT_BOX: Box = [0.6, 47.6, 4.4, 49.8];

/** Rivers that ship: GSHHG's levels joined and simplified. */
export function buildRivers(dump: string): BuiltLayer {
  const collection = riversFrom(dump, RIVERS_FILE);
  return { kind: "rivers", collection, attribution: "GSHHG", licence: "LGPL-3.0-or-later" };
}

/** Names that ship: towns, arrondissements and quarters of GeoNames. */
export function buildNames(cities: readonly City[], box: Box = DEFAULT_BOX): BuiltLayer {
  return {
    kind: "names",
    collection: placesFrom(cities, box),
    attribution: "GeoNames",
    licence: "CC-BY-4.0",
  };
}

/** Layers from official open data; a source without features gives no layer. */
export function buildOfficial(parts: Readonly<Record<Source, readonly Part[]>>): BuiltLayer[] {
  const { communes, arrondissements, stations, lines } = parts;
  const makers: Record<Source, () => FeatureCollection> = {
    communes: () => communesFrom(communes),
    arrondissements: () => arrondissementsFrom(arrondissements),
    lines: () => transportLinesFrom(lines),
    stations: () => stationsFrom(stations, [...arrondissements, ...communes]),
  };
  const areas = buildAreas(parts);
  const order = ["communes", "arrondissements", "lines", "stations"] as const;
  const drawn = order
    .filter((source) => parts[source].length > 0)
    .map((source) => ({
      kind: source,
      collection: makers[source](),
      attribution: FACTS[source].attribution,
      licence: FACTS[source].licence,
    }));
  return areas ? [...drawn, areas] : drawn;
}

/** Whole communes and arrondissements, for sectors that are chosen by them; none where neither is at hand. */
function buildAreas({ communes, arrondissements }: Readonly<Record<Source, readonly Part[]>>) {
  const sources = (["communes", "arrondissements"] as const).filter(
    (source) => (source === "communes" ? communes : arrondissements).length > 0,
  );
  const collection = areasFrom([...communes, ...arrondissements]);
  if (collection.features.length === 0) return undefined;
  const credits = (fact: "attribution" | "licence") => [
    ...new Set(sources.map((source) => FACTS[source][fact])),
  ];
  return {
    kind: "areas" as const,
    collection,
    attribution: credits("attribution").join(", "),
    licence: credits("licence").join(", "),
  };
}
