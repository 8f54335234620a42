import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Every file of a folder, with its bytes. */
export function* filesOf(folder: string): Generator<{ path: string; bytes: Buffer }> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    yield { path, bytes: readFileSync(path) };
  }
}

/** Files that hold any of these. */
export function filesWith(folder: string, forms: readonly Buffer[]): string[] {
  return [...filesOf(folder)]
    .filter(({ bytes }) => forms.some((form) => bytes.includes(form)))
    .map(({ path }) => path);
}

/** Files that others of the machine may read. */
export function openFiles(folder: string): string[] {
  return [...filesOf(folder)]
    .map(({ path }) => path)
    .filter((path) => (statSync(path).mode & 0o077) !== 0 && !isInside(path, folder));
}

/** Whether one of the folders above, up to the data folder, is closed to others. */
function isInside(path: string, folder: string): boolean {
  for (let at = join(path, ".."); at.startsWith(folder); at = join(at, "..")) {
    if ((statSync(at).mode & 0o077) === 0) return true;
  }
  return false;
}
