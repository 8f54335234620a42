import type { ClientRect, KeyboardCoordinateGetter } from "@dnd-kit/core";
import { dragId, dragThing } from "./drag-ids.ts";
import { type KeyBoard, nextTarget } from "./next-target.ts";

/** Arrow keys as coordinates: what is moved is laid over the middle of the next place, stop or round. */
export function boardKeys(boardNow: () => KeyBoard): KeyboardCoordinateGetter {
  return (event, { active, context }) => {
    const moved = dragThing(active);
    const over = context.over ? dragThing(context.over.id) : undefined;
    const target = moved && nextTarget(boardNow(), moved, over, event.code);
    const rect = target && context.droppableRects.get(dragId(target));
    if (!rect) return undefined;
    event.preventDefault();
    return overMiddle(rect, context.collisionRect);
  };
}

function overMiddle(target: ClientRect, moved: ClientRect | null): { x: number; y: number } {
  const { width = target.width, height = target.height } = moved ?? {};
  return { x: target.left + (target.width - width) / 2, y: target.top + (target.height - height) / 2 };
}
