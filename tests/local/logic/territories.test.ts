import { createHmac } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { territoryDigest } from "../../../src/exchange/territories.ts";
import { type CallOptions, call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { PUBLISHING } from "../release/publishing.ts";

interface Known {
  readonly key: string;
  readonly known: readonly { readonly digest: string; readonly cell: number | null }[];
}

const KEYED: CallOptions = { settings: PUBLISHING, today: "2026-06-01" };
const CELL = 28893760;

eachDatabase("what names of territories mean", (db) => {
  let ours: TestOrganisation;
  let theirs: TestOrganisation;
  beforeAll(async () => {
    ours = await makeOrganisation(db(), { teams: ["Équipe fictive", "Autre équipe fictive"] });
    theirs = await makeOrganisation(db());
  });

  const ask = (organisation: TestOrganisation, digests: readonly string[], options = KEYED) =>
    call<Known>(db(), organisation.account("lead"), "territories", { digests }, options);
  const save = (organisation: TestOrganisation, answers: unknown, options = KEYED) =>
    call(db(), organisation.account("lead"), "save_territories", { answers }, options);
  const digestOf = async (organisation: TestOrganisation, name: string) =>
    territoryDigest((await ask(organisation, [])).key, name);

  test("an answer is kept for every lead of the organisation, and the last one counts", async () => {
    const [place, left] = [await digestOf(ours, "place imaginee"), await digestOf(ours, "grand secteur")];
    await save(ours, [
      { digest: place, cell: CELL + 1 },
      { digest: left, cell: null },
    ]);
    await save(ours, [{ digest: place, cell: CELL }]);
    const { known } = await ask(ours, [place, left]);
    expect(new Map(known.map(({ digest, cell }) => [digest, cell]))).toEqual(
      new Map([
        [place, CELL],
        [left, null],
      ]),
    );
  });

  test("only what is asked for is answered, and another organisation's key and answers are others", async () => {
    const place = await digestOf(ours, "boulevard invente");
    await save(ours, [{ digest: place, cell: CELL }]);
    expect((await ask(ours, [])).known).toEqual([]);
    expect((await ask(theirs, [place])).known).toEqual([]);
    expect((await ask(theirs, [])).key).not.toBe((await ask(ours, [])).key);
  });

  test("the key is an HMAC of the organisation's id under the secret of the releases, and no message of theirs", async () => {
    const secret = Buffer.from(PUBLISHING["repere.release_secret"], "hex");
    const id = Buffer.from(ours.id.replaceAll("-", ""), "hex");
    const message = Buffer.concat([Buffer.from("repere/territory/"), Buffer.from([1]), id]);
    expect((await ask(ours, [])).key).toBe(createHmac("sha256", secret).update(message).digest("hex"));
    expect(message).toHaveLength(34);
  });

  test("neither a name nor the key is stored or logged, and without the secret nobody is told a key", async () => {
    const { key } = await ask(ours, []);
    const place = territoryDigest(key, "squat du 12 rue inventee");
    await save(ours, [{ digest: place, cell: CELL }]);
    const stored = await owned(db(), "select t::text as row from org.territory t");
    const events = await owned(db(), "select e::text as row from audit.event e");
    const all = JSON.stringify([stored, events]);
    for (const word of [key, "squat", "inventee"]) expect(all).not.toContain(word);
    expect(JSON.stringify(events)).not.toContain(String(CELL));
    expect(await refusal(ask(ours, [place], { today: "2026-06-01" }))).toBe("RP010");
  });

  test("a member who is no lead, a stranger and nobody at all are refused, and nothing is written", async () => {
    const before = await owned(db(), "select count(*) as n from org.territory");
    const answers = [{ digest: "ab".repeat(32), cell: CELL }];
    for (const who of [ours.account("educator"), ours.account("dpo"), stranger(), null]) {
      expect(await refusal(call(db(), who, "territories", { digests: [] }, KEYED))).toBe("42501");
      expect(await refusal(call(db(), who, "save_territories", { answers }, KEYED))).toBe("42501");
    }
    expect(await owned(db(), "select count(*) as n from org.territory")).toEqual(before);
  });

  test.each([
    [[{ digest: "squat de la rue inventée", cell: CELL }], "RP001"],
    [[{ digest: "AB".repeat(32), cell: CELL }], "RP001"],
    [[{ digest: "ab".repeat(32), cell: -1 }], "RP001"],
    [[{ digest: "ab".repeat(32), cell: "28893760" }], "RP001"],
    [[{ digest: "ab".repeat(32), cell: 1.5 }], "RP001"],
    [[{ digest: "ab".repeat(32) }], "RP001"],
    [[7], "RP001"],
    [{}, "RP001"],
    [null, "RP001"],
    [Array.from({ length: 501 }, () => ({ digest: "ab".repeat(32), cell: null })), "RP007"],
  ])("answers %# that are none are refused as a whole", async (answers, code) => {
    expect(await refusal(save(ours, answers))).toBe(code);
  });

  test("an organisation that was filled with answers is told so, and nothing of the call is kept", async () => {
    await owned(
      db(),
      `insert into org.territory (organisation_id, name_digest, cell, decided_by, decided_on)
       select $1, sha256(int4send(n)), null, $2, '2026-06-01' from generate_series(1, 5000) n`,
      [theirs.id, theirs.member("lead")],
    );
    expect(await refusal(save(theirs, [{ digest: "cd".repeat(32), cell: CELL }]))).toBe("RP007");
    expect((await ask(theirs, ["cd".repeat(32)])).known).toEqual([]);
  });

  test("saving writes an audit row with how many, and a call that fails writes none", async () => {
    const count = async () =>
      owned(
        db(),
        "select counts from audit.event where organisation_id = $1 and action = 'territories_saved' order by id desc",
        [ours.id],
      );
    const before = (await count()).length;
    await save(ours, [
      { digest: "01".repeat(32), cell: CELL },
      { digest: "02".repeat(32), cell: null },
    ]);
    await refusal(save(ours, [{ digest: "no", cell: CELL }]));
    const after = await count();
    expect(after).toHaveLength(before + 1);
    expect(after[0]).toEqual({ counts: { territories: 2 } });
  });

  test("an answer that nobody used for 24 months is removed, and erasing the records removes all", async () => {
    const count = async () =>
      Number(
        (
          await owned(db(), "select count(*) as n from org.territory where organisation_id = $1", [ours.id])
        )[0]?.["n"],
      );
    await save(ours, [{ digest: "0a".repeat(32), cell: CELL }], { ...KEYED, today: "2020-01-01" });
    const before = await count();
    await owned(db(), "select field.retain($1)", [ours.id]);
    expect(await count()).toBe(before - 1);
    await owned(db(), "select field.remove_records($1)", [ours.id]);
    expect(await count()).toBe(0);
  });
});
