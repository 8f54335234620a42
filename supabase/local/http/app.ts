import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { authRoutes } from "../auth/routes.ts";
import type { DemoAccount } from "../folder/folder.ts";
import type { Gateway } from "../gateway.ts";
import type { Catalogue } from "../rest/catalogue.ts";
import { restRoutes } from "../rest/routes.ts";
import type { PageFiles } from "../static/files.ts";
import { loopbackNamesOnly, securityHeaders } from "../static/headers.ts";
import { localRoutes } from "./local-routes.ts";

/** What the page reads at /config.json. */
export interface PageConfig {
  /** Relative to the page, so that it works under every name of the server. */
  readonly url: string;
  readonly anonKey: string;
  readonly demo: boolean;
  readonly accounts: readonly DemoAccount[];
  readonly style: string;
}

export interface AppParts {
  readonly gateway: Gateway;
  readonly catalogue: Catalogue;
  readonly commandKey: string;
  readonly config: PageConfig;
  readonly files: PageFiles;
  /** Only the loopback's own names are answered. */
  readonly loopback: boolean;
}

const SMALL_BODY_BYTES = 64 * 1024;

/** The whole HTTP surface: accounts, functions, what is local, and the page. */
export function buildApp({ gateway, catalogue, commandKey, config, files, loopback }: AppParts): Hono {
  const app = new Hono();
  app.use(securityHeaders(originOf(config.style)));
  if (loopback) app.use(loopbackNamesOnly());
  for (const path of ["/auth/*", "/local/*"]) app.use(path, bodyLimit({ maxSize: SMALL_BODY_BYTES }));
  app.route("/auth/v1", authRoutes(gateway));
  app.route("/rest/v1", restRoutes(gateway, catalogue));
  app.route("/local/v1", localRoutes(gateway, commandKey));
  app.get("/config.json", (c) => c.json(config));
  app.get("*", (c) => files.answer(c));
  return app;
}

/** The other host that map tiles come from, if any. */
function originOf(style: string): string | undefined {
  return /^https?:\/\//.test(style) ? new URL(style).origin : undefined;
}
