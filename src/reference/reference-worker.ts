/** The Web Worker: `new Worker(new URL("./reference-worker.ts", import.meta.url), { type: "module" })`. */
import { TIERS } from "../domain/release.ts";
import { measureCity, summary } from "./measure.ts";
import type { FromReference, ToReference } from "./messages.ts";

self.addEventListener("message", ({ data }: MessageEvent<ToReference>) => {
  const tell = (message: FromReference) => self.postMessage(message);
  const figures = data.policies.map((rules) =>
    TIERS.map((tier) => {
      const cities = data.seeds.map((seed) => {
        const city = measureCity(seed, tier, rules);
        tell({ kind: "step" });
        return city;
      });
      return { tier, figures: summary(cities) };
    }),
  );
  tell({ kind: "done", figures });
});
