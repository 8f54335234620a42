import { type ReactNode, useState } from "react";
import { addRecord } from "../../data/outbox-edits.ts";
import { phoneWatch } from "../../data/phone-day.ts";
import { editOutbox, heldPhone, keepBegunRound } from "../../data/phone-desk.ts";
import { sendNow } from "../../data/phone-sender.ts";
import type { KeptDay } from "../../data/phone-state.ts";
import type { RoundRecord } from "../../domain/field-record.ts";
import { MODES, type Mode } from "../../domain/round.ts";
import { SLOTS, type Slot, slotOfHour } from "../../domain/slot.ts";
import { toast } from "../../ui/toast.ts";
import { Choice } from "./choice.tsx";
import { useFieldWords } from "./use-field-words.ts";

/** A round that nobody planned: its slot and how one gets about; its day is the one the server told. */
export function BeginRound({
  kept,
  onBegun,
  children,
}: {
  readonly kept: KeptDay;
  readonly onBegun?: (id: string) => void;
  /** What follows the button; away while a round is being begun, so that nothing else is tapped by mistake. */
  readonly children?: ReactNode;
}) {
  const say = useFieldWords();
  const [isOpen, setIsOpen] = useState(false);
  const [slot, setSlot] = useState<Slot>(() => slotOfHour(phoneWatch(kept.member).hour));
  const [mode, setMode] = useState<Mode>("foot");
  const begin = async () => {
    const round: RoundRecord = {
      ...{ kind: "round", id: crypto.randomUUID(), revision: 1, serviceDate: kept.clock.day, slot, mode },
    };
    const outcome = await editOutbox((store) => addRecord(store, round, kept.clock.day));
    if (!outcome.ok || !heldPhone()) return toast(say(outcome.ok ? "phone_closed" : outcome.error), "failed");
    await keepBegunRound(round);
    setIsOpen(false);
    onBegun?.(round.id);
    void sendNow();
  };
  if (!isOpen) {
    return (
      <>
        <button type="button" className="field-button" onClick={() => setIsOpen(true)}>
          {say("begin")}
        </button>
        {children}
      </>
    );
  }
  return (
    <section className="field-card" aria-label={say("begin")}>
      <h2>{say("begin")}</h2>
      <Choice label={say("slot")} values={SLOTS} value={slot} say={say} onChange={setSlot} />
      <Choice label={say("mode")} values={MODES} value={mode} say={say} onChange={setMode} />
      <div className="field-row">
        <button type="button" className="field-button" onClick={() => setIsOpen(false)}>
          {say("cancel")}
        </button>
        <button type="button" className="field-button" data-main onClick={() => void begin()}>
          {say("beginNow")}
        </button>
      </div>
    </section>
  );
}
