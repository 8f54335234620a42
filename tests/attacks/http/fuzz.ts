import { randomUUID } from "node:crypto";
import type { Random } from "../../../src/domain/random.ts";
import type { ProductFunction } from "./functions.ts";

const WORDS = [
  ...["", " ", "\u0000", "é", "💥", "null", "undefined", "NaN", "-0", "1e400", "0x41", "true"],
  ...[
    "' or 1=1 --",
    "'; drop table field.contact; --",
    "\\",
    "%",
    "_",
    "../../etc/passwd",
    "<script>alert(1)</script>",
  ],
  ...[
    "lead",
    "educator",
    "total",
    "all",
    "gender",
    "girl",
    "boy",
    "?",
    "admin",
    "2026-01-05",
    "2025-12-29",
    "0001-01-01",
  ],
  ...[
    "99999-12-31",
    "infinity",
    "-infinity",
    "2026-02-30",
    "{}",
    "[]",
    "{1,2,3}",
    "$1",
    "pg_sleep(5)",
    "\u202e",
    "A".repeat(5000),
  ],
];
const NUMBERS = [
  0, -1, 1, 2, 28883760, 99999999, 100000000, 2147483647, 2147483648, -2147483649, 9007199254740991, 1e21,
  0.1, 1e-9,
];

/** A value of any kind, now and then of the right one. */
function anyValue(random: Random, type: string, depth = 0): unknown {
  const kind = random.int(depth > 2 ? 5 : 9);
  if (random.chance(0.35)) return likely(random, type);
  switch (kind) {
    case 0:
      return null;
    case 1:
      return random.pick(NUMBERS);
    case 2:
      return random.chance(0.5);
    case 3:
      return randomUUID();
    case 4:
      return random.pick(WORDS);
    case 5:
    case 6:
      return Array.from({ length: random.int(6) }, () => anyValue(random, type, depth + 1));
    default:
      return Object.fromEntries(
        Array.from({ length: random.int(5) }, () => [
          random.pick([
            "id",
            "cell",
            "rows",
            "count",
            "service_date",
            "status",
            "stops",
            "__proto__",
            "",
            "🔑",
          ]),
          anyValue(random, type, depth + 1),
        ]),
      );
  }
}

function likely(random: Random, type: string): unknown {
  if (type === "uuid") return randomUUID();
  if (type.startsWith("integer[")) return [28883760 + random.int(9)];
  if (type === "integer") return random.pick([1, 2, 3, 28883760]);
  if (type === "boolean") return random.chance(0.5);
  if (type === "date") return random.pick(["2026-01-05", "2025-12-29", "2026-07-20"]);
  return random.pick(WORDS);
}

/** Arguments for a function: right names mostly, sometimes one too few, one too many, or none. */
export function anyArguments(random: Random, called: ProductFunction): Record<string, unknown> {
  const names = called.args.filter(() => random.chance(0.95));
  const args = Object.fromEntries(names.map(({ name, type }) => [name, anyValue(random, type)]));
  return random.chance(0.03) ? { ...args, [random.pick(["extra", "select", "caller", "role"])]: 1 } : args;
}

/** Refusals that the product documents: SQLSTATEs of the house, of bad input, and PostgREST's own words. */
const CODES =
  /^(42501|RP0(0[1-7]|1[0-2])|22P02|22P05|22003|22007|22008|22009|22023|22021|22P03|21000|25006|54000|54001|PGRST\d{3}|RP\d{3})$/;

/** Whether an answer is one of those that are allowed: done, or a documented refusal that holds no data. */
export function isAllowed(status: number, text: string): boolean {
  if (status === 200 || status === 204) return text === "" || isJson(text);
  if (status >= 500 || !isJson(text)) return false;
  const body = JSON.parse(text) as { code?: unknown; details?: unknown };
  return typeof body.code === "string" && CODES.test(body.code) && (body.details ?? null) === null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
