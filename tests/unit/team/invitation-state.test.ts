import { expect, test } from "vitest";
import { canonicalAddress } from "../../../src/app/url-state.ts";
import { linkOf } from "../../../src/domain/invitation-link.ts";
import { stateOf } from "../../../src/features/team/invitation-state.ts";

const fresh = { used: false, revoked: false, expires_at: "2026-11-30T10:00:00Z" };
const now = Date.parse("2026-11-25T10:00:00Z");

test("an invitation waits until it is used, revoked or seven days old", () => {
  expect(stateOf(fresh, now)).toBe("waiting");
  expect(stateOf({ ...fresh, used: true }, now)).toBe("used");
  expect(stateOf({ ...fresh, revoked: true }, now)).toBe("revoked");
  expect(stateOf(fresh, Date.parse("2026-11-30T10:00:00Z"))).toBe("expired");
});

test("a used invitation stays used after its last day", () => {
  expect(stateOf({ ...fresh, used: true }, Date.parse("2027-01-01T00:00:00Z"))).toBe("used");
});

test("the page opens an invitation's link on the door, with the code in the fragment", () => {
  const link = new URL(linkOf("ABCD-EFGH-0123", "http://127.0.0.1:8787"));
  expect(link.search + link.pathname).toBe("/");
  expect(canonicalAddress(link.pathname, link.hash)).toBe("/rejoindre#ABCD-EFGH-0123");
});
