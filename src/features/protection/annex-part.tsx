import { Button, Group, Text } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { fetchAttackReport } from "../../data/attack-report.ts";
import type { Member } from "../../data/me.ts";
import { fetchPolicy } from "../../data/policy.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { Failure } from "../../ui/failure.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { Annex } from "./annex.tsx";
import { Section } from "./section.tsx";
import { useAnnexWords } from "./use-annex-words.ts";

/** The annex for the AIPD (DPIA), as it will be printed: method, parameters in force, measured risk, limits. */
export function AnnexPart({ member }: { readonly member: Member }) {
  const say = useAnnexWords();
  const policy = useAnswer(["policy"], fetchPolicy);
  const report = useAnswer(["attack_report"], fetchAttackReport);
  if (policy.kind === "waiting" || report.kind === "waiting") return <Waiting />;
  if (policy.kind === "failed") return <Failure code={policy.error} retry={policy.retry} />;
  if (report.kind === "failed") return <Failure code={report.error} retry={report.retry} />;
  return (
    <div>
      <div className="annex-screen">
        <Section id="annexe" title={say("title")} help={say("help")}>
          <Group mb="lg">
            <Button leftSection={<IconPrinter aria-hidden size={20} />} onClick={() => window.print()}>
              {say("print")}
            </Button>
            <Text c="dimmed" size="xs">
              {say("printHelp")}
            </Text>
          </Group>
        </Section>
      </div>
      <Annex organisation={member.organisation} policy={policy.value} report={report.value.report} />
    </div>
  );
}
