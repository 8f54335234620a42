import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BOUNDS } from "../../../src/reference/noise.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";

// Perturbation tables and worked examples of sdcTools (ptable, cellKey) and ONS: see manifest.json there.
const DATA = join(import.meta.dirname, "../../../../shared/data/disclosure");

type Line = Readonly<Record<string, string>>;

function csv(name: string): Line[] {
  const [head = "", ...lines] = readFileSync(join(DATA, name), "utf8")
    .replaceAll('"', "")
    .trim()
    .split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) =>
    Object.fromEntries(line.split(",").map((value, at) => [names[at] ?? "", value])),
  );
}

/** Rows of a perturbation table by count: upper bounds in parts of `range`, and perturbations. */
function tableOf(name: string, range: number) {
  const rows = csv(name);
  const last = Math.max(...rows.map((row) => Number(row["i"])));
  return Array.from({ length: last + 1 }, (_, i) => {
    const own = rows.filter((row) => Number(row["i"]) === i);
    return {
      i,
      bounds: own.map((row) => Number(row["p_int_ub"]) * range),
      values: own.map((row) => Number(row["v"])),
    };
  });
}

/** Counts, plain-sum cell keys and perturbed counts of all groups, computed in SQL from records. */
const PERTURB = `
with record as (
  select * from jsonb_to_recordset($1) as r (key numeric, a text, b text, c text)
),
grouped as (
  select coalesce(a, 'Total') as a, coalesce(b, 'Total') as b, coalesce(c, 'Total') as c,
    count(key) as n, release.plain_cell_key(coalesce(sum(key), 0), $3) as cell_key
  from record group by cube (a, b, c)
),
noise as (
  select i, (select array_agg(x::numeric order by o) from jsonb_array_elements_text(bounds) with ordinality u (x, o)) as bounds,
    (select array_agg(x::integer order by o) from jsonb_array_elements_text("values") with ordinality u (x, o)) as shifts
  from jsonb_to_recordset($2) as t (i integer, bounds jsonb, "values" jsonb)
)
select g.a, g.b, g.c, g.n, g.cell_key, g.n + release.noise(g.cell_key, t.bounds, t.shifts) as perturbed
from grouped g join noise t on t.i = least(g.n, (select max(i) from noise))`;

interface Vectors {
  readonly vectors: readonly { secret_hex: string; contributor: string; record_key: number }[];
  readonly cell_key_of_first_three: number;
}

type Micro = { key: number | null; a?: string; b?: string; c?: string };

eachDatabase("the cell key method as published", (db) => {
  const perturb = async (records: readonly Micro[], table: unknown, range: number) => {
    const rows = await owned(db(), PERTURB, [JSON.stringify(records), JSON.stringify(table), range]);
    const name = (row: Readonly<{ [key: string]: unknown }>) => `${row["a"]}/${row["b"]}/${row["c"]}`;
    return new Map(rows.map((row) => [name(row), row]));
  };

  test.skipIf(!existsSync(DATA))("42 of 42 cells of the worked example of cellKey 1.0.2", async () => {
    const micro = csv("conf_cellkey_micro.csv");
    const expected = csv("conf_cellkey_vignette_expected.csv");
    const range = 10 ** 7;
    const tables = {
      total: "conf_ptable_pt_ex_cnts_D2_V1.05_js1.csv",
      cnt_highincome: "conf_ptable_cellkey_vignette_D8_V3_js2_pstay0.5.csv",
    };
    let equal = 0;
    for (const [variable, file] of Object.entries(tables)) {
      const records = micro.map((row) => {
        const counted = variable === "total" || row["cnt_highincome"] === "1";
        const key = counted ? Math.round(Number(row["rk7_vignette"]) * range) : null;
        return { key, a: row["sex"] ?? "", b: row["age"] ?? "", c: "all" };
      });
      const answer = await perturb(records, tableOf(file, range), range);
      for (const cell of expected.filter((row) => row["vname"] === variable)) {
        const row = answer.get(`${cell["sex"]}/${cell["age"]}/Total`);
        expect([row?.["n"], Number(row?.["cell_key"]), row?.["perturbed"]].map(Number)).toEqual(
          [cell["n"], Math.round(Number(cell["cell_key"]) * range), cell["published_puwc"]].map(Number),
        );
        equal++;
      }
    }
    expect(equal).toBe(42);
  });

  test.skipIf(!existsSync(DATA))("200 of 200 cells of ONS's worked example", async () => {
    const records = csv("conf_ons_micro.csv").map((row) => ({
      key: Number(row["record_key"]),
      a: row["var1"] ?? "",
      b: row["var5"] ?? "",
      c: row["var8"] ?? "",
    }));
    const table = [
      { i: 0, bounds: [256], values: [0] },
      ...csv("conf_ons_ptable_10_5_compact.csv").map((row) => ({
        i: Number(row["pcv"]),
        bounds: [256],
        values: [Number(row["pvalue"])],
      })),
    ];
    const answer = await perturb(records, table, 256);
    const expected = csv("conf_ons_expected_var1_var5_var8.csv");
    for (const cell of expected) {
      const row = answer.get(`${cell["var1"]}/${cell["var5"]}/${cell["var8"]}`);
      const perturbed = Number(row?.["perturbed"] ?? 0);
      // ONS suppresses what is below 10 after perturbation.
      const shown = perturbed < 10 ? "" : String(perturbed);
      expect([Number(row?.["n"] ?? 0), Number(row?.["cell_key"] ?? 0), shown]).toEqual([
        Number(cell["pre_sdc_count"]),
        Number(cell["ckey"]),
        cell["count"],
      ]);
    }
    expect(expected).toHaveLength(200);
  });

  test.skipIf(!existsSync(DATA))(
    "all record key vectors, and the plain cell key of the first three",
    async () => {
      const given: Vectors = JSON.parse(readFileSync(join(DATA, "conf_record_key_vectors.json"), "utf8"));
      for (const vector of given.vectors) {
        const [row] = await owned(db(), "select release.record_key(decode($1, 'hex'), $2::uuid) as key", [
          vector.secret_hex,
          vector.contributor,
        ]);
        expect(row?.["key"]).toBe(vector.record_key);
      }
      const sum = given.vectors.slice(0, 3).reduce((total, each) => total + each.record_key, 0);
      const [row] = await owned(db(), "select release.plain_cell_key($1, 4294967296)::bigint as key", [sum]);
      expect(row?.["key"]).toBe(given.cell_key_of_first_three);
    },
  );

  test("the noise table is D = 5, V = 3, symmetric, recomputed from its formula", async () => {
    const b = 0.16399992146142034;
    const weights = Array.from({ length: 11 }, (_, at) => Math.exp(-b * (at - 5) ** 2));
    const sum = weights.reduce((total, each) => total + each);
    let cumulated = 0;
    const bounds = weights.map((weight) => {
      cumulated += weight / sum;
      return Math.round(cumulated * 2 ** 32);
    });
    expect(bounds).toEqual(BOUNDS);
    const variance = weights.reduce((total, weight, at) => total + (weight / sum) * (at - 5) ** 2, 0);
    expect(variance).toBeCloseTo(3, 6);
  });

  test("the first perturbation whose bound exceeds the cell key is taken, at every bound", async () => {
    const keys = BOUNDS.flatMap((bound) => [bound - 1, bound]).filter((key) => key < 2 ** 32);
    const rows = await owned(
      db(),
      "select release.staff_noise(k) as v from unnest($1::bigint[]) with ordinality u (k, o) order by o",
      [[0, ...keys]],
    );
    const expected = [0, ...keys].map((key) => BOUNDS.findIndex((bound) => bound > key) - 5);
    expect(rows.map((row) => row["v"])).toEqual(expected);
  });
});
