import type { Tier } from "../../src/domain/release.ts";
import { addDays } from "../../src/domain/slot.ts";
import { chancesOf } from "../../src/reference/outputs.ts";
import { mechanismOf } from "../../src/reference/rules.ts";
import { type Contribution, talliesOf } from "../../src/reference/tally.ts";
import { chanceShown } from "../../src/reference/targets.ts";
import { exactly, type HttpAttack, type Part } from "./attack.ts";
import { type Client, given } from "./http/client.ts";
import { FIRST_DAY, importFile, leafCell, type Row, row } from "./http/records.ts";
import { type HeatAnswer, squaresOf } from "./http/releases.ts";
import type { World } from "./http/world.ts";

/** Where each way of padding is tried: rows of leaves, north of the usual ground, each leaf once. */
const TRIES = 24;
const WAYS = {
  "nine fakes and one youth": { north: 8, split: [9, 0, 1] },
  "five and four fakes from two accounts, and one youth": { north: 11, split: [5, 4, 1] },
  "two hundred fakes and one youth": { north: 14, split: [200, 0, 1] },
} as const;
type Way = (typeof WAYS)[keyof typeof WAYS];
const FORGED_NORTH = 17;
const REPEATED_NORTH = 20;

function cellOf(north: number, nth: number): number {
  return leafCell(north + Math.floor(nth / 8), nth % 8);
}

/** Three visits on three days, one youth a visit or more. */
function rowsAt(cell: number, youths: number): Row[] {
  const perDay = [0, 1, 2].map((day) => Math.floor((youths + 2 - day) / 3));
  return perDay.flatMap((count, day) =>
    count > 0 ? [row({ cell, service_date: addDays(FIRST_DAY, 1 + day), count })] : [],
  );
}

async function plant({ leads, teams: [team] }: World): Promise<void> {
  for (const [nth, lead] of leads.entries()) {
    const rows = Object.values(WAYS).flatMap(({ north, split }) =>
      Array.from({ length: TRIES }, (_, at) => rowsAt(cellOf(north, at), split[nth] ?? 0)).flat(),
    );
    // Visits with nobody met, so that three visits on three days never hinder the attacker.
    const visits = Object.values(WAYS).flatMap(({ north }) =>
      Array.from({ length: TRIES }, (_, at) =>
        [3, 4, 5].map((day) =>
          row({ cell: cellOf(north, at), service_date: addDays(FIRST_DAY, day), count: 0 }),
        ),
      ).flat(),
    );
    await importFile(lead, team, [...rows, ...visits]);
  }
  const [lead] = leads;
  // A recorder column that the importer made up and the dpo does not approve: twenty names for one hand.
  const forged = Array.from({ length: 8 }, (_, at) =>
    Array.from({ length: 60 }, (__, nth) =>
      row({
        cell: cellOf(FORGED_NORTH, at),
        service_date: addDays(FIRST_DAY, nth % 20),
        recorder: nth % 20,
      }),
    ),
  ).flat();
  await importFile(lead, team, forged, { column: true });
  // One file of 40 youths in each of 8 leaves, imported by all three leads.
  const repeated = Array.from({ length: 8 }, (_, at) => rowsAt(cellOf(REPEATED_NORTH, at), 40)).flat();
  for (const each of leads) await importFile(each, team, repeated, { name: "the same file" });
}

/** Share of these leaves that show anything in the first window. */
async function shownShare(client: Client, tier: Tier, cells: readonly number[]): Promise<number> {
  const heat = given<HeatAnswer>(
    await client.get("heat", { tier, from_window: FIRST_DAY, to_window: FIRST_DAY }),
  );
  const squares = await squaresOf(client, heat.season_id ?? 0);
  const shown = cells.filter((cell) => {
    const own = squares.find(({ square }) => square === cell);
    if (!own) throw new Error("a planted leaf is not there");
    return (heat.class[own.leaf] ?? 0) > 0;
  });
  return shown.length / cells.length;
}

/** Attack 7: a youth's leaf padded up to the threshold. */
export const padding: HttpAttack = {
  id: 7,
  name: "padding",
  bites: 0.99,
  plant,
  async run({ say }, { leads: [lead], educators: [educator] }) {
    say("padding: leaves with invented records around one youth");
    const parts: Part[] = [];
    const look = async (name: string, cells: readonly number[]) => {
      parts.push(exactly(`lead, ${name}: leaves shown`, await shownShare(lead, "lead", cells), 0));
      parts.push(
        exactly(`educator, ${name}: leaves shown`, await shownShare(educator, "educator", cells), 0),
      );
    };
    const cells = (north: number, count: number) =>
      Array.from({ length: count }, (_, at) => cellOf(north, at));
    for (const [name, { north }] of Object.entries(WAYS)) await look(name, cells(north, TRIES));
    await look("a forged recorder column", cells(FORGED_NORTH, 8));
    await look("one file from three accounts", cells(REPEATED_NORTH, 8));
    // Two dozen leaves may have good luck: the chance itself is computed beside, over the noise.
    for (const tier of ["lead", "educator"] as const) {
      for (const [name, { split }] of Object.entries(WAYS)) {
        parts.push(exactly(`${tier}, ${name}: chance of being shown`, shownChance(tier, split), 0));
      }
    }
    return { parts, unprotected: trueThreshold(WAYS["nine fakes and one youth"]) };
  },
};

/** Chance that a leaf is shown where recorders wrote so many records each. */
function shownChance(tier: Tier, split: readonly number[]): number {
  const people = split.flatMap((count, recorder) =>
    Array.from(
      { length: count },
      (_, nth): Contribution => ({
        recorder: String(recorder),
        encounter: `${recorder} ${nth}`,
        recordKey: 0,
        placeKind: "wandering",
        ageBand: "?",
        gender: "?",
      }),
    ),
  );
  return chanceShown(chancesOf(mechanismOf(tier), talliesOf(tier, people)));
}

/** Raw counts shown from ten: nine fakes alone are hidden, and with the youth they are not. */
function trueThreshold({ split }: Way): number {
  const shown = (n: number) => n >= 10;
  const fakes = split[0] + split[1];
  return Number(shown(fakes + split[2])) - Number(shown(fakes));
}
