import type { CalendarWindow } from "../../data/window-calendar.ts";
import { daysBetween } from "../../domain/slot.ts";

/** Whose maps a window belongs to: one line of the calendar. */
export interface Line {
  readonly key: string;
  readonly layer: CalendarWindow["layer"];
  readonly tier: CalendarWindow["tier"];
  readonly team: string | null;
  readonly blocks: readonly Block[];
}

interface Block {
  readonly window: CalendarWindow;
  /** Left edge and width, in per cent of the whole span. */
  readonly from: number;
  readonly width: number;
}

/** Windows of one span of time, line by line. */
export interface Lines {
  readonly from: string;
  readonly to: string;
  readonly lines: readonly Line[];
}

/** What is out of view lies before what the drawing shows, but for the newest such windows. */
const SHOWN_DAYS = 2 * 364;

/** Lays windows out in lines over the last two years of them; undefined without any. */
export function linesOf(windows: readonly CalendarWindow[]): Lines | undefined {
  const ends = windows.map(({ ends_on }) => ends_on).sort();
  const to = ends.at(-1);
  if (to === undefined) return undefined;
  const near = windows.filter(({ ends_on }) => daysBetween(ends_on, to) < SHOWN_DAYS);
  const from = near.map(({ starts_on }) => starts_on).sort()[0] ?? to;
  const all = daysBetween(from, to) + 1;
  const block = (window: CalendarWindow): Block => ({
    window,
    from: (100 * daysBetween(from, window.starts_on)) / all,
    width: (100 * (daysBetween(window.starts_on, window.ends_on) + 1)) / all,
  });
  const keys = [...new Set(near.map(lineKey))].sort();
  const lines = keys.flatMap((key) => {
    const own = near.filter((each) => lineKey(each) === key);
    const [first] = own;
    if (!first) return [];
    const { layer, tier, team } = first;
    return [{ key, layer, tier, team, blocks: own.map(block) }];
  });
  return { from, to, lines };
}

const ORDER = { encounters: 0, sites: 1, research: 2, institutional: 3 } as const;

/** Name and order of a window's line: teams, then the organisation, living sites, research. */
function lineKey({ layer, tier, team }: Pick<CalendarWindow, "layer" | "tier" | "team">): string {
  const staff = tier === "educator" ? 0 : 1;
  return `${ORDER[layer]}${staff} ${team ?? ""}`;
}
