import { type Context, Hono } from "hono";
import { DatabaseError } from "../database/database.ts";
import { DISK_FULL } from "../database/disk-room.ts";
import type { Gateway } from "../gateway.ts";
import { TooManyTries } from "./attempts.ts";
import { AuthRefused, refusedAnswer } from "./auth-error.ts";
import { readBody } from "./credentials.ts";
import { challenge, enroll, unenroll, verify } from "./mfa.ts";
import { changeUser, showUser, signOut } from "./own-account.ts";
import { refresh, signIn } from "./sign-in.ts";
import { signUp } from "./sign-up.ts";

/** /auth/v1: the part of Supabase Auth that unmodified supabase-js needs for accounts without e-mail. */
export function authRoutes(gateway: Gateway): Hono {
  const routes = new Hono();
  routes.post("/signup", async (c) => signUp(gateway, c, await readBody(c)));
  routes.post("/token", async (c) => {
    const grant = c.req.query("grant_type");
    if (grant === "password") return signIn(gateway, c, await readBody(c));
    if (grant === "refresh_token") return refresh(gateway, c, await readBody(c));
    throw new AuthRefused("validation_failed");
  });
  routes.post("/logout", (c) => signOut(gateway, c));
  routes.get("/user", (c) => showUser(gateway, c));
  routes.put("/user", async (c) => changeUser(gateway, c, await readBody(c)));
  routes.post("/factors", async (c) => enroll(gateway, c, await readBody(c)));
  routes.post("/factors/:id/challenge", (c) => challenge(gateway, c, c.req.param("id")));
  routes.post("/factors/:id/verify", async (c) => verify(gateway, c, c.req.param("id"), await readBody(c)));
  routes.delete("/factors/:id", (c) => unenroll(gateway, c, c.req.param("id")));
  routes.get("/health", (c) => c.json({ name: "Repère", description: "Supabase Auth's words, locally" }));
  routes.get("/settings", (c) => c.json(SETTINGS));
  routes.all("*", () => {
    throw new AuthRefused("not_found");
  });
  routes.onError((error, c) => answerError(gateway, error, c));
  return routes;
}

const SETTINGS = {
  external: { email: true },
  disable_signup: false,
  mailer_autoconfirm: true,
  mfa_enabled: true,
} as const;

function answerError(gateway: Gateway, error: Error, c: Context): Response {
  const refused =
    error instanceof TooManyTries ? new AuthRefused("over_request_rate_limit", error.waitSeconds) : error;
  if (refused instanceof AuthRefused) {
    gateway.log(`auth ${c.req.method} refused: ${refused.refusal}`);
    return refusedAnswer(c, refused);
  }
  const code = error instanceof DatabaseError ? error.code : error.name;
  gateway.log(`auth failed: ${code}`);
  const [status, error_code] = code === DISK_FULL ? fullAnswer(c) : ([500, "unexpected_failure"] as const);
  return c.json({ code: status, error_code, msg: "Unexpected failure" }, status);
}

/**
 * supabase-js forgets the session where a refresh answers 500, and tries again after 503, of which it tells its caller
 * nothing but the status. Whoever signs in has no session to lose, and is told why it cannot be.
 */
function fullAnswer(c: Context): readonly [503 | 507, string] {
  const isEntering = c.req.path.endsWith("/signup") || c.req.query("grant_type") === "password";
  return isEntering ? [507, "disk_full"] : [503, "unexpected_failure"];
}
