import type { MapTheme } from "../map-types.ts";

/** Every colour of the background; the style is a function of it. */
export interface MapPalette {
  readonly ground: string;
  readonly water: string;
  readonly commune: string;
  readonly department: string;
  readonly rail: string;
  readonly station: string;
  readonly text: string;
  readonly softText: string;
  /** Around the text, so that it is read over any cell. */
  readonly halo: string;
  readonly grid: string;
  /** Outline of the selection, and the casing around it. */
  readonly ink: string;
  readonly casing: string;
}

/** Muted on purpose: the cells speak. *Nuit* is dim and warm, so that eyes stay used to the street. */
export const PALETTES: Readonly<Record<MapTheme, MapPalette>> = {
  light: {
    ground: "#f3f1ed",
    water: "#a9c9d6",
    commune: "#c9c3b8",
    department: "#8d887e",
    rail: "#bdb6a9",
    station: "#6b665d",
    text: "#26231f",
    softText: "#565149",
    halo: "rgba(250, 249, 247, 0.92)",
    grid: "rgba(86, 81, 73, 0.22)",
    ink: "#26231f",
    casing: "#ffffff",
  },
  dark: {
    ground: "#11191f",
    water: "#2c4f5f",
    commune: "#2f3c45",
    department: "#5b6a73",
    rail: "#3b4850",
    station: "#a3abb0",
    text: "#e9ebec",
    softText: "#b4bcc1",
    halo: "rgba(13, 21, 25, 0.92)",
    grid: "rgba(163, 171, 176, 0.18)",
    ink: "#ffffff",
    casing: "#0d1519",
  },
  night: {
    ground: "#0f0b07",
    water: "#26302f",
    commune: "#2b2116",
    department: "#5a4630",
    rail: "#38291a",
    station: "#a5875f",
    text: "#eacfae",
    softText: "#c2a581",
    halo: "rgba(15, 11, 7, 0.92)",
    grid: "rgba(194, 165, 129, 0.16)",
    ink: "#f4dfc5",
    casing: "#0f0b07",
  },
};
