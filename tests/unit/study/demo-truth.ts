import { generateDemo } from "../../../supabase/demo/generate.ts";
import type { DemoContact, DemoEncounter, DemoRecords, DemoVisit } from "../../../supabase/demo/records.ts";
import { STUDY_TODAY, type StudyQuarter } from "./study-files.ts";

/** A rule of what counts, left out on purpose. */
type Forgotten = "seen_recently" | "living";

/** When, and in which leaves. */
type Where = Pick<StudyQuarter, "startsOn" | "endsOn" | "index">;

const MINUTES_A_VISIT = 25;

/** True counts of the generator's records, by the rules of privacy.md ("What counts"), leaf by leaf. */
export class DemoTruth {
  private readonly records: DemoRecords = generateDemo({ today: STUDY_TODAY });

  /** Contributions in the order of the quarter's leaves. */
  counts(quarter: Where, category: string, forgot?: Forgotten): number[] {
    const { contacts, encounters, visits } = this.records;
    const cells = contacts.flatMap((contact) => {
      const met = encounters[contact.encounter];
      const visit = met && visits[met.visit];
      const counts = visit && this.isDone(visit) && isCounted(contact, met, category, forgot);
      return counts && isWithin(quarter, contact.serviceDate) ? [visit.cell] : [];
    });
    return perLeaf(quarter, cells);
  }

  /** Minutes of complete visits elsewhere than at living sites. */
  minutes(quarter: Where): number[] {
    const visits = this.records.visits.filter(
      (visit) =>
        isWithin(quarter, visit.serviceDate) &&
        this.isDone(visit) &&
        visit.outcome !== "not_reached" &&
        visit.site === undefined,
    );
    return perLeaf(
      quarter,
      visits.map(({ cell }) => cell),
    ).map((count) => count * MINUTES_A_VISIT);
  }

  private isDone({ round }: DemoVisit): boolean {
    return ["done", "validated"].includes(this.records.rounds[round]?.status ?? "");
  }
}

function isCounted(
  { seenRecently }: DemoContact,
  { placeKind }: DemoEncounter,
  category: string,
  forgot: Forgotten | undefined,
): boolean {
  if (seenRecently && forgot !== "seen_recently") return false;
  if (category !== "all") return placeKind === category;
  return placeKind !== "living" || forgot === "living";
}

function isWithin({ startsOn, endsOn }: Where, day: string): boolean {
  return startsOn <= day && day <= endsOn;
}

function perLeaf({ index }: Where, cells: readonly DemoVisit["cell"][]): number[] {
  const found = index.leaves.map(() => 0);
  for (const cell of cells) {
    const at = index.indexOfId.get(index.at(cell)?.id ?? -1);
    if (at !== undefined) found[at] = (found[at] ?? 0) + 1;
  }
  return found;
}
