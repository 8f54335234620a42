import { expect, test } from "@playwright/test";
import { accountOf, foreignRequests, type Repere, startRepere } from "./harness.ts";
import { signIn } from "./people.ts";

/** The demonstration on the real server, as `npm start` shows it: invented data, real accounts, real answers. */
let repere: Repere;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  repere = await startRepere(["--small", "--today", "2026-10-28"]);
});
test.afterAll(() => repere?.stop());

test("a lead signs in and sees the protected map, its legend and the same values as a table", async ({
  page,
}) => {
  const foreign = foreignRequests(page, repere.url);
  const { email, password } = accountOf(repere, "lead");
  await signIn(page, repere.url, email, password);
  await expect(page.getByText("Données fictives")).toBeVisible();
  await expect(page.getByText("non publié (trop peu, ou rien)")).toBeVisible();
  await expect(page.locator("canvas").first()).toBeVisible();
  await page.getByText("Tableau", { exact: true }).click();
  const shown = page.getByRole("row").filter({ hasText: /\d+ à \d+|et plus/ });
  await expect(shown.first()).toBeVisible();
  expect(await shown.count()).toBeGreaterThan(3);
  expect(foreign).toEqual([]);
});

test("an educator sees the own team's map and no breakdown by age or gender", async ({ page }) => {
  const { email, password } = accountOf(repere, "educator");
  await signIn(page, repere.url, email, password);
  await expect(page.getByText("non publié (trop peu, ou rien)")).toBeVisible();
  const offered = page.getByRole("combobox", { name: "Ventilation" }).locator("option");
  await expect(offered).toHaveText(["Ensemble", "Type de lieu"]);
});

test("nothing of the map stays in the browser after signing out", async ({ page }) => {
  const { email, password } = accountOf(repere, "lead");
  await signIn(page, repere.url, email, password);
  await expect(page.getByText("non publié (trop peu, ou rien)")).toBeVisible();
  await page.getByRole("button", { name: "Compte", exact: true }).click();
  await page.getByRole("menuitem", { name: "Se déconnecter" }).click();
  await expect(page.getByRole("button", { name: "Se connecter" })).toBeVisible();
  // The page itself stays installed, without any answer; the phone's database stays without a row or a key.
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const cached = await Promise.all(
          (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
        );
        const rows = async (name: string) => {
          const database = await new Promise<IDBDatabase>((resolve, reject) => {
            const asked = indexedDB.open(name);
            asked.onsuccess = () => resolve(asked.result);
            asked.onerror = () => reject(asked.error);
          });
          const stores = [...database.objectStoreNames];
          const counts = stores.map(
            (store) =>
              new Promise<number>((resolve) => {
                const asked = database.transaction(store).objectStore(store).count();
                asked.onsuccess = () => resolve(asked.result);
              }),
          );
          const total = (await Promise.all(counts)).reduce((sum, each) => sum + each, 0);
          database.close();
          return total;
        };
        const databases = (await indexedDB.databases()).map(({ name = "" }) => name);
        return {
          answers: cached.flat().filter(({ url }) => /\/(rest|auth)\//.test(url)).length,
          rows: (await Promise.all(databases.map(rows))).reduce((sum, each) => sum + each, 0),
          session: sessionStorage.length,
          tokens: Object.values(localStorage).filter((value) => value.includes("access_token")).length,
        };
      }),
    )
    .toEqual({ answers: 0, rows: 0, session: 0, tokens: 0 });
  await page.goto(`${repere.url}/carte`);
  await expect(page.getByRole("button", { name: "Se connecter" })).toBeVisible();
});

test("each role opens its own screens and no other", async ({ page }) => {
  const screens = { dpo: "Protection", admin: "Équipe" } as const;
  for (const [role, name] of Object.entries(screens)) {
    const { email, password } = accountOf(repere, role);
    await signIn(page, repere.url, email, password);
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(
      page.getByRole("navigation", { name: "Écrans" }).getByRole("link", { name: "Carte" }),
    ).toHaveCount(0);
    await page.getByRole("button", { name: "Compte", exact: true }).click();
    await page.getByRole("menuitem", { name: "Se déconnecter" }).click();
    await expect(page.getByRole("button", { name: "Se connecter" })).toBeVisible();
  }
});
