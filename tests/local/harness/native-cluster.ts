import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
  stop(): void;
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
export function startCluster(bin: string): Cluster {
  removeAbandoned(bin);
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(folder, "owner"), String(process.pid));
  if (isRoot()) execFileSync("chown", ["postgres", folder]);
  const data = join(folder, "data");
  const settings = `-k ${folder} -p ${PORT} -c listen_addresses= -c fsync=off -c max_connections=60`;
  const created = ["-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];
  try {
    runProgram(bin, folder, "initdb", ["-D", data, ...created]);
    runProgram(bin, folder, "pg_ctl", ["-D", data, "-w", "-l", join(folder, "log"), "-o", settings, "start"]);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return { folder, stop: () => stopCluster(bin, folder) };
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
