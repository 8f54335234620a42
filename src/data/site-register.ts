import type { Cell } from "../domain/grid.ts";
import type { Outcome } from "../domain/outcome.ts";
import {
  SITE_KINDS,
  SITE_STATES,
  SIZE_BANDS,
  type Site,
  type SiteKind,
  type SiteState,
  type SizeBand,
} from "../domain/site.ts";
import { type CallError, read, write } from "./call.ts";
import {
  type Decoded,
  type Decoder,
  day,
  flag,
  integer,
  list,
  maybe,
  oneOf,
  record,
  text,
} from "./decode.ts";

const cell: Decoder<Cell> = (input) => integer(input) as Cell;
const band: Decoder<SizeBand> = (input) => SIZE_BANDS.find((each) => each === integer(input)) ?? 1;

const site = record({
  ...{ id: text, code: text, cell, kind: oneOf(SITE_KINDS), state: oneOf(SITE_STATES) },
  ...{ residents_band: band, minors_band: band, opened_on: day, closed_on: maybe(day) },
  ...{ visited_on: maybe(day), due: flag },
  events: list(
    record({
      ...{ id: text, on: day, state: oneOf(SITE_STATES), to_site: maybe(text), to_district: maybe(cell) },
    }),
  ),
});

const opened = record({ today: day, left: integer, hidden: integer, sites: list(site) });

/** A district of the register as it was opened. */
export interface OpenedSites {
  /** How many sites the account may still open today. */
  readonly left: number;
  /** How many of the district were beyond it. */
  readonly hidden: number;
  readonly sites: readonly Site[];
}

const due = record({ active: integer, due: integer });
const known = record({ id: text });
type Known = Promise<Outcome<{ readonly id: string }, CallError>>;

/** Opens the register of one 8 km district: a fresh second factor, audited, 20 sites a day. */
export async function openSites(district: Cell): Promise<Outcome<OpenedSites, CallError>> {
  const outcome = await write("open_sites", { district }, opened);
  if (!outcome.ok) return outcome;
  const { left, hidden, sites } = outcome.value;
  return { ok: true, value: { left, hidden, sites: sites.map(siteOf) } };
}

function siteOf(told: Decoded<typeof site>): Site {
  const { residents_band: residents, minors_band: minors, opened_on: openedOn, closed_on: closedOn } = told;
  const { visited_on: visitedOn, due: isDue, id, code, kind, state } = told;
  const events = told.events.map(({ to_site: toSite, to_district: toDistrict, ...rest }) => ({
    ...{ ...rest, toSite, toDistrict },
  }));
  return {
    ...{
      id,
      code,
      cell: told.cell,
      kind,
      state,
      residents,
      minors,
      openedOn,
      closedOn,
      visitedOn,
      isDue,
      events,
    },
  };
}

/** Asks how many sites are active and how many are due; not where. */
export function fetchSitesDue(signal?: AbortSignal): Promise<Outcome<Decoded<typeof due>, CallError>> {
  return read("sites_due", {}, due, signal);
}

/** A site as a lead writes it. */
export interface WrittenSite {
  readonly id: string;
  readonly code: string;
  readonly cell: Cell;
  readonly kind: SiteKind;
  readonly residents: SizeBand;
  readonly minors: SizeBand;
  /** `YYYY-MM-DD` */
  readonly openedOn: string;
}

/** Writes a site, or changes one that was opened; answers its stored id. */
export function saveSite(written: WrittenSite): Known {
  const { id, residents, minors, openedOn, ...rest } = written;
  const bands = { residents_band: residents, minors_band: minors };
  return write("save_site", { site: id, ...rest, ...bands, opened_on: openedOn }, known);
}

/** Says what happened to a site; answers the event's stored id. */
export function addSiteEvent(
  id: string,
  happened: {
    readonly event: string;
    readonly on: string;
    readonly state: SiteState;
    readonly toSite: string | null;
    readonly toDistrict: Cell | null;
  },
): Known {
  const { event, on, state, toSite, toDistrict } = happened;
  const args = { event, site: id, happened_on: on, state, to_site: toSite, to_district: toDistrict };
  return write("add_site_event", args, known);
}

/** Takes an event back. */
export function removeSiteEvent(event: string): Known {
  return write("remove_site_event", { event }, known);
}

/** Takes a closed site out of the register, or puts it back. */
export function archiveSite(id: string, archived: boolean): Known {
  return write("archive_site", { site: id, archived }, known);
}

/** Makes two entries one: visits and history of the merged one go to the one that is kept. */
export function mergeSites(kept: string, merged: string): Known {
  return write("merge_sites", { kept, merged }, known);
}
