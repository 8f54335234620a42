import { type Browser, expect, type Page, test } from "@playwright/test";
import { foreignRequests, type Repere, startRepere } from "./harness.ts";
import { axeFindings, open, signIn } from "./people.ts";

/** Monday morning on the demonstration: invented data, real accounts, real answers. */
let repere: Repere;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  repere = await startRepere(["--small", "--today", "2026-10-26"]);
});
test.afterAll(() => repere?.stop());

async function personOf(browser: Browser, who: string, choices: Readonly<Record<string, string>> = {}) {
  const context = await browser.newContext({ locale: "fr-FR", timezoneId: "Europe/Paris" });
  await context.addInitScript((chosen) => {
    for (const [name, value] of Object.entries(chosen)) localStorage.setItem(`repere.choice.${name}`, value);
  }, choices);
  const page = await context.newPage();
  const account = repere.accounts.find(({ email }) => email.startsWith(`${who}@`));
  if (!account) throw new Error(`no demo account ${who}`);
  return { page, email: account.email, password: account.password };
}

async function signedIn(browser: Browser, who: string): Promise<Page> {
  const { page, email, password } = await personOf(browser, who);
  await signIn(page, repere.url, email, password);
  return page;
}

/** What dnd-kit has a screen reader say. */
const said = (page: Page) => page.locator('[id^="DndLiveRegion"]');
/** A key in the very moment after grabbing is not heard yet, faster than any hand: then it is pressed again. */
async function pressUntilSaid(page: Page, key: string, words: string): Promise<void> {
  await expect(async () => {
    if (!(await said(page).textContent())?.includes(words)) await page.keyboard.press(key);
    await expect(said(page)).toContainText(words, { timeout: 5000 });
  }).toPass({ timeout: 60_000 });
}

const saved = (page: Page) => page.locator('.week-save[data-kind="saved"]');

test("from sign-in to the printed sheet in at most twelve clicks, and the sheet is one page", async ({
  browser,
}) => {
  const { page, email, password } = await personOf(browser, "lead");
  const foreign = foreignRequests(page, repere.url);
  await page.addInitScript(() => {
    const tally = { clicks: 0, printed: 0 };
    Object.assign(window, { tally, print: () => tally.printed++ });
    window.addEventListener("click", ({ isTrusted }) => isTrusted && tally.clicks++, true);
  });
  await signIn(page, repere.url, email, password);
  await expect(page.getByText("non publié (trop peu, ou rien)")).toBeVisible();
  await open(page, "Non atteintes");
  await page.getByRole("link", { name: "Proposer la semaine" }).click();
  await expect(page.getByText(/Proposition faite : intérêt réuni/)).toBeVisible({ timeout: 60_000 });
  const filled = page.locator(".round-card", { hasText: /[1-9]\d* étapes? ?\d+\/\d+ min/ });
  await filled.first().locator(".round-card-open").click();
  await page.getByRole("link", { name: "Feuille à imprimer" }).click();
  await expect(page.locator(".print-map")).toBeVisible();
  await page.getByRole("button", { name: "Imprimer" }).click();
  const tally = await page.evaluate(() => (window as unknown as { tally: object }).tally);
  console.log(JSON.stringify({ measure: "first five minutes", ...tally }));
  expect(tally).toMatchObject({ printed: 1 });
  expect((tally as { clicks: number }).clicks).toBeLessThanOrEqual(12);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  const paper = (await page.locator(".sheet").textContent()) ?? "";
  expect(paper).toContain("À récupérer au retour et à détruire");
  for (const word of ["priorité", "alerte", "lieu de vie", "probable", "jamais", "retard", "sur place"]) {
    expect(paper.toLowerCase()).not.toContain(word);
  }
  expect(foreign).toEqual([]);
});

test("rounds and stops move by keyboard: every move is said, and the focus stays", async ({ browser }) => {
  const page = await signedIn(browser, "lead2");
  await page.goto(`${repere.url}/tournees?semaine=2026-11-02`);
  await page.getByRole("button", { name: "Proposer la semaine" }).click();
  await expect(page.getByText(/Proposition faite/)).toBeVisible({ timeout: 60_000 });
  const round = page.locator(".round-card-grip").first();
  const name = (await round.getAttribute("aria-label")) ?? "";
  await round.focus();
  await page.keyboard.press("Space");
  await expect(said(page)).toContainText("est saisie");
  const key = name.includes("dimanche") ? "ArrowLeft" : "ArrowRight";
  await pressUntilSaid(page, key, " : ");
  await page.keyboard.press("Space");
  await expect(said(page)).toContainText("est posée");
  await expect(page.locator(".round-card-grip:focus")).toBeVisible();
  expect(await page.locator(".round-card-grip:focus").getAttribute("aria-label")).not.toBe(name);

  const many = page.locator(".round-card", { hasText: /[2-9]\d* étapes/ });
  await many.first().locator(".round-card-open").click();
  const names = () => page.locator(".stop:not(.stop-end) .stop-name").allTextContents();
  const before = await names();
  await page.locator(".stop-grip").first().focus();
  await page.keyboard.press("Space");
  await expect(said(page)).toContainText(`Position 1 sur ${before.length}`);
  await pressUntilSaid(page, "ArrowDown", `Position 2 sur ${before.length}`);
  await page.keyboard.press("Space");
  await expect.poll(names).toEqual([before[1], before[0], ...before.slice(2)]);
  await expect(page.locator(".stop-grip:focus")).toBeVisible();
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  await expect.poll(names).toEqual(before);
});

test("two who edit one round at once: the second is told, and nothing is overwritten", async ({
  browser,
}) => {
  const [one, other] = [await signedIn(browser, "lead3"), await signedIn(browser, "lead3")];
  await one.goto(`${repere.url}/tournees?semaine=2026-11-09`);
  await one.getByRole("button", { name: "Nouvelle tournée", exact: true }).click();
  await expect(saved(one)).toBeVisible();
  const round = one.url().match(/tournee=([0-9a-f-]+)/)?.[1] ?? "";
  await other.goto(`${repere.url}/tournees?semaine=2026-11-09&tournee=${round}`);
  for (const page of [one, other]) await page.getByText("Réglages").click();
  await one.getByLabel("Déplacement").selectOption("vehicle");
  await expect(saved(one)).toBeVisible();
  await other.getByLabel("Déplacement").selectOption("transit");
  const told = other.getByRole("alert").filter({ hasText: "Quelqu’un d’autre a modifié cette semaine" });
  await expect(told).toContainText("le secteur, le trajet");
  await one.reload();
  await one.getByText("Réglages").click();
  await expect(one.getByLabel("Déplacement")).toHaveValue("vehicle");
  await other.getByRole("button", { name: "Prendre sa version" }).click();
  await expect(other.getByLabel("Déplacement")).toHaveValue("vehicle");
  await expect(saved(other)).toBeVisible();
});

test("an area's joining a round is taken back by its own message, whatever was done since", async ({
  browser,
}) => {
  const lead = await signedIn(browser, "lead3");
  await open(lead, "Non atteintes");
  await lead.getByLabel("Ajouter à").selectOption("new");
  await lead
    .getByRole("button", { name: /^Ajouter .+ à la tournée$/ })
    .first()
    .click();
  const message = lead.locator(".mantine-Notification-root", { hasText: "est ajoutée" });
  await expect(message).toBeVisible();
  await open(lead, "Tournées");
  const cards = lead.locator(".round-card");
  const begun = lead.locator(".round-card", { hasText: /(^|\D)1 étape(?!s)/ });
  await expect(begun.first()).toBeVisible();
  const [before, ofOne] = [await cards.count(), await begun.count()];
  await lead.getByRole("button", { name: "Nouvelle tournée", exact: true }).click();
  await expect(cards).toHaveCount(before + 1);
  await message.getByRole("button").click();
  await expect(cards).toHaveCount(before);
  await expect(begun).toHaveCount(ofOne - 1);
});

test("without the week's rounds nothing can be added to them: the screen says so and asks again", async ({
  browser,
}) => {
  const lead = await signedIn(browser, "lead2");
  await lead.route("**/rpc/week*", (route) => route.abort());
  await open(lead, "Non atteintes");
  await expect(lead.getByText("rien ne peut y être ajouté")).toBeVisible();
  await expect(
    lead.getByRole("button", { name: "Les tournées ne sont pas encore là" }).first(),
  ).toBeDisabled();
  await lead.unroute("**/rpc/week*");
  await lead.getByRole("button", { name: "Réessayer" }).click();
  await expect(lead.getByLabel("Ajouter à")).toBeVisible();
  await expect(lead.getByRole("button", { name: /^Ajouter / }).first()).toBeEnabled();
});

test("opening the working memory is an act that says it is counted; nothing of it can be copied", async ({
  browser,
}) => {
  const page = await signedIn(browser, "lead2");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${repere.url}/non-atteintes?memoire=1`);
  await expect(page.getByText(/Chaque ouverture est comptée \(12 par jour\) et journalisée/)).toBeVisible();
  await expect(page.locator(".chance")).toHaveCount(0);
  await page
    .getByRole("button", { name: /^Ouvrir : / })
    .first()
    .click();
  await expect(page.getByText(/ouverture \d+ sur 12 aujourd’hui/)).toBeVisible();
  await expect(page.locator(".chance").first()).toBeVisible();
  const label = page.getByRole("button", { name: /^Refermer la mémoire/ }).getByText("Refermer");
  expect(await label.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await page.getByRole("button", { name: "Copier le tableau" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split("\n")[0]).toBe("Zone\tPassage");
  expect(copied).not.toMatch(/probable|possible/);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".data-table")).toBeHidden();
  await expect(page.getByText("Cet écran ne s’imprime pas")).toBeVisible();
});

/** Whoever clicks on this page, counted from now on; scripted changes are no clicks. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    window.addEventListener(
      "click",
      ({ isTrusted }) => {
        const before = Number(sessionStorage.getItem("clicks") ?? 0);
        if (isTrusted) sessionStorage.setItem("clicks", String(before + 1));
      },
      true,
    );
  });
  await page.reload();
  return () => page.evaluate(() => Number(sessionStorage.getItem("clicks") ?? 0));
}

test("an unreached area joins a round, the week is proposed and printed, the round debriefed and validated: coverage changes", async ({
  browser,
}, info) => {
  const lead = await signedIn(browser, "lead");
  const educator = await signedIn(browser, "educator");
  await open(lead, "Tournées");
  await lead.getByRole("button", { name: "Nouvelle tournée", exact: true }).click();
  await expect(lead.getByRole("heading", { name: "lundi 26 octobre, soir" })).toBeVisible();
  await lead.getByText("Réglages").click();
  for (const box of await lead.locator(".round-people input").all()) await box.check();
  await lead.getByRole("button", { name: "Confirmer", exact: true }).click();
  await expect(saved(lead)).toBeVisible();
  const round = lead.url().match(/tournee=([0-9a-f-]+)/)?.[1] ?? "";

  // The weekly job, counted: an unreached zone, into the round, the week proposed, the sheet printed.
  const clicks = await countClicks(lead);
  await open(lead, "Non atteintes");
  await lead.getByLabel("Ajouter à").selectOption(round);
  await lead.locator(".data-table-pick").first().click();
  const zone = (await lead.locator(".zone h2").textContent()) ?? "";
  const code = (await lead.locator(".zone").textContent())?.match(/N\d+ E\d+/)?.[0] ?? "no code";
  const address = lead.url().slice(repere.url.length);
  const names = await lead.evaluate(() => sessionStorage.getItem("repere.veiled") ?? "");
  expect(address).toMatch(/maille=1$/);
  await expect(lead.locator(".zone-state")).not.toContainText("Visitée à temps");
  await lead.getByRole("button", { name: "Ajouter à la tournée" }).click();
  await expect(lead.getByRole("button", { name: "Déjà dans cette tournée" }).first()).toBeVisible();
  await lead.getByRole("link", { name: "Proposer la semaine" }).click();
  await expect(lead.getByText(/Proposition faite : intérêt réuni/)).toBeVisible({ timeout: 60_000 });
  await expect(saved(lead)).toBeVisible();
  await lead.goto(`${repere.url}/tournees?tournee=${round}`);
  await expect(lead.locator(".stop-name", { hasText: zone }).first()).toBeVisible();
  const stops = await lead.locator(".stop:not(.stop-end) .stop-name").allTextContents();
  await lead.getByRole("link", { name: "Feuille à imprimer" }).click();
  await expect(lead.locator(".print-map")).toBeVisible();
  await info.attach("feuille.pdf", {
    body: await lead.pdf({ preferCSSPageSize: true }),
    contentType: "application/pdf",
  });
  console.log(JSON.stringify({ measure: "weekly job", clicks: await clicks(), stops: stops.length }));
  expect(await clicks()).toBeLessThanOrEqual(12);
  expect(await lead.locator(".sheet").textContent()).toContain(zone);

  await open(educator, "Tournées");
  const own = educator.locator(".own-round", { hasText: "lundi 26 octobre, soir" }).filter({ hasText: zone });
  await own.first().getByRole("button", { name: "Saisir le débrief" }).click();
  await own.first().getByLabel(`${zone} ${code} : résultat`).selectOption("nobody");
  // Closed by mistake, nothing is lost.
  await own.first().getByRole("button", { name: "Fermer sans envoyer" }).click();
  await own.first().getByRole("button", { name: "Reprendre le débrief" }).click();
  await expect(own.first().getByLabel(`${zone} ${code} : résultat`)).toHaveValue("nobody");
  await own.first().getByRole("button", { name: "Terminer la tournée" }).click();
  await expect(educator.getByText(/Débrief enregistré : 1 passage/)).toBeVisible();

  await lead.goto(`${repere.url}/tournees?tournee=${round}`);
  await expect(lead.getByText(`1 étape faite sur ${stops.length}`)).toBeVisible();
  await lead.getByRole("button", { name: "Valider" }).click();
  await expect(lead.getByText(/Tournée validée/)).toBeVisible();
  // The address names the area for the tab's own session; another tab is told what the name stands for.
  const look = async (page: Page) => {
    await page.evaluate((kept) => sessionStorage.setItem("repere.veiled", kept), names);
    await page.goto(repere.url + address);
  };
  await look(lead);
  await expect(lead.locator(".zone")).toContainText("visitée aujourd’hui");

  // Six days on, when a round counts and no longer waits for an answer, the visit is still there and has aged.
  repere = await repere.again(["--today", "2026-11-01"]);
  const later = await signedIn(browser, "lead");
  await look(later);
  await expect(later.locator(".zone")).toContainText("visitée il y a 6 jours");
});

const LOOKS = [
  { language: "fr", theme: "light" },
  { language: "en", theme: "dark" },
  { language: "fr", theme: "nuit" },
  { language: "en", theme: "light" },
];
test.describe("axe", () => {
  for (const look of LOOKS) {
    test(`finds nothing on either screen, ${look.language}, ${look.theme}`, async ({ browser }) => {
      const { page, email, password } = await personOf(browser, "lead", look);
      await page.goto(repere.url);
      await page.locator("input[name=username]").fill(email);
      await page.locator("input[name=password]").fill(password);
      await page.locator("button[type=submit]").click();
      await page.locator("nav.frame-rail").waitFor();
      await page.goto(`${repere.url}/non-atteintes`);
      await page.locator(".data-table-pick").first().click();
      await expect(page.locator(".zone")).toBeVisible();
      expect(await axeFindings(page)).toEqual([]);
      await page.goto(`${repere.url}/tournees`);
      await expect(page.locator(".week-bar")).toBeVisible();
      expect(await axeFindings(page)).toEqual([]);
      const card = page.locator(".round-card-open").first();
      await card.click();
      await expect(page.locator(".round-panel h2")).toBeVisible();
      expect(await axeFindings(page)).toEqual([]);
    });
  }
});
