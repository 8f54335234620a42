import { Button, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import { FLOW_ORIGINS, type FlowOrigin, requestFlows } from "../../data/flows.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { numberInWords } from "./figures-in-words.ts";
import { FlowsTable } from "./flows-table.tsx";
import type { PartProps } from "./parts.tsx";
import type { FlowState } from "./use-flows.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

/** Flows between districts: the table where the dpo accepted it, else how to ask for it. */
export function FlowsPart(props: PartProps) {
  const say = useMobilityWords();
  const { flows } = props;
  if (!flows || flows.kind === "waiting") return <Waiting />;
  if (flows.kind === "failed") return <Failure code={flows.error} retry={flows.retry} />;
  return (
    <>
      <h2>{say("part_flows")}</h2>
      <p className="mobility-note">{say("flowsWhat")}</p>
      <Body {...props} flow={flows.value} />
    </>
  );
}

function Body(props: PartProps & { readonly flow: FlowState }) {
  const { flow } = props;
  switch (flow.kind) {
    case "none":
      return <Ask {...props} declined={flow.declined} />;
    case "other":
      return <OtherTable />;
    case "asked":
      return <Asked {...props} request={flow.request} />;
    case "accepted":
      return <FlowsTable {...props} request={flow.request} rows={flow.flows} distinct={flow.distinct} />;
  }
}

function OtherTable() {
  const say = useMobilityWords();
  return <p role="status">{say("flowsOther")}</p>;
}

type AskProps = PartProps & { readonly declined: (FlowState & { kind: "none" })["declined"] };

function Ask({ member, model, released, declined }: AskProps) {
  const say = useMobilityWords();
  const format = useFormat();
  const refresh = useRefresh();
  const [origin, setOrigin] = useState<FlowOrigin>("living");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const { starts_on, ends_on } = released.shown.window;
  const method = model.published.kind === "ready" ? model.published.value.method : undefined;
  const ask = async () => {
    setBusy(true);
    const outcome = await requestFlows(starts_on, origin);
    setBusy(false);
    await refresh("flow_requests");
    // Somebody else asked meanwhile: what they asked is then on the screen.
    if (!outcome.ok && outcome.error !== "already_done") return setError(outcome.error);
    toast(say("flowsAskedToast"));
  };
  return (
    <Stack gap="sm">
      {declined ? (
        <p role="status">
          {say("flowsDeclined", {
            day: format.moment(declined.decided_at ?? "", member.organisation.time_zone),
          })}
        </p>
      ) : null}
      <p>{say("flowsNone", { range: format.dayRange(starts_on, ends_on) })}</p>
      <Radio.Group
        label={say("flowsOrigin")}
        value={origin}
        onChange={(value) => setOrigin(FLOW_ORIGINS.find((each) => each === value) ?? "living")}
      >
        <Stack gap="xs" mt="xs">
          {FLOW_ORIGINS.map((each) => (
            <Radio key={each} value={each} label={say(`origin_${each}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <p className="mobility-note">
        {say("flowsCost", { epsilon: numberInWords(format, method?.flows.epsilon ?? 0) })}
      </p>
      {error ? <Failure code={error} /> : null}
      <div>
        <Button loading={busy} onClick={() => void ask()}>
          {say("flowsAsk")}
        </Button>
      </div>
    </Stack>
  );
}

function Asked({
  member,
  request,
}: PartProps & { readonly request: (FlowState & { kind: "asked" })["request"] }) {
  const say = useMobilityWords();
  const format = useFormat();
  return (
    <div role="status">
      <p>
        {say("flowsAsked", {
          origin: say(`origin_${request.origin ?? "living"}`).toLowerCase(),
          day: format.moment(request.requested_at, member.organisation.time_zone),
        })}
      </p>
      <p className="mobility-note">
        {say("flowsWaits", {
          epsilon: numberInWords(format, request.epsilon),
          left: numberInWords(format, request.budget_left),
        })}
      </p>
    </div>
  );
}
