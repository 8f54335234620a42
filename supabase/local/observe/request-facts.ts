import type { Context, MiddlewareHandler } from "hono";

const KINDS = ["rest", "auth", "local", "probe", "page"] as const;
type Kind = (typeof KINDS)[number];

/** What may be told of a request: never its address, its query, its body, nor who sent it from where. */
interface RequestFacts {
  readonly kind: Kind;
  /** The function that was called, of those that there are; empty for everything else. */
  readonly call: string;
  readonly method: string;
  readonly status: number;
  readonly seconds: number;
}

export type Observer = (facts: RequestFacts) => void;

const METHODS = new Set(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"]);

/** Tells an observer of every answered request. `names` are the functions that there are: a path can hold anything. */
export function observed(observer: Observer, names: ReadonlySet<string>): MiddlewareHandler {
  return async (c, next) => {
    const began = performance.now();
    await next();
    observer({
      kind: kindOf(c.req.path),
      call: callOf(c, names),
      method: METHODS.has(c.req.method) ? c.req.method : "other",
      status: c.res.status,
      seconds: (performance.now() - began) / 1000,
    });
  };
}

function kindOf(path: string): Kind {
  if (path === "/healthz" || path === "/readyz") return "probe";
  const first = path.split("/")[1];
  return KINDS.find((kind) => kind === first) ?? "page";
}

function callOf(c: Context, names: ReadonlySet<string>): string {
  const name = /^\/rest\/v1\/rpc\/(\w{1,63})$/.exec(c.req.path)?.[1] ?? "";
  return names.has(name) ? name : "";
}
