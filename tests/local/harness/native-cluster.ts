import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where Debian installs PostgreSQL, by major version. */
const LIBRARIES = "/usr/lib/postgresql";
const PORT = 5432;
const PREFIX = "repere-pg-";

/** Superuser of the cluster; it prepares databases and runs no test. */
export const SUPERUSER = "postgres";
/** Login that applies migrations: no superuser, only a member of `repere_owner`. */
export const MIGRATOR = "repere_migrator";
/** A database that was migrated, to be copied by tests. */
export const TEMPLATE = "repere_template";

/** A running PostgreSQL of our own: reachable through a socket in its folder, and through no port. */
export interface Cluster {
  readonly folder: string;
  /** Starts it again, after `crash` or a halt. */
  start(): void;
  /** Kills every process of it at once (SIGKILL), as a machine's end would: nothing is written any more. */
  crash(): void;
  /** Ends its sessions and stops it in good order. */
  halt(): void;
  isRunning(): boolean;
  /** Stops it for good and removes its folder. */
  stop(): void;
}

export interface ClusterOptions {
  /** Further settings of the server, `name=value`. */
  readonly settings?: readonly string[];
  /** Socket folder of a running cluster that it copies and follows as a streaming replica. */
  readonly follows?: string;
  /** Its first login; `SUPERUSER` where absent. */
  readonly superuser?: string;
}

/** Programs of the newest PostgreSQL ≥ 15 that has PostGIS, or the reason why there is none. */
export function findPostgres(): { bin: string } | { absent: string } {
  const versions = existsSync(LIBRARIES) ? readdirSync(LIBRARIES).map(Number) : [];
  const usable = versions
    .filter((version) => version >= 15 && existsSync(join(LIBRARIES, String(version), "bin/initdb")))
    .sort((a, b) => b - a);
  if (usable.length === 0) return { absent: `no PostgreSQL ≥ 15 in ${LIBRARIES}` };
  const found = usable.find((version) =>
    existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`),
  );
  if (found === undefined) return { absent: `PostgreSQL ${usable.join(", ")} has no PostGIS` };
  return { bin: join(LIBRARIES, String(found), "bin") };
}

/** Address of a database of the cluster for a login. */
export function addressOf(folder: string, login: string, database: string): string {
  // The host is named twice: the one of the query is the socket's folder and counts, and URL needs the other.
  return `postgresql://${login}@localhost/${database}?host=${encodeURIComponent(folder)}&port=${PORT}`;
}

/** Runs a program of PostgreSQL in a folder. It refuses to run as root, who hands it to its package's account. */
function runProgram(bin: string, folder: string, program: string, args: readonly string[]): void {
  const command = [join(bin, program), ...args];
  const [file, ...rest] = isRoot() ? ["runuser", "-u", "postgres", "--", ...command] : command;
  execFileSync(file ?? program, rest, { stdio: ["ignore", "ignore", "pipe"], cwd: folder });
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Starts a private cluster in a new temporary folder. */
export function startCluster(
  bin: string,
  { settings = [], follows, superuser = SUPERUSER }: ClusterOptions = {},
): Cluster {
  removeAbandoned(bin);
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(folder, "owner"), String(process.pid));
  if (isRoot()) execFileSync("chown", ["postgres", folder]);
  const data = join(folder, "data");
  const own = [
    `-k ${folder} -p ${PORT} -c listen_addresses=`,
    "fsync=off",
    "max_connections=60",
    ...settings,
  ];
  const start = () =>
    runProgram(bin, folder, "pg_ctl", [
      ...["-D", data, "-w", "-t", "120", "-l", join(folder, "log"), "-o", own.join(" -c "), "start"],
    ]);
  try {
    if (follows === undefined) makeData(bin, folder, data, superuser);
    else copyData(bin, folder, data, follows);
    start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    folder,
    start,
    crash: () => killAll(folder),
    halt: () => runProgram(bin, folder, "pg_ctl", ["-D", data, "-w", "-m", "fast", "stop"]),
    isRunning: () => isListening(bin, folder),
    stop: () => stopCluster(bin, folder),
  };
}

function makeData(bin: string, folder: string, data: string, superuser: string): void {
  const created = ["-U", superuser, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];
  runProgram(bin, folder, "initdb", ["-D", data, ...created]);
}

/** A copy of a running cluster that goes on following it (-R writes where and standby.signal). */
function copyData(bin: string, folder: string, data: string, source: string): void {
  const from = ["-h", source, "-p", String(PORT), "-U", SUPERUSER];
  runProgram(bin, folder, "pg_basebackup", [
    "-D",
    data,
    ...from,
    "-R",
    "-X",
    "stream",
    "--no-sync",
    "-c",
    "fast",
  ]);
}

/** Stops the postmaster, so that it starts none anew, and kills everything that works in its folder. */
function killAll(folder: string): void {
  const data = join(folder, "data");
  process.kill(Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]), "SIGSTOP");
  const all = readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && worksIn(pid, data));
  for (const pid of all) process.kill(pid, "SIGKILL");
  while (all.some(isRunningProcess)) spawnSync("sleep", ["0.02"]);
  // Where nobody collects what has ended (a container without an init), its number would pass for a running server.
  for (const lock of ["data/postmaster.pid", `.s.PGSQL.${PORT}.lock`])
    rmSync(join(folder, lock), { force: true });
}

function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

/** Whether a process still runs; one that ended and waits to be collected does not. */
function isRunningProcess(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

function stopCluster(bin: string, folder: string): void {
  if (isListening(bin, folder)) {
    runProgram(bin, folder, "pg_ctl", ["-D", join(folder, "data"), "-w", "-m", "immediate", "stop"]);
  }
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Whether the cluster of a folder runs. Its socket tells: the process number in `postmaster.pid` outlives a
 * server that was killed, or a machine that was switched off, and may by then be another program's.
 */
function isListening(bin: string, folder: string): boolean {
  const asked = spawnSync(join(bin, "pg_isready"), ["-q", "-h", folder, "-p", String(PORT)]);
  const refusing = 1;
  return asked.status === 0 || asked.status === refusing;
}

/** Removes the clusters of runs that were killed before they could stop them. */
export function removeAbandoned(bin: string): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const owner = join(folder, "owner");
    if (existsSync(owner) && !isAlive(Number(readFileSync(owner, "utf8")))) stopCluster(bin, folder);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another account's process may not be signalled, and is alive.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
