import { expect, type Page } from "@playwright/test";
import { codeAt, fromBase32 } from "../fixtures/totp.ts";
import type { Repere } from "./harness.ts";

/** Password of every account that a test makes. Invented. */
export const PASSWORD = "une phrase inventée pour les tests";

/** Signs in from any page of the product and waits for the rail. */
export async function signIn(page: Page, url: string, identifier: string, password: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel("Identifiant ou adresse e-mail").fill(identifier);
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page.getByRole("navigation", { name: "Écrans" })).toBeVisible();
}

/** The codes of a person's authenticator app, each once: the server takes the next one, and no code twice. */
export type App = () => Promise<string>;

const STEP_MS = 30_000;

function appOf(secret: Buffer): App {
  let used = 0;
  return async () => {
    const now = Math.floor(Date.now() / STEP_MS);
    used = Math.max(used + 1, now);
    // A step ahead of the server's clock is good; further ones have to come nearer first.
    const early = (used - 1) * STEP_MS - Date.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    return codeAt(secret, used * STEP_MS);
  };
}

/** Sets up an authenticator app, as leads, dpo and admins are asked to at their first sign-in. */
export async function enrol(page: Page): Promise<App> {
  await page.getByRole("button", { name: "Configurer l’application" }).click();
  const shown = page.getByText("Clé à taper").locator("..").locator("code");
  const app = appOf(fromBase32((await shown.textContent()) ?? ""));
  await page.getByLabel("Code à six chiffres").fill(await app());
  await page.getByRole("button", { name: "Activer le second verrou" }).click();
  await expect(page.getByRole("navigation", { name: "Écrans" })).toBeVisible();
  return app;
}

/** Turns an invitation's link into an account, as the invited person does, up to the screens or the second lock. */
export async function signUp(page: Page, link: string, identifier: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Identifiant choisi").fill(identifier);
  await page.getByLabel("Mot de passe choisi").fill(PASSWORD);
  await page.getByLabel("Répéter le mot de passe").fill(PASSWORD);
  await page.getByRole("button", { name: "Créer mon compte" }).click();
}

/** Turns the invitation of a lead, a dpo or an admin into an account with its authenticator app. */
export async function join(page: Page, link: string, identifier: string): Promise<App> {
  await signUp(page, link, identifier);
  return enrol(page);
}

/** Opens a screen by the rail. */
export async function open(page: Page, screen: string): Promise<void> {
  await page.getByRole("navigation", { name: "Écrans" }).getByRole("link", { name: screen }).click();
}

/** The one-time link that creates the first administrator, as the server printed it. */
export function firstLink(repere: Repere): string {
  const link = repere.said().match(/https?:\/\/\S+\/rejoindre[/#]\S*/)?.[0];
  if (!link) throw new Error(`no link for the first administrator in:\n${repere.said()}`);
  return link;
}

/** As an administrator on *Équipe*: makes an invitation and returns its link. */
export async function invite(page: Page, role: string): Promise<string> {
  await teamView(page, "Comptes");
  await page.getByRole("combobox", { name: "Fonction" }).click();
  await page.getByRole("option", { name: role }).click();
  await page.getByRole("button", { name: "Créer l’invitation" }).click();
  await expect(page.getByRole("heading", { name: /Invitation prête/ })).toBeVisible();
  const link = await page.locator("code", { hasText: "/rejoindre" }).textContent();
  await page.getByRole("button", { name: "J’ai transmis l’invitation" }).click();
  if (!link) throw new Error("the invitation shows no link");
  return link;
}

/** Opens one part of *Équipe*. */
async function teamView(page: Page, view: string): Promise<void> {
  await page
    .getByRole("navigation", { name: "Parties de l’écran" })
    .getByRole("button", { name: view })
    .click();
}

/** As an administrator on *Équipe*: makes a team. */
export async function createTeam(page: Page, name: string): Promise<void> {
  await teamView(page, "Équipes");
  await page.getByLabel("Nom de l’équipe").fill(name);
  await page.getByRole("button", { name: "Créer l’équipe" }).click();
  await expect(page.getByRole("cell", { name })).toBeVisible();
}

/** Every finding of axe on the page as it stands, as short lines. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { AxeBuilder } = await import("@axe-core/playwright");
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/** Waits until what fades in is there: half of the way its contrast is half of what it will be. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const isEndless = (each: Animation) =>
      each.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY;
    const moving = document.getAnimations().some((each) => each.playState === "running" && !isEndless(each));
    const fading = "[role=dialog], [role=menu], .mantine-Popover-dropdown";
    // Before its first frame nothing moves yet, and what will fade in is there at opacity 0.
    const shown = [...document.querySelectorAll(fading)].filter((each) => each.getClientRects().length > 0);
    return !moving && shown.every((each) => getComputedStyle(each).opacity === "1");
  });
}
