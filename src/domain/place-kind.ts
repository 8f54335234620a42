/** Where an encounter happened. Contacts at a living site are in no release (privacy.md, "What counts"). */
export const PLACE_KINDS = ["wandering", "activity", "living"] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

export const GENDERS = ["girl", "boy", "other", "?"] as const;
export type Gender = (typeof GENDERS)[number];

export const AGE_BANDS = ["0-5", "6-9", "10-12", "13-15", "16-17", "18+", "?"] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

export const VISIT_OUTCOMES = ["met", "nobody", "seen_avoided", "not_reached"] as const;
export type VisitOutcome = (typeof VISIT_OUTCOMES)[number];
