import type { Profile, ProfilePlace } from "../../data/profile.ts";
import type { Alpha } from "../../domain/noise-interval.ts";
import { SLOTS } from "../../domain/slot.ts";
import { type LeafFigure, valueFigures } from "./measures.ts";

/** One of the 28 places of a week, as it is drawn. */
export interface ProfileFigure {
  readonly place: ProfilePlace;
  readonly hours: number;
  /** Encounters, or per visit hour, with the interval of the noise; undefined where the dpo granted none. */
  readonly figure: LeafFigure | undefined;
}

/** Monday to Sunday, four slots each, in the order of `SLOTS`. */
export function profileRows(profile: Profile, alpha: Alpha, counts: boolean): ProfileFigure[][] {
  const hours = profile.places.map(({ minutes }) => minutes / 60);
  const values = profile.places.map(({ value }) => value);
  const figures = valueFigures({ values, hours }, { alpha, hiddenBelow: 0 }, counts);
  const all = profile.places.map((place, at): ProfileFigure => {
    return { place, hours: hours[at] ?? 0, figure: profile.hasValues ? figures[at] : undefined };
  });
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
    SLOTS.flatMap((slot) => all.find(({ place }) => place.weekday === weekday && place.slot === slot) ?? []),
  );
}

/** What the longest line stands for: the highest end of an interval, or the most hours. */
export function profileScale(rows: readonly (readonly ProfileFigure[])[]): number {
  const ends = rows.flat().map(({ figure, hours }) => {
    if (!figure) return hours;
    return figure.kind === "shown" ? figure.high : 0;
  });
  return Math.max(1e-9, ...ends);
}
