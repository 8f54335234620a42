import fc from "fast-check";
import { expect, test } from "vitest";
import { requestState, rolesGranted, sortRequests } from "../../../src/features/protection/requests.ts";

const batch = fc.record({
  finished_at: fc.option(fc.constant("2026-11-20T10:00:00Z")),
  undone_at: fc.option(fc.constant("2026-11-21T10:00:00Z")),
  recorder_approved: fc.option(fc.boolean()),
});

test("an undone import leaves nothing to decide, whatever was decided", () => {
  fc.assert(
    fc.property(batch, (each) => {
      const { kind } = requestState({ ...each, undone_at: "2026-11-21T10:00:00Z" });
      expect(kind).toBe("undone");
    }),
  );
});

test("only a finished import without a decision can be decided for the first time", () => {
  fc.assert(
    fc.property(batch, (each) => {
      const isPending = requestState(each).kind === "pending";
      const expected =
        each.finished_at !== null && each.undone_at === null && each.recorder_approved === null;
      expect(isPending).toBe(expected);
    }),
  );
});

test("every request stands in one part of the screen, those to decide first", () => {
  fc.assert(
    fc.property(fc.array(batch, { maxLength: 12 }), (batches) => {
      const { waiting, others } = sortRequests(batches);
      expect(waiting.length + others.length).toBe(batches.length);
      const kinds = waiting.map((each) => requestState(each).kind);
      expect(kinds.lastIndexOf("pending")).toBeLessThan(
        kinds.includes("unfinished") ? kinds.indexOf("unfinished") : Number.POSITIVE_INFINITY,
      );
    }),
  );
});

test("roles are told by number of accounts and newest day, and by nothing else", () => {
  const granted = rolesGranted([
    { role: "lead", joined_at: "2026-09-01T08:00:00Z" },
    { role: "lead", joined_at: "2026-10-01T08:00:00Z" },
    { role: "dpo", joined_at: "2026-09-02T08:00:00Z" },
  ]);
  expect(granted).toEqual([
    { role: "dpo", accounts: 1, newest: "2026-09-02" },
    { role: "lead", accounts: 2, newest: "2026-10-01" },
  ]);
});
