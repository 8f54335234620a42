import { beforeAll, expect, test } from "vitest";
import { BREAKDOWNS, categoriesOf } from "../../../src/domain/release.ts";
import { call } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { type Heat, makeWorld, TODAY, type Windows, type World } from "./heat-world.ts";

interface Exported extends Heat {
  readonly policy: Windows["policy"];
  readonly published_at: string | null;
}

eachDatabase("released values as a file", (db) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(db());
  });
  const ask = <T>(name: string, args: Record<string, unknown>) =>
    call<T>(db(), world.organisation.account("lead"), name, args, { today: TODAY });

  const TABLES = BREAKDOWNS.flatMap((breakdown) =>
    [...categoriesOf("lead", breakdown), "nonsense"].map((category) => ({ breakdown, category })),
  );

  test.each(["educator", "lead"] as const)(
    "a file says what the %s map says, for every table and range, and its rules",
    async (tier) => {
      const { windows, policy } = await ask<Windows>("windows", { tier });
      const [first, last] = [windows[0]?.starts_on, windows.at(-1)?.starts_on];
      const ranges = [
        { from_window: last, to_window: last },
        { from_window: first, to_window: last },
        { from_window: last, to_window: first },
        { from_window: first, to_window: "nonsense" },
      ];
      const questions = TABLES.flatMap((table) => ranges.map((range) => ({ tier, ...table, ...range })));
      let shown = 0;
      for (const question of questions) {
        const {
          policy: rules,
          published_at: at,
          ...values
        } = await ask<Exported>("export_release", question);
        expect(values).toEqual(await ask<Heat>("heat", question));
        expect(rules).toEqual(policy);
        expect(at === null).toBe(values.windows === 0);
        shown += values.class.filter((each) => each > 0).length;
      }
      expect(shown).toBeGreaterThan(0);
    },
  );
});
