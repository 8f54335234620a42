import { fail, type Outcome, succeed } from "../../domain/outcome.ts";
import type { Conversion } from "../../exchange/conversion.ts";
import { allCrs } from "../../exchange/crs.ts";
import type { RejectedRow } from "../../exchange/errors.ts";
import {
  batchIdOf,
  convert,
  detect,
  type OpenedFile,
  openTable,
  prepare,
  preview,
  summarise,
} from "../../exchange/exchange.ts";
import { MAX_BYTES } from "../../exchange/limits.ts";
import type { Converted, Mapping, Setting } from "../../exchange/mapping.ts";
import type { Progress } from "../../exchange/pace.ts";
import { crsMatching } from "./crs-search.ts";
import type { Look, Opened, Questions, ReadError } from "./reader-protocol.ts";
import { rejectedCsv, rejectedRowsOf } from "./rejected-rows.ts";

/** Rows shown beside what becomes of them. */
const PREVIEW_ROWS = 12;

type Answers<Name extends keyof Questions> = Promise<Outcome<Questions[Name]["answer"], ReadError>>;

/** The worker's side of an import: the file stays here whole, the page gets figures, a few rows and portions. */
export class ReaderWork {
  readonly #tell: (progress: Progress) => void;
  #file: OpenedFile | undefined;
  #setting: Setting | undefined;
  #rejected: readonly RejectedRow[] = [];
  #portions: AsyncGenerator<Converted> | undefined;

  constructor(tell: (progress: Progress) => void) {
    this.#tell = tell;
  }

  async open({ file, choices, setting }: Questions["open"]["ask"]): Answers<"open"> {
    if (file.size > MAX_BYTES) return fail("file_too_large");
    const bytes = await bytesOf(file);
    if (!bytes) return fail("file_gone");
    const opened = await openTable(bytes, choices, { onProgress: this.#tell });
    if (!opened.ok) return opened;
    this.#file = opened.value;
    this.#setting = setting;
    const detected = await detect(opened.value, setting);
    if (!detected.ok) return detected;
    return succeed<Opened>({ digest: opened.value.digest, detected: detected.value });
  }

  async detect({ settled }: Questions["detect"]["ask"]): Answers<"detect"> {
    if (!this.#file || !this.#setting) return fail("reader_broken");
    return detect(this.#file, this.#setting, settled);
  }

  async look({ mapping }: Questions["look"]["ask"]): Answers<"look"> {
    const conversion = await this.#prepare(mapping);
    if (!conversion.ok) return conversion;
    const summary = await summarise(conversion.value, { onProgress: this.#tell });
    if (!summary.ok) return summary;
    this.#rejected = summary.value.rejected;
    const rejected = rejectedRowsOf(summary.value.rejected);
    return succeed<Look>({
      preview: preview(conversion.value, PREVIEW_ROWS),
      summary: { ...summary.value, rejected },
    });
  }

  async crs({ query, also }: Questions["crs"]["ask"]): Answers<"crs"> {
    return succeed(crsMatching(await allCrs(), query, also));
  }

  async rejected({ words }: Questions["rejected"]["ask"]): Answers<"rejected"> {
    return succeed(rejectedCsv(this.#rejected, words));
  }

  async begin({ mapping, team }: Questions["begin"]["ask"]): Answers<"begin"> {
    const conversion = await this.#prepare(mapping);
    if (!conversion.ok) return conversion;
    this.#portions = convert(conversion.value, team);
    return succeed({ batch: batchIdOf(conversion.value, team) });
  }

  async next(): Answers<"next"> {
    if (!this.#portions) return fail("reader_broken");
    const step = await this.#portions.next();
    return succeed(step.done ? null : step.value);
  }

  async #prepare(mapping: Mapping): Promise<Outcome<Conversion, ReadError>> {
    if (!this.#file || !this.#setting) return fail("reader_broken");
    return prepare(this.#file, mapping, this.#setting);
  }
}

/** The bytes of a file, or undefined when it was moved, changed or withdrawn since it was chosen. */
async function bytesOf(file: File): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}
