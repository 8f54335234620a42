import fc from "fast-check";
import { expect, test } from "vitest";
import { COLUMN_ROLES } from "../../../src/exchange/roles.ts";
import { rolesFor, withRole } from "../../../src/features/files/mapping-edit.ts";

const name = fc.constantFrom("a", "b", "c", "d");
const role = fc.constantFrom(...COLUMN_ROLES);

test("a role is one column's, whatever is chosen in whatever order", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.option(role)), { maxLength: 12 }), (choices) => {
      const columns = choices.reduce((now, [column, chosen]) => withRole(now, column, chosen), {});
      const roles = Object.values(columns);
      expect(new Set(roles).size).toBe(roles.length);
      const last = choices.at(-1);
      if (last) expect((columns as Record<string, unknown>)[last[0]]).toBe(last[1] ?? undefined);
    }),
  );
});

test("a birth date can be given no role, and a name none but what is settled on the device", () => {
  expect(rolesFor({ sensitive: "birth_date" })).toEqual([]);
  expect(rolesFor({ sensitive: "name" })).toEqual(["recorder", "territory", "person"]);
  expect(rolesFor({ sensitive: "coordinates" })).not.toContain("date");
  expect(rolesFor({ sensitive: null })).toEqual(COLUMN_ROLES);
});
