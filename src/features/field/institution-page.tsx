import { useState } from "react";
import {
  fetchOwnInstitutions,
  type InstitutionCount,
  type OwnInstitutions,
  removeInstitution,
} from "../../data/institutions.ts";
import type { Member } from "../../data/me.ts";
import { useAnswer, useRefresh } from "../../data/use-answer.ts";
import { DEPARTEMENTS } from "../../domain/institution.ts";
import { Failure, useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { InstitutionForm } from "./institution-form.tsx";
import { PublishedInstitutions } from "./institution-table.tsx";
import { useInstitutionWords, useSayQuarter } from "./use-institution-words.ts";

/** Contacts in institutions, by département and quarter, none of it kept on the phone; a lead sees what is published. */
export function InstitutionPage({
  member,
  onClose,
}: {
  readonly member: Member;
  readonly onClose: () => void;
}) {
  const say = useInstitutionWords();
  return (
    <>
      <div>
        <button type="button" onClick={onClose}>
          {say("back")}
        </button>
      </div>
      <header>
        <h1>{say("title")}</h1>
        <p>{say("lead")}</p>
      </header>
      <Own />
      {member.role === "lead" ? <PublishedInstitutions /> : null}
    </>
  );
}

function Own() {
  const answer = useAnswer(["own_institutional"], fetchOwnInstitutions);
  if (answer.kind === "waiting") return <Waiting />;
  if (answer.kind === "failed") return <Failure code={answer.error} retry={answer.retry} />;
  return <Counting own={answer.value} />;
}

function Counting({ own }: { readonly own: OwnInstitutions }) {
  const [correcting, setCorrecting] = useState<InstitutionCount>();
  return (
    <>
      <InstitutionForm
        key={correcting?.id ?? "new"}
        own={own}
        correcting={correcting}
        onDone={() => setCorrecting(undefined)}
      />
      <OwnCounts own={own} onCorrect={setCorrecting} />
    </>
  );
}

function OwnCounts({
  own,
  onCorrect,
}: {
  readonly own: OwnInstitutions;
  readonly onCorrect: (count: InstitutionCount) => void;
}) {
  const say = useInstitutionWords();
  const sayQuarter = useSayQuarter();
  const sayFailure = useFailureWords();
  const format = useFormat();
  const refresh = useRefresh();
  const remove = async (id: string) => {
    const outcome = await removeInstitution(id);
    toast(outcome.ok ? say("removed") : sayFailure(outcome.error), outcome.ok ? "done" : "failed");
    await refresh("own_institutional");
  };
  const untilOf = (quarter: string) =>
    own.quarters.find((each) => each.quarter === quarter)?.corrected_until ?? quarter;
  return (
    <section aria-label={say("own")}>
      <h2>{say("own")}</h2>
      {own.counts.length === 0 ? <p>{say("ownNone")}</p> : null}
      <ul className="field-list">
        {own.counts.map((count) => (
          <li key={count.id} className="field-visit">
            <strong>
              {say(count.setting)} · {say("youths", { count: count.people })}
            </strong>
            <span>
              {say("ownLine", {
                departement: DEPARTEMENTS.get(count.departement) ?? count.departement,
                quarter: sayQuarter(count.quarter),
              })}
            </span>
            <small>{say("ownHelp", { day: format.day(untilOf(count.quarter)) })}</small>
            <div className="field-row">
              <button type="button" className="field-button" onClick={() => onCorrect(count)}>
                {say("correct")}
              </button>
              <button type="button" className="field-button" onClick={() => void remove(count.id)}>
                {say("remove")}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
