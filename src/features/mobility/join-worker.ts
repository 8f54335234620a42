import { RefusedFile } from "../../exchange/errors.ts";
import type { JoinAsked, JoinTold } from "./join-protocol.ts";
import { JoinWork } from "./join-work.ts";

/** Runs `JoinWork` beside the page, so that a file of a million rows never holds it up. */
const worker = self as unknown as DedicatedWorkerGlobalScope;
const tell = (told: JoinTold) => worker.postMessage(told);
let toldAt = 0;
const work = new JoinWork((part) => {
  // Five times a second is as much as anybody reads.
  if (Date.now() - toldAt < 200) return;
  toldAt = Date.now();
  tell({ kind: "progress", part });
});

worker.onmessage = async ({ data }: MessageEvent<JoinAsked>) => {
  try {
    const outcome = await answer(data);
    if (outcome.ok) tell({ kind: "answer", id: data.id, value: outcome.value });
    else tell({ kind: "refused", id: data.id, error: outcome.error });
  } catch (error) {
    const code = error instanceof RefusedFile ? error.code : "reader_broken";
    tell({ kind: "refused", id: data.id, error: code });
  }
};

function answer(asked: JoinAsked) {
  switch (asked.name) {
    case "open":
      return work.open(asked.ask);
    case "take":
      return work.take(asked.ask);
    case "join":
      return work.join(asked.ask);
  }
}
