/** An answer that comes after its record was acknowledged by another send, and written anew since. */
import { addRecord } from "../../../src/data/outbox-edits.ts";
import { type Send, sendTurn } from "../../../src/data/outbox-sender.ts";
import type { OutboxStore } from "../../../src/data/outbox-store.ts";
import type { VisitRecord } from "../../../src/domain/field-record.ts";
import type { ServiceDate } from "../../../src/domain/slot.ts";

function signal() {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { give, given };
}

/** A send that reaches the server at once and whose answer waits to be let through. */
function slowSend(send: Send) {
  const [asked, answered] = [signal(), signal()];
  const slow: Send = async (records) => {
    const answers = await send(records);
    asked.give();
    await answered.given;
    return answers;
  };
  return { slow, asked: asked.given, answer: answered.give };
}

/**
 * Writes a visit and sends it twice at once, as two tabs of a browser without locks do; between the two answers the
 * person does something to it.
 */
export async function betweenTwoAnswers(
  store: OutboxStore,
  send: Send,
  visit: VisitRecord,
  day: ServiceDate,
  meanwhile: () => Promise<void>,
): Promise<void> {
  await addRecord(store, visit, day);
  const [first, second] = [slowSend(send), slowSend(send)];
  const one = sendTurn(store, first.slow, 0);
  await first.asked;
  const other = sendTurn(store, second.slow, 0);
  await second.asked;
  first.answer();
  await one;
  await meanwhile();
  second.answer();
  await other;
}
