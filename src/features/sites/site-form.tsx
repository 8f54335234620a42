import { Button, Group, NativeSelect, Stack, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import { saveSite } from "../../data/site-register.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { type Cell, coarsen } from "../../domain/grid.ts";
import { SITE_KINDS, SIZE_BANDS, type Site, type SizeBand } from "../../domain/site.ts";
import { PlaceField, type PlaceWords } from "../../map/place-field.tsx";
import { Failure } from "../../ui/failure.tsx";
import { toast } from "../../ui/toast.ts";
import type { Register } from "./use-register.ts";
import { useSitesWords } from "./use-sites-words.ts";

interface Typed {
  readonly code: string;
  readonly kind: string;
  readonly residents: SizeBand;
  readonly minors: SizeBand;
  readonly openedOn: string;
}
type Complaint = "badCode" | "needPlace" | "badDay";

function complaintOf(typed: Typed, cell: Cell | undefined, today: string): Complaint | undefined {
  if (!/^[A-Z0-9-]{1,12}$/.test(typed.code)) return "badCode";
  if (cell === undefined) return "needPlace";
  return typed.openedOn === "" || typed.openedOn > today ? "badDay" : undefined;
}

/** Writes a living site, or changes one: no address, no name. */
export function SiteForm({
  site,
  register,
  today,
}: {
  readonly site: Site | undefined;
  readonly register: Register;
  readonly today: string;
}) {
  const say = useSitesWords();
  const refresh = useRefresh();
  const [id] = useState(() => site?.id ?? crypto.randomUUID());
  const [typed, setTyped] = useState<Typed>({
    ...{ code: site?.code ?? "", kind: site?.kind ?? "squat", openedOn: site?.openedOn ?? today },
    ...{ residents: site?.residents ?? 1, minors: site?.minors ?? 1 },
  });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | Complaint>();
  const save = async () => {
    const complaint = complaintOf(typed, register.cell, today);
    setError(complaint);
    if (complaint || register.cell === undefined) return;
    const kind = SITE_KINDS.find((each) => each === typed.kind) ?? "other";
    const written = { ...typed, id, kind, cell: register.cell };
    setBusy(true);
    const outcome = await saveSite(written);
    setBusy(false);
    setError(outcome.ok ? undefined : outcome.error);
    if (!outcome.ok) return;
    const fresh = { state: "active", closedOn: null, visitedOn: null, isDue: true, events: [] } as const;
    const stored: Site = { ...fresh, ...site, ...written, id: outcome.value.id };
    register.place(stored);
    const name = register.districtName(coarsen(stored.cell, 8));
    toast(say("saved", { code: typed.code, name }));
    register.begin("reading");
    await refresh("sites-due");
  };
  const complain = (about: Complaint) => (error === about ? say(about) : undefined);
  const isComplaint = error === "badCode" || error === "needPlace" || error === "badDay";
  const codeError = complain("badCode") ?? (error === "conflict" ? say("codeTaken") : undefined);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="sm">
        <Title order={2} size="h3">
          {site ? say("changeSite", { code: site.code }) : say("newSite")}
        </Title>
        <TextInput
          label={say("code")}
          description={say("codeHelp")}
          maxLength={12}
          autoComplete="off"
          value={typed.code}
          error={codeError}
          onChange={({ currentTarget }) => setTyped({ ...typed, code: currentTarget.value.toUpperCase() })}
        />
        <PlaceField
          words={usePlaceWords()}
          grid={register.grid}
          cell={register.cell}
          nameOf={register.nameOf}
          onCell={register.chooseCell}
          error={complain("needPlace")}
        />
        <NativeSelect
          label={say("kind")}
          value={typed.kind}
          onChange={({ currentTarget }) => setTyped({ ...typed, kind: currentTarget.value })}
          data={SITE_KINDS.map((each) => ({ value: each, label: say(each) }))}
        />
        <Group grow>
          <BandSelect
            label={say("residents")}
            value={typed.residents}
            onChange={(residents) => setTyped({ ...typed, residents })}
          />
          <BandSelect
            label={say("minors")}
            value={typed.minors}
            onChange={(minors) => setTyped({ ...typed, minors })}
          />
        </Group>
        <TextInput
          type="date"
          label={say("openedOn")}
          max={today}
          value={typed.openedOn}
          error={complain("badDay")}
          onChange={({ currentTarget }) => setTyped({ ...typed, openedOn: currentTarget.value })}
        />
        {error && !isComplaint && error !== "conflict" ? <Failure code={error as CallError} /> : null}
        <Group>
          <Button type="submit" loading={busy}>
            {say("save")}
          </Button>
          <Button variant="default" onClick={() => register.begin("reading")}>
            {say("cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function BandSelect({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: SizeBand;
  readonly onChange: (band: SizeBand) => void;
}) {
  const say = useSitesWords();
  return (
    <NativeSelect
      label={label}
      value={String(value)}
      data={SIZE_BANDS.map((each) => ({ value: String(each), label: say(`band${each}`) }))}
      onChange={({ currentTarget }) =>
        onChange(SIZE_BANDS.find((each) => String(each) === currentTarget.value) ?? 1)
      }
    />
  );
}

function usePlaceWords(): PlaceWords {
  const say = useSitesWords();
  return {
    label: say("place"),
    placeholder: say("placeSearch"),
    none: say("placeNone"),
    nothing: say("placeNothing"),
    chosen: (name) => say("placeChosen", { name }),
  };
}
