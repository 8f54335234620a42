import { useEffect, useRef } from "react";
import { isSamePlace } from "./map-defaults.ts";
import type { MapEngine } from "./map-engine.ts";
import type { MapViewProps } from "./map-view.tsx";

/** Keeps a running map equal to what the component is told to show. */
export function useMapShows(engine: MapEngine | undefined, props: MapViewProps): void {
  const { layers, theme, view, selection, cursorCell, reveal } = props;
  useEffect(() => engine?.setLayers(layers), [engine, layers]);
  useTheme(engine, theme);
  useFocus(engine, props);
  useEffect(() => {
    if (engine && view && !isSamePlace(view, engine.position())) engine.moveTo(view);
  }, [engine, view]);
  useEffect(() => engine?.setOutline("selection", selection ?? []), [engine, selection]);
  useEffect(() => {
    engine?.setOutline("cursor", cursorCell === undefined ? [] : [{ square: cursorCell, sizeKm: 1 }]);
    if (cursorCell !== undefined) engine?.revealCell(cursorCell);
  }, [engine, cursorCell]);
  useEffect(() => {
    if (reveal) engine?.reveal(reveal);
  }, [engine, reveal]);
  useReady(engine, layers.length > 0, props.onReady);
}

function useTheme(engine: MapEngine | undefined, theme: MapViewProps["theme"]): void {
  const drawn = useRef<{ engine: MapEngine | undefined; theme: string }>({ engine: undefined, theme });
  useEffect(() => {
    const before = drawn.current;
    drawn.current = { engine, theme };
    // A map starts in its theme: only a change is a new style.
    if (engine && before.theme !== theme) engine.setTheme(theme);
  }, [engine, theme]);
}

function useFocus(engine: MapEngine | undefined, { focus, view, padding }: MapViewProps): void {
  const seen = useRef<MapViewProps["focus"]>(undefined);
  const given = useRef({ view, padding });
  given.current = { view, padding };
  useEffect(() => {
    if (!engine || !focus || seen.current === focus) return;
    const first = seen.current === undefined;
    seen.current = focus;
    if (!first || given.current.view === undefined) engine.fit(focus, given.current.padding);
  }, [engine, focus]);
}

function useReady(engine: MapEngine | undefined, drawn: boolean, onReady: (() => void) | undefined): void {
  const tell = useRef(onReady);
  tell.current = onReady;
  const told = useRef(false);
  useEffect(() => {
    if (!engine || !drawn || told.current) return;
    told.current = true;
    engine.onceDrawn(() => tell.current?.());
  }, [engine, drawn]);
}
