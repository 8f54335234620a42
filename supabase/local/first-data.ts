import { createAccount } from "./auth/accounts.ts";
import { hashPassword } from "./auth/password.ts";
import { type Database, DatabaseError } from "./database/database.ts";
import type { DemoAccount, GridChoice } from "./folder/folder.ts";
import type { Progress, Step } from "./progress.ts";
import { StartError } from "./start-error.ts";

/** What an association is called and where it lives. */
export interface NewOrganisation {
  readonly name: string;
  readonly timeZone: string;
  readonly grid: GridChoice;
}

/** What the database holds: nothing yet, an association, or (also) the fictitious one. */
export type Holdings = "nothing" | "organisation" | "demo";

/** Asks the database, not the folder: an own PostgreSQL may stand behind a new folder. */
export async function holdingsOf(db: Database): Promise<Holdings> {
  const { rows } = await db.transaction({}, null, (query) =>
    query("select count(*)::integer as all, bool_or(fictitious) as demo from org.organisation"),
  );
  if (rows[0]?.["all"] === 0) return "nothing";
  return rows[0]?.["demo"] === true ? "demo" : "organisation";
}

/** Creates the one organisation of a folder without demo data. */
export async function createOrganisation(
  db: Database,
  { name, timeZone, grid }: NewOrganisation,
  today: string | undefined,
): Promise<void> {
  try {
    await db.transaction(today ? { "repere.today": today } : {}, null, (query) =>
      query("select org.create_organisation($1, $2, $3, $4, $5)", [
        name,
        timeZone,
        grid.srid,
        grid.offsetEKm,
        grid.offsetNKm,
      ]),
    );
  } catch (error) {
    if (error instanceof DatabaseError && error.code === "RP001") {
      throw new StartError("grid_refused", { srid: String(grid.srid), why: error.hint ?? "" });
    }
    throw error;
  }
}

/**
 * A link for the first admin, while nobody is: made anew at each start, the ones before it revoked.
 *
 * @returns the code, or undefined where an admin has joined.
 */
export async function inviteFirstAdmin(db: Database, today: string | undefined): Promise<string | undefined> {
  return db.transaction(today ? { "repere.today": today } : {}, null, async (query) => {
    const { rows } = await query(
      `select o.id from org.organisation o
       where not o.fictitious and not exists (
         select from org.member m where m.organisation_id = o.id and m.role = 'admin' and m.left_at is null
       )
       order by o.created_at limit 1`,
    );
    const organisation = rows[0]?.["id"];
    if (organisation === undefined) return undefined;
    await query(
      `update org.invitation set revoked_at = release.now()
       where organisation_id = $1 and created_by is null and used_at is null and revoked_at is null`,
      [organisation],
    );
    const made = await query("select org.create_invitation($1, 'admin', null, '', null) as code", [
      organisation,
    ]);
    return String(made.rows[0]?.["code"]);
  });
}

export interface DemoWish {
  readonly today: string;
  readonly small: boolean;
  readonly secret: string;
}

/** Loads the fictitious organisation; its generator is fetched for a first start only. */
export async function loadDemoData(
  db: Database,
  { today, small, secret }: DemoWish,
  progress: Progress,
): Promise<readonly DemoAccount[]> {
  const { loadDemo } = await import("../demo/load.ts");
  const steps = new StepChain(progress);
  const hashOf = onceForEach(hashPassword);
  try {
    const { accounts } = await loadDemo(db, {
      today,
      small,
      secret,
      createAccount: async (email, password) =>
        createAccount(db, { email, password, hash: await hashOf(password) }),
      onProgress: (step, done, total) => steps.tell(`demo_${step}`, done, total),
    });
    return accounts;
  } finally {
    steps.end();
  }
}

/** Remembers what a slow function gave for each argument. */
function onceForEach(work: (text: string) => Promise<string>): (text: string) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return (text) => {
    const answer = known.get(text) ?? work(text);
    known.set(text, answer);
    return answer;
  };
}

/** Turns a loader's reports into steps that follow one another. */
class StepChain {
  private readonly progress: Progress;
  private step: Step | undefined;
  private told: (done: number, total: number) => void = () => undefined;
  private finish: () => void = () => undefined;

  constructor(progress: Progress) {
    this.progress = progress;
  }

  tell(step: Step, done: number, total: number): void {
    if (step !== this.step) this.begin(step);
    this.told(done, total);
  }

  end(): void {
    this.finish();
  }

  private begin(step: Step): void {
    this.finish();
    this.step = step;
    void this.progress.during(step, (told) => {
      this.told = told;
      return new Promise<void>((resolve) => {
        this.finish = resolve;
      });
    });
  }
}
