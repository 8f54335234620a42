import { Stack, Text, Title } from "@mantine/core";
import type { Member } from "../../data/me.ts";
import { fetchPolicy } from "../../data/policy.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { BudgetBar } from "./budget-bar.tsx";
import { type BudgetYear, budgetYears } from "./budget-years.ts";
import { Section } from "./section.tsx";
import { useBudgetWords } from "./use-budget-words.ts";
import { Wide } from "./wide.tsx";

/** The ledger of research releases: what 52 weeks may spend, have spent and have left. */
export function BudgetPart({ member }: { readonly member: Member }) {
  const say = useBudgetWords();
  const answer = useAnswer(["policy"], fetchPolicy);
  return (
    <Section id="budget" title={say("title")} help={say("help")}>
      {answer.kind === "waiting" ? <Waiting /> : null}
      {answer.kind === "failed" ? <Failure code={answer.error} retry={answer.retry} /> : null}
      {answer.kind === "ready" ? (
        <Stack gap="xl">
          {budgetYears(answer.value).map((year) => (
            <Year
              key={year.from}
              year={year}
              budget={answer.value.budget.epsilon}
              timeZone={member.organisation.time_zone}
            />
          ))}
        </Stack>
      ) : null}
    </Section>
  );
}

interface YearProps {
  readonly year: BudgetYear;
  readonly budget: number;
  readonly timeZone: string;
}

function Year({ year, budget, timeZone }: YearProps) {
  const say = useBudgetWords();
  const format = useFormat();
  const amount = (value: number) => format.number(Math.round(1000 * value) / 1000);
  const range = format.dayRange(year.from, year.to);
  return (
    <Stack gap="sm">
      <Title order={3}>{say("year", { range })}</Title>
      <BudgetBar year={year} budget={budget} />
      {year.charges.length === 0 ? <Text>{say("none")}</Text> : null}
      {year.charges.length > 0 ? (
        <Wide>
          <DataTable
            caption={say("year", { range })}
            rows={year.charges}
            rowKey={({ charge, day }) => `${charge} ${day}`}
            start={{ key: "charged", down: true }}
            page={20}
            columns={[
              {
                key: "charged",
                title: say("charged"),
                value: ({ nth }) => nth,
                show: ({ chargedAt }) => format.moment(chargedAt, timeZone),
                copy: ({ chargedAt }) => chargedAt,
              },
              { key: "what", title: say("what"), value: ({ charge }) => say(`charge_${charge}`) },
              {
                key: "for",
                title: say("for"),
                value: ({ day }) => day,
                show: ({ day }) => format.shortDay(day),
              },
              {
                key: "epsilon",
                title: say("epsilon"),
                numeric: true,
                value: ({ epsilon }) => epsilon,
                show: ({ epsilon }) => amount(epsilon),
              },
              {
                key: "left",
                title: say("leftAfter"),
                numeric: true,
                value: ({ left }) => left,
                show: ({ left }) => amount(left),
              },
            ]}
          />
        </Wide>
      ) : null}
    </Stack>
  );
}
