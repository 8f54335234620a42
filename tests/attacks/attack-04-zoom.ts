import { type Cell, cellsOf, type SizeKm } from "../../src/domain/grid.ts";
import { chancesOf, distance } from "../../src/reference/outputs.ts";
import { mechanismOf } from "../../src/reference/rules.ts";
import { exactly, type ReadingAttack } from "./attack.ts";
import { type Client, given } from "./http/client.ts";
import { squaresOf, undelta, windowsOf } from "./http/releases.ts";

/** Cells that lie in more than one leaf, over all seasons that an account can ask for. */
async function overlaps(client: Client, seasons: readonly number[]): Promise<number> {
  let twice = 0;
  for (const season of seasons) {
    const leafOf = new Map<Cell, number>();
    for (const { square, sizeKm, leaf } of await squaresOf(client, season)) {
      for (const cell of cellsOf(square as Cell, sizeKm as SizeKm)) {
        if (leafOf.has(cell)) twice++;
        leafOf.set(cell, leaf);
      }
    }
  }
  return twice;
}

/** Squares of the layer of living sites that are told twice, or are no 8 km squares. */
async function siteOverlaps(client: Client): Promise<number> {
  const { windows } = given<{ windows: { season_id: number }[] }>(await client.get("site_windows"));
  let twice = 0;
  for (const season of new Set(windows.map(({ season_id }) => season_id))) {
    const { leaf } = given<{ leaf: number[] }>(await client.get("site_leaves", { season }));
    const squares = undelta(leaf);
    twice += squares.length - new Set(squares).size;
    twice += squares.filter((square) => square % 8 !== 0 || Math.floor(square / 10_000) % 8 !== 0).length;
  }
  return twice;
}

/** Ten youths in one cell, told at 1, 2, 4 and 8 km with noise of its own each: exact, with one of them or without. */
function nestedLevels(): number {
  const mechanism = mechanismOf("educator");
  const chances = (n: number) => {
    const [free, none] = [100, ""];
    const tally = { name: "total/all", n, keySum: 0, members: none };
    const one = chancesOf(mechanism, [
      { ...tally, withoutBusiest: free, withoutTwo: free, withoutEncounter: free },
    ]);
    let joint = new Map([["", 1]]);
    for (let level = 0; level < 4; level++) {
      joint = new Map(
        [...joint].flatMap(([name, chance]) =>
          [...one].map(([shown, share]): [string, number] => [`${name}|${shown}`, chance * share]),
        ),
      );
    }
    return joint;
  };
  return Math.max(...[8, 9, 10, 11, 12, 13].map((n) => distance(chances(n), chances(n - 1))));
}

/** Attack 4: the same place told at several sizes. */
export const zoom: ReadingAttack = {
  id: 4,
  name: "zoom levels",
  bites: 0.3,
  async run({ say }, { leads: [lead], educators: [educator] }) {
    say("zoom: leaves of every season");
    const seasons = async (client: Client, tier: "lead" | "educator") => [
      ...new Set((await windowsOf(client, tier)).map(({ season_id }) => season_id)),
    ];
    return {
      parts: [
        exactly("cells in two leaves, lead", await overlaps(lead, await seasons(lead, "lead")), 0),
        exactly(
          "cells in two leaves, educator",
          await overlaps(educator, await seasons(educator, "educator")),
          0,
        ),
        exactly("districts of living sites told twice", await siteOverlaps(lead), 0),
      ],
      unprotected: nestedLevels(),
    };
  },
};
