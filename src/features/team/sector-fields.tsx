import { Button, Group, Input, NumberInput, SegmentedControl, Select, Text, TextInput } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import type { Sector } from "../../data/sectors.ts";
import type { Team } from "../../data/team.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import { AreaChoice } from "./area-choice.tsx";
import type { Draft, DraftComplaint } from "./sector-draft.ts";
import { BRUSHES, MAX_CELLS, redo, sharedWith, undo } from "./sector-edit.ts";
import { useTeamWords } from "./use-team-words.ts";

interface FieldsProps {
  readonly draft: Draft;
  readonly change: (next: (draft: Draft) => Draft) => void;
  readonly complaints: readonly DraftComplaint[];
  readonly teams: readonly Team[];
  readonly own: string | null;
  /** The other sectors, whose cells may be shared. */
  readonly others: readonly Sector[];
  readonly grid: MapGrid;
}

/** What is filled about a sector, and the painter's tools. */
export function SectorFields(props: FieldsProps) {
  return (
    <>
      <SectorFacts {...props} />
      <Painter {...props} />
    </>
  );
}

function SectorFacts({ draft, change, complaints, teams, own }: FieldsProps) {
  const say = useTeamWords();
  const complain = (code: DraftComplaint, words: "nameNeeded" | "teamNeeded" | "targetDaysHelp") =>
    complaints.includes(code) ? say(words) : undefined;
  return (
    <>
      <TextInput
        label={say("sectorName")}
        description={say("sectorNameHelp")}
        maxLength={80}
        autoComplete="off"
        value={draft.name}
        error={complain("nameNeeded", "nameNeeded")}
        onChange={(event) => {
          const name = event.currentTarget.value;
          change((now) => ({ ...now, name }));
        }}
      />
      {own === null ? (
        <Select
          label={say("sectorTeam")}
          data={teams.map((team) => ({ value: team.id, label: team.name }))}
          value={draft.teamId}
          allowDeselect={false}
          error={complain("teamNeeded", "teamNeeded")}
          onChange={(teamId) => change((now) => ({ ...now, teamId }))}
        />
      ) : null}
      <NumberInput
        label={say("targetDays")}
        description={say("targetDaysHelp")}
        min={1}
        max={365}
        allowDecimal={false}
        hideControls
        value={draft.targetDays ?? ""}
        error={complain("targetNeeded", "targetDaysHelp")}
        onChange={(value) => {
          const targetDays = typeof value === "number" ? value : null;
          change((now) => (now.targetDays === targetDays ? now : { ...now, targetDays }));
        }}
      />
    </>
  );
}

function Painter({ draft, change, complaints, others, grid }: FieldsProps) {
  const say = useTeamWords();
  const { painting, brush, hand } = draft;
  const count = painting.cells.size;
  return (
    <Input.Wrapper
      labelElement="div"
      label={say("cells")}
      description={say("paintHelp")}
      error={complaints.includes("cellsNeeded") ? say("cellsNeeded") : undefined}
    >
      <Text mt="xs" role="status">
        {say("sectorCells", { count })}
      </Text>
      {count > MAX_CELLS - 16 ? <Text size="xs">{say("full")}</Text> : null}
      {sharedWith(painting.cells, others).map(({ name, cells }) => (
        <Text key={name} size="xs" c="dimmed">
          {say("shared", { count: cells, name })}
        </Text>
      ))}
      <AreaChoice grid={grid} change={change} />
      <Group gap="xs" mt="xs">
        <Button
          variant="default"
          leftSection={<IconArrowBackUp aria-hidden size={18} />}
          disabled={painting.past.length === 0}
          onClick={() => change((now) => ({ ...now, painting: undo(now.painting) }))}
        >
          {say("undo")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconArrowForwardUp aria-hidden size={18} />}
          disabled={painting.future.length === 0}
          onClick={() => change((now) => ({ ...now, painting: redo(now.painting) }))}
        >
          {say("redo")}
        </Button>
      </Group>
      <Choice
        label={say("brush")}
        value={String(brush)}
        data={BRUSHES.map((km) => ({ value: String(km), label: say("brushKm", { km }) }))}
        onChange={(value) =>
          change((now) => ({ ...now, brush: BRUSHES.find((km) => String(km) === value) ?? 1 }))
        }
      />
      <Choice
        label={say("hand")}
        value={hand}
        data={[
          { value: "paint", label: say("paint") },
          { value: "move", label: say("move") },
        ]}
        onChange={(value) => change((now) => ({ ...now, hand: value === "move" ? "move" : "paint" }))}
      />
    </Input.Wrapper>
  );
}

function Choice({
  label,
  value,
  data,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly data: { value: string; label: string }[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <div className="team-choice">
      <Text size="sm">{label}</Text>
      <SegmentedControl aria-label={label} value={value} data={data} onChange={onChange} />
    </div>
  );
}
