import { Alert, Button, Group, Select, Table, Text, Title } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import { gridOf, type Member } from "../../data/me.ts";
import { fetchSectors, type Sector } from "../../data/sectors.ts";
import { useAnswer } from "../../data/use-answer.ts";
import type { Cell } from "../../domain/grid.ts";
import { isAnswered, type Territories, type Territory } from "../../exchange/territories.ts";
import { mapGrid } from "../../map/map-grid.ts";
import { type CellName, useCellNames } from "../../map/use-cell-names.ts";
import { Failure } from "../../ui/failure.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { useLanguage } from "../../ui/words.ts";
import { settle } from "./import-job.ts";
import type { Read } from "./import-state.ts";
import { recallTerritories } from "./kept-territories.ts";
import { cellChoices, LEFT_OUT, territoryChosen } from "./territory-choices.ts";
import { TerritoryMap } from "./territory-map.tsx";
import { useTerritoryWords } from "./use-files-words.ts";

interface PartProps {
  readonly member: Member;
  readonly read: Read;
}

/** What each name of a territory means: asked once, among the sectors' cells or on the map, and kept. */
export function TerritoriesPart({ member, read }: PartProps) {
  return read.detected.territories.length === 0 ? null : <AskTerritories member={member} read={read} />;
}

function AskTerritories({ member, read }: PartProps) {
  const { territories } = read.detected;
  const say = useTerritoryWords();
  const [language] = useLanguage();
  const grid = useMemo(() => {
    const { proj4, ...definition } = gridOf(member.organisation);
    return mapGrid(definition, proj4);
  }, [member.organisation]);
  const nameOf = useCellNames(grid, language);
  const sectors = useAnswer(["sectors"], fetchSectors);
  // What was settled, not what was read with it: two answers in quick succession are two answers.
  const answers = read.settled.territories ?? {};
  const recalled = useRecalled(territories, answers);
  const [onMap, setOnMap] = useState<Territory>();
  const own = sectors.kind === "ready" ? sectors.value : [];
  const open = territories.filter(({ key }) => !isAnswered(answers, key)).length;
  const answer = (key: string, cell: Cell | null | undefined) => {
    const { [key]: _, ...others } = answers;
    void settle({ territories: cell === undefined ? others : { ...others, [key]: cell } });
  };
  return (
    <section aria-labelledby="territoires">
      <Title order={3} id="territoires">
        {say("title")}
      </Title>
      <Text c="dimmed" size="xs" mb="sm" maw="46rem">
        {say("help")}
      </Text>
      {recalled === "waiting" || sectors.kind === "waiting" ? (
        <Waiting lines={2} />
      ) : (
        <>
          {recalled === "secret_missing" ? <Alert color="gray">{say("notKept")}</Alert> : null}
          {sectors.kind === "failed" ? <Failure code={sectors.error} retry={sectors.retry} /> : null}
          <Names
            names={territories}
            answers={answers}
            sectors={own}
            nameOf={nameOf}
            onAnswer={answer}
            onMap={setOnMap}
          />
          <Text size="xs" mt="xs" aria-live="polite">
            {open > 0 ? say("open", { count: open }) : say("allSaid")}
          </Text>
        </>
      )}
      <TerritoryMap
        grid={grid}
        nameOf={nameOf}
        sectors={own}
        territory={onMap}
        cell={onMap ? (answers[onMap.key] ?? undefined) : undefined}
        onClose={() => setOnMap(undefined)}
        onChoose={(key, cell) => {
          setOnMap(undefined);
          answer(key, cell);
        }}
      />
    </section>
  );
}

/** Brings what the organisation said before; what was settled for this file stays. */
function useRecalled(territories: readonly Territory[], answers: Territories) {
  const keys = territories.map(({ key }) => key);
  const recalled = useAnswer(["territories", keys], (signal) => recallTerritories(keys, signal));
  const value = recalled.kind === "ready" ? recalled.value : undefined;
  const fresh = value
    ? Object.entries(value).filter(([key]) => keys.includes(key) && !isAnswered(answers, key))
    : [];
  const [brought, setBrought] = useState<Territories>();
  const isDue = value !== undefined && brought !== value;
  useEffect(() => {
    if (!isDue) return;
    setBrought(value);
    if (fresh.length > 0) void settle({ territories: { ...answers, ...Object.fromEntries(fresh) } });
  });
  return recalled.kind === "failed" ? recalled.error : recalled.kind;
}

interface NamesProps {
  readonly names: readonly Territory[];
  readonly answers: Territories;
  readonly sectors: readonly Sector[];
  readonly nameOf: CellName;
  readonly onAnswer: (key: string, cell: Cell | null | undefined) => void;
  readonly onMap: (territory: Territory) => void;
}

function Names(props: NamesProps) {
  const say = useTerritoryWords();
  return (
    <Table className="files-columns files-territories">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say("name")}</Table.Th>
          <Table.Th ta="right" w="6rem">
            {say("rows")}
          </Table.Th>
          <Table.Th w="28rem">{say("means")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.names.map((territory) => (
          <NameRow key={territory.key} {...props} territory={territory} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function NameRow({
  territory,
  answers,
  sectors,
  nameOf,
  onAnswer,
  onMap,
}: NamesProps & { readonly territory: Territory }) {
  const say = useTerritoryWords();
  const { key, name, rows } = territory;
  const isSaid = isAnswered(answers, key);
  const cell = isSaid ? answers[key] : undefined;
  const data = useMemo(
    () => cellChoices(sectors, cell, nameOf, { leftOut: say("leftOut"), elsewhere: say("elsewhere") }),
    [sectors, cell, nameOf, say],
  );
  return (
    <Table.Tr>
      <Table.Th scope="row" className="files-name">
        {name}
      </Table.Th>
      <Table.Td className="files-count" data-label={say("rows")}>
        {rows}
      </Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap" className="files-means">
          <Select
            flex="1 1 auto"
            aria-label={say("meansOf", { name })}
            placeholder={say("choose")}
            searchable
            clearable
            limit={60}
            nothingFoundMessage={say("noCell")}
            data={data}
            value={!isSaid ? null : cell === null ? LEFT_OUT : String(cell)}
            clearButtonProps={{ "aria-label": say("clear", { name }) }}
            onChange={(value) => onAnswer(key, territoryChosen(value))}
          />
          <Button
            flex="none"
            variant="default"
            aria-label={say("mapOf", { name })}
            onClick={() => onMap(territory)}
          >
            {say("map")}
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
