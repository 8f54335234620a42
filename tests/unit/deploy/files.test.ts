import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readOptions } from "../../../supabase/local/start-options.ts";

const ROOT = join(import.meta.dirname, "../../..");
const DEPLOY = join(ROOT, "docs/deploy");
const read = (name: string) => readFileSync(join(DEPLOY, name), "utf8");
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));

interface Service {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<"database" | "app", Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
}

const compose = parse(read("compose.yaml")) as Compose;
const { app, database } = compose.services;

/** Instructions of the Dockerfile, continued lines joined. */
const instructions = read("Dockerfile")
  .replace(/\\\n/g, " ")
  .split("\n")
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line) => ({ name: line.split(" ", 1)[0] ?? "", rest: line.replace(/^[A-Z]+ +/, "") }));
const list = (name: string): string[] =>
  JSON.parse(instructions.findLast((one) => one.name === name)?.rest ?? "null");

/** What every way to start hands to `start.ts`. */
const unit = read("repere.service");
const execStart = (/^ExecStart=(.+)$/m.exec(unit)?.[1] ?? "").split(" ");
const STARTS = [
  ["the image", [...list("ENTRYPOINT"), ...list("CMD")]],
  ["compose", [...list("ENTRYPOINT"), ...(app.command ?? [])]],
  ["the systemd unit", execStart],
] as const;

describe("the files to deploy with", () => {
  test.each(STARTS)("%s starts a program that is here, with options that it knows", (_what, words) => {
    const [node, flag, loader, program, ...options] = words;
    expect([node?.split("/").at(-1), flag]).toEqual(["node", "--import"]);
    // Without development packages the loader must still be there.
    expect(Object.keys(manifest.dependencies)).toContain(loader);
    expect(existsSync(join(ROOT, program ?? ""))).toBe(true);
    const started = readOptions(options);
    expect(started).toMatchObject({ ok: true, value: { empty: true } });
  });

  test("the image listens where compose and its health check ask", () => {
    const options = readOptions([...(app.command ?? [])]);
    if (!options.ok) throw new Error("compose's command is not understood");
    const { port, host, data } = options.value;
    expect(host).toBe("0.0.0.0");
    // From outside the machine only the proxy is to be reached.
    expect(app.ports).toEqual([`127.0.0.1:${port}:${port}`]);
    expect(instructions.find((one) => one.name === "EXPOSE")?.rest).toBe(String(port));
    expect(instructions.find((one) => one.name === "HEALTHCHECK")?.rest).toContain(
      `127.0.0.1:${port}/healthz`,
    );
    expect(list("VOLUME")).toContain(data);
  });

  test("what is installed can be installed: an exact install demands every platform's package in the lock file", () => {
    const optional = Object.values<{ optionalDependencies?: Record<string, string> }>(lock.packages).flatMap(
      ({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}),
    );
    const places = Object.keys(lock.packages);
    const missing = optional.filter(
      (name) => !places.some((place) => place.endsWith(`node_modules/${name}`)),
    );
    const steps = instructions.filter(({ name }) => name === "RUN").map(({ rest }) => rest);
    const installs = [...steps, unit].flatMap((text) => text.match(/npm (ci|install)\b/g) ?? []);
    expect(installs.length).toBeGreaterThanOrEqual(2);
    expect(missing.length === 0 || !installs.includes("npm ci")).toBe(true);
  });

  test("the page counts as built after the image's last step", () => {
    const steps = instructions.filter(({ name }) => name === "RUN").map(({ rest }) => rest);
    const building = steps.find((step) => step.includes("npm run build")) ?? "";
    // npm may write the lock file anew, which the page is built from: the server would build it again at its start.
    expect(building).toMatch(/npm run build && npm prune --omit=dev .*&& touch dist\/index\.html$/);
  });

  test("every folder and file that compose names is here, and every volume is one of the image's", () => {
    expect(resolve(DEPLOY, app.build?.context ?? "")).toBe(ROOT);
    expect(existsSync(resolve(ROOT, app.build?.dockerfile ?? ""))).toBe(true);
    const bound = [...app.volumes, ...database.volumes].filter((one) => one.startsWith("."));
    expect(bound.length).toBeGreaterThan(0);
    for (const one of bound)
      expect([one, existsSync(resolve(DEPLOY, one.split(":")[0] ?? ""))]).toEqual([one, true]);
    const named = [...app.volumes, ...database.volumes].filter((one) => !one.startsWith("."));
    const known = named.map((one) => one.replace(/^\$\{\w+:-(\w+)\}/, "$1").split(":")[0] ?? "");
    expect([...known].sort()).toEqual(Object.keys(compose.volumes).sort());
    expect(app.volumes.map((one) => `/${one.split(":/").at(-1)}`).sort()).toEqual(list("VOLUME").sort());
  });

  test("every variable of compose stands in the example, and none more", () => {
    const asked = new Set([...read("compose.yaml").matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
    const offered = [...read(".env.example").matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    expect(asked.size).toBeGreaterThan(0);
    expect([...offered].sort()).toEqual([...asked].sort());
  });

  test("passwords that were filled in are kept out of the image and out of git", () => {
    expect(read("Dockerfile.dockerignore").split("\n")).toContain("**/.env");
    expect(readFileSync(join(ROOT, ".gitignore"), "utf8").split("\n")).toContain(".env");
  });

  test("nothing reaches the database but the app", () => {
    expect(database.ports).toBeUndefined();
    expect(database.networks).toEqual(["inside"]);
    expect(compose.networks["inside"]?.internal).toBe(true);
    expect(app.networks).toContain("inside");
  });

  test("what the build leaves out is not needed by it", () => {
    const left = read("Dockerfile.dockerignore")
      .split("\n")
      .filter((line) => line !== "");
    for (const needed of ["src", "public", "supabase", "index.html", "package.json", "package-lock.json"]) {
      expect(left).not.toContain(needed);
    }
  });
});
