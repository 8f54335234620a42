/** Colours of the heatmap, one set per theme. Hex, sRGB. */
export interface HeatPalette {
  /** Classes 1 to 5: even steps of lightness and hue in OKLCH, so that order survives any colour vision. */
  readonly classes: readonly [string, string, string, string, string];
  /** Two classes down or more, one down, the same, one up, two up or more. */
  readonly changes: readonly [string, string, string, string, string];
  /** Fill and lines of *not published*: neutral, and hatched, so that it reads as *unknown*. */
  readonly hidden: string;
  readonly hatch: string;
  readonly border: string;
  readonly selected: string;
}

export type PaletteName = "light" | "dark" | "nuit";

/**
 * On light ground more is darker, on dark ground more is lighter. Lightness runs .83 → .37 and .42 → .86 in equal
 * steps (OKLCH, Ottosson 2020); tests measure the steps under three kinds of colour blindness too.
 */
export const PALETTES: Readonly<Record<PaletteName, HeatPalette>> = {
  light: {
    classes: ["#8bd7d6", "#50b3c4", "#2f8baf", "#2a6298", "#303779"],
    changes: ["#5d57a4", "#9392c8", "#d9d7d2", "#bc8e58", "#905211"],
    hidden: "#b9b4aa",
    hatch: "#8d887e",
    border: "#6b665d",
    selected: "#26231f",
  },
  dark: {
    classes: ["#3a497e", "#37719f", "#3699b8", "#5ac0c6", "#90e4d3"],
    changes: ["#a4a2e8", "#7572ae", "#494844", "#997243", "#d3a056"],
    hidden: "#4f5a61",
    hatch: "#7d878d",
    border: "#7d878d",
    selected: "#ffffff",
  },
  nuit: {
    classes: ["#693923", "#91572d", "#b77a3a", "#d5a258", "#eccd8c"],
    changes: ["#a4a2e8", "#7572ae", "#494844", "#997243", "#d3a056"],
    hidden: "#4a3f33",
    hatch: "#80684d",
    border: "#8d7350",
    selected: "#f9ead6",
  },
};

export type Rgb = readonly [red: number, green: number, blue: number];

/** `#rrggbb` → 0–255 each. */
export function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
