import { expect, test } from "vitest";
import { CHANCE_TUNING, HEAT_CENTRES, MEMORY_TUNING } from "../../../src/domain/chance-tuning.ts";
import { PATTERN_TUNING, PATTERNS } from "../../../src/domain/pattern.ts";
import { REJECT_CODES, ROUND_STATUSES, SAFETY_CODES } from "../../../src/domain/week-rounds.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";

eachDatabase("lists that the page and the database share", (db) => {
  test.each([
    ["field.reject_codes()", REJECT_CODES],
    ["field.safety_codes()", SAFETY_CODES],
    ["enum_range(null::field.round_status)", ROUND_STATUSES],
  ])("%s is the same list on both sides", async (sql, list) => {
    const [row] = await owned(db(), `select to_jsonb(${sql}) as codes`);
    expect(row?.["codes"]).toEqual(list);
  });

  test.each(PATTERNS)(
    "the chance of meeting is reckoned with the same numbers where meetings are %s",
    async (pattern) => {
      const [row] = await owned(
        db(),
        "select to_jsonb(t) as tuning from field.chance_tuning($1::text::boolean) t",
        [pattern === "scattered"],
      );
      expect(row?.["tuning"]).toEqual({
        optimism: CHANCE_TUNING[pattern].optimism,
        borrowed_visits: CHANCE_TUNING[pattern].borrowedVisits,
        heat_visits: CHANCE_TUNING[pattern].heatVisits,
        half_life_days: MEMORY_TUNING.halfLifeDays,
        memory_days: MEMORY_TUNING.memoryDays,
        other_slots: MEMORY_TUNING.otherSlots,
        heat_centres: HEAT_CENTRES,
      });
    },
  );

  test("the pattern of a sector is read by the same numbers on both sides", async () => {
    const [row] = await owned(db(), "select to_jsonb(t) as tuning from field.pattern_tuning() t");
    expect(row?.["tuning"]).toEqual({
      damping: PATTERN_TUNING.damping,
      prior_slope: PATTERN_TUNING.priorSlope,
      prior_weight: PATTERN_TUNING.priorWeight,
      threshold: PATTERN_TUNING.threshold,
    });
  });
});
