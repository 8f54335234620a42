import { Button } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import { openStopConflicts } from "../../data/debrief.ts";
import { useStore } from "../../data/store.ts";
import { saveNow } from "../../data/week-desk.ts";
import { Failure } from "../../ui/failure.tsx";
import type { Board } from "./use-board.ts";
import { useConflictWords } from "./use-conflict-words.ts";
import { stopFaults } from "./use-conflicts.ts";

/** Opens, on the record, whether stops went out of date: it tells of living sites and alerts. */
export function FaultCheck({ board: { monday } }: { readonly board: Board }) {
  const say = useConflictWords();
  const known = useStore(stopFaults).get(monday);
  const [error, setError] = useState<CallError>();
  const [isBusy, setIsBusy] = useState(false);
  const open = async () => {
    setIsBusy(true);
    await saveNow(monday);
    const outcome = await openStopConflicts(monday);
    setIsBusy(false);
    setError(outcome.ok ? undefined : outcome.error);
    if (outcome.ok) stopFaults.set(new Map(stopFaults.get()).set(monday, outcome.value));
  };
  return (
    <div className="fault-check">
      <Button variant="default" loading={isBusy} onClick={() => void open()}>
        {say("openFaults")}
      </Button>
      <p className="round-note">{say(known?.length === 0 ? "faultsNone" : "openFaultsHelp")}</p>
      {error === "too_many" ? <p role="alert">{say("faultsTooMany")}</p> : null}
      {error && error !== "too_many" ? <Failure code={error} retry={() => void open()} /> : null}
    </div>
  );
}
