/** What a back end must answer whoever it is: written from PostgREST's and Supabase Auth's documents (docs/decisions/0002). */

/** A project to look at: its address and the public key of its page. */
export interface Project {
  readonly url: string;
  readonly key: string;
  /** The functions of `api` and the names of their arguments. */
  readonly functions: ReadonlyMap<string, readonly string[]>;
  /** The account to sign in with, for the checks that need one. */
  readonly account?: { readonly email: string; readonly password: string } | undefined;
}

export interface Check {
  readonly name: string;
  /** Needs an account of the project. */
  readonly signedIn: boolean;
  /** What is wrong, in words; undefined where nothing is. */
  run(project: Project): Promise<string | undefined>;
}

/** Functions that ask for no account (privacy.md): with an unknown code they answer like any other refusal. */
const OPEN: ReadonlySet<string> = new Set(["join", "submit_alert"]);

interface Asked {
  readonly method?: "GET" | "POST";
  readonly token?: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly body: unknown;
  readonly text: string;
}

async function ask({ url, key }: Project, path: string, asked: Asked = {}): Promise<Answer> {
  const { method = asked.json === undefined ? "GET" : "POST", token = key, json, headers } = asked;
  const answer = await fetch(new URL(path, url), {
    method,
    headers: {
      apikey: key,
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await answer.text();
  const body = parsed(text);
  const coded = typeof body === "object" && body !== null && "code" in body ? String(body.code) : undefined;
  return { status: answer.status, code: coded, body, text };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const API = { "accept-profile": "api", "content-profile": "api" };
const rpc = (project: Project, name: string, asked: Asked = {}) =>
  ask(project, `/rest/v1/rpc/${name}`, { ...asked, headers: { ...API, ...asked.headers } });

function unlike({ status, code }: Answer, ...wanted: readonly string[]): string | undefined {
  const got = `${status} ${code ?? ""}`.trim();
  return wanted.some((one) => got.startsWith(one)) ? undefined : `${got} instead of ${wanted.join(" or ")}`;
}

async function signIn(project: Project): Promise<string> {
  const json = project.account ?? {};
  const { body } = await ask(project, "/auth/v1/token?grant_type=password", { json });
  const token = typeof body === "object" && body !== null && "access_token" in body ? body.access_token : "";
  if (typeof token !== "string" || token === "") throw new Error("the account cannot sign in");
  return token;
}

/** The checks, those without an account first. */
export const CHECKS: readonly Check[] = [
  open("only the schema api is exposed", async (project) => {
    for (const schema of ["public", "auth", "org", "field", "release", "audit", "grid", "extensions"]) {
      const headers = { "accept-profile": schema };
      const wrong = unlike(await ask(project, "/rest/v1/rpc/me", { headers }), "406");
      if (wrong) return `${schema}: ${wrong}`;
    }
    return undefined;
  }),
  open("no table can be read, whatever it is called", async (project) => {
    for (const table of ["member", "visit", "contact", "encounter", "cell", "event", "users"]) {
      const wrong = unlike(await ask(project, `/rest/v1/${table}`, { headers: API }), "404");
      if (wrong) return `${table}: ${wrong}`;
    }
    return undefined;
  }),
  open("without a session every function of api is refused", async (project) => {
    for (const [name, argumentNames] of project.functions) {
      if (OPEN.has(name)) continue;
      const json = Object.fromEntries(argumentNames.map((argument) => [argument, null]));
      const wrong = unlike(await rpc(project, name, { json }), "401 42501");
      if (wrong) return `${name}: ${wrong}`;
    }
    return undefined;
  }),
  open("an unknown invitation is answered alike, whatever its code", async (project) => {
    const answers = await Promise.all(
      ["aaaa-aaaa-aaaa", "x", "7".repeat(40)].map((code) => rpc(project, "join", { json: { code } })),
    );
    const [first, ...others] = answers.map(({ status, text }) => `${status} ${text}`);
    return others.every((one) => one === first) && !first?.startsWith("2")
      ? undefined
      : answers.map(({ status }) => status).join(", ");
  }),
  open("a function that writes cannot be called by GET", async (project) =>
    unlike(await rpc(project, "publish"), "405", "401 42501"),
  ),
  open("an unknown function is told as such", async (project) =>
    unlike(await rpc(project, "no_such_function", { json: {} }), "404 PGRST202"),
  ),
  open("a token with a wrong signature is refused", async (project) => {
    const [head = "", body = ""] = project.key.split(".");
    const token = `${head}.${body}.${"A".repeat(43)}`;
    return unlike(await rpc(project, "me", { json: {}, token }), "401 PGRST301", "401");
  }),
  open("signing in fails alike for an unknown account and a wrong password", async (project) => {
    const email = project.account?.email ?? "nobody@members.repere.invalid";
    const tries = [email, "nobody-else@members.repere.invalid"];
    const answers = await Promise.all(
      tries.map((one) =>
        ask(project, "/auth/v1/token?grant_type=password", { json: { email: one, password: "not it" } }),
      ),
    );
    const [first, second] = answers;
    if (!first || !second || first.status < 400) return "somebody was let in";
    return first.status === second.status && first.text === second.text
      ? undefined
      : "the two answers differ";
  }),
  member("who signs in is known to the database", async (project) => {
    const answer = await rpc(project, "me", { token: await signIn(project) });
    const known = typeof answer.body === "object" && answer.body !== null && "signed_in" in answer.body;
    return answer.status === 200 && known ? undefined : `${answer.status} ${answer.code ?? ""}`;
  }),
  member("GET and POST answer a reading function alike", async (project) => {
    const token = await signIn(project);
    const [got, posted] = [
      await rpc(project, "me", { token }),
      await rpc(project, "me", { token, json: {} }),
    ];
    return got.text === posted.text && got.status === 200 ? undefined : `${got.status}, ${posted.status}`;
  }),
  member("who signed out is refused at once, though the token has not expired", async (project) => {
    const token = await signIn(project);
    await ask(project, "/auth/v1/logout?scope=local", { method: "POST", token });
    return unlike(await rpc(project, "me", { token }), "401");
  }),
];

function open(name: string, run: Check["run"]): Check {
  return { name, signedIn: false, run };
}

function member(name: string, run: Check["run"]): Check {
  return { name, signedIn: true, run };
}
