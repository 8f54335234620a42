/** Statistics beside the page: `new Worker(new URL("./analysis-worker.ts", import.meta.url), { type: "module" })`. */
import { type Answered, type Asked, analyse } from "./analysis.ts";
import { unpackQuestion } from "./analysis-wire.ts";

self.addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  const ask = unpackQuestion(data.packed) as Parameters<typeof analyse>[1];
  const answered: Answered = { answer: analyse(data.name, ask) };
  self.postMessage(answered);
});
