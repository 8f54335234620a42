import { beforeEach, expect, test } from "vitest";
import { addDays } from "../../../src/domain/slot.ts";
import { call, owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { cellAt, plan, saveRounds, stopAt, TODAY } from "./plan-world.ts";

eachDatabase("when a debriefed round counts", (db) => {
  let organisation: TestOrganisation;
  let round: ReturnType<typeof plan>;

  beforeEach(async () => {
    organisation = await makeOrganisation(db());
    const stop = stopAt(cellAt(0, 1));
    round = plan({ stops: [stop] });
    await saveRounds(db(), organisation.account("lead"), [round]);
    const visits = [{ id: stop.id, stop: stop.id, minutes: 20, outcome: "met" }];
    await asLead("debrief_round", { visits });
  });

  const asLead = (name: string, args: Record<string, unknown> = {}) =>
    call(db(), organisation.account("lead"), name, { round: round.id, ...args }, { today: TODAY });

  /** Visits that the release pipeline counts on a day so long after the round. */
  const counted = async (daysLater: number): Promise<number> => {
    const [row] = await owned(
      db(),
      "select count(*)::integer as visits from release.counted_visits($1, null, $2::date - 7, $2::date + 7, '{}', release.now())",
      [organisation.id, TODAY],
      { "repere.today": addDays(TODAY, daysLater) },
    );
    return Number(row?.["visits"]);
  };

  test("a done round counts from the sixth day after its date", async () => {
    expect(await Promise.all([0, 5, 6, 30].map(counted))).toEqual([0, 0, 1, 1]);
  });

  test("validation makes it count no day earlier", async () => {
    await asLead("validate_round");
    expect(await Promise.all([0, 5, 6, 30].map(counted))).toEqual([0, 0, 1, 1]);
  });

  test("a rejection takes it out for good, before the sixth day and after, validated or not", async () => {
    await asLead("validate_round");
    await asLead("reject_round", { code: "not_done" });
    expect(await Promise.all([0, 5, 6, 30].map(counted))).toEqual([0, 0, 0, 0]);
  });
});
