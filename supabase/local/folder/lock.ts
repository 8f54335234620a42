import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../start-error.ts";

/** Who holds a data folder. */
interface Holder {
  readonly pid: number;
  /** When that process began, as the kernel counts it: a later process may get the same pid. */
  readonly began: string;
}

export interface FolderLock {
  /** Gives the folder back; at once, so that it also works while the process is ending. */
  release(): void;
}

/**
 * Takes a data folder for this process: PGlite has no lock of its own, and two processes on one folder lose
 * each other's rows. The lock of a process that is gone is taken over.
 *
 * @throws StartError `folder_held` with the holder's pid.
 */
export function lockFolder(folder: string): FolderLock {
  const file = join(folder, "lock");
  const mine = JSON.stringify({ pid: process.pid, began: beginningOf(process.pid) ?? "" } satisfies Holder);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    // A second round for a lock that was stale.
    if (!linked(draft, file)) {
      setAsideStale(file, folder);
      if (!linked(draft, file)) throw new StartError("folder_held", { folder, pid: pidOf(readHolder(file)) });
    }
  } finally {
    rmSync(draft, { force: true });
  }
  const release = () => {
    if (read(file) === mine) rmSync(file, { force: true });
    process.off("exit", release);
  };
  process.once("exit", release);
  return { release };
}

function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Moves a dead process's lock away; whoever else did so first wins, and the next link decides. */
function setAsideStale(file: string, folder: string): void {
  const found = read(file);
  const holder = readHolder(file);
  if (holder && isAlive(holder)) throw new StartError("folder_held", { folder, pid: pidOf(holder) });
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
    // Somebody took it over in between: that lock is alive and goes back.
    if (read(aside) !== found) linked(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  rmSync(aside, { force: true });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    const { pid, began } = JSON.parse(read(file) ?? "") as Partial<Holder>;
    return typeof pid === "number" && pid > 0 ? { pid, began: String(began ?? "") } : undefined;
  } catch {
    return undefined;
  }
}

function pidOf(holder: Holder | undefined): string {
  return holder ? String(holder.pid) : "?";
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, under another account.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = beginningOf(pid);
  return began === "" || now === undefined || now === began;
}

/** Boot and start time of a process on Linux (field 22 of /proc/PID/stat); undefined elsewhere. */
function beginningOf(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const boot = read("/proc/sys/kernel/random/boot_id")?.trim();
  // The second field may hold spaces and parentheses; the third follows its last parenthesis.
  const ticks = stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  return ticks === undefined ? undefined : `${boot ?? ""} ${ticks}`;
}
