import type { Role } from "../../../src/domain/role.ts";
import { addDays } from "../../../src/domain/slot.ts";
import { type Client, given } from "../http/client.ts";
import { approveColumns, importFile, publishAll } from "../http/records.ts";
import { undelta, windowsOf } from "../http/releases.ts";
import { pollAll } from "./polls.ts";
import { firstDayOf, type Script, type Target } from "./script.ts";
import { type MovingWorld, openMovingWorld } from "./world.ts";

/** What one world told in the weeks of a script. */
export interface Told {
  /** Answer by role, function and day. */
  readonly answers: ReadonlyMap<string, string>;
  /** Published windows whose bytes changed on a later day. */
  readonly changed: number;
  /** Class of the chance at each target, as the lead saw it in the planner in the week after; null: not opened. */
  readonly classes: readonly (number | null)[];
  /** Openings of the planner that were answered, and their lines in the log. */
  readonly opened: number;
  readonly logged: number;
  /** Openings beyond the day's limit that were answered. */
  readonly beyond: number;
}

const SLOTS = 4;
const EVENING = 2;
/** Openings of an account in a (real) day. */
const OPENINGS = 12;
const ROLES: readonly Role[] = ["educator", "lead", "researcher", "dpo", "admin"];

async function sectorAround(lead: Client, team: string, targets: readonly Target[]): Promise<string> {
  const cells = targets.map(({ cell }) => cell);
  const args = { sector: null, name: "Secteur fictif", team, target_days: 14, cells };
  return given<{ id: string }>(await lead.post("save_sector", args)).id;
}

interface Memory {
  readonly cell: readonly number[];
  readonly chance: readonly number[];
}

function classAt({ cell, chance }: Memory, target: Target): number | null {
  const at = undelta(cell).indexOf(target.cell);
  return at < 0 ? null : (chance[SLOTS * at + EVENING] ?? null);
}

/** Bytes of every published window's total, by tier and first day. */
async function releasedBytes(lead: Client): Promise<Map<string, string>> {
  const bytes = new Map<string, string>();
  for (const tier of ["educator", "lead"] as const) {
    for (const { starts_on } of await windowsOf(lead, tier)) {
      const args = { tier, from_window: starts_on, to_window: starts_on };
      bytes.set(`${tier} ${starts_on}`, (await lead.get("heat", args)).text);
    }
  }
  return bytes;
}

/** One world's weeks: files on Mondays, publication when it is due, everybody asking on every `every`th day. */
class Life {
  readonly answers = new Map<string, string>();
  readonly classes: (number | null)[];
  readonly world: MovingWorld;
  readonly script: Script;
  readonly isMet: boolean;
  changed = 0;
  opened = 0;
  private released = new Map<string, string>();

  constructor(world: MovingWorld, script: Script, isMet: boolean) {
    this.world = world;
    this.script = script;
    this.isMet = isMet;
    this.classes = script.targets.map(() => null);
  }

  async poll(day: string): Promise<void> {
    for (const role of ROLES) {
      for (const [name, answer] of await pollAll(this.world.people[role], role, day))
        this.answers.set(name, answer);
    }
  }

  /** The Monday after a week: its file, its publications, and whether what was published before still stands. */
  async bring(week: number): Promise<void> {
    const { importer, team, people } = this.world;
    const rows = this.script.rowsOf(week, this.isMet);
    await importFile(importer, team, rows, { column: true, name: `semaine fictive ${week}` });
    await approveColumns(people.dpo);
    await publishAll(importer);
    const bytes = await releasedBytes(people.lead);
    for (const [name, before] of this.released) if (bytes.get(name) !== before) this.changed++;
    this.released = bytes;
  }

  /** The lead looks at the sector in the planner, where a target was visited in the week before. */
  async open(sector: string, week: number): Promise<void> {
    const fresh = this.script.targets.flatMap((target, nth) =>
      target.week === week ? [{ target, nth }] : [],
    );
    if (fresh.length === 0 || this.opened >= OPENINGS) return;
    const memory = given<Memory>(await this.world.people.lead.post("working_memory", { sector }));
    this.opened++;
    for (const { target, nth } of fresh) this.classes[nth] = classAt(memory, target);
  }
}

async function openingsBeyond(lead: Client, sector: string, life: Life): Promise<number> {
  while (life.opened < OPENINGS) {
    given(await lead.post("working_memory", { sector }));
    life.opened++;
  }
  let answered = 0;
  for (let nth = 0; nth < 3; nth++) {
    const { status } = await lead.post("working_memory", { sector });
    if (status === 200) answered++;
  }
  return answered;
}

/** Lets the weeks of a script go by on a server of its own. */
export async function live(script: Script, isMet: boolean, every: number): Promise<Told> {
  const world = await openMovingWorld(firstDayOf(0));
  try {
    const life = new Life(world, script, isMet);
    const { lead, dpo } = world.people;
    const sector = await sectorAround(lead, world.team, script.targets);
    for (let day = 0; day < 7 * script.weeks; day++) {
      const today = addDays(firstDayOf(0), day);
      world.setDay(today);
      if (day > 0 && day % 7 === 0) {
        await life.bring(day / 7 - 1);
        await life.open(sector, day / 7 - 1);
      }
      if (day % every === 0) await life.poll(today);
    }
    const beyond = await openingsBeyond(lead, sector, life);
    const log = given<{ events: unknown[] }>(await dpo.get("audit_log", { action: "working_memory_opened" }));
    const { answers, changed, classes, opened } = life;
    return { answers, changed, classes, opened, beyond, logged: log.events.length };
  } finally {
    await world.close();
  }
}
