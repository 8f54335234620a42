import { expect, test } from "vitest";
import { leavable } from "../../../src/data/leavable-storage.ts";

function inMemory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

test("a refresh that answers after the sign-out brings no session back, and takes none from the next person", () => {
  const tab = inMemory();
  const first = leavable(tab);
  first.storage.setItem("session", "first");
  expect(first.storage.getItem("session")).toBe("first");
  first.leave();
  tab.removeItem("session");
  first.storage.setItem("session", "refreshed late");
  expect(tab.getItem("session")).toBeNull();
  const second = leavable(tab);
  second.storage.setItem("session", "second");
  first.storage.removeItem("session");
  expect(first.storage.getItem("session")).toBeNull();
  expect(second.storage.getItem("session")).toBe("second");
});
