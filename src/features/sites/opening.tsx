import { Button, NativeSelect, Text } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import { fetchSitesDue } from "../../data/site-register.ts";
import { useAnswer } from "../../data/use-answer.ts";
import type { Cell } from "../../domain/grid.ts";
import { Failure } from "../../ui/failure.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import type { Register } from "./use-register.ts";
import { useSitesWords } from "./use-sites-words.ts";

/** Chooses a district and opens its part of the register. */
export function Opening({ register }: { readonly register: Register }) {
  const say = useSitesWords();
  const due = useAnswer(["sites-due"], fetchSitesDue);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const { district, districts, opened } = register;
  const open = async () => {
    setBusy(true);
    setError(await register.open());
    setBusy(false);
  };
  if (due.kind === "waiting") return <Waiting lines={3} />;
  return (
    <>
      {due.kind === "failed" ? <Failure code={due.error} retry={due.retry} /> : null}
      {due.kind === "ready" && due.value.due > 0 ? (
        <Text fw={600}>
          {say("dueCount", { count: due.value.due, active: due.value.active })}
          <Text size="sm" c="dimmed" component="span" display="block" fw={400}>
            {say("dueHelp")}
          </Text>
        </Text>
      ) : null}
      <NativeSelect
        label={say("district")}
        description={district === undefined ? `${say("choose")} ${say("chooseHelp")}` : undefined}
        value={district === undefined ? "" : String(district)}
        onChange={({ currentTarget }) => {
          setError(undefined);
          register.choose(currentTarget.value === "" ? undefined : (Number(currentTarget.value) as Cell));
        }}
        data={[
          { value: "", label: say("districtNone") },
          ...districts.map((each) => ({ value: String(each), label: register.districtName(each) })),
        ]}
      />
      {district !== undefined && !opened ? (
        <>
          <Button loading={busy} onClick={() => void open()}>
            {say("open")}
          </Button>
          <Text size="sm" c="dimmed">
            {say("opening")}
          </Text>
        </>
      ) : null}
      {error === "too_many" ? <Text role="alert">{say("tooMany")}</Text> : null}
      {error && error !== "too_many" ? <Failure code={error} retry={() => void open()} /> : null}
    </>
  );
}
