import { RefusedFile } from "../../exchange/errors.ts";
import type { Asked, Told } from "./reader-protocol.ts";
import { ReaderWork } from "./reader-work.ts";

/** Runs `ReaderWork` beside the page, so that a file of 100,000 rows never holds it up. */
const worker = self as unknown as DedicatedWorkerGlobalScope;
const tell = (told: Told) => worker.postMessage(told);
let toldAt = 0;
const work = new ReaderWork((progress) => {
  // Five times a second is as much as anybody reads.
  if (Date.now() - toldAt < 200) return;
  toldAt = Date.now();
  tell({ kind: "progress", progress });
});

worker.onmessage = async ({ data }: MessageEvent<Asked>) => {
  try {
    const outcome = await answer(data);
    tell(
      outcome.ok
        ? { kind: "answer", id: data.id, value: outcome.value }
        : { kind: "refused", id: data.id, error: outcome.error },
    );
  } catch (error) {
    tell({
      kind: "refused",
      id: data.id,
      error: error instanceof RefusedFile ? error.code : "reader_broken",
    });
  }
};

function answer(asked: Asked) {
  switch (asked.name) {
    case "open":
      return work.open(asked.ask);
    case "detect":
      return work.detect(asked.ask);
    case "look":
      return work.look(asked.ask);
    case "crs":
      return work.crs(asked.ask);
    case "rejected":
      return work.rejected(asked.ask);
    case "begin":
      return work.begin(asked.ask);
    case "next":
      return work.next();
  }
}
