import { BREAKDOWNS, type Breakdown } from "../../data/heat.ts";
import type { Tier } from "../../data/windows.ts";
import { AGE_BANDS, GENDERS } from "../../domain/place-kind.ts";
import { SLOTS, type Slot } from "../../domain/slot.ts";
import type { UrlCodec } from "../../ui/url-state.ts";

/** A period of published windows, named by the first days of its first and last window. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Everything that changes what *Carte* shows. It lives in the address and nowhere else. */
export interface HeatState {
  readonly tier: Tier | undefined;
  /** Undefined: the last window published. */
  readonly period: Period | undefined;
  /** A second period to compare with. */
  readonly other: Period | undefined;
  readonly breakdown: Breakdown;
  readonly category: string;
  readonly surface: boolean;
  readonly coverage: Slot | undefined;
  readonly leaf: number | undefined;
  readonly table: boolean;
  readonly view: View | undefined;
}

export interface View {
  readonly lat: number;
  readonly lng: number;
  readonly zoom: number;
}

/** Categories that a release knows; contacts at living sites are in none. */
export const CATEGORIES: Readonly<Record<Breakdown, readonly string[]>> = {
  total: ["all"],
  place_kind: ["wandering", "activity"],
  age_band: AGE_BANDS,
  gender: GENDERS,
};

const TIER_WORDS = { equipe: "educator", organisation: "lead" } as const;
const BREAKDOWN_WORDS: Readonly<Record<Breakdown, string>> = {
  total: "ensemble",
  place_kind: "lieu",
  age_band: "age",
  gender: "genre",
};
const SLOT_WORDS: Readonly<Record<Slot, string>> = {
  morning: "matin",
  afternoon: "apres-midi",
  evening: "soir",
  night: "nuit",
};

/** Address ↔ state. Positions are rounded to 2 decimals (about 1 km), the zoom to one. */
export const heatAddress: UrlCodec<HeatState> = { read: readState, write: writeState };

function readState(params: URLSearchParams): HeatState {
  const breakdown = BREAKDOWNS.find((each) => BREAKDOWN_WORDS[each] === params.get("par")) ?? "total";
  const categories = CATEGORIES[breakdown];
  const tierWord = params.get("niveau");
  return {
    tier: tierWord === "equipe" || tierWord === "organisation" ? TIER_WORDS[tierWord] : undefined,
    period: readPeriod(params, "de", "a"),
    other: readPeriod(params, "avec", "avec-a"),
    breakdown,
    category: categories.find((each) => each === params.get("valeur")) ?? categories[0] ?? "all",
    surface: params.get("vue") === "surface",
    coverage: SLOTS.find((slot) => SLOT_WORDS[slot] === params.get("couverture")),
    leaf: readNumber(params.get("maille"), /^\d{1,9}$/),
    table: params.get("tableau") === "1",
    view: readView(params.get("lieu")),
  };
}

function writeState(state: HeatState): URLSearchParams {
  const { breakdown } = state;
  const parts: readonly (readonly [string, string | undefined])[] = [
    ["niveau", state.tier && (state.tier === "lead" ? "organisation" : "equipe")],
    ["de", state.period?.from],
    ["a", state.period?.to],
    ["avec", state.other?.from],
    ["avec-a", state.other?.to],
    ["par", breakdown === "total" ? undefined : BREAKDOWN_WORDS[breakdown]],
    ["valeur", breakdown === "total" ? undefined : state.category],
    ["vue", state.surface ? "surface" : undefined],
    ["couverture", state.coverage && SLOT_WORDS[state.coverage]],
    ["maille", state.leaf?.toString()],
    ["tableau", state.table ? "1" : undefined],
    ["lieu", state.view && writeView(state.view)],
  ];
  const said = parts.filter((part): part is [string, string] => part[1] !== undefined);
  return new URLSearchParams(said);
}

function readPeriod(params: URLSearchParams, first: string, last: string): Period | undefined {
  const from = readDay(params.get(first));
  if (from === undefined) return undefined;
  const to = readDay(params.get(last)) ?? from;
  return from <= to ? { from, to } : { from: to, to: from };
}

function readDay(word: string | null): string | undefined {
  if (word === null || !/^\d{4}-\d\d-\d\d$/.test(word)) return undefined;
  return Number.isNaN(Date.parse(word)) ? undefined : word;
}

function readNumber(word: string | null, shape: RegExp): number | undefined {
  return word !== null && shape.test(word) ? Number(word) : undefined;
}

function readView(word: string | null): View | undefined {
  const parts =
    word === null
      ? null
      : /^(-?\d{1,2}(?:\.\d{1,2})?),(-?\d{1,3}(?:\.\d{1,2})?),(\d{1,2}(?:\.\d)?)$/.exec(word);
  if (!parts) return undefined;
  const [lat, lng, zoom] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return Math.abs(lat) <= 85 && Math.abs(lng) <= 180 && zoom <= 22 ? { lat, lng, zoom } : undefined;
}

function writeView({ lat, lng, zoom }: View): string {
  return `${round(lat, 100)},${round(lng, 100)},${round(zoom, 10)}`;
}

function round(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
