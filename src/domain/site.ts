/** Living sites as a lead keeps their register. */
import type { Cell } from "./grid.ts";

export const SITE_KINDS = ["squat", "shantytown", "encampment", "social_hotel", "other"] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

export const SITE_STATES = ["active", "evicted", "left", "rehoused"] as const;
export type SiteState = (typeof SITE_STATES)[number];

/** Size bands 1 to 5: 1–9, 10–29, 30–79, 80–199, 200 and more. */
export const SIZE_BANDS = [1, 2, 3, 4, 5] as const;
export type SizeBand = (typeof SIZE_BANDS)[number];

/** What happened to a site on a day, and where people went. */
export interface SiteEvent {
  readonly id: string;
  /** `YYYY-MM-DD` */
  readonly on: string;
  readonly state: SiteState;
  /** Code of the site they went to. */
  readonly toSite: string | null;
  /** The 8 km district they went to. */
  readonly toDistrict: Cell | null;
}

/** A living site as it was opened. */
export interface Site {
  readonly id: string;
  readonly code: string;
  readonly cell: Cell;
  readonly kind: SiteKind;
  readonly state: SiteState;
  readonly residents: SizeBand;
  readonly minors: SizeBand;
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly visitedOn: string | null;
  /** It is to be visited again. */
  readonly isDue: boolean;
  /** Latest first. */
  readonly events: readonly SiteEvent[];
}

/** The site after an event: the latest one gives its state, as the server's `settle_site` does. */
export function withEvent(site: Site, event: SiteEvent): Site {
  const events = [event, ...site.events].toSorted((one, other) => other.on.localeCompare(one.on));
  return settled(site, events);
}

/** The site after an event was taken back. */
export function withoutEvent(site: Site, id: string): Site {
  return settled(
    site,
    site.events.filter((event) => event.id !== id),
  );
}

/** The kept site with what it got from the merged one: both histories, the earlier day, the later visit. */
export function mergedSite(kept: Site, merged: Site): Site {
  const events = [...kept.events, ...merged.events].toSorted((one, other) => other.on.localeCompare(one.on));
  const [openedOn = kept.openedOn] = [kept.openedOn, merged.openedOn].toSorted();
  const visitedOn =
    [kept.visitedOn, merged.visitedOn]
      .filter((day) => day !== null)
      .toSorted()
      .at(-1) ?? null;
  return settled({ ...kept, openedOn, visitedOn, isDue: kept.isDue && merged.isDue }, events);
}

function settled(site: Site, events: readonly SiteEvent[]): Site {
  const [latest] = events;
  const state = latest?.state ?? "active";
  const isOpen = state === "active";
  return {
    ...site,
    events,
    state,
    closedOn: isOpen || !latest ? null : latest.on,
    isDue: isOpen && site.isDue,
  };
}
