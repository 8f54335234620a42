import { type ComponentType, lazy } from "react";
import type { Member } from "../data/me.ts";
import type { Screen, ScreenLinks } from "../domain/screen.ts";

/**
 * How to add a room (say `files`):
 *
 * 1. `src/features/files/` with `words.fr.ts` (`export const filesWordsFr = {…} as const`), `words.en.ts` (same keys,
 *    a test compares them) and `use-files-words.ts` like features/session/use-session-words.ts.
 *    In a component: `const say = useFilesWords(); say("title")`, plurals as `rows_one` / `rows_other` asked by
 *    `say("rows", { count })`. Numbers, days and times come from `useFormat()`.
 * 2. A screen component taking `ScreenProps`: the signed-in member and the addresses of the other screens (link with
 *    wouter's `<Link href={links.map}>`). Lay it out with `ui/map-screen.tsx` or `ui/page-screen.tsx`.
 * 3. Data: one file per noun in `src/data/` (args → `read`/`write` with a decoder), asked in the room with
 *    `useAnswer(["noun", …], (signal) => fetchNoun(…, signal))`, changed with `const refresh = useRefresh()` and
 *    `refresh("noun", "me")`. Failures are shown with `<Failure code={…} />`, waits with `<Waiting />`.
 * 4. What the person chose stands in the address: a `UrlCodec` in the room and `useUrlState(codec)`.
 * 5. One line in ROOMS below. The rail shows it to those whose `me().may` has it.
 */
export interface ScreenProps {
  readonly member: Member;
  readonly links: ScreenLinks;
}

/** Rooms that exist, in the order of the rail. */
export const ROOMS: readonly { readonly screen: Screen; readonly component: ComponentType<ScreenProps> }[] = [
  {
    screen: "map",
    component: lazy(async () => ({
      default: (await import("../features/heatmap/heat-screen.tsx")).HeatScreen,
    })),
  },
  {
    screen: "unreached",
    component: lazy(async () => ({
      default: (await import("../features/unreached/unreached-screen.tsx")).UnreachedScreen,
    })),
  },
  {
    screen: "rounds",
    component: lazy(async () => ({
      default: (await import("../features/rounds/rounds-screen.tsx")).RoundsScreen,
    })),
  },
  {
    screen: "field",
    component: lazy(async () => ({
      default: (await import("../features/field/field-screen.tsx")).FieldScreen,
    })),
  },
  {
    screen: "sites",
    component: lazy(async () => ({
      default: (await import("../features/sites/sites-screen.tsx")).SitesScreen,
    })),
  },
  {
    screen: "alerts",
    component: lazy(async () => ({
      default: (await import("../features/alerts/alerts-screen.tsx")).AlertsScreen,
    })),
  },
  {
    screen: "mobility",
    component: lazy(async () => ({
      default: (await import("../features/mobility/mobility-screen.tsx")).MobilityScreen,
    })),
  },
  {
    screen: "files",
    component: lazy(async () => ({
      default: (await import("../features/files/files-screen.tsx")).FilesScreen,
    })),
  },
  {
    screen: "protection",
    component: lazy(async () => ({
      default: (await import("../features/protection/protection-screen.tsx")).ProtectionScreen,
    })),
  },
  {
    screen: "team",
    component: lazy(async () => ({
      default: (await import("../features/team/team-screen.tsx")).TeamScreen,
    })),
  },
];
