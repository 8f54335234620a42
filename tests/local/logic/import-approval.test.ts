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
}

const COLUMN = { has_recorder_column: true };
const THREE = [0, 1, 2].map((recorder) => sentRow({ recorder }));

eachDatabase("recorder columns", (db) => {
  const listed = async (organisation: TestOrganisation) => {
    const { batches } = await call<{ batches: Listed[] }>(db(), organisation.account("dpo"), "batches");
    return batches;
  };
  const decide = (organisation: TestOrganisation, batch: string | undefined, approve: boolean | null) =>
    call(db(), organisation.account("dpo"), "approve_recorder_column", { batch: batch ?? null, approve });
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
    const args = { batch, approve: true };
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
});
