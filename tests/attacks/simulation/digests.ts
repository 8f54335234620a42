import { createHash } from "node:crypto";
import { CELLS } from "../../../src/reference/city.ts";
import type { Simulation } from "../../../src/reference/encounters.ts";

/** SHA-256 of the simulations that attacks use (`digestOf`), by volume and seed: nobody changes them unseen. */
export const DIGESTS: Readonly<Record<string, string>> = {
  "small 1": "2e1e1f2d8d989fb60d18186fa34dd5bb5261c82632dd5a7541b432e15753eb7b",
  "small 2": "859cd04ec55d971a583c52e2f8a82c9222e665c9b8b6c245b33119ce9288d54f",
  "small 3": "1ac665a5745e59164616ce4b59d6401160a3f7669e1a8d0a7696f1ba30253e71",
  "middle 1": "ccb8240c979dcc10ab1c451d6fd5294bf8d17b39702f17f37e81f219dbdb377e",
  "middle 2": "5378e1285f60555a63e71c21e36e9992fa310c5d3407631c0fc71964c9bf21ea",
  "middle 3": "3800e5d19bd2ed9cb2ef733da2d434a63833d28fc34c69e9988dfc8e92058593",
  "large 1": "6096deaf9908aa0d8d6ad4e384cdee9e0bc7e8c50693aa735399ed2b1448f89b",
  "large 2": "e2a7d90bd3fab08f7a0228dff31c74384a7e81ce82ecb877395974c43ade10a2",
  "large 3": "385f75eb9397724e201632311cbe929a77eef3e931285465fae96a1a74675852",
};

/** SHA-256 of everything a simulation holds: the same on every machine. */
export function digestOf({ city, meetings }: Simulation): string {
  const hash = createHash("sha256");
  for (let at = 0; at < CELLS; at++) {
    const exact = [city.intensity[at], city.activityShare[at], city.girlShare[at]];
    hash.update(`${exact.map((each) => each?.toPrecision(12)).join(" ")}\n`);
  }
  for (const each of meetings) hash.update(`${Object.values(each).join(" ")}\n`);
  return hash.digest("hex");
}
