import { randomFrom } from "../../src/domain/random.ts";
import { NOISE_BOUND, NOISE_SHARES } from "../../src/reference/noise.ts";
import { type Attack, type Context, exactly, type Findings, type Part } from "./attack.ts";
import { valueDistance } from "./measure/research-evidence.ts";
import {
  chiSquareZ,
  type Distribution,
  GOOGLE_Z,
  geometric,
  meanZ,
  neighbourZ,
  varianceZ,
} from "./measure/tolerance.ts";
import { withDatabase } from "./sql/database.ts";
import { cellDraws, geometricDraws, type Histogram } from "./sql/samples.ts";

const DRAWS = { full: 1_000_000, reduced: 60_000 };
/** Samplers of research tables; partitions draw as their totals do. */
const RESEARCH = [
  { name: "research total and partition", numerator: 3, denominator: 4 },
  { name: "research tables and flows", numerator: 7, denominator: 8 },
] as const;

/** The design's tables: p(v) = e^(−b·v²) / Z up to ±D. */
function tableOf(name: string, bound: number, b: number): Distribution {
  const weight = (value: number) => (Math.abs(value) > bound ? 0 : Math.exp(-b * value * value));
  let sum = 0;
  for (let value = -bound; value <= bound; value++) sum += weight(value);
  return { name, probability: (value) => weight(value) / sum, farthest: bound };
}

const STAFF = tableOf("staff noise", NOISE_BOUND, 0.163999921461);
const SITES = tableOf("noise of living sites", 2, 0.517978677211241);

function momentParts(name: string, drawn: Histogram, of: Distribution): Part[] {
  return [
    exactly(`${name}: mean, z`, meanZ(drawn, of), GOOGLE_Z),
    exactly(`${name}: variance, z`, varianceZ(drawn, of), GOOGLE_Z),
    exactly(`${name}: every value (χ²), z`, chiSquareZ(drawn, of), GOOGLE_Z),
  ];
}

/** What one record changes in a research table, exactly and at every n: (1 − α) / (1 + α) at most. */
function worstEveryN(alpha: number): number {
  return Math.max(...Array.from({ length: 300 }, (_, at) => valueDistance(at + 1, alpha)));
}

/** The sampler that many have used: Laplace noise, rounded. Its zero is too rare: .134 instead of .143. */
function roundedLaplace(alpha: number, draws: number): Histogram {
  const random = randomFrom("rounded laplace");
  const drawn = new Map<number, number>();
  for (let nth = 0; nth < draws; nth++) {
    const side = random.chance(0.5) ? 1 : -1;
    const value = Math.round((side * Math.log(1 - random.next())) / Math.log(alpha)) + 0;
    drawn.set(value, (drawn.get(value) ?? 0) + 1);
  }
  return drawn;
}

async function run({ full, say }: Context): Promise<Findings> {
  const draws = full ? DRAWS.full : DRAWS.reduced;
  const parts: Part[] = [
    // The table in the code against the design's formula: its 2^32 steps leave 10⁻⁹.
    exactly(
      "staff noise: table against formula",
      Math.max(...NOISE_SHARES.map((share, at) => Math.abs(share - STAFF.probability(at - NOISE_BOUND)))),
      1e-9,
    ),
  ];
  await withDatabase(async (db) => {
    for (const { name, numerator, denominator } of RESEARCH) {
      say(`samplers: ${draws} draws, ${name}`);
      const alpha = numerator / denominator;
      const drawn = await geometricDraws(db, numerator, denominator, draws);
      parts.push(...momentParts(name, drawn, geometric(alpha)));
      const again = await geometricDraws(db, numerator, denominator, draws);
      const epsilon = Math.log(denominator / numerator);
      parts.push(
        exactly(`${name}: neighbouring databases at ε, z`, neighbourZ(drawn, again, epsilon), GOOGLE_Z),
      );
      const beyond = worstEveryN(alpha) - (1 - alpha) / (1 + alpha);
      parts.push(exactly(`${name}: total variation at the worst n, beyond (1 − α) / (1 + α)`, beyond, 1e-6));
    }
    for (const [layer, of] of [
      ["encounters", STAFF],
      ["sites", SITES],
    ] as const) {
      say(`samplers: ${draws} draws, ${of.name}`);
      parts.push(...momentParts(of.name, await cellDraws(db, layer, draws), of));
    }
  });
  const naive = roundedLaplace(3 / 4, DRAWS.full);
  return { parts, unprotected: chiSquareZ(naive, geometric(3 / 4)), beside: { draws } };
}

/** Attack 22: a sampler whose noise is not what it says protects less than it says. */
export const samplers: Attack = { id: 22, name: "samplers", bites: GOOGLE_Z, run };
