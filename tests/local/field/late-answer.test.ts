import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { addRecord, correctVisit, removeVisit } from "../../../src/data/outbox-edits.ts";
import { sendTurn } from "../../../src/data/outbox-sender.ts";
import { syncRecords } from "../../../src/data/sync.ts";
import { HOLD_MS } from "../../../src/domain/outbox.ts";
import { memoryStore } from "../../unit/field/invented-server.ts";
import { betweenTwoAnswers } from "../../unit/field/late-answer.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";
import { DAY, roundAt, visitWith } from "./schedule.ts";

eachDatabase("a visit sent twice at once, before the real function of the server", (db) => {
  let organisation: TestOrganisation;

  beforeAll(async () => {
    organisation = await makeOrganisation(db(), { members: { educator: 1 } });
    pageOf(db(), organisation.account("educator"), DAY);
  });

  const stored = () =>
    owned(
      db(),
      `select v.revision, (select count(*)::integer from field.contact c
         join field.encounter e on e.id = c.encounter_id where e.visit_id = v.id) as youths
       from field.visit v where v.organisation_id = $1`,
      [organisation.id],
    );
  const contacts = () =>
    owned(db(), "select id from field.contact where organisation_id = $1", [organisation.id]);

  test("corrected and taken back between the two answers it goes, and no copy brings it back", async () => {
    const store = memoryStore();
    const round = roundAt(0);
    await addRecord(store, round, DAY);
    await sendTurn(store, syncRecords, 0);
    const visit = visitWith(round.id, 2);
    const corrected = visitWith(round.id, 1, visit);
    await betweenTwoAnswers(store, syncRecords, visit, DAY, async () => {
      expect(await stored()).toEqual([{ revision: 1, youths: 2 }]);
      await correctVisit(store, corrected, DAY);
      await removeVisit(store, { ...corrected, revision: 2 }, DAY, { removal: randomUUID(), now: 0 });
    });
    expect(await sendTurn(store, syncRecords, HOLD_MS + 1)).toMatchObject({ kind: "sent", kept: 1 });
    expect([await stored(), await contacts(), await store.list()]).toEqual([[], [], []]);
    const copies = await syncRecords([visit, { ...corrected, revision: 2 }]);
    expect(copies.ok && copies.value).toMatchObject([{ code: "erased" }, { code: "erased" }]);
    expect([await stored(), await contacts()]).toEqual([[], []]);
  });
});
