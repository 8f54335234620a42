import { type CSSVariablesResolver, createTheme, defaultVariantColorsResolver } from "@mantine/core";

/** Petrol: sober, far from alarm colours; shade 8 carries white text at 8.6:1. */
const petrol = [
  "#eaf5f6",
  "#d3e8ea",
  "#a9d2d6",
  "#7bb9c0",
  "#57a2ab",
  "#3a8b96",
  "#237580",
  "#14626e",
  "#0b525e",
  "#063f49",
] as const;

/** Sand: the greys, a little warm, so that paper and night stay calm. */
const sand = [
  "#faf9f7",
  "#f3f1ed",
  "#e6e3dd",
  "#d3cfc7",
  "#b3aea4",
  "#8d887e",
  "#6b665d",
  "#565149",
  "#3c3832",
  "#26231f",
] as const;

const night = [
  "#e9ebec",
  "#c6cbce",
  "#a3abb0",
  "#7d878d",
  "#4f5a61",
  "#37424a",
  "#27323a",
  "#1b252c",
  "#141d23",
  "#0d1519",
] as const;

/** The one theme: 16 px base, four sizes, tabular figures, contrast of 4.5:1 or more (tests measure it). */
export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: 8,
  colors: { petrol, gray: sand, dark: night },
  fontFamily:
    "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
  fontSizes: { xs: "0.875rem", sm: "1rem", md: "1rem", lg: "1.25rem", xl: "1.625rem" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.625rem", lineHeight: "1.25" },
      h2: { fontSize: "1.25rem", lineHeight: "1.3" },
      h3: { fontSize: "1rem", lineHeight: "1.4" },
      h4: { fontSize: "1rem", lineHeight: "1.4" },
    },
  },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  // Mantine's place for the first focus is an element that a menu may not own (ARIA): its first item takes the focus.
  components: { Menu: { defaultProps: { withInitialFocusPlaceholder: false } } },
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    return input.variant === "light" ? { ...colors, color: "var(--mantine-color-text)" } : colors;
  },
});

const LIGHT = {
  "--mantine-color-text": "#26231f",
  "--mantine-color-body": "#ffffff",
  "--mantine-color-dimmed": "#565149",
  "--mantine-color-placeholder": "#6b665d",
  "--mantine-color-error": "#a32219",
  "--mantine-color-anchor": "#0b525e",
  "--mantine-color-default-border": "#8d887e",
  "--mantine-color-disabled-color": "#6b665d",
} as const;

const DARK = {
  "--mantine-color-text": "#e9ebec",
  "--mantine-color-body": "#141d23",
  "--mantine-color-dimmed": "#a3abb0",
  "--mantine-color-placeholder": "#a3abb0",
  "--mantine-color-error": "#ff9d92",
  "--mantine-color-anchor": "#7bb9c0",
  "--mantine-color-default-border": "#7d878d",
  "--mantine-color-disabled-color": "#a3abb0",
} as const;

/** *Nuit*: dim and warm, so that eyes stay used to the street; text measures 11:1. */
const NIGHT = {
  "--mantine-color-body": "#17110b",
  "--mantine-color-text": "#eacfae",
  "--mantine-color-bright": "#f4dfc5",
  "--mantine-color-dimmed": "#c2a581",
  "--mantine-color-placeholder": "#c2a581",
  "--mantine-color-error": "#ffab8f",
  "--mantine-color-anchor": "#e8b878",
  "--mantine-color-default": "#20180f",
  "--mantine-color-default-hover": "#2b2116",
  "--mantine-color-default-color": "#eacfae",
  "--mantine-color-default-border": "#8d7350",
  "--mantine-color-disabled-color": "#c2a581",
  "--mantine-color-dark-4": "#4a3926",
  "--mantine-color-dark-5": "#33271a",
  "--mantine-color-dark-6": "#20180f",
  "--mantine-color-dark-7": "#17110b",
  "--mantine-color-dark-8": "#0f0b07",
  "--mantine-primary-color-filled": "#7a4a12",
  "--mantine-primary-color-filled-hover": "#8a5618",
  "--mantine-color-petrol-filled": "#7a4a12",
  "--mantine-color-petrol-filled-hover": "#8a5618",
  "--mantine-color-petrol-light": "#33271a",
  "--mantine-color-petrol-light-hover": "#3f3020",
  "--mantine-color-petrol-light-color": "#f4dfc5",
  "--mantine-color-petrol-outline": "#e8b878",
  "--mantine-color-petrol-text": "#e8b878",
} as const;

/** Repairs what Mantine's own variables leave under 4.5:1 (dimmed, placeholder, error, anchor), theme by theme. */
export const VARIABLES = { light: LIGHT, dark: DARK, nuit: NIGHT } as const;

/** Mantine's variables in one of the three themes. */
export function resolverFor(name: keyof typeof VARIABLES): CSSVariablesResolver {
  const dark = name === "light" ? DARK : VARIABLES[name];
  return () => ({ variables: {}, light: LIGHT, dark });
}
