import type { Random } from "../../src/domain/random.ts";

const WORDS = [
  "",
  " ",
  "lead",
  "educator",
  "total",
  "all",
  "evening",
  "2026-03-02",
  "2026-02-31",
  "0001-01-01 BC",
  "infinity",
  "-infinity",
  "now",
  "294277-01-01",
  "24:00:61",
  "null",
  "NaN",
  "true",
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-fffffffffff",
  "{1,2,3}",
  "{{1},{2,3}}",
  "{",
  "[0:1]={1,2}",
  '{"a":1}',
  "1e400",
  "0x7fffffff",
  "9223372036854775808",
  "-2147483649",
] as const;

/** Attempts to be read as SQL, as a path, as JSON path, as a setting, as a header. */
const SQL = [
  "' or true --",
  "'; drop table org.member; --",
  "$$; select pg_sleep(5); $$",
  "\\'; select 1; --",
  '"; reset role; --',
  "') union select password from auth.users --",
  "current_setting('repere.release_secret')",
  "%' like '%",
  "../../etc/passwd",
  '$.** ? (@ like_regex "(a+)+$")',
  "(a+)+$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
  "repere.today\r\nSet-Cookie: x=1",
  "{{7*7}}<script>alert(1)</script>",
] as const;

/** Text that breaks what counts letters, compares, or prints: zero bytes, lone surrogates, both directions, marks. */
const UNICODE = [
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "\u202e\u0627\u0644\u0639",
  "e\u0301".repeat(60),
  "\u{1f9d1}\u200d\u{1f680}".repeat(20),
  "\ufeff",
  "Ⅷ①²",
  "ß".repeat(81),
  "ﬁ\u2028\u2029",
  "\u{e0001}",
  "İı",
] as const;

const NUMBERS = [
  0, -0, 1, -1, 2, 7, 365, 20_001, 28_893_760, 99_999_999, 100_000_000, 2_147_483_647, 2_147_483_648,
  -2_147_483_648, 9_007_199_254_740_991, 1e21, 1e308, 5e-324, 0.1, -3.999_999_999,
] as const;

/** A value that no screen would send; `known` are texts that mean something here: ids, days, names of tiers. */
export function hostileValue(random: Random, known: readonly string[], depth = 0): unknown {
  const kind = random.int(depth > 3 ? 8 : 11);
  switch (kind) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
    case 3:
      return random.pick(NUMBERS);
    case 4:
      return random.pick(WORDS);
    case 5:
      return random.pick(SQL);
    case 6:
      return random.pick(UNICODE);
    case 7:
      return random.chance(0.15) ? "x".repeat(10 ** (1 + random.int(5))) : random.pick(known);
    case 8:
      return list(random, known, depth);
    case 9:
      return Object.fromEntries(
        Array.from({ length: random.int(5) }, () => [
          random.pick([...WORDS, ...SQL, ...UNICODE, ...known]),
          hostileValue(random, known, depth + 1),
        ]),
      );
    default:
      return nested(random);
  }
}

function list(random: Random, known: readonly string[], depth: number): unknown[] {
  const long = random.chance(0.1);
  if (long) return Array.from({ length: 10 ** (2 + random.int(3)) }, () => random.pick(NUMBERS));
  return Array.from({ length: random.int(5) }, () => hostileValue(random, known, depth + 1));
}

/** Lists within lists, up to a hundred deep. */
function nested(random: Random): unknown {
  let value: unknown = random.pick(NUMBERS);
  for (let level = random.int(100); level > 0; level--) value = [value];
  return value;
}

/** A value of about the type that an argument has, so that some calls get past the first check. */
export function likelyValue(random: Random, type: string, known: readonly string[]): unknown {
  switch (type) {
    case "uuid":
      return random.pick(known);
    case "integer":
    case "bigint":
      return random.pick([0, 1, 14, 100, 28_893_760]);
    case "integer[]":
      return Array.from({ length: 1 + random.int(4) }, () => 28_893_760 + random.int(4));
    case "boolean":
      return random.chance(0.5);
    case "date":
      return random.pick(["2026-03-02", "2026-06-01", "2025-12-29"]);
    case "jsonb":
    case "json":
      return random.pick<unknown>([[], {}, [{}], [{ service_date: "2026-03-02", rows: 1 }]]);
    default:
      return random.pick(["lead", "educator", "total", "all", "evening", "2026-03-02", "Fictif", ...known]);
  }
}
