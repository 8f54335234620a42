import {
  IconBell,
  IconBuildingCommunity,
  IconCalendarWeek,
  IconFileImport,
  IconMap2,
  IconPencil,
  IconRoute,
  IconShieldLock,
  IconTimeline,
  IconUsers,
  type TablerIcon,
} from "@tabler/icons-react";
import type { Screen } from "../domain/screen.ts";

/** The picture of each screen in the rail. */
export const SCREEN_ICONS: Readonly<Record<Screen, TablerIcon>> = {
  map: IconMap2,
  unreached: IconRoute,
  rounds: IconCalendarWeek,
  field: IconPencil,
  sites: IconBuildingCommunity,
  alerts: IconBell,
  mobility: IconTimeline,
  files: IconFileImport,
  protection: IconShieldLock,
  team: IconUsers,
};
