import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { coveredByToasts } from "./covered.ts";
import { accountOf, foreignRequests, type Repere, startRepere } from "./harness.ts";

/** *Saisie* on a phone of 360 px, with the network really cut. */
test.describe.configure({ mode: "serial" });

/** Where the test's device is: the middle of Paris, in digits that can be searched for. */
const POSITION = { latitude: 48.8667331, longitude: 2.3333779 };

let repere: Repere;
let phone: BrowserContext;
let page: Page;
const sent: string[] = [];
const foreign: string[][] = [];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  repere = await startRepere(["--small"]);
  phone = await newPhone(browser);
  page = await newTab();
});
test.afterAll(async () => {
  await phone?.close();
  await repere?.stop();
});

function newPhone(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({
    ...{ locale: "fr-FR", timezoneId: "Europe/Paris", viewport: { width: 360, height: 740 } },
    ...{ hasTouch: true, isMobile: true, geolocation: POSITION, permissions: ["geolocation"] },
  });
}

async function newTab(): Promise<Page> {
  const tab = await phone.newPage();
  foreign.push(foreignRequests(tab, repere.url));
  tab.on("request", (request) => {
    if (request.method() === "POST") sent.push(request.postData() ?? "");
  });
  return tab;
}

async function signIn(tab: Page): Promise<void> {
  const { email, password } = accountOf(repere, "educator");
  await tab.getByLabel("Identifiant ou adresse e-mail").fill(email);
  await tab.getByLabel("Mot de passe", { exact: true }).fill(password);
  await tab.getByRole("button", { name: "Se connecter", exact: true }).click();
  await expect(tab.getByRole("navigation", { name: "Écrans" })).toBeVisible();
}

/** Counts what a finger does. */
function tapper(tab: Page) {
  let taps = 0;
  const tap = async (name: string | RegExp, exact = true) => {
    await tab.getByRole("button", { name, exact }).tap();
    taps += 1;
  };
  return { tap, count: () => taps };
}

const visits = (tab: Page) => tab.locator(".field-visit");
const stateOf = (tab: Page, text: string) => visits(tab).locator(".field-state", { hasText: text });

/**
 * The educator's own visits as the server has them, asked by the page's own session, of rounds that were begun here: after
 * midnight the day also holds the evening's round, with the demonstration's visits.
 */
async function onServer(tab: Page): Promise<{ outcome: string; encounters: { contacts: unknown[] }[] }[]> {
  return tab.evaluate(async (anonKey) => {
    const session = JSON.parse(sessionStorage.getItem("repere.session") ?? "{}");
    const headers = {
      Authorization: `Bearer ${session.access_token}`,
      apikey: anonKey,
      "Accept-Profile": "api",
      "Content-Profile": "api",
    };
    const day = await (await fetch("/rest/v1/rpc/field_day", { headers })).json();
    const all = [];
    for (const { id, own } of day.rounds) {
      if (!own) continue;
      const answer = await (await fetch(`/rest/v1/rpc/own_visits?round=${id}`, { headers })).json();
      all.push(...answer.visits);
    }
    return all;
  }, repere.anonKey);
}

function storages(tab: Page): Promise<string[]> {
  return tab.evaluate(() => [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })]);
}

/** Sets the clock of one tab ahead; Playwright's own clock is that of every tab, whose sessions would end. */
async function setAhead(tab: Page, byMs: number): Promise<void> {
  await tab.addInitScript((ahead) => {
    const real = Date;
    const now = () => real.now() + ahead;
    globalThis.Date = new Proxy(real, {
      construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given),
      get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
    });
  }, byMs);
}

/** What the phone's database holds, as text: its keys and its rows. */
function phoneRows(tab: Page): Promise<string[][]> {
  return tab.evaluate(async () => {
    const done = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
    const text = (row: { data?: ArrayBuffer }) =>
      JSON.stringify(row) + (row.data ? new TextDecoder().decode(row.data) : "");
    const database = await done(indexedDB.open("repere.phone"));
    const all = (store: string) => done(database.transaction(store).objectStore(store).getAll());
    const rows = [(await all("keys")).map(text), (await all("rows")).map(text)];
    database.close();
    return rows;
  });
}

async function findings(tab: Page): Promise<string[]> {
  const { AxeBuilder } = await import("@axe-core/playwright");
  const builder = new AxeBuilder({ page: tab }).options({
    rules: { "color-contrast-enhanced": { enabled: true } },
  });
  const { violations } = await builder.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/** Another theme and language, as the account's menu sets them; the page is read anew. */
async function choose(tab: Page, theme: string, language: string): Promise<void> {
  await tab.evaluate(
    (chosen) => {
      localStorage.setItem("repere.choice.theme", chosen.theme);
      localStorage.setItem("repere.choice.language", chosen.language);
    },
    { theme, language },
  );
  await tab.reload();
}

/** Every button of the screen is at least 44 px high and wide. */
async function smallTargets(tab: Page): Promise<string[]> {
  return tab.locator(".field button").evaluateAll((buttons) =>
    buttons
      .filter((button) => {
        const { width, height } = button.getBoundingClientRect();
        return width > 0 && (width < 44 || height < 44);
      })
      .map((button) => button.textContent ?? ""),
  );
}

test("an unplanned round can be begun, and a visit with nobody met takes two taps", async () => {
  await page.goto(`${repere.url}/saisie`);
  await signIn(page);
  await page.goto(`${repere.url}/saisie`);
  await page.getByRole("button", { name: "Commencer une maraude non prévue" }).tap();
  await page.getByRole("button", { name: "Commencer", exact: true }).tap();
  await page.getByRole("button", { name: "Passage hors étapes" }).tap();
  await page.getByRole("button", { name: "Ma position" }).tap();
  const { tap, count } = tapper(page);
  await tap(/^Choisir /, false);
  await tap("Enregistrer");
  expect(count()).toBe(2);
  await expect(stateOf(page, "envoyé")).toHaveCount(1);
  expect((await onServer(page)).map(({ outcome }) => outcome)).toEqual(["nobody"]);
});

test("the position never leaves the device: no request holds it, nor does what is stored", async () => {
  expect(sent.length).toBeGreaterThan(0);
  const stored = [...(await storages(page)), ...(await phoneRows(page)).flat()];
  expect(stored.length).toBeGreaterThan(3);
  for (const text of [...sent, ...stored]) {
    expect(text).not.toContain("48.866");
    expect(text).not.toContain("2.333");
  }
});

test("an encounter with four youths takes at most twelve taps", async () => {
  const elsewhere = page.getByRole("button", { name: "Contacts en institution" });
  await expect(elsewhere).toBeVisible();
  await page.getByRole("button", { name: "Passage hors étapes" }).tap();
  const { tap, count } = tapper(page);
  await tap("Ma position");
  // While something is being written, no button leads away from it.
  await expect(page.getByRole("button", { name: /^Choisir / })).toBeVisible();
  await expect(elsewhere).toHaveCount(0);
  await tap(/^Choisir /, false);
  await tap("Rencontre");
  await expect(elsewhere).toHaveCount(0);
  await tap("Activité");
  await tap(/^Filles, 13–15 ans/, false);
  await tap(/^Filles, 13–15 ans/, false);
  await tap(/^Garçons, 16–17 ans/, false);
  await tap(/^Garçons, 16–17 ans/, false);
  await tap("Un·e déjà vu·e de plus : Garçons, 16–17 ans");
  expect(await findings(page)).toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
  await tap("Enregistrer");
  expect(count()).toBeLessThanOrEqual(12);
  await expect(stateOf(page, "envoyé")).toHaveCount(2);
  // Both visits are of one minute, in which their order is that of their random names.
  const [met, ...others] = (await onServer(page)).filter(({ outcome }) => outcome === "met");
  expect(others).toEqual([]);
  expect(met?.encounters[0]?.contacts).toHaveLength(4);
});

test("the page is kept for use without network, and no answer of the API is", async () => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const kept = await page.evaluate(async () => {
    const urls: string[] = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) urls.push(new URL(request.url).pathname);
    }
    return urls;
  });
  expect(kept).toContain("/index.html");
  expect(kept.filter((url) => /^\/(rest|auth|local)\/|config\.json/.test(url))).toEqual([]);
});

test("recorded offline, the tab closed, opened again, and online: each visit is on the server exactly once", async () => {
  await page.reload();
  await expect(page.getByRole("button", { name: "Passage hors étapes" })).toBeVisible();
  await phone.setOffline(true);
  for (let visit = 0; visit < 2; visit++) {
    await page.getByRole("button", { name: "Passage hors étapes" }).tap();
    await page.getByRole("button", { name: "Ma position" }).tap();
    await page.getByRole("button", { name: /^Choisir / }).tap();
    await page.getByRole("button", { name: "Vus, contact évité" }).tap();
    await page.getByRole("button", { name: "Enregistrer", exact: true }).tap();
    await expect(stateOf(page, "sur ce téléphone")).toHaveCount(visit + 1);
  }
  await page.close();
  page = await newTab();
  await page.goto(`${repere.url}/saisie`);
  // The session went with the tab; the day's rounds and what is unsent are still on the phone, and open at once.
  await expect(stateOf(page, "sur ce téléphone")).toHaveCount(2);
  await expect(page.getByText("Ce que vous avez déjà envoyé n’est pas gardé sur ce téléphone")).toBeVisible();
  await expect(page.getByRole("status").first()).toContainText("2 à envoyer");
  await phone.setOffline(false);
  await page.getByRole("button", { name: "Se connecter", exact: true }).tap();
  await signIn(page);
  await page.goto(`${repere.url}/saisie`);
  await expect(stateOf(page, "envoyé")).toHaveCount(4);
  expect((await onServer(page)).map(({ outcome }) => outcome).toSorted()).toEqual([
    ...["met", "nobody", "seen_avoided", "seen_avoided"],
  ]);
});

test("visits that come late from the server move nothing that can be tapped", async () => {
  let answer = () => {};
  const asked = new Promise<void>((tell) => {
    void page.route("**/rest/v1/rpc/own_visits*", async (route) => {
      const held = new Promise<void>((resolve) => {
        answer = resolve;
      });
      tell();
      await held;
      await route.continue();
    });
  });
  await page.reload();
  await asked;
  const places = () =>
    page
      .locator(".field-page > * button:not(.field-visit button), .field-page > button")
      .evaluateAll((buttons) =>
        buttons.map((button) => [button.textContent, button.getBoundingClientRect().top] as const),
      );
  await expect(page.getByRole("button", { name: "Contacts en institution" })).toBeVisible();
  await expect(visits(page)).toHaveCount(0);
  const before = await places();
  expect(before.map(([name]) => name)).toContain("Commencer une maraude non prévue");
  answer();
  await expect(visits(page)).toHaveCount(4);
  expect(await places()).toEqual(before);
  await page.unrouteAll({ behavior: "wait" });
});

test("a visit is corrected, deleted, and its deletion undone", async () => {
  const first = visits(page).first();
  await first.getByRole("button", { name: "Corriger" }).tap();
  await page.getByRole("button", { name: "Non atteint" }).tap();
  await page.getByRole("button", { name: "Enregistrer la correction" }).tap();
  await expect(stateOf(page, "envoyé")).toHaveCount(4);
  await expect
    .poll(async () => (await onServer(page)).filter((one) => one.outcome === "not_reached").length)
    .toBe(1);
  await visits(page).first().getByRole("button", { name: "Supprimer" }).tap();
  await expect(visits(page)).toHaveCount(3);
  await page.getByRole("button", { name: "Annuler" }).tap();
  await expect(visits(page)).toHaveCount(4);
  await visits(page).first().getByRole("button", { name: "Supprimer" }).tap();
  await expect.poll(async () => (await onServer(page)).length, { timeout: 30_000 }).toBe(3);
});

test("what is being written survives a reload", async () => {
  await page.getByRole("button", { name: "Passage hors étapes" }).tap();
  await page.getByRole("button", { name: "Ma position" }).tap();
  await page.getByRole("button", { name: /^Choisir / }).tap();
  await page.getByRole("button", { name: "Rencontre" }).tap();
  await page.getByRole("button", { name: /^Garçons, 10–12 ans/ }).tap();
  await page.waitForTimeout(600);
  await page.reload();
  await expect(page.getByText("Total : 1")).toBeVisible();
  await page.getByRole("button", { name: "Annuler" }).tap();
  await expect(visits(page)).toHaveCount(3);
});

test("axe finds nothing in any theme and language, contrast 7:1 included, and nothing is wider than the phone", async () => {
  for (const [theme, language] of [
    ...[["nuit", "en"] as const, ["dark", "en"] as const, ["light", "en"] as const],
    ...[["nuit", "fr"] as const, ["dark", "fr"] as const, ["light", "fr"] as const],
  ]) {
    await choose(page, theme, language);
    await expect(visits(page)).toHaveCount(3);
    expect(await findings(page)).toEqual([]);
    expect(await smallTargets(page)).toEqual([]);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over).toBeLessThanOrEqual(0);
  }
});

test("contacts in institutions are counted at a desk: kept, corrected, taken back, with nothing for axe to find", async () => {
  await page.goto(`${repere.url}/saisie`);
  await page.getByRole("button", { name: "Contacts en institution" }).tap();
  await page.getByRole("button", { name: "Tribunal, déferrement" }).tap();
  await page.getByRole("combobox", { name: "Département" }).fill("seine-et");
  await page.getByRole("option", { name: "77 · Seine-et-Marne" }).tap();
  await page.getByLabel("Jeunes rencontré·e·s par vous").fill("211");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).tap();
  await expect(page.locator(".field-visit", { hasText: "211 jeunes" })).toContainText("Seine-et-Marne");
  await page
    .locator(".field-visit", { hasText: "211 jeunes" })
    .getByRole("button", { name: "Corriger" })
    .tap();
  await page.getByLabel("Jeunes rencontré·e·s par vous").fill("212");
  await page.getByRole("button", { name: "Enregistrer la correction" }).tap();
  await expect(page.locator(".field-visit", { hasText: "212 jeunes" })).toHaveCount(1);
  expect(await findings(page)).toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
  await page
    .locator(".field-visit", { hasText: "212 jeunes" })
    .getByRole("button", { name: "Retirer" })
    .tap();
  await expect(page.locator(".field-visit", { hasText: "212 jeunes" })).toHaveCount(0);
  await page.getByRole("button", { name: "Retour à la saisie" }).tap();
});

test("a full phone says so and keeps the form, and what two tabs do to one record is one record", async () => {
  await phone.setOffline(true);
  await page.getByRole("button", { name: "Passage hors étapes" }).tap();
  await page.getByRole("button", { name: "Ma position" }).tap();
  await page.getByRole("button", { name: /^Choisir / }).tap();
  const save = page.getByRole("button", { name: "Enregistrer", exact: true });
  await page.evaluate(() => {
    Object.assign(globalThis, { put: IDBObjectStore.prototype.put });
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("invented", "QuotaExceededError");
    };
  });
  await save.tap();
  await expect(page.getByText(/^Le téléphone n’a plus de place/)).toBeVisible();
  await expect.poll(() => coveredByToasts(page, ".field button[data-main]")).toEqual([]);
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = Reflect.get(globalThis, "put");
  });
  await save.tap();
  await expect(stateOf(page, "sur ce téléphone")).toHaveCount(1);
  await expect(page.locator(".field-status")).toContainText("1 à envoyer");
  await expect(page.getByText(/^Le téléphone n’a plus de place/)).toBeVisible();
  await expect.poll(() => coveredByToasts(page, ".field-status, .field button[data-main]")).toEqual([]);
  await page.getByRole("button", { name: "Fermer" }).first().tap();
  const second = await newTab();
  await second.goto(`${repere.url}/saisie`);
  const waiting = visits(second).filter({ hasText: "sur ce téléphone" });
  await waiting.getByRole("button", { name: "Corriger" }).tap();
  await second.getByRole("button", { name: "Vus, contact évité" }).tap();
  await second.getByRole("button", { name: "Enregistrer la correction" }).tap();
  await expect(waiting).toContainText("Vus, contact évité");
  await expect(visits(page).filter({ hasText: "sur ce téléphone" })).toContainText("Vus, contact évité");
  await second.close();
});

test("a clock set a year ahead shows no old round, wipes nothing, and the door says what waits", async () => {
  const ahead = await newTab();
  await setAhead(ahead, 365 * 86_400_000);
  await ahead.goto(`${repere.url}/saisie`);
  await expect(ahead.getByText("1 enregistrement attend sur ce téléphone.")).toBeVisible();
  await expect(ahead.getByRole("button", { name: "Continuer la saisie sur ce téléphone" })).toHaveCount(0);
  await ahead.close();
  await expect(stateOf(page, "sur ce téléphone")).toHaveCount(1);
});

test("signing out with unsent records asks to send them or to type how many; then nothing is left on the phone", async () => {
  await phone.setOffline(true);
  await page.getByRole("button", { name: "Terminer la maraude" }).tap();
  await expect(page.getByRole("status").first()).toContainText("2 à envoyer");
  await page.getByRole("button", { name: "Compte", exact: true }).tap();
  await page.getByRole("menuitem", { name: "Se déconnecter" }).tap();
  const dialog = page.getByRole("dialog", { name: "Des enregistrements ne sont pas envoyés" });
  await expect(dialog).toBeVisible();
  const discard = dialog.getByRole("button", { name: "Abandonner et se déconnecter" });
  await expect(discard).toBeDisabled();
  await dialog.getByRole("textbox").fill("2");
  // A server that takes the call and never answers keeps nobody signed in.
  await phone.route("**/auth/v1/logout*", () => undefined);
  await discard.tap();
  await expect(page.getByLabel("Identifiant ou adresse e-mail")).toBeVisible();
  // The rows go right after the page of the session.
  await expect.poll(async () => (await phoneRows(page)).map((rows) => rows.length)).toEqual([0, 0]);
  await phone.setOffline(false);
});

test("no request left the product's origin", () => {
  expect(foreign.flat()).toEqual([]);
});
