import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { authRoutes } from "../auth/routes.ts";
import type { DemoAccount } from "../folder/folder.ts";
import { type Observer, observed } from "../observe/request-facts.ts";
import { type RestParts, restRoutes } from "../rest/routes.ts";
import type { PageFiles } from "../static/files.ts";
import { loopbackNamesOnly, securityHeaders } from "../static/headers.ts";
import { bodyLimit } from "./body-limit.ts";
import { localRoutes } from "./local-routes.ts";
import { probes } from "./probes.ts";

/** What the page reads at /config.json. */
interface PageConfig {
  /** Relative to the page, so that it works under every name of the server. */
  readonly url: string;
  readonly anonKey: string;
  readonly demo: boolean;
  readonly accounts: readonly DemoAccount[];
  readonly style: string;
}

export interface AppParts extends RestParts {
  readonly commandKey: string;
  readonly config: PageConfig;
  readonly files: PageFiles;
  /** Only the loopback's own names are answered. */
  readonly loopback: boolean;
  /** Told of every answered request. */
  readonly observers?: readonly Observer[];
  /** Makes a backup, for the owner of the data folder. */
  readonly backup?: () => Promise<unknown>;
}

const SMALL_BODY_BYTES = 64 * 1024;

/** The whole HTTP surface: accounts, functions, what is local, and the page. */
export function buildApp({
  commandKey,
  config,
  files,
  loopback,
  backup,
  observers = [],
  ...parts
}: AppParts): Hono {
  const { gateway } = parts;
  const app = new Hono();
  const names = new Set(parts.catalogue.keys());
  for (const observer of observers) app.use(observed(observer, names));
  app.use(securityHeaders(originOf(config.style)));
  if (loopback) app.use(loopbackNamesOnly());
  for (const path of ["/auth/*", "/local/*"]) app.use(path, bodyLimit(SMALL_BODY_BYTES, tooLarge));
  app.route("/", probes(gateway));
  app.route("/auth/v1", authRoutes(gateway));
  app.route("/rest/v1", restRoutes(parts));
  app.route("/local/v1", localRoutes(gateway, commandKey, backup));
  app.get("/config.json", (c) => c.json(config));
  app.get("*", (c) => files.answer(c));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    gateway.log(`page failed: ${error.name}`);
    return c.text("Internal Server Error", 500);
  });
  return app;
}

function tooLarge(c: Context): Response {
  return c.text("Payload Too Large", 413);
}

/** The other host that map tiles come from, if any. */
function originOf(style: string): string | undefined {
  return /^https?:\/\//.test(style) ? new URL(style).origin : undefined;
}
