import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { leaveOut } from "./vite.leave-out.ts";
import { mapLibreFromSource } from "./vite.maplibre.ts";
import { offlinePage } from "./vite.pwa.ts";

/** Chunks are Vite's own: map, deck.gl, proj4 and supabase-js stay out of the entry by dynamic import alone. */
export default defineConfig({
  base: "/",
  plugins: [react(), leaveOut(), mapLibreFromSource(), offlinePage()],
  worker: { format: "es" },
  build: {
    target: "es2023",
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
    // What the scripts are made of, and under which licences: served beside them.
    license: { fileName: "licences.md" },
  },
  server: {
    proxy: Object.fromEntries(
      ["/auth", "/rest", "/local", "/config.json"].map((path) => [
        path,
        process.env["REPERE_URL"] ?? "http://127.0.0.1:8787",
      ]),
    ),
  },
});
