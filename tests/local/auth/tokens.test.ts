import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signAccess, signCommand } from "../../../supabase/local/auth/access-token.ts";
import { tokenKeys } from "../../../supabase/local/auth/token-keys.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { newAdmin } from "../server/invented-people.ts";
import { type Served, serve } from "../server/serve.ts";
import { signedToken } from "../server/signed-token.ts";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

eachDatabase("a token", (db) => {
  let served: Served;
  let admin: { id: string; email: string };
  let good: string;
  beforeAll(async () => {
    served = await serve(db());
    admin = await newAdmin(db());
    good = await signedToken(served, admin);
  });
  afterAll(() => served.close());

  const session = { id: "00000000-0000-4000-8000-000000000000", startedAt: new Date() };

  /** A token with these claims, signed with the server's own key. */
  function own(claims: object, header: object = { alg: "HS256", typ: "JWT" }): string {
    const signed = `${encode(header)}.${encode(claims)}`;
    const mark = createHmac("sha256", served.gateway.keys.access).update(signed).digest("base64url");
    return `${signed}.${mark}`;
  }

  const seconds = () => Math.floor(served.gateway.now().getTime() / 1000);
  const person = (more: object = {}) => ({
    sub: admin.id,
    aud: "authenticated",
    role: "authenticated",
    exp: seconds() + 60,
    ...more,
  });

  async function me(token: string): Promise<string> {
    const answer = await served.ask("/rest/v1/rpc/me", { token });
    const { code } = (await answer.json()) as { code?: string };
    return `${answer.status} ${code ?? "answered"}`;
  }

  test("of this server opens what its account may open", async () => {
    expect(await me(good)).toBe("200 answered");
    expect(await me(own(person()))).toBe("200 answered");
  });

  test.each<[string, () => string | Promise<string>]>([
    ["with a changed signature", () => `${good.slice(0, -4)}AAAA`],
    ["with a changed account", () => good.replace(/\.[^.]+\./, `.${encode(person())}.`)],
    ["without a signature (alg none)", () => `${encode({ alg: "none" })}.${encode(person())}.`],
    ["that says none but is signed", () => own(person(), { alg: "none" })],
    ["of another HMAC (HS512)", () => own(person(), { alg: "HS512" })],
    ["of a public key of its sender (RS256)", () => rsaToken(person())],
    ["of another server", () => signAccess(tokenKeys(new Uint8Array(32)), admin, session, new Date())],
    ["that is no token", () => "abc"],
    ["with an unknown critical header", () => own(person(), { alg: "HS256", crit: ["x"], x: 1 })],
  ])("%s is refused as undecodable", async (_name, make) => {
    expect(await me(await make())).toBe("401 PGRST301");
  });

  test.each<[string, () => string]>([
    ["that has expired", () => own(person({ exp: seconds() - 31 }))],
    ["that is not valid yet", () => own(person({ nbf: seconds() + 60 }))],
    ["without an end", () => own(person({ exp: undefined }))],
    ["of the role service_role", () => own(person({ role: "service_role" }))],
    ["of the owner's role", () => own(person({ role: "repere_owner" }))],
    ["without a role", () => own(person({ role: undefined }))],
    ["without an account", () => own(person({ sub: undefined }))],
    ["whose account is no uuid", () => own(person({ sub: "x' or true" }))],
    ["for another audience", () => own(person({ aud: "other" }))],
  ])("%s is refused for its claims", async (_name, make) => {
    expect(await me(make())).toBe("401 PGRST303");
  });

  test("that was refused says why in WWW-Authenticate", async () => {
    const answer = await served.ask("/rest/v1/rpc/me", { token: own(person({ exp: 1 })) });
    expect(answer.headers.get("www-authenticate")).toBe(
      'Bearer error="invalid_token", error_description="JWT expired"',
    );
    expect(await answer.json()).toEqual({
      code: "PGRST303",
      message: "JWT expired",
      details: null,
      hint: null,
    });
  });

  test("of the page's public key is nobody's", async () => {
    expect(await me(served.anonKey)).toBe("401 42501");
  });

  test("that is forged opens no account either", async () => {
    const answer = await served.ask("/auth/v1/user", { token: `${good.slice(0, -4)}AAAA` });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 403, error_code: "bad_jwt" });
    const none = await served.ask("/auth/v1/user");
    expect(none.status).toBe(401);
    expect(await none.json()).toMatchObject({ code: 401, error_code: "no_authorization" });
  });

  test("of the command line lives ten minutes and has no session to change a password with", async () => {
    const token = await signCommand(served.gateway.keys, admin, served.gateway.now());
    expect(await me(token)).toBe("200 answered");
    const change = await served.ask("/auth/v1/user", {
      method: "PUT",
      token,
      json: { password: "another invented one" },
    });
    expect(change.status).toBe(403);
    served.clock.advance(631);
    expect(await me(token)).toBe("401 PGRST303");
    served.clock.advance(-631);
  });
});

function rsaToken(claims: object): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const signed = `${encode({ alg: "RS256" })}.${encode(claims)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
}
