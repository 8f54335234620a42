import { createHash } from "node:crypto";
import type { Tier } from "../../../src/domain/release.ts";
import { type LeafWindow, leafWindows as leafWindowsBy, type Season } from "../../../src/reference/season.ts";
import { recordKey } from "../port/keys.ts";

/** Every leaf of a season in one window, with the record keys that a server with the tests' secret would have. */
export function leafWindows(season: Season, tier: Tier, firstDay: number): LeafWindow[] {
  return leafWindowsBy(season, tier, firstDay, (encounter) =>
    recordKey(createHash("sha256").update(encounter).digest("hex").slice(0, 32)),
  );
}
