import type { Observer } from "./request-facts.ts";

/** A server's log: its own lines and, as JSON, one for each request. */
export interface ServerLog {
  readonly line: (text: string) => void;
  readonly observe: Observer | undefined;
}

/**
 * Words for a person, or with REPERE_LOG=json one object a line for a collector: `{time, event, …}`. Either holds codes,
 * names of functions and times; who called, from where and with what is not known here, so it cannot slip in.
 */
export function serverLog(
  form: string | undefined,
  write: (text: string) => void,
  now: () => Date = () => new Date(),
): ServerLog {
  if (form !== "json") {
    return { line: (text) => write(`${now().toISOString()} ${text}`), observe: undefined };
  }
  const tell = (facts: Readonly<Record<string, unknown>>) =>
    write(JSON.stringify({ time: now().toISOString(), ...facts }));
  return {
    line: (text) => tell({ event: "notice", text }),
    observe: ({ kind, call, method, status, seconds }) => {
      // Probes come every few seconds and say nothing while all is well.
      if (kind === "probe" && status < 400) return;
      const named = call === "" ? {} : { call };
      tell({ event: "request", kind, ...named, method, status, ms: Math.round(seconds * 1000) });
    },
  };
}
