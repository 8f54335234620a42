import { type Browser, expect, type Page, test } from "@playwright/test";
import { type Repere, startRepere } from "./harness.ts";
import { axeFindings, createTeam, firstLink, invite, join, open } from "./people.ts";

/** A Monday; the clocks go forward in the night that its Saturday's night round leaves in. */
const MONDAY = "2027-03-22";
const [NORTH, EAST] = [2889, 3760];
/** 2,000 cells: 40 × 50 km around Paris. */
const CELLS = Array.from(
  { length: 2000 },
  (_, at) => (NORTH - 20 + Math.floor(at / 50)) * 10_000 + EAST - 25 + (at % 50),
);
let repere: Repere;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  repere = await startRepere(["--empty", "--today", MONDAY]);
});
test.afterAll(() => repere?.stop());

async function personOf(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris" });
  return context.newPage();
}

/** Calls the API as the page's person does: what would take 2,000 clicks. */
async function call<Answer>(page: Page, name: string, args: object): Promise<Answer> {
  return page.evaluate(
    async ({ name, args, apikey }) => {
      const session = JSON.parse(sessionStorage.getItem("repere.session") ?? "{}");
      const headers = {
        apikey,
        authorization: `Bearer ${session.access_token}`,
        "content-type": "application/json",
      };
      const body = JSON.stringify(args);
      const answer = await fetch(`/rest/v1/rpc/${name}`, { method: "POST", headers, body });
      if (!answer.ok) throw new Error(`${name}: ${await answer.text()}`);
      return answer.json();
    },
    { name, args, apikey: repere.anonKey },
  );
}

async function propose(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Proposer (la semaine|de nouveau)$/ }).click();
}

test("whatever is missing or too much, the screen says what and what to do", async ({ browser }) => {
  test.setTimeout(400_000);
  const [admin, lead] = [await personOf(browser), await personOf(browser)];
  await join(admin, firstLink(repere), "premiere-admin");
  await createTeam(admin, "Équipe inventée");
  await join(lead, await invite(admin, "Responsable d’équipe"), "responsable");

  await test.step("no sector: both screens lead to drawing one", async () => {
    await open(lead, "Non atteintes");
    await expect(lead.getByRole("heading", { name: "Aucun secteur pour votre équipe" })).toBeVisible();
    await expect(lead.getByRole("link", { name: "Dessiner un secteur" })).toBeVisible();
    expect(await axeFindings(lead)).toEqual([]);
    await open(lead, "Tournées");
    await expect(lead.getByText("Votre équipe n’a pas encore de secteur")).toBeVisible();
    await expect(lead.getByRole("link", { name: "Dessiner un secteur" })).toBeVisible();
    expect(await axeFindings(lead)).toEqual([]);
  });

  const teams = await call<{ teams: { id: string }[] }>(lead, "teams", {});
  await call(lead, "save_sector", {
    ...{ sector: null, name: "Secteur inventé", team: teams.teams[0]?.id, target_days: 14, cells: CELLS },
  });

  await test.step("no visit: never visited means unknown, not empty", async () => {
    await lead.goto(`${repere.url}/non-atteintes`);
    await expect(lead.getByText("Cela veut dire inconnues, pas vides.")).toBeVisible();
    await expect(lead.locator(".data-table-pick").first()).toBeVisible();
  });

  await test.step("no round: the proposal asks for one", async () => {
    await lead.goto(`${repere.url}/tournees?semaine=${MONDAY}`);
    await propose(lead);
    await expect(lead.getByText("Aucune tournée à remplir cette semaine.")).toBeVisible();
  });

  await test.step("a team without further members: it says so, and that nobody goes", async () => {
    await lead.getByRole("button", { name: "Nouvelle tournée", exact: true }).click();
    await lead.getByText("Réglages").click();
    await expect(lead.getByText("Personne d’autre n’est dans votre équipe")).toBeVisible();
    await expect(lead.getByText("Personne n’est affecté.").first()).toBeVisible();
  });

  await test.step("2,000 candidates: a plan", async () => {
    await propose(lead);
    await expect(lead.getByText(/Proposition faite : intérêt réuni/)).toBeVisible({ timeout: 60_000 });
    await expect(lead.locator(".stop:not(.stop-end)").first()).toBeVisible();
  });

  await test.step("a budget shorter than one visit: the round is named", async () => {
    const budget = lead.getByLabel("Durée (minutes)");
    await budget.fill("20");
    await budget.press("Enter");
    await expect(lead.getByText(/Il manque \d+ min : étapes et trajets dépassent/).first()).toBeVisible();
    await propose(lead);
    await lead.getByRole("button", { name: "Fermer la tournée" }).click();
    await expect(lead.getByText(/est trop courte pour un seul passage/)).toBeVisible({ timeout: 60_000 });
  });

  await test.step("all cells forbidden: nothing is proposed, and it says why", async () => {
    await expect(lead.locator('.week-save[data-kind="saved"]')).toBeVisible();
    await call(lead, "forbid_cells", { monday: MONDAY, cells: CELLS });
    await lead.reload();
    await propose(lead);
    await expect(lead.getByText("Aucune zone à proposer : toutes sont exclues")).toBeVisible({
      timeout: 60_000,
    });
  });

  await test.step("the night the clocks change: 2 h 30 does not exist, and the round leaves at 3 h 30", async () => {
    await lead
      .getByRole("button", { name: /^Nouvelle tournée, nuit du samedi/ })
      .first()
      .click();
    await lead.getByText("Réglages").click();
    const leaves = lead.getByLabel("Heure de départ");
    await leaves.fill("02:30");
    await leaves.press("Enter");
    await expect(lead.getByText(/Cette nuit-là, 2\sh\s30 n’existe pas/)).toBeVisible();
    await expect(
      lead.getByText("L’heure de départ n’existe pas cette nuit-là", { exact: false }).first(),
    ).toBeVisible();
    await leaves.fill("03:30");
    await leaves.press("Enter");
    await expect(lead.getByText(/n’existe pas/)).toHaveCount(0);
    expect(await axeFindings(lead)).toEqual([]);
  });

  await test.step("the hour is typed digit by digit: what was typed is taken, and a time of another slot is refused in words", async () => {
    await lead
      .getByRole("button", { name: /^Nouvelle tournée, .*, soir$/ })
      .first()
      .click();
    await lead.getByText("Réglages").click();
    const leaves = lead.getByLabel("Heure de départ");
    await leaves.focus();
    await lead.keyboard.type("1845");
    await expect(leaves).toHaveValue("18:45");
    await lead.keyboard.press("Enter");
    await expect(lead.getByText(/^18\sh\s45 · /).first()).toBeVisible();
    await leaves.fill("09:30");
    await leaves.blur();
    await expect(
      lead.getByText(/9\sh\s30 n’est pas dans ce créneau : la tournée part toujours à 18\sh\s45/),
    ).toBeVisible();
    await expect(leaves).toHaveValue("18:45");
    expect(await axeFindings(lead)).toEqual([]);
  });
});
