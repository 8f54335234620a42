// A worker thread starts from plain JavaScript; this one brings the TypeScript loader of the main thread.
import { register } from "tsx/esm/api";

register();
await import("./pglite-worker.ts");
