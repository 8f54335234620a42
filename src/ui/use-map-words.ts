import { useMemo } from "react";
import { type ThemeName, useTheme } from "./theme-choice.ts";
import { useUiWords } from "./use-ui-words.ts";

/** What every map says. */
interface WordsOfMap {
  readonly map: string;
  readonly keyboardHelp: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly sources: string;
  readonly lost: string;
  readonly restart: string;
}

/** What every map says, named by its screen; the same object while the language and the name stay. */
export function useMapWords(map: string): WordsOfMap {
  const say = useUiWords();
  return useMemo(
    () => ({
      map,
      keyboardHelp: say("mapKeys"),
      zoomIn: say("zoomIn"),
      zoomOut: say("zoomOut"),
      sources: say("mapSources"),
      lost: say("mapLost"),
      restart: say("mapRestart"),
    }),
    [map, say],
  );
}

const MAP_THEME = { light: "light", dark: "dark", nuit: "night" } as const;

/** The map's theme in use. */
export function useMapTheme(): (typeof MAP_THEME)[ThemeName] {
  const [theme] = useTheme();
  return MAP_THEME[theme];
}
