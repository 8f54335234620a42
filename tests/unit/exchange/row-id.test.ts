import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { batchIdOf, convert } from "../../../src/exchange/exchange.ts";
import { uuidOf } from "../../../src/exchange/row-id.ts";
import { hexOf, sha256 } from "../../../src/exchange/sha256.ts";
import { parisSetting, readAll } from "./setting.ts";

const HEADER = "date;créneau;latitude;longitude;nombre";

test("SHA-256 gives what the platform's gives, for every length around its blocks", () => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  fc.assert(
    fc.property(bytes, (input) => {
      expect(hexOf(sha256(input))).toBe(createHash("sha256").update(input).digest("hex"));
    }),
    { numRuns: 500 },
  );
});

test("an id is a UUID of version 8 that its name alone decides", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(uuidOf(one)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(uuidOf(one) === uuidOf(other)).toBe(one === other);
    }),
  );
});

async function idsOf(lines: readonly string[], team = "t"): Promise<string[]> {
  const { conversion } = await readAll([HEADER, ...lines].join("\n"), await parisSetting());
  const ids: string[] = [];
  for await (const part of convert(conversion, team)) ids.push(...part.rows.map(({ id }) => id));
  return ids;
}

const LINES = [
  "2024-03-01;soir;48.8566;2.3522;1",
  "2024-03-01;soir;48.8566;2.3522;1",
  "2024-03-01;soir;48.8840;2.3490;2",
  "2024-03-02;nuit;48.8840;2.3490;3",
  "2024-03-02;nuit;48.8566;2.3522;1",
  "2024-03-02;matin;48.8566;2.3522;0",
];

test("rows get the same ids in whatever order they stand, and equal rows get ids of their own", async () => {
  const expected = (await idsOf(LINES)).sort();
  expect(new Set(expected).size).toBe(LINES.length);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(LINES, { minLength: LINES.length }), async (shuffled) => {
      expect((await idsOf(shuffled)).sort()).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

test("a longer version of a file keeps the ids of the rows it had", async () => {
  const before = await idsOf(LINES.slice(0, 4));
  const after = await idsOf([...LINES.slice(4), ...LINES.slice(0, 4)]);
  expect(before.every((id) => after.includes(id))).toBe(true);
});

test("two points of one cell have one id, so that no id tells a position", async () => {
  const [one] = await idsOf(["2024-03-01;soir;48.8566;2.3522;1"]);
  const [other] = await idsOf(["2024-03-01;soir;48.8567;2.3523;1"]);
  expect(one).toBe(other);
});

test("the same row of two teams is two rows", async () => {
  expect(await idsOf(LINES.slice(0, 1), "a")).not.toEqual(await idsOf(LINES.slice(0, 1), "b"));
});

test("a column of the file's own ids tells equal rows apart in whatever order", async () => {
  const uuids = ["3f0c2a52-7d5e-4a58-9b0e-1d5f0b8f8a01", "3f0c2a52-7d5e-4a58-9b0e-1d5f0b8f8a02"];
  const file = (list: readonly string[]) =>
    [`uuid;${HEADER}`, ...list.map((uuid) => `${uuid};${LINES[0]}`)].join("\n");
  const ids = async (list: readonly string[]) => {
    const { conversion, detected } = await readAll(file(list), await parisSetting());
    expect(detected.mapping.columns["uuid"]).toBe("id");
    const found: string[] = [];
    for await (const part of convert(conversion, "t")) found.push(...part.rows.map(({ id }) => id));
    return found;
  };
  const [one, two] = await ids(uuids);
  expect(one).not.toBe(two);
  expect(await ids(uuids.toReversed())).toEqual([two, one]);
  expect(await ids(uuids.slice(1))).toEqual([two]);
});

test("a batch is named by its file, its mapping and its team", async () => {
  const setting = await parisSetting();
  const { conversion } = await readAll([HEADER, ...LINES].join("\n"), setting);
  const again = await readAll([HEADER, ...LINES].join("\n"), setting);
  const mapped = await readAll([HEADER, ...LINES].join("\n"), setting, { placeKind: "living" });
  const longer = await readAll([HEADER, ...LINES, LINES[0]].join("\n"), setting);
  const id = batchIdOf(conversion, "t");
  expect(batchIdOf(again.conversion, "t")).toBe(id);
  const others = [
    batchIdOf(conversion, "u"),
    batchIdOf(mapped.conversion, "t"),
    batchIdOf(longer.conversion, "t"),
  ];
  expect(new Set([id, ...others]).size).toBe(4);
});
