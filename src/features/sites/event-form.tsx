import { Button, Group, NativeSelect, Stack, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import { addSiteEvent } from "../../data/site-register.ts";
import { useRefresh } from "../../data/use-answer.ts";
import type { Cell } from "../../domain/grid.ts";
import { SITE_STATES, type Site, type SiteEvent, withEvent } from "../../domain/site.ts";
import { Failure } from "../../ui/failure.tsx";
import { toast } from "../../ui/toast.ts";
import { stateInWords } from "./in-words.ts";
import type { Register } from "./use-register.ts";
import { useSitesWords } from "./use-sites-words.ts";

const UNKNOWN = "unknown";

/** Says what happened to a site, and where people went: another site of the district, a district, or unknown. */
export function EventForm({
  site,
  register,
  today,
}: {
  readonly site: Site;
  readonly register: Register;
  readonly today: string;
}) {
  const say = useSitesWords();
  const refresh = useRefresh();
  const [id] = useState(() => crypto.randomUUID());
  const [state, setState] = useState<string>(site.state === "active" ? "evicted" : "active");
  const [on, setOn] = useState(today);
  const [to, setTo] = useState<string>(UNKNOWN);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | "badDay">();
  const isOpen = state === "active";
  const others = register.opened?.sites.filter((each) => each.id !== site.id) ?? [];
  const save = async () => {
    if (on === "" || on > today || on < site.openedOn) return setError("badDay");
    const known = SITE_STATES.find((each) => each === state) ?? "left";
    const { toSite, toDistrict } = destination(isOpen ? UNKNOWN : to, others, register.districts);
    setBusy(true);
    const outcome = await addSiteEvent(site.id, {
      ...{ event: id, on, state: known, toSite: toSite?.id ?? null, toDistrict },
    });
    setBusy(false);
    setError(outcome.ok ? undefined : outcome.error);
    if (!outcome.ok) return;
    told({ id: outcome.value.id, on, state: known, toSite: toSite?.code ?? null, toDistrict });
  };
  const told = (event: SiteEvent) => {
    register.change((sites) => sites.map((each) => (each.id === site.id ? withEvent(each, event) : each)));
    toast(say("eventSaved", { code: site.code, state: stateInWords(say, event.state) }));
    register.begin("reading");
    void refresh("sites-due", "follow_up", "planning");
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="sm">
        <Title order={2} size="h3">
          {say("eventTitle", { code: site.code })}
        </Title>
        <NativeSelect
          label={say("eventState")}
          value={state}
          onChange={({ currentTarget }) => setState(currentTarget.value)}
          data={SITE_STATES.map((each) => ({ value: each, label: stateInWords(say, each) }))}
        />
        <TextInput
          type="date"
          label={say("eventOn")}
          value={on}
          min={site.openedOn}
          max={today}
          error={error === "badDay" ? say("badDay") : undefined}
          onChange={({ currentTarget }) => setOn(currentTarget.value)}
        />
        {isOpen ? null : (
          <NativeSelect
            label={say("whereTo")}
            value={to}
            onChange={({ currentTarget }) => setTo(currentTarget.value)}
            data={[{ value: UNKNOWN, label: say("unknown") }, ...placesOf(say, register, others)]}
          />
        )}
        {error && error !== "badDay" ? <Failure code={error} /> : null}
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

/** Where people went, from the choice in the form. */
function destination(to: string, sites: readonly Site[], districts: readonly Cell[]) {
  return {
    toSite: sites.find(({ id }) => id === to),
    toDistrict: districts.find((each) => String(each) === to) ?? null,
  };
}

function placesOf(
  say: ReturnType<typeof useSitesWords>,
  { nameOf, districtName, districts }: Register,
  others: readonly Site[],
) {
  return [
    ...others.map(({ id, code, cell }) => ({
      value: id,
      label: say("toSite", { code, name: nameOf(cell) }),
    })),
    ...districts.map((each: Cell) => ({
      value: String(each),
      label: say("toDistrict", { name: districtName(each) }),
    })),
  ];
}
