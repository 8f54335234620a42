import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type LockOptions, lockFolder } from "../../../supabase/local/folder/lock.ts";
import { StartError } from "../../../supabase/local/start-error.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "repere-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function faultOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof StartError) return `${error.fault} ${error.facts["pid"] ?? ""}`.trim();
    throw error;
  }
  return "none";
}

/** Pid of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => child.once("exit", resolve));
  return child.pid ?? 0;
}

const lockFile = () => join(folder, "lock");
/** Far shorter than the product's, and apart by enough for a busy machine. */
const QUICK = { beatMs: 100, silenceMs: 3000 };
const lock = (options: Partial<LockOptions> = {}) =>
  lockFolder(folder, { onLost: () => expect.unreachable("lost"), ...options });

test("a folder is held by one process; the refusal names it", async () => {
  const mine = await lock();
  expect(await faultOf(() => lock())).toBe(`folder_held ${process.pid}`);
  mine.release();
  expect(readdirSync(folder)).toEqual([]);
  (await lock()).release();
});

test("the lock of a process that is gone is taken over", async () => {
  writeFileSync(lockFile(), JSON.stringify({ pid: await deadPid(), began: "" }));
  const mine = await lock();
  expect(JSON.parse(readFileSync(lockFile(), "utf8"))).toMatchObject({ pid: process.pid });
  mine.release();
});

test.runIf(process.platform === "linux")(
  "a pid that another process got after a restart holds nothing",
  async () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, began: "another-boot 1" }));
    (await lock()).release();
  },
);

test("a lock that was cut short holds nothing", async () => {
  writeFileSync(lockFile(), '{"pi');
  (await lock()).release();
});

test("a process whose lock was taken over is told, and does not remove the new one", async () => {
  const lost = new Promise<void>((onLost) => {
    void lock({ ...QUICK, onLost }).then((mine) => {
      rmSync(lockFile());
      writeFileSync(lockFile(), JSON.stringify({ pid: 1, began: "" }));
      void lost.then(mine.release);
    });
  });
  await lost;
  await new Promise(setImmediate);
  expect(JSON.parse(readFileSync(lockFile(), "utf8"))).toEqual({ pid: 1, began: "" });
});

/** A lock of another container: its pid is no process here, or another one. */
const farHolder = () =>
  JSON.stringify({ pid: process.pid, began: "", place: "another container", id: "far" });

test("a holder in another container keeps the folder as long as it writes its lock anew", async () => {
  writeFileSync(lockFile(), farHolder());
  const beats = setInterval(() => writeFileSync(lockFile(), farHolder()), QUICK.beatMs);
  expect(await faultOf(() => lock(QUICK))).toBe(`folder_held_elsewhere ${process.pid}`);
  clearInterval(beats);
  expect(readFileSync(lockFile(), "utf8")).toBe(farHolder());
});

test("a holder in another container that fell silent loses the folder: after a while, or at once where it was long ago", async () => {
  writeFileSync(lockFile(), farHolder());
  (await lock(QUICK)).release();
  writeFileSync(lockFile(), farHolder());
  const before = new Date(Date.now() - 3_600_000);
  utimesSync(lockFile(), before, before);
  (await lock({ silenceMs: 600_000 })).release();
});

test("a lock is written anew as long as it is held", async () => {
  const mine = await lock(QUICK);
  const first = statSync(lockFile()).mtimeMs;
  await expect.poll(() => statSync(lockFile()).mtimeMs).toBeGreaterThan(first);
  mine.release();
});

/** Starts processes that each try to take the folder, and stay until all have answered; their answers. */
async function takers(count: number, command: readonly string[] = []): Promise<string[]> {
  const script = `
    const { lockFolder } = await import(${JSON.stringify(join(import.meta.dirname, "../../../supabase/local/folder/lock.ts"))});
    await lockFolder(${JSON.stringify(folder)}, { onLost() {} }).then(() => console.log("held"), (error) => console.log(error.message));
    process.stdin.on("end", () => process.exit()).resume();`;
  const [program = "", ...words] = [...command, process.execPath, "--import", "tsx"];
  const children = Array.from({ length: count }, () =>
    spawn(program, [...words, "--input-type=module", "-e", script]),
  );
  const ends = children.map((child) => new Promise<void>((resolve) => child.once("exit", () => resolve())));
  const answers = await Promise.all(
    children.map(
      (child, at) =>
        new Promise<string>((resolve) => {
          child.stdout.once("data", (text: Buffer) => resolve(text.toString().trim()));
          void ends[at]?.then(() => resolve("ended"));
        }),
    ),
  );
  for (const child of children) child.stdin.end();
  await Promise.all(ends);
  return answers;
}

test("of many processes at once exactly one gets a folder with a stale lock", async () => {
  writeFileSync(lockFile(), JSON.stringify({ pid: await deadPid(), began: "" }));
  const answers = await takers(4);
  expect(answers.filter((answer) => answer === "held")).toHaveLength(1);
  expect(answers.filter((answer) => answer === "folder_held")).toHaveLength(3);
});

const ownPids = ["unshare", "--pid", "--fork", "--mount-proc"];
test.skipIf(spawnSync("unshare", [...ownPids.slice(1), "true"]).status !== 0)(
  "a process with pids of its own, as a container has, sees that the folder is held",
  async () => {
    const mine = await lock();
    expect(await takers(2, ownPids)).toEqual(["folder_held_elsewhere", "folder_held_elsewhere"]);
    mine.release();
  },
);
