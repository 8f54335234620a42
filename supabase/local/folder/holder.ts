import { readFileSync, readlinkSync } from "node:fs";

/** Who holds a data folder, as its lock file says. */
export interface Holder {
  readonly pid: number;
  /** When that process began, as the kernel counts it: a later process may get the same pid. */
  readonly began: string;
  /** Where that pid means something: a boot of a machine and, in it, a container. Absent in locks of earlier versions. */
  readonly place?: string;
  /** The taking of the lock. */
  readonly id?: string;
}

/** This process, as a holder. */
export function ownHolder(id: string): Holder {
  return { pid: process.pid, began: beginningOf(process.pid) ?? "", place: ownPlace(), id };
}

/** Reads a lock file's text; undefined where it was cut short. */
export function parseHolder(text: string | undefined): Holder | undefined {
  try {
    const { pid, began, place, id } = JSON.parse(text ?? "") as Partial<Holder>;
    if (typeof pid !== "number" || pid <= 0) return undefined;
    return {
      pid,
      began: String(began ?? ""),
      ...(typeof place === "string" ? { place } : {}),
      ...(typeof id === "string" ? { id } : {}),
    };
  } catch {
    return undefined;
  }
}

/** Whether this process can look a holder's pid up. */
export function isNear({ place }: Holder): boolean {
  return place === undefined || place === ownPlace();
}

/** Whether a holder that is near still runs. */
export function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, under another account.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = beginningOf(pid);
  return began === "" || now === undefined || now === began;
}

/** Boot and process namespace on Linux; elsewhere nothing is known, and every lock counts as near. */
function ownPlace(): string {
  try {
    return `${readlinkSync("/proc/self/ns/pid")} ${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}`;
  } catch {
    return "";
  }
}

/** Boot and start time of a process on Linux (field 22 of /proc/PID/stat); undefined elsewhere. */
function beginningOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    // The second field may hold spaces and parentheses; the third follows its last parenthesis.
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return ticks === undefined ? undefined : `${boot} ${ticks}`;
  } catch {
    return undefined;
  }
}
