import { statfsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseError } from "./database.ts";

const MEGABYTE = 2 ** 20;

/**
 * Room that must be left before anything is written: three log segments of 16 MB, of which recovery may need one.
 */
const RESERVE = 48 * MEGABYTE;

/** Room below which work that is under way is ended, while its thread can still be opened again. */
const FLOOR = 24 * MEGABYTE;

const LOOK_EVERY_MS = 100;

/** SQLSTATE `disk_full`. */
export const DISK_FULL = "53100";

function diskFull(): DatabaseError {
  return new DatabaseError("disk_full", DISK_FULL);
}

/** Free bytes where a folder lies; tests give their own. */
export type FreeBytes = (folder: string) => number;

function freeBytes(folder: string): number {
  try {
    const { bavail, blocks, bsize } = statfsSync(folder);
    // Some network file systems do not say.
    return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize;
  } catch (error) {
    // A folder that is still to be made lies where its parent does.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return freeBytes(dirname(resolve(folder)));
    return Number.POSITIVE_INFINITY;
  }
}

/**
 * Room on the disk of PGlite's folder. PostgreSQL ends itself where it cannot make a segment of its write-ahead log, and
 * starts again; PGlite 0.5 then turns in circles for ever (seen on a full tmpfs). So writing stops before.
 */
export class DiskRoom {
  private readonly folder: string | undefined;
  private readonly free: FreeBytes;

  constructor(folder: string | undefined, free: FreeBytes = freeBytes) {
    this.folder = folder;
    this.free = free;
  }

  /** Whether there is room to write; a database in memory has no disk. */
  hasReserve(): boolean {
    return this.folder === undefined || this.free(this.folder) >= RESERVE;
  }

  /** @throws DatabaseError 53100 where there is no room to write. */
  require(): void {
    if (!this.hasReserve()) throw diskFull();
  }

  /**
   * Ends work that fills the disk.
   *
   * @param end makes the work fail; it is awaited before the error is.
   * @throws DatabaseError 53100 where it had to be ended.
   */
  async watch<T>(work: () => Promise<T>, end: () => Promise<void>): Promise<T> {
    const { folder } = this;
    if (folder === undefined) return work();
    let ending: Promise<void> | undefined;
    const looks = setInterval(() => {
      if (!ending && this.free(folder) < FLOOR) ending = end();
    }, LOOK_EVERY_MS);
    try {
      return await work();
    } catch (error) {
      if (!ending) throw error;
      await ending;
      throw diskFull();
    } finally {
      clearInterval(looks);
    }
  }
}
