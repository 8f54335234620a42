import { useSyncExternalStore } from "react";
import { readChoice, writeChoice } from "./choices.ts";

/** *nuit* is: warm and dim, for a dark pavement. */
export const THEMES = ["light", "dark", "nuit"] as const;
export type ThemeName = (typeof THEMES)[number];

const CHOICE = "theme";
const listeners = new Set<() => void>();
let current: ThemeName = readChoice(CHOICE, THEMES, preferred());

function preferred(): ThemeName {
  const dark = typeof matchMedia === "function" && matchMedia("(prefers-color-scheme: dark)").matches;
  return dark ? "dark" : "light";
}

/** Puts the theme on the document, before the first paint and at each change. */
export function applyTheme(name: ThemeName = current): void {
  current = name;
  document.documentElement.dataset["theme"] = name;
  document.documentElement.dataset["mantineColorScheme"] = schemeOf(name);
  for (const listener of listeners) listener();
}

/** Mantine knows two schemes; *nuit* is a dark one with its own variables (ui/base.css). */
export function schemeOf(name: ThemeName): "light" | "dark" {
  return name === "light" ? "light" : "dark";
}

/** The theme in use, and how to change it; the choice stays on this device. */
export function useTheme(): [ThemeName, (name: ThemeName) => void] {
  const name = useSyncExternalStore(subscribe, () => current);
  return [name, chooseTheme];
}

function chooseTheme(name: ThemeName): void {
  writeChoice(CHOICE, name);
  applyTheme(name);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
