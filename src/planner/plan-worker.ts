/** The Web Worker: `new Worker(new URL("./plan-worker.ts", import.meta.url), { type: "module" })`. */
import { serve } from "./serve.ts";
import type { ToWorker } from "./worker-messages.ts";

const answer = serve((message) => self.postMessage(message));

self.addEventListener("message", (event: MessageEvent<ToWorker>) => answer(event.data));
