import type { ExportedRelease } from "../../data/exports.ts";
import { BREAKDOWNS, type Breakdown } from "../../data/heat.ts";
import type { Member } from "../../data/me.ts";
import { breakdownsOf, categoriesOf, type Tier } from "../../domain/release.ts";
import type { ReleaseColumns, ReleaseFacts } from "../../exchange/export-release.ts";
import { useFormat } from "../../ui/format.ts";
import type { Say } from "../../ui/words.ts";
import { leastOf } from "./export-files.ts";
import type { exportWordsFr } from "./export-words.fr.ts";
import { useExportWords } from "./use-files-words.ts";

type ExportSay = Say<typeof exportWordsFr>;

/** Tables of a tier, one at a time, as `breakdown/category`. */
export function tableChoices(tier: Tier, say: ExportSay): { value: string; label: string }[] {
  return breakdownsOf(tier).flatMap((breakdown) =>
    categoriesOf(tier, breakdown).map((category) => {
      const value = `${breakdown}/${category}`;
      return { value, label: tableName(value, say) };
    }),
  );
}

/** A choice of that list, taken apart. */
export function tableWords(table: string): { readonly breakdown: Breakdown; readonly category: string } {
  const [first = "", category = "all"] = table.split("/");
  return { breakdown: BREAKDOWNS.find((each) => each === first) ?? "total", category };
}

function tableName(table: string, say: ExportSay): string {
  const { breakdown, category } = tableWords(table);
  if (breakdown === "total") return say("total");
  const named = NAMED.find((each) => each === category);
  return say(breakdown, { category: named ? say(named) : category });
}

const NAMED = ["wandering", "activity", "girl", "boy", "other"] as const;

/** Names of a file's columns. */
export function releaseColumns(say: ExportSay): ReleaseColumns {
  return {
    ...{ leaf: say("colLeaf"), squares: say("colSquares"), size: say("colSize") },
    ...{ heatClass: say("colClass"), range: say("colRange"), atLeast: say("colAtLeast") },
  };
}

/** Where values come from and how they may be read, in the person's language. */
export function useReleaseFacts({ organisation }: Member) {
  const say = useExportWords();
  const format = useFormat();
  return (
    { heat, policy, publishedAt }: ExportedRelease,
    asked: { readonly tier: Tier; readonly table: string; readonly from: string; readonly until: string },
  ): ReleaseFacts => {
    const { srid } = organisation.grid;
    const rule = { least: leastOf(asked.tier), visits: policy.visits, dates: policy.dates, noise: policy.d };
    return {
      [say("factSource")]: `Repère, ${organisation.name}`,
      [say("factTier")]: say(`${asked.tier}_tier`),
      [say("factTable")]: tableName(asked.table, say),
      [say("factPeriod")]: format.dayRange(asked.from, asked.until),
      [say("factWindows")]: heat.windows,
      ...(publishedAt === null
        ? {}
        : { [say("factPublished")]: format.moment(publishedAt, organisation.time_zone) }),
      [say("factExported")]: format.day(organisation.today),
      [say("factGrid")]: `EPSG:${srid}`,
      [say("factRule")]: say("rule", rule),
    };
  };
}
