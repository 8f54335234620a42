import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { importRows, sentRow } from "../harness/imports.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";

interface Listed {
  readonly id: string;
  readonly recorder_approved: boolean | null;
  readonly file_digest: string | null;
  readonly accepted: number;
  readonly recorder_values: number | null;
  readonly recorder_share: number | null;
}

const COLUMN = { has_recorder_column: true };
const THREE = [0, 1, 2].map((recorder) => sentRow({ recorder }));

eachDatabase("recorder columns", (db) => {
  const listed = async (organisation: TestOrganisation) => {
    const { batches } = await call<{ batches: Listed[] }>(db(), organisation.account("dpo"), "batches");
    return batches;
  };
  const decide = async (
    organisation: TestOrganisation,
    batch: string | undefined,
    approve: boolean | null,
  ) => {
    const seen = (await listed(organisation)).find(({ id }) => id === batch);
    const args = {
      batch: batch ?? null,
      approve,
      seen_values: seen?.recorder_values ?? 0,
      seen_rows: seen?.accepted ?? 0,
    };
    return call(db(), organisation.account("dpo"), "approve_recorder_column", args);
  };
  const counted = async (organisation: TestOrganisation) => {
    const me = await call<{ recorders: { counted: number } }>(
      db(),
      organisation.account("lead"),
      "me",
      {},
      { today: "2026-06-01" },
    );
    return me.recorders.counted;
  };

  test("an import is one recorder until the dpo approves its column, and its values count from then on", async () => {
    const organisation = await makeOrganisation(db());
    await importRows(db(), organisation, THREE, COLUMN);
    const [batch] = await listed(organisation);
    expect(batch?.recorder_approved).toBeNull();
    expect(await counted(organisation)).toBe(1);
    expect(await decide(organisation, batch?.id, true)).toEqual({ id: batch?.id, recorder_approved: true });
    // The account joined long ago and counts on its own as well.
    expect(await counted(organisation)).toBe(4);
    await decide(organisation, batch?.id, false);
    expect(await counted(organisation)).toBe(1);
    expect((await listed(organisation))[0]?.recorder_approved).toBe(false);
  });

  test("the dpo sees imports with a column only, and not what their files were", async () => {
    const organisation = await makeOrganisation(db());
    await importRows(db(), organisation, [sentRow()]);
    expect(await listed(organisation)).toEqual([]);
    await importRows(db(), organisation, THREE, COLUMN);
    expect((await listed(organisation)).map(({ file_digest }) => file_digest)).toEqual([null]);
  });

  test("a decision is made on a finished import, once each way, and never on an undone one", async () => {
    const organisation = await makeOrganisation(db());
    const batch = randomUUID();
    await importRows(db(), organisation, THREE, { ...COLUMN, batch, finish: false });
    const id = (await listed(organisation))[0]?.id;
    expect(await refusal(decide(organisation, id, true))).toBe("RP004");
    await importRows(db(), organisation, [], { ...COLUMN, batch });
    expect(await refusal(decide(organisation, id, null))).toBe("RP001");
    await decide(organisation, id, true);
    expect(await refusal(decide(organisation, id, true))).toBe("RP003");
    await call(db(), organisation.account("lead"), "undo_batch", { batch });
    expect(await refusal(decide(organisation, id, false))).toBe("RP004");
  });

  test("no row joins a decided import: a forged column cannot be added after the fact", async () => {
    const organisation = await makeOrganisation(db());
    const batch = randomUUID();
    await importRows(db(), organisation, THREE, { ...COLUMN, batch });
    await decide(organisation, (await listed(organisation))[0]?.id, true);
    const late = importRows(db(), organisation, [sentRow({ recorder: 9 })], { ...COLUMN, batch });
    expect(await refusal(late)).toBe("RP004");
    expect(await importRows(db(), organisation, THREE, { ...COLUMN, batch })).toMatchObject({
      accepted: 0,
      repeated: 3,
    });
    const rows = await owned(db(), "select id from field.visit where organisation_id = $1", [
      organisation.id,
    ]);
    expect(rows).toHaveLength(3);
  });

  test("an undone and repeated import has to be approved again", async () => {
    const organisation = await makeOrganisation(db());
    const batch = randomUUID();
    await importRows(db(), organisation, THREE, { ...COLUMN, batch });
    await decide(organisation, (await listed(organisation))[0]?.id, true);
    await call(db(), organisation.account("lead"), "undo_batch", { batch });
    await importRows(db(), organisation, THREE, { ...COLUMN, batch });
    expect((await listed(organisation))[0]?.recorder_approved).toBeNull();
  });

  test("another organisation's dpo, and the importer, cannot approve", async () => {
    const organisation = await makeOrganisation(db());
    const other = await makeOrganisation(db());
    await importRows(db(), organisation, THREE, COLUMN);
    const batch = (await listed(organisation))[0]?.id;
    const args = { batch, approve: true, seen_values: 3, seen_rows: 3 };
    expect(await refusal(call(db(), other.account("dpo"), "approve_recorder_column", args))).toBe("RP002");
    expect(await refusal(call(db(), organisation.account("lead"), "approve_recorder_column", args))).toBe(
      "42501",
    );
    expect((await listed(organisation))[0]?.recorder_approved).toBeNull();
  });

  test("an account that has just joined counts once it imported, and in the field only after 4 weeks", async () => {
    const organisation = await makeOrganisation(db(), { joined: "2026-05-20" });
    expect(await counted(organisation)).toBe(0);
    await importRows(db(), organisation, [sentRow()]);
    expect(await counted(organisation)).toBe(1);
  });

  test("the dpo sees how many values a column has and the largest share of one, once the import is finished", async () => {
    const organisation = await makeOrganisation(db());
    const batch = randomUUID();
    // Twenty invented encounters: twelve of one value, one of each of six others, two without a value; and a visit with
    // nobody met, which counts like any other, so that the share does not tell whether somebody was met.
    const recorders = [...Array.from({ length: 12 }, () => 0), 1, 2, 3, 4, 5, 6, null, null];
    const rows = [
      ...recorders.map((recorder) => sentRow({ recorder, count: 2 })),
      sentRow({ recorder: 7, count: 0 }),
    ];
    await importRows(db(), organisation, rows, { ...COLUMN, batch, finish: false });
    expect((await listed(organisation))[0]).toMatchObject({ recorder_values: null, recorder_share: null });
    await importRows(db(), organisation, [], { ...COLUMN, batch, finish: true });
    const [seen] = await listed(organisation);
    expect(seen).toMatchObject({ accepted: 21, recorder_values: 8, recorder_share: 57 });
    const plain = await makeOrganisation(db());
    await importRows(
      db(),
      plain,
      rows.map((row) => ({ ...row, recorder: null })),
    );
    const { batches } = await call<{ batches: Listed[] }>(db(), plain.account("lead"), "batches");
    expect(batches[0]).toMatchObject({ recorder_values: null, recorder_share: null });
  });

  test("an approval is of exactly what was seen: another number of values or rows is refused, a refusal needs none", async () => {
    const organisation = await makeOrganisation(db());
    const batch = randomUUID();
    await importRows(db(), organisation, THREE, { ...COLUMN, batch });
    const id = (await listed(organisation))[0]?.id;
    const approve = (seen_values: number | null, seen_rows: number | null) =>
      call(db(), organisation.account("dpo"), "approve_recorder_column", {
        batch: id,
        approve: true,
        seen_values,
        seen_rows,
      });
    for (const seen of [
      [null, 3],
      [3, null],
    ] as const)
      expect(await refusal(approve(seen[0], seen[1]))).toBe("RP001");
    for (const seen of [
      [2, 3],
      [4, 3],
      [3, 2],
    ] as const)
      expect(await refusal(approve(seen[0], seen[1]))).toBe("RP004");
    // Rows that come while the dpo looks: no new value, and yet another column.
    await importRows(db(), organisation, [sentRow({ recorder: 2 })], { ...COLUMN, batch });
    expect(await refusal(approve(3, 3))).toBe("RP004");
    expect((await listed(organisation))[0]).toMatchObject({ recorder_approved: null, recorder_share: 50 });
    expect(await approve(3, 4)).toEqual({ id, recorder_approved: true });
    const decline = { batch: id, approve: false };
    expect(await call(db(), organisation.account("dpo"), "approve_recorder_column", decline)).toMatchObject({
      recorder_approved: false,
    });
  });
});
