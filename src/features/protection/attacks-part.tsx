import { Badge, Group, Stack, Table, Text, Title } from "@mantine/core";
import { type AttackReport, fetchAttackReport } from "../../data/attack-report.ts";
import type { Member } from "../../data/me.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { attackName, missingAttacks, rounded, utilityName } from "./attack-facts.ts";
import { KeepReport } from "./keep-report.tsx";
import { Section } from "./section.tsx";
import { useAttackWords } from "./use-attack-words.ts";
import { Wide } from "./wide.tsx";

/** What the attack suite measured, when, and the verdict of every attack. */
export function AttacksPart({ member }: { readonly member: Member }) {
  const say = useAttackWords();
  const answer = useAnswer(["attack_report"], fetchAttackReport);
  if (answer.kind === "waiting") return <Waiting />;
  if (answer.kind === "failed") return <Failure code={answer.error} retry={answer.retry} />;
  const { report, received_at: received } = answer.value;
  return (
    <Section id="attaques" title={say("title")} help={say("help")}>
      {report && received ? (
        <Stack gap="lg">
          <About report={report} received={received} timeZone={member.organisation.time_zone} />
          <Attacks report={report} />
          {report.utility.length > 0 ? <Utility report={report} /> : null}
          <KeepReport label={say("replace")} />
        </Stack>
      ) : (
        <NoReport />
      )}
    </Section>
  );
}

function NoReport() {
  const say = useAttackWords();
  return (
    <Empty title={say("noneTitle")} action={<KeepReport label={say("choose")} />}>
      <p>{say("none")}</p>
      <p>
        <code>{say("noneCommand")}</code>
      </p>
      <p>{say("noneThen")}</p>
    </Empty>
  );
}

interface AboutProps {
  readonly report: AttackReport;
  readonly received: string;
  readonly timeZone: string;
}

function About({ report, received, timeZone }: AboutProps) {
  const say = useAttackWords();
  const format = useFormat();
  const failed = report.attacks.filter(({ pass }) => !pass).length;
  const isChanged = report.commit.endsWith("-changed");
  const ran = say("ran", {
    when: format.moment(report.ran_at, timeZone),
    commit: report.commit.slice(0, 7),
    trials: format.number(report.trials),
  });
  return (
    <Stack gap={4}>
      <Text fw={600}>
        {failed === 0 ? say("allPass", { count: report.attacks.length }) : say("someFail", { count: failed })}
      </Text>
      <Text>
        {ran} {say(report.full ? "full" : "reduced")} {isChanged ? say("changed") : null}
      </Text>
      <Text size="xs" c="dimmed">
        {say("received", { when: format.moment(received, timeZone) })}
      </Text>
    </Stack>
  );
}

function Attacks({ report }: { readonly report: AttackReport }) {
  const say = useAttackWords();
  const format = useFormat();
  const missing = missingAttacks(report);
  return (
    <Stack gap="xs">
      <Wide>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th ta="right">{say("number")}</Table.Th>
              <Table.Th>{say("attack")}</Table.Th>
              <Table.Th ta="right">{say("measure")}</Table.Th>
              <Table.Th ta="right">{say("bound")}</Table.Th>
              <Table.Th ta="right">{say("unprotected")}</Table.Th>
              <Table.Th>{say("verdict")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {report.attacks.map((attack) => (
              <Table.Tr key={attack.id}>
                <Table.Td ta="right">{attack.id}</Table.Td>
                <Table.Th scope="row" fw={400}>
                  {attackName(say, attack)}
                </Table.Th>
                <Table.Td ta="right">{format.number(rounded(attack.upper))}</Table.Td>
                <Table.Td ta="right">{format.number(rounded(attack.bound))}</Table.Td>
                <Table.Td ta="right">{format.number(rounded(attack.unprotected))}</Table.Td>
                <Table.Td>
                  <Verdict pass={attack.pass} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      {missing.length > 0 ? <Text>{say("missing", { list: missing.join(", ") })}</Text> : null}
    </Stack>
  );
}

function Verdict({ pass }: { readonly pass: boolean }) {
  const say = useAttackWords();
  return (
    <Badge variant={pass ? "outline" : "filled"} color="gray.9" size="lg" tt="none" autoContrast>
      {say(pass ? "pass" : "fail")}
    </Badge>
  );
}

function Utility({ report }: { readonly report: AttackReport }) {
  const say = useAttackWords();
  const format = useFormat();
  const boundOf = ({ floor, ceiling }: AttackReport["utility"][number]) => {
    if (floor !== null) return say("floor", { value: format.number(rounded(floor)) });
    return ceiling === null ? "" : say("ceiling", { value: format.number(rounded(ceiling)) });
  };
  return (
    <div>
      <Title order={3}>{say("utility")}</Title>
      <Text c="dimmed" mb="xs">
        {say("utilityHelp")}
      </Text>
      <Wide>
        <Table>
          <Table.Tbody>
            {report.utility.map((each) => (
              <Table.Tr key={each.name}>
                <UtilityName each={each} />
                <Table.Td ta="right">{format.number(rounded(each.measure))}</Table.Td>
                <Table.Td ta="right">{boundOf(each)}</Table.Td>
                <Table.Td>
                  <Group justify="flex-end">
                    {boundOf(each) === "" ? null : <Verdict pass={each.pass} />}
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
    </div>
  );
}

/** A figure in words; one that has none keeps the suite's own, English name. */
function UtilityName({ each }: { readonly each: AttackReport["utility"][number] }) {
  const say = useAttackWords();
  const name = utilityName(say, each);
  return (
    <Table.Th scope="row" fw={400} {...(name === undefined ? { lang: "en" } : {})}>
      {name ?? each.name}
    </Table.Th>
  );
}
