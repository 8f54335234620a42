import type { Cell } from "../../src/domain/grid.ts";
import type { AgeBand, Gender, PlaceKind, VisitOutcome } from "../../src/domain/place-kind.ts";
import type { Slot } from "../../src/domain/slot.ts";
import type { DemoSector } from "./territory.ts";

/** Days are `YYYY-MM-DD`; a number named after a thing is its index in the list of `DemoRecords`. */
export interface DemoRound {
  readonly team: number;
  readonly serviceDate: string;
  readonly slot: Slot;
  readonly mode: "foot" | "transit" | "vehicle";
  readonly sector: number;
  /** The two educators (0–11) who go out; the first leads the round. */
  readonly members: readonly [number, number];
  readonly status: "done" | "validated" | "cancelled" | "rejected";
  readonly rejectCode: string | undefined;
}

export interface DemoVisit {
  readonly round: number;
  /** The educator (0–11) who wrote it. */
  readonly recorder: number;
  readonly cell: Cell;
  readonly serviceDate: string;
  readonly slot: Slot;
  readonly minutes: number | undefined;
  readonly outcome: VisitOutcome;
  readonly site: number | undefined;
  /** ISO instant at which the server took it. */
  readonly receivedAt: string;
}

export interface DemoEncounter {
  readonly visit: number;
  readonly serviceDate: string;
  readonly placeKind: PlaceKind;
  /** 8 km squares, as told. */
  readonly livingDistrict: Cell | undefined;
  readonly previousDistrict: Cell | undefined;
}

export interface DemoContact {
  readonly encounter: number;
  readonly serviceDate: string;
  readonly gender: Gender;
  readonly ageBand: AgeBand;
  readonly firstTime: boolean;
  readonly seenRecently: boolean;
}

export type SiteState = "active" | "evicted" | "left" | "rehoused";

export interface DemoSiteEvent {
  readonly on: string;
  readonly state: SiteState;
  readonly movedToSite: number | undefined;
  readonly movedToDistrict: Cell | undefined;
}

export interface DemoSite {
  readonly code: string;
  readonly cell: Cell;
  readonly kind: "squat" | "shantytown" | "encampment" | "social_hotel";
  readonly state: SiteState;
  readonly residentsBand: number;
  readonly minorsBand: number;
  readonly openedOn: string;
  readonly closedOn: string | undefined;
  readonly events: readonly DemoSiteEvent[];
}

export interface DemoAlert {
  readonly cell: Cell;
  readonly slot: Slot | undefined;
  readonly source: "partner" | "resident" | "authority" | "own_team" | "other";
  readonly receivedOn: string;
  readonly dueOn: string;
  readonly outcome: "met" | "nobody" | "not_reached" | "obsolete" | undefined;
  readonly closedOn: string | undefined;
}

/** Everything that the invented organisation recorded. */
export interface DemoRecords {
  readonly firstDay: string;
  readonly sectors: readonly DemoSector[];
  readonly rounds: readonly DemoRound[];
  readonly visits: readonly DemoVisit[];
  readonly encounters: readonly DemoEncounter[];
  readonly contacts: readonly DemoContact[];
  readonly sites: readonly DemoSite[];
  readonly alerts: readonly DemoAlert[];
  /** Active cells that nobody visits, for whoever judges plans: never loaded. */
  readonly unvisited: readonly Cell[];
}
