import { Button, NativeSelect, Stack, Text } from "@mantine/core";
import { lazy, Suspense, useMemo, useState } from "react";
import { submitAlert } from "../../data/alerts.ts";
import type { CallError } from "../../data/call.ts";
import { ALERT_DAYS } from "../../domain/alert.ts";
import type { Cell } from "../../domain/grid.ts";
import { SLOTS } from "../../domain/slot.ts";
import { mapGrid } from "../../map/map-grid.ts";
import { PlaceField } from "../../map/place-field.tsx";
import { useCellNames } from "../../map/use-cell-names.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useLanguage } from "../../ui/words.ts";
import { type PartnerLink, readPartnerLink } from "./partner-link.ts";
import { useAlertsWords } from "./use-alerts-words.ts";
import { usePlaceWords } from "./use-place-words.ts";
import "./alerts.css";

const AlertMap = lazy(async () => ({ default: (await import("./alert-map.tsx")).AlertMap }));
const ANY = "any";

/** A partner's one-purpose form: a cell, a slot, how long. It reads nothing and keeps nothing. */
export function PartnerPage() {
  const say = useAlertsWords();
  const [link] = useState(() => readPartnerLink(window.location.hash));
  const [sent, setSent] = useState(false);
  if (!link) {
    return (
      <main className="partner">
        <Empty order={1} title={say("badLink")}>
          {say("badLinkHelp")}
        </Empty>
      </main>
    );
  }
  if (sent) {
    return (
      <main className="partner">
        <Empty
          order={1}
          title={say("sent")}
          action={<Button onClick={() => setSent(false)}>{say("sendAnother")}</Button>}
        >
          {say("sentHelp")}
        </Empty>
      </main>
    );
  }
  return (
    <main className="partner">
      <h1>{say("partnerTitle")}</h1>
      <p>{say("partnerLead")}</p>
      <p>
        <strong>{say("partnerUrgent")}</strong>
      </p>
      <PartnerForm link={link} onSent={() => setSent(true)} />
    </main>
  );
}

function PartnerForm({ link, onSent }: { readonly link: PartnerLink; readonly onSent: () => void }) {
  const say = useAlertsWords();
  const placeWords = usePlaceWords();
  const [language] = useLanguage();
  const grid = useMemo(() => mapGrid(link.grid, link.grid.proj4), [link]);
  const nameOf = useCellNames(grid, language);
  const [cell, setCell] = useState<Cell>();
  const [slot, setSlot] = useState<string>(ANY);
  const [days, setDays] = useState(3);
  const [busy, setBusy] = useState(false);
  const [hasMap, setHasMap] = useState(true);
  const [error, setError] = useState<CallError | "needPlace">();
  const send = async () => {
    if (cell === undefined) return setError("needPlace");
    setBusy(true);
    const known = SLOTS.find((each) => each === slot) ?? null;
    const outcome = await submitAlert(link.token, { cell, slot: known, days });
    setBusy(false);
    setError(outcome.ok ? undefined : outcome.error);
    if (outcome.ok) onSent();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="md">
        <PlaceField
          words={placeWords}
          grid={grid}
          cell={cell}
          nameOf={nameOf}
          onCell={setCell}
          error={error === "needPlace" ? say("needPlace") : undefined}
        />
        <div className="partner-map">
          {hasMap ? (
            <Suspense fallback={null}>
              <AlertMap
                title={say("partnerMap")}
                grid={grid}
                nameOf={nameOf}
                cells={[]}
                chosen={cell}
                onPick={setCell}
                onUnavailable={() => setHasMap(false)}
              />
            </Suspense>
          ) : (
            <Text p="md">{say("partnerNoMap")}</Text>
          )}
        </div>
        <Text size="sm" c="dimmed">
          {say("partnerSquare")}
        </Text>
        <NativeSelect
          label={say("partnerWhen")}
          value={slot}
          data={[
            { value: ANY, label: say("anySlot") },
            ...SLOTS.map((each) => ({ value: each, label: say(each) })),
          ]}
          onChange={({ currentTarget }) => setSlot(currentTarget.value)}
        />
        <NativeSelect
          label={say("partnerStill")}
          value={String(days)}
          data={ALERT_DAYS.map((count) => ({ value: String(count), label: say("partnerDays", { count }) }))}
          onChange={({ currentTarget }) => setDays(Number(currentTarget.value))}
        />
        {error && error !== "needPlace" ? <Failure code={error} /> : null}
        <Button type="submit" size="lg" loading={busy}>
          {say("send")}
        </Button>
      </Stack>
    </form>
  );
}
