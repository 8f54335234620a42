/**
 * Choices of the person that hold no record: language, theme. They alone outlive a sign-out. Private browsing may
 * refuse storage; a choice is then forgotten, which harms nobody.
 */
const PREFIX = "repere.choice.";

/** Reads a choice out of a closed list, or the fallback where none was made or storage is refused. */
export function readChoice<Value extends string>(
  name: string,
  allowed: readonly Value[],
  fallback: Value,
): Value {
  try {
    const stored = localStorage.getItem(PREFIX + name);
    return allowed.find((value) => value === stored) ?? fallback;
  } catch {
    return fallback;
  }
}

/** Keeps a choice on this device. */
export function writeChoice(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Storage is refused: the choice lasts until the page closes.
  }
}

const alsoCleared: (() => void)[] = [];

/** Names what else is forgotten when the storages are emptied: what a module keeps of them in memory. */
export function clearedWithStorage(forget: () => void): void {
  alsoCleared.push(forget);
}

/** Empties both storages of this origin, choices aside. */
export function clearStorage(): void {
  for (const forget of alsoCleared) forget();
  try {
    sessionStorage.clear();
    for (const key of Object.keys(localStorage)) if (!key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // Storage is refused: there is nothing to clear.
  }
}
