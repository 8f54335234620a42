import { Table, Text, Title } from "@mantine/core";
import type { Tier } from "../../data/windows.ts";
import { useFormat } from "../../ui/format.ts";
import type { Column, Figures } from "./effect.ts";
import { usePolicyWords } from "./use-policy-words.ts";
import { Wide } from "./wide.tsx";

/** Figures in the order of the table. */
const FIGURES = ["advantage", "shown", "recall", "moved", "epsilon"] as const;

const SOURCES = ["own", "reference"] as const;

/** A tier's figures: the policy in force and the proposal side by side, on own data and on the simulation. */
export function EffectTable({ tier, columns }: { readonly tier: Tier; readonly columns: readonly Column[] }) {
  const say = usePolicyWords();
  const own = columns.filter((column) => column.tier === tier);
  const sources = SOURCES.map((source) => ({
    source,
    columns: own.filter((column) => column.source === source),
  })).filter((each) => each.columns.length > 0);
  if (own.length === 0) return null;
  return (
    <Wide>
      <Title order={3} id={`effet-${tier}`} mb="xs">
        {say(`tier_${tier}`)}
      </Title>
      <Table aria-labelledby={`effet-${tier}`} className="effect-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th rowSpan={2}>{say("figure")}</Table.Th>
            {sources.map(({ source, columns: of }) => (
              <Table.Th key={source} colSpan={of.length} scope="colgroup" ta="center">
                {say(source === "own" ? "ownData" : "reference")}
              </Table.Th>
            ))}
          </Table.Tr>
          <Table.Tr>
            {sources.flatMap(({ columns: of }) =>
              of.map((column) => (
                <Table.Th key={column.source + column.policy} ta="right" fw={400}>
                  {say(column.policy)}
                </Table.Th>
              )),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {FIGURES.map((figure) => (
            <Table.Tr key={figure}>
              <Table.Th scope="row" fw={400}>
                {say(figure)}
                <Text size="xs" c="dimmed">
                  {say(`${figure}Help`)}
                </Text>
              </Table.Th>
              {sources.flatMap(({ columns: of }) =>
                of.map((column) => (
                  <Table.Td
                    key={column.source + column.policy}
                    ta="right"
                    data-proposal={column.policy === "proposal"}
                  >
                    <Value figure={figure} figures={column.figures} />
                  </Table.Td>
                )),
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

interface ValueProps {
  readonly figure: (typeof FIGURES)[number];
  readonly figures: Figures;
}

function Value({ figure, figures }: ValueProps) {
  const say = usePolicyWords();
  const format = useFormat();
  const value = figure === "moved" ? figures.movedKm : figures[figure];
  if (value === undefined) return say("notEnough");
  const rounded = format.number(Math.round(100 * value) / 100);
  switch (figure) {
    case "moved":
      return say("kmValue", { value: rounded });
    case "shown":
    case "recall":
      return format.percent(value);
    case "advantage":
    case "epsilon":
      return rounded;
  }
}
