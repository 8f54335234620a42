import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { actionWord } from "../../../src/features/protection/log-actions.ts";
import { type LogSearch, logAddress, NO_SEARCH } from "../../../src/features/protection/log-address.ts";
import { PARTS, partAt, partLink } from "../../../src/features/protection/parts.ts";

const root = join(import.meta.dirname, "../../..");

/** Every action that the server writes as a literal. */
function writtenActions(): string[] {
  const files = ["supabase/logic", "supabase/local"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(sql|ts)$/.test(file))
      .map((file) => readFileSync(join(root, folder, file), "utf8")),
  );
  const found = files.flatMap((text) => [...text.matchAll(/audit\.write\(\s*'([a-z_]+)'/g)]);
  return [...new Set(found.map((match) => match[1] ?? ""))];
}

test("every action that the server writes has words in the log", () => {
  const written = writtenActions();
  expect(written.length).toBeGreaterThan(30);
  expect(written.filter((action) => actionWord(action) === undefined)).toEqual([]);
});

test("an action without words is none: names of an object's own machinery are not words", () => {
  for (const action of ["constructor", "__proto__", "", "no_such"])
    expect(actionWord(action)).toBeUndefined();
});

test("a search stands in the address and is read back; what is malformed is no condition", () => {
  const search = fc.record({
    action: fc.option(fc.constantFrom("policy_saved", "signed_in"), { nil: undefined }),
    member: fc.option(fc.uuid(), { nil: undefined }),
    subject: fc.option(fc.uuid(), { nil: undefined }),
    fromDay: fc.option(fc.constantFrom("2026-02-28", "2025-12-31"), { nil: undefined }),
    toDay: fc.option(fc.constantFrom("2026-03-01"), { nil: undefined }),
  }) as fc.Arbitrary<LogSearch>;
  fc.assert(
    fc.property(search, (each) => {
      expect(logAddress.read(logAddress.write(each))).toEqual(each);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const params = new URLSearchParams({
        action: `x${text}`,
        compte: `x${text}`,
        id: `x${text}`,
        du: `x${text}`,
      });
      expect(logAddress.read(params)).toEqual(NO_SEARCH);
    }),
  );
});

test("every part of the screen has an address of its own, and no other address is one", () => {
  const links = PARTS.map((part) => partLink("/protection", part));
  expect(new Set(links).size).toBe(PARTS.length);
  for (const part of PARTS) expect(partAt("/protection", partLink("/protection", part))).toBe(part);
  expect(partAt("/protection", "/protection/ailleurs")).toBe("requests");
});
