import type { CallError } from "../../data/call.ts";
import type { Detected, Mapping, Setting } from "../../exchange/mapping.ts";
import type { OpenChoices } from "../../exchange/open-file.ts";
import type { Look, ReadError } from "./reader-protocol.ts";

/** A file that was chosen, and what the person corrected about how it is cut into rows. */
export interface Chosen {
  readonly file: File;
  readonly choices: OpenChoices;
  readonly setting: Setting;
}

/** A file that could be read: how, and what would become of it. */
export interface Read {
  readonly digest: string;
  readonly detected: Detected;
  /** What the person settled; detection fills in the rest. */
  readonly settled: Partial<Mapping>;
  readonly look:
    | { readonly kind: "waiting" }
    | { readonly kind: "blocked" }
    | { readonly kind: "failed"; readonly error: ReadError }
    | { readonly kind: "ready"; readonly value: Look };
}

/** A row that the server refused; the device had let it pass. */
interface ServerRejected {
  readonly line: number;
  readonly code: string;
}

/** How far the sending is, in rows of the file. */
export interface Sent {
  readonly batch: string;
  readonly done: number;
  readonly total: number;
  readonly accepted: number;
  readonly repeated: number;
  /** Rows that the device rejected. */
  readonly rejected: number;
  readonly refused: readonly ServerRejected[];
}

/** The one import of this tab, from the choice of a file to its end. */
export type ImportState =
  | { readonly kind: "none" }
  | { readonly kind: "reading"; readonly chosen: Chosen }
  | { readonly kind: "refused"; readonly chosen: Chosen; readonly error: ReadError }
  | {
      readonly kind: "ready";
      readonly chosen: Chosen;
      readonly read: Read;
    }
  | {
      readonly kind: "sending";
      readonly chosen: Chosen;
      readonly read: Read;
      readonly sent: Sent;
      readonly stops: boolean;
    }
  | {
      readonly kind: "stopped";
      readonly chosen: Chosen;
      readonly read: Read;
      readonly sent: Sent;
      /** Undefined: the person stopped it. */
      readonly error: CallError | ReadError | undefined;
    }
  | { readonly kind: "done"; readonly chosen: Chosen; readonly read: Read; readonly sent: Sent };

/** Nothing sent yet of a batch. */
export function nothingSent(batch: string, total: number): Sent {
  return { batch, done: 0, total, accepted: 0, repeated: 0, rejected: 0, refused: [] };
}

/** Sent rows after one more portion was answered. */
export function sentAfter(
  sent: Sent,
  part: { readonly lines: readonly number[]; readonly rejected: readonly unknown[]; readonly done: number },
  answer: {
    readonly accepted: number;
    readonly repeated: number;
    readonly rejected: readonly { readonly index: number; readonly code: string }[];
  },
): Sent {
  const refused = answer.rejected.map(({ index, code }) => ({ line: part.lines[index] ?? 0, code }));
  return {
    ...sent,
    done: part.done,
    accepted: sent.accepted + answer.accepted,
    repeated: sent.repeated + answer.repeated,
    rejected: sent.rejected + part.rejected.length,
    refused: [...sent.refused, ...refused],
  };
}

/** Whether a file can be imported as it is read now. */
export function isImportable(read: Read): boolean {
  return read.look.kind === "ready" && read.look.value.summary.accepted > 0;
}

/** Problems that leave nothing to look at before they are settled. */
export const BLOCKING: ReadonlySet<string> = new Set([
  "no_date_column",
  "no_place_column",
  "unknown_crs",
  "no_rows",
  "grid_not_metric",
]);
