import { useEffect, useRef } from "react";
import type { Cell } from "../domain/grid.ts";
import { keyAction, steppedCell } from "./keys.ts";
import type { MapEngine } from "./map-engine.ts";
import type { MapViewProps } from "./map-view.tsx";

/** Tells the component what the person does on the map. `help` is the id of the words on how to use the keys. */
export function useMapEvents(engine: MapEngine | undefined, props: MapViewProps, help: string): void {
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => engine?.onPointer(latest), [engine]);
  const isPainting = props.onPaintCell !== undefined;
  useEffect(() => (isPainting ? engine?.onPaint(latest) : undefined), [engine, isPainting]);
  useEffect(() => {
    if (!engine) return undefined;
    const { canvas } = engine;
    const onKeyDown = (event: KeyboardEvent) => {
      if (act(event, engine, latest.current)) event.preventDefault();
    };
    canvas.addEventListener("keydown", onKeyDown);
    return () => canvas.removeEventListener("keydown", onKeyDown);
  }, [engine]);
  const { map: name } = props.words;
  useEffect(() => {
    if (!engine) return;
    // Screen readers hand the arrow keys over to an application alone.
    engine.canvas.setAttribute("role", "application");
    engine.canvas.setAttribute("aria-label", name);
    engine.canvas.setAttribute("aria-describedby", help);
  }, [engine, name, help]);
}

function act(event: KeyboardEvent, engine: MapEngine, props: MapViewProps): boolean {
  const action = keyAction(event);
  switch (action?.kind) {
    case "step":
      props.onCursorCell?.(stepped(engine, props.cursorCell, action.eastKm, action.northKm));
      return true;
    case "pan":
      engine.panBy(action.right, action.down);
      return true;
    case "zoom":
      engine.zoomBy(action.by);
      return true;
    case "pick":
      if (props.cursorCell !== undefined)
        props.onPickCell?.(props.cursorCell, engine.centreOfCell(props.cursorCell));
      return true;
    default:
      return false;
  }
}

/** The first arrow shows the cursor at the middle of the map; the next ones move it. */
function stepped(engine: MapEngine, cursor: Cell | undefined, eastKm: number, northKm: number): Cell {
  if (cursor !== undefined) return steppedCell(cursor, eastKm, northKm);
  return engine.centreCell() ?? (0 as Cell);
}
