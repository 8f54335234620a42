import { Button, Group, NativeSelect, Stack, Title } from "@mantine/core";
import { useState } from "react";
import { type Alert, saveAlert } from "../../data/alerts.ts";
import type { CallError } from "../../data/call.ts";
import { ALERT_DAYS, ALERT_SOURCES } from "../../domain/alert.ts";
import { addDays, SLOTS } from "../../domain/slot.ts";
import { PlaceField } from "../../map/place-field.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { useAlertsWords } from "./use-alerts-words.ts";
import type { AlertDesk } from "./use-desk.ts";
import { usePlaceWords } from "./use-place-words.ts";

const ANY = "any";
const KEPT = "kept";

/** Writes a new alert, or changes one that waits. */
export function AlertForm({ desk, alert }: { readonly desk: AlertDesk; readonly alert: Alert | undefined }) {
  const say = useAlertsWords();
  const placeWords = usePlaceWords();
  const format = useFormat();
  const [id] = useState(() => alert?.id ?? crypto.randomUUID());
  const [slot, setSlot] = useState<string>(alert?.slot ?? ANY);
  const [source, setSource] = useState<string>(alert?.source ?? "partner");
  // An overdue alert is given a new deadline: the old one is gone by.
  const [due, setDue] = useState(alert && !alert.overdue ? KEPT : "3");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | "needPlace">();
  const save = async () => {
    if (desk.cell === undefined) return setError("needPlace");
    setBusy(true);
    const outcome = await saveAlert({
      ...{ id, cell: desk.cell, slot: SLOTS.find((each) => each === slot) ?? null },
      source: ALERT_SOURCES.find((each) => each === source) ?? "other",
      dueOn: due === KEPT && alert ? alert.due_on : addDays(desk.today, Number(due)),
    });
    setBusy(false);
    setError(outcome.ok ? undefined : outcome.error);
    if (!outcome.ok) return;
    toast(say("saved"));
    desk.done();
  };
  const dueOptions = [
    ...(alert && !alert.overdue
      ? [{ value: KEPT, label: say("dueKept", { day: format.shortDay(alert.due_on) }) }]
      : []),
    ...ALERT_DAYS.map((count) => {
      const day = format.shortDay(addDays(desk.today, count));
      return { value: String(count), label: say("dueIn", { count, day }) };
    }),
  ];
  return (
    <form
      className="alert-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="sm">
        <Title order={2} size="h3">
          {say(alert ? "changeAlert" : "newAlert")}
        </Title>
        <PlaceField
          words={placeWords}
          grid={desk.grid}
          cell={desk.cell}
          nameOf={desk.nameOf}
          onCell={desk.choose}
          error={error === "needPlace" ? say("needPlace") : undefined}
        />
        <NativeSelect
          label={say("slot")}
          value={slot}
          onChange={({ currentTarget }) => setSlot(currentTarget.value)}
          data={[
            { value: ANY, label: say("anySlot") },
            ...SLOTS.map((each) => ({ value: each, label: say(each) })),
          ]}
        />
        <NativeSelect
          label={say("source")}
          value={source}
          onChange={({ currentTarget }) => setSource(currentTarget.value)}
          data={ALERT_SOURCES.map((each) => ({ value: each, label: say(each) }))}
        />
        <NativeSelect
          label={say("due")}
          value={due}
          onChange={({ currentTarget }) => setDue(currentTarget.value)}
          data={dueOptions}
        />
        {error && error !== "needPlace" ? <Failure code={error} /> : null}
        <Group>
          <Button type="submit" loading={busy}>
            {say("save")}
          </Button>
          <Button variant="default" onClick={desk.stop}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
