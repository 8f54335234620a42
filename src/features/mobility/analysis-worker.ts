/** Statistics beside the page: `new Worker(new URL("./analysis-worker.ts", import.meta.url), { type: "module" })`. */
import { type Answered, type Asked, analyse } from "./analysis.ts";

self.addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  const answered: Answered = { answer: analyse(data.name, data.ask) };
  self.postMessage(answered);
});
