import { BREAKDOWNS, type Breakdown } from "../../data/heat.ts";
import type { Cell } from "../../domain/grid.ts";
import { AGE_BANDS, GENDERS } from "../../domain/place-kind.ts";
import type { UrlCodec } from "../../ui/url-state.ts";
import { MEASURES, type Measure } from "./measures.ts";

/** Parts of the panel, in the order of their buttons. */
export const PARTS = ["cells", "time", "rings", "move", "flows", "join", "export"] as const;
export type Part = (typeof PARTS)[number];

/** What a trend is summed over. */
export const SCOPES = ["territory", "district", "leaf"] as const;
export type Scope = (typeof SCOPES)[number];

/** Everything that changes what *Mobilités* shows. It lives in the address and nowhere else. */
export interface MobilityState {
  /** First day of the quarter shown; undefined: the last one published. */
  readonly quarter: string | undefined;
  /** First day of the quarter compared with. */
  readonly other: string | undefined;
  readonly breakdown: Breakdown;
  readonly category: string;
  readonly measure: Measure;
  /** True: counts instead of rates per visit hour. */
  readonly counts: boolean;
  readonly part: Part;
  readonly scope: Scope;
  readonly leaf: number | undefined;
  /** A flow between two districts, as `flowKey` names it. */
  readonly flow: string | undefined;
  /** True: flows that noise alone may have made are drawn too. */
  readonly allFlows: boolean;
  /** The 8 km district around whose eviction rings are laid, by its lower-left cell. */
  readonly district: Cell | undefined;
  readonly view: View | undefined;
}

interface View {
  readonly lat: number;
  readonly lng: number;
  readonly zoom: number;
}

/** Categories that research tables have; contacts at living sites are in none. */
export const CATEGORIES: Readonly<Record<Breakdown, readonly string[]>> = {
  total: ["all"],
  place_kind: ["wandering", "activity"],
  age_band: AGE_BANDS.filter((band) => band !== "?"),
  gender: GENDERS.filter((gender) => gender !== "?"),
};

const BREAKDOWN_WORDS: Readonly<Record<Breakdown, string>> = {
  total: "ensemble",
  place_kind: "lieu",
  age_band: "age",
  gender: "genre",
};
const MEASURE_WORDS: Readonly<Record<Measure, string>> = {
  value: "valeur",
  change: "evolution",
  bayes: "bayes",
  hot: "points-chauds",
  smooth: "lissage",
};
const PART_WORDS: Readonly<Record<Part, string>> = {
  cells: "mailles",
  time: "temps",
  rings: "expulsion",
  move: "deplacement",
  flows: "flux",
  join: "donnees-ouvertes",
  export: "exporter",
};
const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  territory: "territoire",
  district: "district",
  leaf: "maille",
};

/** Address ↔ state. What is malformed or unknown reads as the default. */
export const mobilityAddress: UrlCodec<MobilityState> = { read: readState, write: writeState };

function readState(params: URLSearchParams): MobilityState {
  const breakdown = named(BREAKDOWNS, BREAKDOWN_WORDS, params.get("par")) ?? "total";
  const categories = CATEGORIES[breakdown];
  return {
    quarter: readDay(params.get("trimestre")),
    other: readDay(params.get("avec")),
    breakdown,
    category: categories.find((each) => each === params.get("valeur")) ?? categories[0] ?? "all",
    measure: named(MEASURES, MEASURE_WORDS, params.get("mesure")) ?? "value",
    counts: params.get("effectifs") === "1",
    part: named(PARTS, PART_WORDS, params.get("volet")) ?? "cells",
    scope: named(SCOPES, SCOPE_WORDS, params.get("portee")) ?? "territory",
    leaf: readNumber(params.get("maille")),
    flow: readFlow(params.get("flux")),
    allFlows: params.get("tous") === "1",
    district: readNumber(params.get("district")) as Cell | undefined,
    view: readView(params.get("lieu")),
  };
}

function writeState(state: MobilityState): URLSearchParams {
  const { breakdown, measure, part, scope } = state;
  const said: readonly (readonly [string, string | undefined])[] = [
    ["trimestre", state.quarter],
    ["avec", state.other],
    ["par", breakdown === "total" ? undefined : BREAKDOWN_WORDS[breakdown]],
    ["valeur", breakdown === "total" ? undefined : state.category],
    ["mesure", measure === "value" ? undefined : MEASURE_WORDS[measure]],
    ["effectifs", state.counts ? "1" : undefined],
    ["volet", part === "cells" ? undefined : PART_WORDS[part]],
    ["portee", scope === "territory" ? undefined : SCOPE_WORDS[scope]],
    ["maille", state.leaf?.toString()],
    ["flux", state.flow],
    ["tous", state.allFlows ? "1" : undefined],
    ["district", state.district?.toString()],
    ["lieu", state.view && writeView(state.view)],
  ];
  return new URLSearchParams(said.filter((part): part is [string, string] => part[1] !== undefined));
}

function named<Name extends string>(
  names: readonly Name[],
  words: Readonly<Record<Name, string>>,
  word: string | null,
): Name | undefined {
  return names.find((name) => words[name] === word);
}

function readNumber(word: string | null): number | undefined {
  return word !== null && /^\d{1,9}$/.test(word) ? Number(word) : undefined;
}

function readFlow(word: string | null): string | undefined {
  return word !== null && /^(\d{1,9}|hors)-\d{1,9}$/.test(word) ? word : undefined;
}

function readDay(word: string | null): string | undefined {
  if (word === null || !/^\d{4}-\d\d-\d\d$/.test(word)) return undefined;
  return Number.isNaN(Date.parse(word)) ? undefined : word;
}

/** Positions are rounded to 2 decimals (about 1 km), the zoom to one. */
function writeView({ lat, lng, zoom }: View): string {
  return `${Math.round(lat * 100) / 100},${Math.round(lng * 100) / 100},${Math.round(zoom * 10) / 10}`;
}

function readView(word: string | null): View | undefined {
  const [lat, lng, zoom, ...others] = (word ?? "").split(",").map(Number);
  if (lat === undefined || lng === undefined || zoom === undefined || others.length > 0) return undefined;
  const inside = Math.abs(lat) <= 85 && Math.abs(lng) <= 180 && zoom >= 0 && zoom <= 22;
  return inside ? { lat, lng, zoom } : undefined;
}
