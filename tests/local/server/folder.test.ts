import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newFolder, readFolder, writeFolder } from "../../../supabase/local/folder/folder.ts";
import { readSecrets, secretsFolder } from "../../../supabase/local/folder/secrets.ts";
import { leaveServerFile } from "../../../supabase/local/folder/server-file.ts";
import { StartError } from "../../../supabase/local/start-error.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "repere-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof StartError) return error.fault;
    throw error;
  }
  return "none";
}

const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);

test("a new folder gets its secrets outside it, readable by its owner alone", () => {
  const where = secretsFolder("id", { REPERE_SECRETS: join(folder, "secrets") });
  const secrets = readSecrets(where, true);
  expect(secrets.release).toMatch(/^[0-9a-f]{64}$/);
  expect(secrets.accounts).toHaveLength(32);
  expect(secrets.release).not.toBe(Buffer.from(secrets.accounts).toString("hex"));
  expect([mode(where), mode(join(where, "release.key")), mode(join(where, "jwt.key"))]).toEqual([
    "700",
    "600",
    "600",
  ]);
  expect(readSecrets(where, false)).toEqual(secrets);
  expect(readSecrets(where, true).release).toBe(secrets.release);
});

test("secrets live under XDG_CONFIG_HOME, or the home folder's .config", () => {
  expect(secretsFolder("id", { XDG_CONFIG_HOME: "/x" })).toBe("/x/repere/id");
  expect(secretsFolder("id", {})).toMatch(/\/\.config\/repere\/id$/);
});

test("a lost release secret is never made again; a lost accounts' key is, and it is said", () => {
  const where = join(folder, "secrets");
  const before = readSecrets(where, true);
  rmSync(join(where, "release.key"));
  rmSync(join(where, "jwt.key"));
  const after = readSecrets(where, false);
  expect(after.release).toBeUndefined();
  expect(existsSync(join(where, "release.key"))).toBe(false);
  expect(after.accountsRenewed).toBe(true);
  expect(after.accounts).not.toEqual(before.accounts);
  expect(readSecrets(where, false)).toEqual({ ...after, accountsRenewed: false });
});

test("a secret that was cut short is no secret", () => {
  const where = join(folder, "secrets");
  readSecrets(where, true);
  writeFileSync(join(where, "release.key"), "abc");
  expect(readSecrets(where, false).release).toBeUndefined();
});

test("folder.json is read as it was written, and what cannot be read stops the start", () => {
  expect(readFolder(folder)).toBeUndefined();
  const facts = newFolder({
    demo: false,
    grid: { srid: 3035, offsetEKm: 0, offsetNKm: 0 },
    today: "2026-03-02",
  });
  writeFolder(folder, facts);
  expect(readFolder(folder)).toEqual(facts);
  expect(mode(join(folder, "folder.json"))).toBe("600");
  writeFileSync(join(folder, "folder.json"), '{"id":');
  expect(faultOf(() => readFolder(folder))).toBe("folder_unreadable");
});

test("server.json is its owner's alone, also over a file that others could read", () => {
  writeFileSync(join(folder, "server.json"), "old", { mode: 0o644 });
  const take = leaveServerFile(folder, { url: "http://127.0.0.1:1", pid: 1, key: "k" });
  expect(mode(join(folder, "server.json"))).toBe("600");
  take();
  expect(existsSync(join(folder, "server.json"))).toBe(false);
});
