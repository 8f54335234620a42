/** The screens of product.md, by the name that `me().may` uses. */
export const SCREENS = [
  "map",
  "unreached",
  "rounds",
  "field",
  "sites",
  "alerts",
  "mobility",
  "files",
  "protection",
  "team",
] as const;
export type Screen = (typeof SCREENS)[number];

/** The address of every screen, handed to rooms so that none knows another. */
export type ScreenLinks = Readonly<Record<Screen, string>>;
