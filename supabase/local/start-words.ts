import type { Notice, Step } from "./progress.ts";
import type { StartFault } from "./start-error.ts";
import type { OptionFault } from "./start-options.ts";

type Say = (facts: Readonly<Record<string, string>>) => string;

/** Everything `npm start` can say, in one language. */
export interface StartWords {
  readonly steps: Readonly<Record<Step, string>>;
  readonly notices: Readonly<Record<Notice, Say>>;
  readonly faults: Readonly<Record<StartFault, Say>>;
  readonly options: Readonly<Record<OptionFault, Say>>;
  readonly usage: string;
  readonly seconds: (value: number) => string;
  readonly ready: Say;
  readonly demoAccount: Say;
  readonly adminLink: Say;
  readonly metrics: Say;
  readonly stopHint: string;
  readonly stopped: string;
  readonly unexpected: Say;
  readonly askName: Say;
  readonly askGrid: Say;
  readonly badGrid: string;
  readonly askBasemap: string;
  readonly basemapHint: string;
}

/** French where the terminal speaks it, else English. */
export async function startWords(env: NodeJS.ProcessEnv): Promise<StartWords> {
  const language = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return language.toLowerCase().startsWith("fr")
    ? (await import("./start-words.fr.ts")).FRENCH
    : (await import("./start-words.en.ts")).ENGLISH;
}
