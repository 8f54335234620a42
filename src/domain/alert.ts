/** Field alerts: tips that youths are somewhere. */

/** Who a tip comes from. */
export const ALERT_SOURCES = ["partner", "resident", "authority", "own_team", "other"] as const;
export type AlertSource = (typeof ALERT_SOURCES)[number];

/** What became of a tip. */
export const ALERT_OUTCOMES = ["met", "nobody", "not_reached", "obsolete"] as const;
export type AlertOutcome = (typeof ALERT_OUTCOMES)[number];

/** Days within which a tip may be answered, as forms offer them. */
export const ALERT_DAYS = [1, 2, 3, 7, 14] as const;
