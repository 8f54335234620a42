import type { CellState } from "../domain/coverage.ts";
import type { MapTheme } from "./map-types.ts";
import type { Pattern } from "./pattern-extension.ts";

/** Hex, sRGB. */
export type StatePalette = Readonly<Record<CellState, string>>;

/** Hues of the five states of coverage; none is an alarm. Tests measure that no two are alike to any eye. */
export const STATE_PALETTES: Readonly<Record<MapTheme, StatePalette>> = {
  light: {
    alert: "#123f8c",
    follow_up: "#b3567f",
    never: "#7a4f9a",
    overdue: "#8a5a00",
    visited: "#3f7d4e",
  },
  dark: {
    alert: "#8fb8ff",
    follow_up: "#ef9bb9",
    never: "#b98ae0",
    overdue: "#e3b04b",
    visited: "#6fae80",
  },
  night: {
    alert: "#a9c4e8",
    follow_up: "#e39a9f",
    never: "#a987c6",
    overdue: "#e3b04b",
    visited: "#8fae7a",
  },
};

/** How each state is told without colour: `visited` is a light, solid fill, `alert` a bold outline. */
export const STATE_PATTERNS: Readonly<Record<CellState, Pattern | "solid" | "outline">> = {
  alert: "outline",
  follow_up: "cross",
  never: "dots",
  overdue: "diagonal",
  visited: "solid",
};
