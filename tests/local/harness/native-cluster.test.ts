import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { findPostgres, removeAbandoned, startCluster } from "./native-cluster.ts";

const found = findPostgres();
const bin = "bin" in found ? found.bin : "";

/** A cluster whose run ended without stopping it. */
function abandonedCluster(): { folder: string; postmaster: number } {
  const { folder } = startCluster(bin);
  writeFileSync(join(folder, "owner"), String(spawnSync("true").pid));
  const postmaster = Number(readFileSync(join(folder, "data/postmaster.pid"), "utf8").split("\n")[0]);
  return { folder, postmaster };
}

function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

test.skipIf("absent" in found)("a cluster left running by a killed run is stopped and removed", () => {
  const { folder, postmaster } = abandonedCluster();
  removeAbandoned(bin);
  expect(existsSync(folder)).toBe(false);
  expect(isAlive(postmaster)).toBe(false);
});

test.skipIf("absent" in found)(
  "a cluster left on disk, whose server died with its machine, is removed",
  async () => {
    const { folder, postmaster } = abandonedCluster();
    process.kill(postmaster, "SIGKILL");
    await expect.poll(() => isAlive(postmaster)).toBe(false);
    expect(existsSync(join(folder, "data/postmaster.pid"))).toBe(true);
    removeAbandoned(bin);
    expect(existsSync(folder)).toBe(false);
  },
);

test.skipIf("absent" in found)("the cluster of a run that lives is left alone", () => {
  removeAbandoned(bin);
  const native = inject("nativePostgres");
  if ("absent" in native) throw new Error(native.absent);
  expect(existsSync(native.folder)).toBe(true);
});
