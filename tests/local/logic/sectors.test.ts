import { beforeAll, expect, test } from "vitest";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";

interface Sector {
  readonly id: string;
  readonly name: string;
  readonly team_id: string;
  readonly target_days: number;
  readonly cells: readonly number[];
}

eachDatabase("sectors", (db) => {
  let organisation: TestOrganisation;

  beforeAll(async () => {
    organisation = await makeOrganisation(db(), { members: { lead: 2, admin: 1 } });
  });

  const good = () => ({
    sector: null as string | null,
    name: "Nord fictif",
    team: organisation.team(),
    target_days: 14,
    cells: [28893760, 28893761],
  });
  const save = (fields: Record<string, unknown> = {}, who = organisation.account("admin")) =>
    call<{ id: string }>(db(), who, "save_sector", { ...good(), ...fields });
  const sectors = async () =>
    (await call<{ sectors: Sector[] }>(db(), organisation.account("lead"), "sectors")).sectors;

  test("a saved sector has its cells once each, ascending, and saving again replaces them", async () => {
    const { id } = await save({ name: "  Centre  ", cells: [28893761, 28893760, 28893761] });
    expect((await sectors()).find((sector) => sector.id === id)).toMatchObject({
      name: "Centre",
      target_days: 14,
      cells: [28893760, 28893761],
    });
    await save({ sector: id, name: "Centre", target_days: 7, cells: [28893762] });
    expect((await sectors()).filter((sector) => sector.id === id)).toMatchObject([
      { target_days: 7, cells: [28893762] },
    ]);
  });

  test("leads change their own team's sectors only", async () => {
    const lead = organisation.account("lead");
    const { id: own } = await save({ name: "Ouest" }, lead);
    const { id: others } = await save({ name: "Est", team: organisation.team(1) });
    expect(await refusal(save({ name: "Sud", team: organisation.team(1) }, lead))).toBe("42501");
    expect(await refusal(save({ sector: others, name: "Est" }, lead))).toBe("42501");
    expect(await refusal(call(db(), lead, "delete_sector", { sector: others }))).toBe("42501");
    expect(await call(db(), lead, "delete_sector", { sector: own })).toEqual({ id: own });
    expect(await refusal(call(db(), lead, "delete_sector", { sector: own }))).toBe("RP002");
    expect(await call(db(), organisation.account("lead", 1), "delete_sector", { sector: others })).toEqual({
      id: others,
    });
  });

  test.each([
    ["an empty name", { name: "  " }, "RP001"],
    ["a name of 81 letters", { name: "a".repeat(81) }, "RP001"],
    ["a name with a tab", { name: "a\tb" }, "RP001"],
    ["an interval of 0 days", { target_days: 0 }, "RP001"],
    ["an interval of 366 days", { target_days: 366 }, "RP001"],
    ["no interval", { target_days: null }, "RP001"],
    ["no cells", { cells: [] }, "RP001"],
    ["cells that are null", { cells: null }, "RP001"],
    ["a null among its cells", { cells: [28893760, null] }, "RP001"],
    ["a cell below the grid", { cells: [-1] }, "RP005"],
    ["a cell beyond the grid", { cells: [100_000_000] }, "RP005"],
    ["20,001 cells", { cells: Array.from({ length: 20_001 }, (_, n) => n) }, "RP007"],
    ["an unknown team", { team: "00000000-0000-4000-8000-000000000000" }, "RP002"],
    ["an unknown sector", { sector: "00000000-0000-4000-8000-000000000000" }, "RP002"],
  ])("a sector with %s is refused", async (_, fields, code) => {
    expect(await refusal(save({ name: "Refusé", ...fields }))).toBe(code);
    expect((await sectors()).map(({ name }) => name)).not.toContain("Refusé");
  });

  test("two sectors of one organisation cannot have the same name, of two organisations they can", async () => {
    await save({ name: "Double" });
    expect(await refusal(save({ name: "Double" }))).toBe("RP004");
    const other = await makeOrganisation(db());
    const args = { ...good(), name: "Double", team: other.team() };
    expect(await call(db(), other.account("admin"), "save_sector", args)).toHaveProperty("id");
  });

  test("another organisation's sector and team are as unknown as any", async () => {
    const other = await makeOrganisation(db());
    const args = { ...good(), team: other.team() };
    const { id } = await call<{ id: string }>(db(), other.account("admin"), "save_sector", args);
    expect(await refusal(save({ team: other.team() }))).toBe("RP002");
    expect(await refusal(save({ sector: id }))).toBe("RP002");
    expect(await refusal(call(db(), organisation.account("admin"), "delete_sector", { sector: id }))).toBe(
      "RP002",
    );
    expect(
      await owned(db(), "select cell from org.sector_cell where sector_id = $1 order by cell", [id]),
    ).toHaveLength(2);
  });

  test("an organisation's sectors together touch 600 squares of 8 km at most, those around them included", async () => {
    const wide = await makeOrganisation(db(), { members: { lead: 1, admin: 1 }, teams: ["Équipe fictive"] });
    // So many cells, each in a square of 8 km of its own, so far apart that no two surroundings meet: nine squares each.
    const scattered = (count: number, from = 0) =>
      Array.from({ length: count }, (_, n) => {
        const at = n + from;
        return (800 + 24 * Math.floor(at / 10)) * 10_000 + 800 + 24 * (at % 10);
      });
    const saving = (name: string, cells: readonly number[], sector: string | null = null) =>
      call<{ id: string }>(db(), wide.account("lead"), "save_sector", {
        ...good(),
        sector,
        team: wide.team(),
        name,
        cells,
      });
    const { id } = await saving("Dispersé", scattered(60));
    expect(await refusal(saving("Un de trop", scattered(7, 60)))).toBe("RP007");
    await saving("Encore", scattered(6, 60));
    const cells = async () =>
      owned(
        db(),
        `select count(*)::integer as cells, count(distinct s.id)::integer as sectors
         from org.sector s join org.sector_cell c on c.sector_id = s.id where s.organisation_id = $1`,
        [wide.id],
      );
    expect(await cells()).toEqual([{ cells: 66, sectors: 2 }]);
    expect(await refusal(saving("Dispersé", scattered(67), id))).toBe("RP007");
    expect(await cells()).toEqual([{ cells: 66, sectors: 2 }]);
    // A wide region in one piece goes through: 20,000 cells are some 400 squares.
    const region = await makeOrganisation(db(), { members: { admin: 1 }, teams: ["Équipe fictive"] });
    const piece = Array.from(
      { length: 20_000 },
      (_, n) => (2800 + Math.floor(n / 142)) * 10_000 + 3700 + (n % 142),
    );
    const args = { ...good(), team: region.team(), cells: piece };
    expect(await call(db(), region.account("admin"), "save_sector", args)).toHaveProperty("id");
  });

  test("teams are added by name, once each", async () => {
    const admin = organisation.account("admin");
    const made = await call<{ id: string }>(db(), admin, "create_team", { name: " Équipe de nuit " });
    expect(await call(db(), admin, "teams")).toMatchObject({
      teams: expect.arrayContaining([{ id: made.id, name: "Équipe de nuit" }]),
    });
    expect(await refusal(call(db(), admin, "create_team", { name: "Équipe de nuit" }))).toBe("RP004");
    expect(await refusal(call(db(), admin, "create_team", { name: "" }))).toBe("RP001");
    expect(await refusal(call(db(), admin, "create_team", { name: null }))).toBe("RP001");
  });
});
