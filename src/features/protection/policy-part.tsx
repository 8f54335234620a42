import { Stack } from "@mantine/core";
import { useState } from "react";
import type { Member } from "../../data/me.ts";
import { fetchPolicy, type PolicyAnswer, type PolicyFields } from "../../data/policy.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { Failure } from "../../ui/failure.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { ApplyPolicy } from "./apply-policy.tsx";
import { PolicyEffect } from "./policy-effect.tsx";
import { fieldsOf } from "./policy-fields.ts";
import { PolicyForm } from "./policy-form.tsx";
import { PolicyVersions } from "./policy-versions.tsx";
import { Section } from "./section.tsx";
import { usePolicyWords } from "./use-policy-words.ts";

/** The policy in force, another one as a proposal, what it would do, and all former versions. */
export function PolicyPart({ member }: { readonly member: Member }) {
  const answer = useAnswer(["policy"], fetchPolicy);
  if (answer.kind === "waiting") return <Waiting />;
  if (answer.kind === "failed") return <Failure code={answer.error} retry={answer.retry} />;
  const { version } = answer.value.current;
  return <Editor key={version} policy={answer.value} timeZone={member.organisation.time_zone} />;
}

function Editor({ policy, timeZone }: { readonly policy: PolicyAnswer; readonly timeZone: string }) {
  const say = usePolicyWords();
  const [proposed, setProposed] = useState<PolicyFields>(() => fieldsOf(policy.current));
  const take = (former: PolicyFields) => {
    setProposed(fieldsOf(former));
    document.getElementById("regles")?.scrollIntoView();
  };
  return (
    <Stack gap="xl">
      <Section id="regles" title={say("title", { version: policy.current.version })} help={say("help")}>
        <PolicyForm policy={policy} proposed={proposed} onChange={setProposed} />
      </Section>
      <Section id="effet" title={say("effect")} help={say("effectHelp")}>
        <PolicyEffect policy={policy} proposed={proposed} />
      </Section>
      <ApplyPolicy policy={policy} proposed={proposed} />
      <Section id="versions" title={say("versions")} help={say("versionsHelp")}>
        <PolicyVersions policy={policy} timeZone={timeZone} onTake={take} />
      </Section>
    </Stack>
  );
}
