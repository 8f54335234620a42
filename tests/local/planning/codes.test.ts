import { expect, test } from "vitest";
import { CHANCE_TUNING, HEAT_CENTRES } from "../../../src/domain/meeting-chance.ts";
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

  test("the chance of meeting is reckoned with the same numbers on both sides", async () => {
    const [row] = await owned(db(), "select to_jsonb(t) as tuning from field.chance_tuning() t");
    expect(row?.["tuning"]).toEqual({
      optimism: CHANCE_TUNING.optimism,
      half_life_days: CHANCE_TUNING.halfLifeDays,
      memory_days: CHANCE_TUNING.memoryDays,
      borrowed_visits: CHANCE_TUNING.borrowedVisits,
      heat_visits: CHANCE_TUNING.heatVisits,
      other_slots: CHANCE_TUNING.otherSlots,
      heat_centres: HEAT_CENTRES,
    });
  });
});
