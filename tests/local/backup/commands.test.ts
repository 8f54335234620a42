import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Launched, launch } from "../server/launch.ts";

const ROOT = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "repere-commands-"));
const data = join(folder, "data");
const at = (name: string) => join(folder, name);
const PASSPHRASE = "invented words of a test";

interface Compared {
  table: string;
  backup: unknown;
  restored: unknown;
  same: boolean;
}
interface Ran {
  readonly code: number | null;
  readonly err: string;
  readonly out: string;
}

/** Runs a command of supabase/local/backup with secrets in a folder of the test's own. */
function run(name: string, words: readonly string[], secrets = "secrets"): Promise<Ran> {
  const script = `supabase/local/backup/${name}.ts`;
  const child = spawn(process.execPath, ["--import", "tsx", script, ...words], {
    cwd: ROOT,
    env: { ...process.env, REPERE_SECRETS: at(secrets), LANG: "en_GB.UTF-8", LC_ALL: "", DATABASE_URL: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  return new Promise((done) => child.once("close", (code) => done({ code, out, err })));
}

let server: Launched;
let ran: Ran;
let file = "";
beforeAll(async () => {
  writeFileSync(at("phrase"), `${PASSPHRASE}\n`, { mode: 0o600 });
  server = launch(folder, [
    "--empty",
    "--json",
    "--data",
    data,
    "--port",
    "0",
    "--name",
    "Association fictive",
  ]);
  if (!(await server.ready)) throw new Error(server.said());
  ran = await run("backup", ["--data", data, "--json"]);
  file = JSON.parse(ran.out).made.file;
  // Half a minute on an idle machine.
}, 600_000);
afterAll(() => {
  server.child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test("a running server makes the backup, which is read back and compared table by table", () => {
  expect(ran.code).toBe(0);
  const answer = JSON.parse(ran.out) as { verified: Compared[]; made: { tables: unknown[] } };
  expect(answer.verified.length).toBe(answer.made.tables.length);
  expect(answer.verified.every(({ same }) => same)).toBe(true);
  expect(readdirSync(join(data, "backups")).sort()).toEqual(["erasures.jsonl", file.split("/").at(-1)]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("as long as the keys are on this disk alone, the start and the backup say so; saving them ends it", async () => {
  expect(server.said()).toContain("on this disk alone");
  expect(ran.err).toContain("on this disk alone");
  const keys = ["--data", data, "--keys", at("keys.age"), "--passphrase-file", at("phrase")];
  const saved = await run("backup", keys);
  expect([saved.code, saved.out]).toEqual([0, expect.stringContaining("release.key\njwt.key\nbackup.key")]);
  expect(statSync(at("keys.age")).mode & 0o777).toBe(0o600);
  const again = await run("backup", ["--data", data, "--json", "--no-verify"]);
  expect(again.err).not.toContain("on this disk alone");
  writeFileSync(at("short"), "short\n");
  const short = await run("backup", [
    "--data",
    data,
    "--json",
    "--keys",
    at("k2"),
    "--passphrase-file",
    at("short"),
  ]);
  expect([JSON.parse(short.out).error, existsSync(at("k2"))]).toEqual(["short_passphrase", false]);
});

test("on a new machine the backup and the file of keys bring everything back, once", async () => {
  const target = ["--data", at("new"), "--keys", at("keys.age"), "--json"];
  const words = [file, ...target, "--passphrase-file", at("phrase")];
  writeFileSync(at("wrong"), "other invented words\n");
  const wrong = await run("restore", [file, ...target, "--passphrase-file", at("wrong")], "elsewhere");
  expect([wrong.code, JSON.parse(wrong.out).error]).toEqual([1, "wrong_passphrase"]);
  const restored = await run("restore", words, "elsewhere");
  expect(restored.err).toBe("");
  const answer = JSON.parse(restored.out) as { tables: Compared[]; header: { folder: { id: string } } };
  expect(answer.tables.every(({ same }) => same)).toBe(true);
  const { id } = answer.header.folder;
  for (const name of ["release.key", "jwt.key", "backup.key"]) {
    const [old, fresh] = ["secrets", "elsewhere"].map((where) =>
      readFileSync(join(at(where), id, name), "utf8"),
    );
    expect(fresh).toBe(old);
    for (const said of [restored.out, restored.err, ran.out, ran.err, server.said()]) {
      expect(said).not.toContain(old?.trim());
      expect(said).not.toContain(PASSPHRASE);
    }
  }
  expect(JSON.parse((await run("restore", words, "elsewhere")).out).error).toBe("not_empty");
});

test("without its key or its list of erasures nothing is restored", async () => {
  const alone = at("alone.age");
  writeFileSync(alone, readFileSync(file));
  chmodSync(alone, 0o600);
  const bare = await run("restore", [alone, "--data", at("other"), "--json"], "nowhere");
  expect([bare.code, JSON.parse(bare.out).error]).toEqual([1, "no_identity"]);
  const words = [
    alone,
    "--data",
    at("other"),
    "--keys",
    at("keys.age"),
    "--passphrase-file",
    at("phrase"),
    "--json",
  ];
  const unlisted = await run("restore", words, "nowhere");
  expect([unlisted.code, JSON.parse(unlisted.out).error]).toEqual([1, "no_journal"]);
  expect(existsSync(join(at("other"), "pg"))).toBe(false);
});
