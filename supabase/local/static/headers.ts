import type { MiddlewareHandler } from "hono";

/**
 * The page may load from this origin alone. Workers also from `blob:` (MapLibre). Styles inline: Mantine writes
 * its variables into `<style>` elements and positions menus by `style` attributes, and the page is static, so
 * there is no nonce to give them; scripts inline: never.
 */
export function contentPolicy(styleOrigin: string | undefined): string {
  const tiles = styleOrigin === undefined ? "" : ` ${styleOrigin}`;
  return [
    "default-src 'self'",
    "script-src 'self'",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob:${tiles}`,
    "font-src 'self' data:",
    `connect-src 'self'${tiles}`,
    "manifest-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Headers of every answer, by name; `styleOrigin` is the other host that map tiles come from, if any. */
export function answerHeaders(styleOrigin?: string): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": contentPolicy(styleOrigin),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy":
      "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), midi=(), display-capture=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
  };
}

/** Puts those headers on whatever the routes answer; what says nothing of caches is kept by none. */
export function securityHeaders(styleOrigin: string | undefined): MiddlewareHandler {
  const headers = answerHeaders(styleOrigin);
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
    if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "private, no-store");
  };
}

const LOOPBACK_NAMES = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** On the loopback only its own names are answered: a foreign name that leads here is DNS rebinding. */
export function loopbackNamesOnly(): MiddlewareHandler {
  return async (c, next) => {
    const name = (c.req.header("Host") ?? "").replace(/:\d+$/, "").toLowerCase();
    if (!LOOPBACK_NAMES.has(name)) return c.text("This server answers to 127.0.0.1 only.", 421);
    return next();
  };
}
