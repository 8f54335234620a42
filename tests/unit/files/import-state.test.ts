import { expect, test } from "vitest";
import { recorderFact } from "../../../src/features/files/fate-facts.ts";
import { nothingSent, sentAfter } from "../../../src/features/files/import-state.ts";

test("rows that the server refuses are named by their line in the file", () => {
  const part = { lines: [2, 3, 5], rejected: [{}, {}], done: 5 };
  const answer = { accepted: 1, repeated: 1, rejected: [{ index: 2, code: "bad_cell" }] };
  const sent = sentAfter(nothingSent("b", 9), part, answer);
  expect(sent).toEqual({
    batch: "b",
    done: 5,
    total: 9,
    accepted: 1,
    repeated: 1,
    rejected: 2,
    refused: [{ line: 5, code: "bad_cell" }],
  });
});

test("portions add up: every row of the file is accepted, repeated, refused or rejected once", () => {
  const first = { lines: [2, 3, 4], rejected: [{}], done: 4 };
  const second = { lines: [6, 7], rejected: [], done: 6 };
  const half = sentAfter(nothingSent("b", 6), first, { accepted: 3, repeated: 0, rejected: [] });
  const all = sentAfter(half, second, {
    accepted: 0,
    repeated: 1,
    rejected: [{ index: 0, code: "date_in_future" }],
  });
  expect(all.accepted + all.repeated + all.refused.length + all.rejected).toBe(all.total);
});

test("one file without a recorder column shows nothing by itself while fewer than three recorders count", () => {
  expect(recorderFact(null, 0)).toEqual({ kind: "one", counted: 0 });
  expect(recorderFact(null, 2)).toEqual({ kind: "one", counted: 2 });
  expect(recorderFact(null, 3)).toEqual({ kind: "enough" });
});

test("a recorder column is a proposal, and too few values in it stay too few", () => {
  expect(recorderFact(2, 1)).toEqual({ kind: "proposed", recorders: 2, isEnough: false });
  expect(recorderFact(6, 0)).toEqual({ kind: "proposed", recorders: 6, isEnough: true });
});
