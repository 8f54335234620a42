import { AGE_BANDS, type AgeBand, type Gender, type PlaceKind } from "../domain/place-kind.ts";
import { type Random, randomFrom } from "../domain/random.ts";
import { type City, drawCity, EDGE_KM, type Volume } from "./city.ts";

export const WEEKS = 80;
/** Seasons learn from weeks 0–51; what is published from week 52 on is attacked and measured. */
export const LEARNED_WEEKS = 52;
const ACTIVE_WEEKS = 26;
const STARTS_WITHIN = 0.7 * WEEKS;
const PER_WEEK = 0.3;
const RECORDERS_PER_SQUARE = 5;
const YOUTHS: Readonly<Record<Volume, number>> = { small: 500, middle: 1500, large: 4000 };
/** Shares of AGE_BANDS among youths met in the street; the design leaves them open. */
const AGE_SHARES = [0.01, 0.03, 0.09, 0.29, 0.43, 0.08, 0.07];

/** One meeting with one youth. */
export interface Meeting {
  /** Days from the beginning, 0 to 559. */
  readonly day: number;
  /** Cell, row by row from the south-west. */
  readonly cell: number;
  readonly youth: number;
  /** One of five of the cell's 8 km square. */
  readonly recorder: number;
  /** Already met in this week or one of the 3 before, anywhere: no contribution. The simulation counts in weeks. */
  readonly seenRecently: boolean;
  readonly placeKind: PlaceKind;
  readonly ageBand: AgeBand;
  readonly gender: Gender;
}

export interface Simulation {
  readonly city: City;
  /** By day. */
  readonly meetings: readonly Meeting[];
}

interface Youth {
  readonly favourites: readonly [number, number];
  readonly startWeek: number;
  readonly ageBand: AgeBand;
  readonly gender: Gender;
}

/** Draws a city and 80 weeks of meetings. */
export function simulate(volume: Volume, seed: number): Simulation {
  const city = drawCity(volume, seed);
  const random = randomFrom(`encounters ${volume} ${seed}`);
  const meetings: Meeting[] = [];
  for (let youth = 0; youth < YOUTHS[volume]; youth++) {
    meetings.push(...meetingsOf(random, city, drawYouth(random, city), youth));
  }
  meetings.sort((a, b) => a.day - b.day || a.youth - b.youth);
  return { city, meetings };
}

function drawYouth(random: Random, city: City): Youth {
  const favourites = [random.weighted(city.intensity), random.weighted(city.intensity)] as const;
  const girl = random.chance(city.girlShare[favourites[0]] ?? 0);
  const unsaid = random.next();
  return {
    favourites,
    startWeek: STARTS_WITHIN * random.next(),
    ageBand: AGE_BANDS[random.weighted(AGE_SHARES)] ?? "?",
    gender: unsaid < 0.035 ? "?" : unsaid < 0.045 ? "other" : girl ? "girl" : "boy",
  };
}

function meetingsOf(random: Random, city: City, about: Youth, youth: number): Meeting[] {
  const count = random.poisson(PER_WEEK * ACTIVE_WEEKS);
  const days = Array.from({ length: count }, () =>
    Math.floor(7 * (about.startWeek + ACTIVE_WEEKS * random.next())),
  );
  let before = Number.NEGATIVE_INFINITY;
  return days
    .sort((a, b) => a - b)
    .filter((day) => day < 7 * WEEKS)
    .map((day) => {
      const cell = placeOf(random, city, about);
      const seenRecently = Math.floor(day / 7) - Math.floor(before / 7) < 4;
      before = day;
      const recorder = RECORDERS_PER_SQUARE * squareOf(cell) + random.int(RECORDERS_PER_SQUARE);
      const placeKind = random.chance(city.activityShare[cell] ?? 0) ? "activity" : "wandering";
      return {
        day,
        cell,
        youth,
        recorder,
        seenRecently,
        placeKind,
        ageBand: about.ageBand,
        gender: about.gender,
      };
    });
}

/** 70 % of the time the first favourite cell, 21 % the second, else anywhere by intensity. */
function placeOf(random: Random, city: City, { favourites }: Youth): number {
  const draw = random.next();
  if (draw < 0.7) return favourites[0];
  return draw < 0.91 ? favourites[1] : random.weighted(city.intensity);
}

/** Which of the four 8 km squares holds a cell. */
function squareOf(cell: number): number {
  return 2 * Math.floor(cell / EDGE_KM / 8) + Math.floor((cell % EDGE_KM) / 8);
}
