/** A place or a station that can name a square. Degrees, WGS 84. */
export interface NamedPlace {
  readonly name: string;
  readonly lng: number;
  readonly lat: number;
  /** The commune or arrondissement it stands in ("Paris 18e"), where known. */
  readonly within?: string | undefined;
}

/** What squares are named after. Stations come first, being what people say; places fill the country. */
export interface Gazetteer {
  readonly stations: readonly NamedPlace[];
  readonly places: readonly NamedPlace[];
}

const BEARINGS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;
type Bearing = (typeof BEARINGS)[number];

/** A square's name in parts; `away` is there when the place is too far to stand for the square alone. */
export interface PlaceName {
  readonly name: string;
  readonly within?: string | undefined;
  readonly away?: { readonly km: number; readonly bearing: Bearing } | undefined;
}

/** A station names squares up to this far from it (km): half a kilometre's walk past the square's edge. */
const STATION_REACH_KM = 1.2;
/** Nearer than this (km) a place stands for the square; beyond, the distance and bearing are said. */
const PLACE_REACH_KM = 1.5;
/** Farther than this (km) a place says nothing about a square: the gazetteer is of another country. */
const FARTHEST_KM = 40;

/** Names the point at a square's centre, or undefined when nothing of the gazetteer is near. */
export function placeNameAt(gazetteer: Gazetteer, lng: number, lat: number): PlaceName | undefined {
  const station = nearest(gazetteer.stations, lng, lat);
  if (station && station.km <= STATION_REACH_KM) return named(station.place);
  const place = nearest(gazetteer.places, lng, lat) ?? station;
  if (!place || place.km > FARTHEST_KM) return undefined;
  if (place.km <= PLACE_REACH_KM) return named(place.place);
  return {
    ...named(place.place),
    away: { km: Math.round(place.km), bearing: bearingFrom(place.place, lng, lat) },
  };
}

function named({ name, within }: NamedPlace): PlaceName {
  return within === undefined || within === name ? { name } : { name, within };
}

/** Kilometres on a plane that touches the globe at the point: 0.1 % off within 50 km, enough to compare. */
function offsetKm(from: NamedPlace, lng: number, lat: number): { east: number; north: number } {
  return {
    east: (lng - from.lng) * 111.32 * Math.cos((lat * Math.PI) / 180),
    north: (lat - from.lat) * 111.2,
  };
}

function nearest(
  places: readonly NamedPlace[],
  lng: number,
  lat: number,
): { place: NamedPlace; km: number } | undefined {
  let found: { place: NamedPlace; km: number } | undefined;
  for (const place of places) {
    const { east, north } = offsetKm(place, lng, lat);
    const km = Math.hypot(east, north);
    if (!found || km < found.km) found = { place, km };
  }
  return found;
}

function bearingFrom(place: NamedPlace, lng: number, lat: number): Bearing {
  const { east, north } = offsetKm(place, lng, lat);
  const eighth = Math.round(Math.atan2(east, north) / (Math.PI / 4));
  return BEARINGS[(eighth + 8) % 8] ?? "n";
}

const AWAY: Readonly<Record<"fr" | "en", Readonly<Record<Bearing, string>>>> = {
  fr: {
    n: "au nord",
    ne: "au nord-est",
    e: "à l’est",
    se: "au sud-est",
    s: "au sud",
    sw: "au sud-ouest",
    w: "à l’ouest",
    nw: "au nord-ouest",
  },
  en: {
    n: "north",
    ne: "north-east",
    e: "east",
    se: "south-east",
    s: "south",
    sw: "south-west",
    w: "west",
    nw: "north-west",
  },
};

/** "Barbès – Rochechouart, Paris 18e", or "Melun, 3 km au nord-est". */
export function placeNameInWords({ name, within, away }: PlaceName, language: "fr" | "en"): string {
  const place = within === undefined ? name : `${name}, ${within}`;
  return away ? `${place}, ${away.km}\u00a0km ${AWAY[language][away.bearing]}` : place;
}
