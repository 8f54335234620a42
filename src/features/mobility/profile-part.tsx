import { Button } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import type { Member } from "../../data/me.ts";
import { requestProfile } from "../../data/profile.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { numberInWords } from "./figures-in-words.ts";
import type { Wish } from "./further-table.ts";
import type { PartProps } from "./parts.tsx";
import { ProfileGrid } from "./profile-grid.tsx";
import { useProfile } from "./use-profile.ts";
import { useProfileWords } from "./use-profile-words.ts";

type ProfileProps = Pick<PartProps, "member" | "model" | "released">;

/** The quarter shown by day of the week and slot: hours always, encounters where the dpo granted them. */
export function ProfilePart({ member, model, released }: ProfileProps) {
  const say = useProfileWords();
  const format = useFormat();
  const { starts_on, ends_on } = released.shown.window;
  const found = useProfile(starts_on);
  const method = model.published.kind === "ready" ? model.published.value.method : undefined;
  return (
    <section aria-label={say("title")} className="mobility-profile">
      <h3>{say("title")}</h3>
      <p className="mobility-note">{say("about", { range: format.dayRange(starts_on, ends_on) })}</p>
      {found.kind === "waiting" ? <Waiting /> : null}
      {found.kind === "failed" ? <Failure code={found.error} retry={found.retry} /> : null}
      {found.kind === "ready" && method ? (
        <>
          <ProfileGrid profile={found.value.profile} method={method} counts={model.state.counts} />
          <WishLine
            wish={found.value.wish}
            quarter={starts_on}
            member={member}
            epsilon={numberInWords(format, method.flows.epsilon)}
            least={method.hidden_below}
          />
        </>
      ) : null}
    </section>
  );
}

interface WishProps {
  readonly wish: Wish;
  readonly quarter: string;
  readonly member: Member;
  readonly epsilon: string;
  readonly least: number;
}

function WishLine({ wish, quarter, member, epsilon, least }: WishProps) {
  const say = useProfileWords();
  const format = useFormat();
  const day = (moment: string | null) => format.moment(moment ?? "", member.organisation.time_zone);
  switch (wish.kind) {
    case "other":
      return <p className="mobility-note">{say("flowsInstead")}</p>;
    case "accepted":
      return <p className="mobility-note">{say("accepted", { epsilon })}</p>;
    case "asked":
      return <p role="status">{say("asked", { day: day(wish.request.requested_at) })}</p>;
    case "none":
      return (
        <>
          {wish.declined ? <p>{say("declined", { day: day(wish.declined.decided_at) })}</p> : null}
          <p className="mobility-note">{say("askHelp", { epsilon, least })}</p>
          <Ask quarter={quarter} />
        </>
      );
  }
}

function Ask({ quarter }: { readonly quarter: string }) {
  const say = useProfileWords();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const ask = async () => {
    setBusy(true);
    const outcome = await requestProfile(quarter);
    setBusy(false);
    await refresh("flow_requests");
    // Somebody else asked meanwhile: what they asked is then on the screen.
    if (!outcome.ok && outcome.error !== "already_done") return setError(outcome.error);
    toast(say("askedToast"));
  };
  return (
    <div>
      {error ? <Failure code={error} /> : null}
      <Button variant="default" loading={busy} onClick={() => void ask()}>
        {say("ask")}
      </Button>
    </div>
  );
}
