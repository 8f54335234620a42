import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where Debian installs PostgreSQL, by major version. */
const LIBRARIES = "/usr/lib/postgresql";
const PORT = 5432;

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
  return `postgresql://${login}@/${database}?host=${encodeURIComponent(folder)}&port=${PORT}`;
}

/**
 * Starts a private cluster in a new temporary folder. PostgreSQL refuses to run as root, so root hands it to
 * the `postgres` account that its package makes.
 */
export function startCluster(bin: string): Cluster {
  const folder = mkdtempSync(join(tmpdir(), "repere-pg-"));
  const asRoot = process.getuid?.() === 0;
  const run = (program: string, args: readonly string[]) => {
    const command = [join(bin, program), ...args];
    const [file, ...rest] = asRoot ? ["runuser", "-u", "postgres", "--", ...command] : command;
    execFileSync(file ?? program, rest, { stdio: ["ignore", "ignore", "pipe"], cwd: folder });
  };
  if (asRoot) execFileSync("chown", ["postgres", folder]);
  const data = join(folder, "data");
  const settings = `-k ${folder} -p ${PORT} -c listen_addresses= -c fsync=off -c max_connections=60`;
  try {
    run("initdb", [
      "-D",
      data,
      "-U",
      SUPERUSER,
      "-A",
      "trust",
      "-E",
      "UTF8",
      "--locale=C.UTF-8",
      "--no-sync",
    ]);
    run("pg_ctl", ["-D", data, "-w", "-t", "60", "-l", join(folder, "log"), "-o", settings, "start"]);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    folder,
    stop: () => {
      run("pg_ctl", ["-D", data, "-w", "-m", "immediate", "stop"]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
