import { NativeSelect, NumberInput, Select } from "@mantine/core";
import { useState } from "react";
import { type InstitutionCount, type OwnInstitutions, saveInstitution } from "../../data/institutions.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { DEPARTEMENTS, MOST_PEOPLE, SETTINGS } from "../../domain/institution.ts";
import { useFailureWords } from "../../ui/failure.tsx";
import { toast } from "../../ui/toast.ts";
import { Choice } from "./choice.tsx";
import { useInstitutionWords, useSayQuarter } from "./use-institution-words.ts";

const OPTIONS = [...DEPARTEMENTS].map(([value, name]) => ({ value, label: `${value} · ${name}` }));

interface FormProps {
  readonly own: OwnInstitutions;
  readonly correcting: InstitutionCount | undefined;
  readonly onDone: () => void;
}

/** Setting, département, quarter, how many. The same setting, département and quarter is one count, corrected. */
export function InstitutionForm({ own, correcting, onDone }: FormProps) {
  const say = useInstitutionWords();
  const sayQuarter = useSayQuarter();
  const sayFailure = useFailureWords();
  const refresh = useRefresh();
  const [count, setCount] = useState<InstitutionCount>(() => correcting ?? newCount(own));
  const [isAsked, setIsAsked] = useState(false);
  const change = (part: Partial<InstitutionCount>) => setCount({ ...count, ...part });
  const same = sameCount(own, count);
  const save = async () => {
    setIsAsked(true);
    if (count.departement === "") return;
    const outcome = await saveInstitution({ ...count, id: same?.id ?? count.id });
    if (!outcome.ok) return toast(sayFailure(outcome.error), "failed");
    toast(say("saved"));
    // The département and the quarter stay: the next count is most often of the same.
    setCount({ ...count, id: crypto.randomUUID(), people: 1 });
    setIsAsked(false);
    onDone();
    await refresh("own_institutional");
  };
  if (own.quarters.length === 0) return <p>{say("noQuarter")}</p>;
  return (
    <section className="field-card" aria-label={say("add")}>
      <Choice
        label={say("setting")}
        values={SETTINGS}
        value={count.setting}
        say={say}
        onChange={(setting) => change({ setting })}
      />
      <Select
        size="md"
        label={say("departement")}
        placeholder={say("departementHelp")}
        searchable
        data={OPTIONS}
        value={count.departement || null}
        error={isAsked && count.departement === "" ? say("noDepartement") : undefined}
        onChange={(departement) => change({ departement: departement ?? "" })}
      />
      <NativeSelect
        size="md"
        label={say("quarter")}
        value={count.quarter}
        data={own.quarters.map(({ quarter }) => ({ value: quarter, label: sayQuarter(quarter) }))}
        onChange={({ currentTarget }) => change({ quarter: currentTarget.value })}
      />
      <NumberInput
        size="md"
        label={say("people")}
        inputMode="numeric"
        min={1}
        max={MOST_PEOPLE}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        hideControls
        value={count.people}
        onChange={(people) => change({ people: Math.max(1, Number(people) || 1) })}
      />
      {same && same.id !== correcting?.id ? <p role="status">{say("known")}</p> : null}
      <button type="button" className="field-button" data-main onClick={() => void save()}>
        {say(correcting || same ? "saveCorrection" : "save")}
      </button>
    </section>
  );
}

function newCount({ quarters }: OwnInstitutions): InstitutionCount {
  return {
    ...{ id: crypto.randomUUID(), setting: "police_exit", departement: "", people: 1 },
    quarter: quarters[0]?.quarter ?? "",
  };
}

/** The account's count of the same setting, département and quarter: the server keeps one. */
function sameCount({ counts }: OwnInstitutions, count: InstitutionCount): InstitutionCount | undefined {
  return counts.find(
    ({ setting, departement, quarter }) =>
      setting === count.setting && departement === count.departement && quarter === count.quarter,
  );
}
