import { randomUUID } from "node:crypto";
import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { StartError } from "../start-error.ts";
import { type Holder, isAlive, isNear, ownHolder, parseHolder } from "./holder.ts";

export interface FolderLock {
  /** Gives the folder back; at once, so that it also works while the process is ending. */
  release(): void;
}

export interface LockOptions {
  /** Told once the folder is another's, which took this process for dead: whatever is written from now on is lost. */
  readonly onLost: () => void;
  /** How often the holder writes its lock file anew, in milliseconds. */
  readonly beatMs?: number;
  /** How long a holder whose pid cannot be looked up may be silent before it counts as gone. */
  readonly silenceMs?: number;
}

const BEAT_MS = 2000;
const SILENCE_MS = 30_000;

/**
 * Takes a data folder for this process: PGlite has no lock of its own, and two processes on one folder lose
 * each other's rows. The lock of a process that is gone is taken over: at once where its pid can be looked up. A holder
 * in another container or on another machine, which share no pids with this one, writes its file anew every two
 * seconds, and counts as gone after 30 seconds of silence by the clock of the folder's file system.
 *
 * @throws StartError `folder_held` with the holder's pid, or `folder_held_elsewhere`.
 */
export async function lockFolder(folder: string, options: LockOptions): Promise<FolderLock> {
  const file = join(folder, "lock");
  const id = randomUUID();
  const mine = JSON.stringify(ownHolder(id));
  const draft = `${file}.${id}`;
  const handle = openSync(draft, "wx", 0o600);
  try {
    writeSync(handle, mine);
    if (!linked(draft, file)) {
      await setAsideStale(file, folder, { draft, id, silenceMs: options.silenceMs ?? SILENCE_MS });
      // A second try where the lock was stale.
      if (!linked(draft, file)) throw heldBy(parseHolder(read(file)), folder);
    }
  } catch (error) {
    closeSync(handle);
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return held({ file, handle, mine }, options);
}

/** A lock that this process took. The handle stays on its own file, so a beat never touches another's lock. */
interface Taken {
  readonly file: string;
  readonly handle: number;
  readonly mine: string;
}

function held({ file, handle, mine }: Taken, { onLost, beatMs = BEAT_MS }: LockOptions): FolderLock {
  const beat = () => {
    try {
      if (read(file) === mine) {
        writeSync(handle, mine, 0);
        return;
      }
    } catch {
      // A full disk, a volume that does not answer: the next beat may get through.
      return;
    }
    clearInterval(beats);
    onLost();
  };
  const beats = setInterval(beat, beatMs);
  beats.unref();
  let isReleased = false;
  const release = () => {
    if (isReleased) return;
    isReleased = true;
    clearInterval(beats);
    process.off("exit", release);
    closeSync(handle);
    try {
      if (read(file) === mine) rmSync(file, { force: true });
    } catch {
      // A volume that does not answer: the lock will be found stale.
    }
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

interface Taking {
  readonly draft: string;
  readonly id: string;
  readonly silenceMs: number;
}

/** Moves a dead process's lock away; whoever else did so first wins, and the next link decides. */
async function setAsideStale(file: string, folder: string, taking: Taking): Promise<void> {
  const found = read(file);
  const holder = parseHolder(found);
  const lives = holder && (isNear(holder) ? isAlive(holder) : await isHeard(file, found, taking));
  if (lives) throw heldBy(holder, folder);
  const aside = `${file}.stale.${taking.id}`;
  try {
    renameSync(file, aside);
    // Somebody took it over in between: that lock is alive and goes back.
    if (read(aside) !== found) linked(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  rmSync(aside, { force: true });
}

/** Whether a lock file is written anew, or by another holder, before its silence is over. */
async function isHeard(file: string, found: string | undefined, taking: Taking): Promise<boolean> {
  const last = writtenAt(file);
  // The draft was written just now, by the same clock as the lock file: the folder's file system.
  const silent = (writtenAt(taking.draft) ?? 0) - (last ?? 0);
  let left = taking.silenceMs - Math.max(silent, 0);
  while (left > 0) {
    const step = Math.min(left, taking.silenceMs / 60);
    await wait(step);
    left -= step;
    const text = read(file);
    if (text === undefined) return false;
    if (text !== found || writtenAt(file) !== last) return true;
  }
  return false;
}

function heldBy(holder: Holder | undefined, folder: string): StartError {
  const pid = holder ? String(holder.pid) : "?";
  return new StartError(holder && !isNear(holder) ? "folder_held_elsewhere" : "folder_held", { folder, pid });
}

function writtenAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
