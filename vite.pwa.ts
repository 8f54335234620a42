import type { PluginOption } from "vite";
import { VitePWA } from "vite-plugin-pwa";

/**
 * The page for use without network: its own files alone are kept by the service worker, each with a digest of its
 * content. No answer of the API is: addresses of the API and the run-time configuration always go to the server.
 */
export function offlinePage(): PluginOption {
  return VitePWA({
    // The person says when a new version takes over (src/app/update-prompt.tsx).
    registerType: "prompt",
    injectRegister: null,
    manifest: {
      id: "/",
      name: "Repère",
      short_name: "Repère",
      description: "Planifier les maraudes et noter les passages, aussi sans réseau.",
      lang: "fr",
      dir: "ltr",
      start_url: "/saisie",
      scope: "/",
      display: "standalone",
      background_color: "#f3f1ed",
      theme_color: "#0b525e",
      icons: [
        { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
        { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
        { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
      ],
    },
    workbox: {
      globPatterns: ["index.html", "assets/**/*.{js,mjs,css,woff2}", "basemap/*.json", "icons/*.png"],
      // Only reading files asks for these; a phone in the street does not.
      globIgnores: ["**/crs-definitions*"],
      maximumFileSizeToCacheInBytes: 6_000_000,
      navigateFallback: "/index.html",
      navigateFallbackDenylist: [/^\/(auth|rest|local)\//, /\.[a-z0-9]+$/],
      cleanupOutdatedCaches: true,
      runtimeCaching: [],
    },
  });
}
