import fc from "fast-check";
import { expect, test } from "vitest";
import { teamAddress, VIEWS } from "../../../src/features/team/team-address.ts";

test("an address reads back as it was written", () => {
  const address = fc.record({
    view: fc.constantFrom(...VIEWS),
    sector: fc.option(fc.oneof(fc.constant("new"), fc.uuid()), { nil: undefined }),
  });
  fc.assert(
    fc.property(address, (given) => {
      const expected = given.view === "sectors" ? given : { ...given, sector: undefined };
      expect(teamAddress.read(teamAddress.write(given))).toEqual(expected);
    }),
  );
});

test("unknown words lead to the first view", () => {
  expect(teamAddress.read(new URLSearchParams("vue=autre"))).toEqual({ view: "accounts", sector: undefined });
});
