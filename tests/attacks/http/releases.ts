import { BREAKDOWNS, type Breakdown, categoriesOf, type Tier } from "../../../src/domain/release.ts";
import { type Client, given } from "./client.ts";

export interface WindowAnswer {
  readonly windows: readonly {
    readonly starts_on: string;
    readonly ends_on: string;
    readonly season_id: number;
    readonly shown_leaves: number;
    readonly at_least: number;
  }[];
}

export interface HeatAnswer {
  readonly season_id: number | null;
  readonly windows: number;
  /** Differences of leaf numbers. */
  readonly leaf: readonly number[];
  readonly class: readonly number[];
  readonly at_least: readonly number[];
}

export async function windowsOf(client: Client, tier: Tier): Promise<WindowAnswer["windows"]> {
  return given<WindowAnswer>(await client.get("windows", { tier })).windows;
}

/** Every table of a tier: breakdown and category. */
export function tablesOf(tier: Tier): readonly { breakdown: Breakdown; category: string }[] {
  return BREAKDOWNS.flatMap((breakdown) =>
    categoriesOf(tier, breakdown).map((category) => ({ breakdown, category })),
  );
}

/** Everything that an account can fetch of its releases, window by window and table by table, as bytes. */
export async function snapshotOf(client: Client, tier: Tier): Promise<Map<string, string>> {
  const bytes = new Map<string, string>();
  for (const { starts_on, season_id } of await windowsOf(client, tier)) {
    for (const { breakdown, category } of tablesOf(tier)) {
      const args = { tier, breakdown, category, from_window: starts_on, to_window: starts_on };
      bytes.set(`${starts_on} ${breakdown}/${category}`, (await client.get("heat", args)).text);
    }
    bytes.set(`leaves ${season_id}`, (await client.get("leaves", { season: season_id })).text);
  }
  return bytes;
}

/** Running sums of differences: how columns of numbers are sent. */
export function undelta(steps: readonly number[]): number[] {
  let sum = 0;
  return steps.map((step) => {
    sum += step;
    return sum;
  });
}

/** Squares of a season's leaves: which leaf (its place in the list) each belongs to. */
export async function squaresOf(
  client: Client,
  season: number,
): Promise<{ square: number; sizeKm: number; leaf: number }[]> {
  const answer = given<{ square_leaf_index: number[]; square: number[]; size_km: number[] }>(
    await client.get("leaves", { season }),
  );
  const squares = undelta(answer.square);
  const leaves = undelta(answer.square_leaf_index);
  return squares.map((square, at) => ({ square, sizeKm: answer.size_km[at] ?? 0, leaf: leaves[at] ?? -1 }));
}
