import { exactly, type Findings, type HttpAttack } from "./attack.ts";
import { type Client, given } from "./http/client.ts";
import { leafCell } from "./http/records.ts";
import { type HeatAnswer, squaresOf, undelta, windowsOf } from "./http/releases.ts";
import { areaUnderCurve, permutedUpper } from "./measure/permutation.ts";

/** Leaves of the usual ground in the first quarter, by what they are: shown, hidden with somebody, or empty. */
interface Kinds {
  readonly shown: number;
  readonly hidden: number;
  readonly empty: number;
}

const CALLS = 2000;

/** Finds one leaf of each kind, by its number. */
async function leavesOfKinds(client: Client, counted: (cell: number) => number): Promise<Kinds> {
  const [window] = await windowsOf(client, "lead");
  const day = window?.starts_on ?? "";
  const heat = given<HeatAnswer>(
    await client.get("heat", { tier: "lead", from_window: day, to_window: day }),
  );
  const squares = await squaresOf(client, heat.season_id ?? 0);
  const numbers = undelta(heat.leaf);
  const ground = Array.from({ length: 32 }, (_, nth) => leafCell(Math.floor(nth / 8), nth % 8)).map(
    (cell) => {
      const at = squares.find(({ square }) => square === cell)?.leaf ?? -1;
      return { number: numbers[at] ?? -1, shown: (heat.class[at] ?? 0) > 0, n: counted(cell) };
    },
  );
  const one = (fits: (leaf: (typeof ground)[number]) => boolean) => ground.find(fits)?.number ?? -1;
  // Where nobody ever went lies the ring of the territory: its first leaf.
  return {
    shown: one(({ shown }) => shown),
    hidden: one(({ shown, n }) => !shown && n > 0),
    empty: one(({ n }) => n === 0) >= 0 ? one(({ n }) => n === 0) : (numbers[0] ?? -1),
  };
}

/** Bytes and values by which the answers about these leaves differ in shape. */
async function differences(client: Client, kinds: Kinds): Promise<{ bytes: number; rows: number }> {
  const answers = await Promise.all(
    Object.values(kinds).map(async (leaf) => (await client.get("leaf_history", { tier: "lead", leaf })).text),
  );
  const lengths = answers.map((text) => text.length);
  const rows = answers.map(
    (text) => given<{ class: number[] }>({ status: 200, text, headers: new Headers() }).class.length,
  );
  const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  return { bytes: spread(lengths), rows: spread(rows) };
}

/** The same of whole maps: windows of one season, which show more or fewer leaves. */
async function mapDifferences(client: Client): Promise<{ bytes: number; rows: number }> {
  const windows = await windowsOf(client, "educator");
  const season = windows[0]?.season_id;
  const answers = await Promise.all(
    windows
      .filter(({ season_id }) => season_id === season)
      .map(({ starts_on }) =>
        client.get("heat", { tier: "educator", from_window: starts_on, to_window: starts_on }),
      ),
  );
  const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  return {
    bytes: spread(answers.map(({ text }) => Buffer.byteLength(text))),
    rows: spread(answers.map((answer) => given<HeatAnswer>(answer).class.length)),
  };
}

/** Milliseconds of answers about two leaves, asked in turn. */
async function latencies(client: Client, one: number, other: number): Promise<[number[], number[]]> {
  const took: [number[], number[]] = [[], []];
  for (let call = 0; call < CALLS; call++) {
    // In pairs whose order changes, so that a busy moment of the machine falls on both.
    const which = (call + (call >> 1)) % 2 === 0 ? 0 : 1;
    const began = performance.now();
    await client.get("leaf_history", { tier: "lead", leaf: which === 0 ? one : other });
    took[which].push(performance.now() - began);
  }
  client.transcript.length = 0;
  return took;
}

/** Attack 13: whether an answer's rows, bytes or time tell hidden from empty, and both from shown. */
export const shape: HttpAttack = {
  id: 13,
  name: "rows, bytes and time of answers",
  bites: 0.99,
  async run({ full, say }, { leads: [lead], educators: [educator], rows }): Promise<Findings> {
    const counted = (cell: number) =>
      rows.filter((each) => {
        const north = Math.floor(each.cell / 10_000) - Math.floor(cell / 10_000);
        const east = (each.cell % 10_000) - (cell % 10_000);
        return north >= 0 && north < 2 && east >= 0 && east < 2 && each.service_date <= "2026-03-29";
      }).length;
    const kinds = await leavesOfKinds(lead, counted);
    const single = await differences(lead, kinds);
    const maps = await mapDifferences(educator);
    const parts = [
      exactly("rows of a leaf's history: shown, hidden, empty", single.rows, 0),
      exactly("bytes of a leaf's history: shown, hidden, empty", single.bytes, 0),
      exactly("rows of maps of one season", maps.rows, 0),
    ];
    if (full) {
      say(`shape: ${CALLS} calls, timed`);
      const [empty, hidden] = await latencies(lead, kinds.empty, kinds.hidden);
      const area = areaUnderCurve(empty, hidden);
      const beyond = permutedUpper(empty, hidden);
      // Within what shuffled labels give, time tells nothing at all, however busy the machine.
      parts.push(
        exactly(
          "time, hidden or empty: area under the curve",
          Math.max(area, 1 - area),
          Math.max(0.53, beyond),
        ),
      );
    }
    // Lower bounds of shown leaves have more digits than those of others: who may read the map sees as much.
    return {
      parts,
      unprotected: rowsOnlyWhereShown(),
      beside: { "bytes between maps of one season": maps.bytes },
    };
  },
};

/** An interface that sends rows for shown leaves only, or null for hidden and 0 for empty: the answer's shape tells. */
function rowsOnlyWhereShown(): number {
  const send = (value: number | null) => JSON.stringify({ class: [value] }).length;
  return send(null) !== send(0) ? 1 : 0;
}
