import { Checkbox, NativeSelect, SimpleGrid, Stack } from "@mantine/core";
import { MODES } from "../../domain/round.ts";
import { SLOTS } from "../../domain/slot.ts";
import { withRoundChange } from "../../domain/week-edit.ts";
import { SAFETY_CODES, type WeekRound } from "../../domain/week-rounds.ts";
import { useFormat } from "../../ui/format.ts";
import { daysOfWeek } from "./calendar.ts";
import { CellSelect } from "./cell-select.tsx";
import { withRoundAt } from "./drop.ts";
import { personInWords } from "./in-words.ts";
import { MinutesField } from "./minutes-field.tsx";
import { TimeField } from "./time-field.tsx";
import type { Board } from "./use-board.ts";
import { useRoundsWords } from "./use-rounds-words.ts";
import { useSheetWords } from "./use-sheet-words.ts";

interface FieldsProps {
  readonly board: Board;
  readonly round: WeekRound;
}

/** When, how, from where and for how long a round goes out. */
export function RoundFields({ board, round }: FieldsProps) {
  const change = (part: Partial<WeekRound>) => board.edit((week) => withRoundChange(week, round.id, part));
  return (
    <Stack gap="sm">
      <WhenFields board={board} round={round} />
      <WhereFields board={board} round={round} change={change} />
      <PeopleFields board={board} round={round} change={change} />
      <SafetyFields round={round} change={change} />
    </Stack>
  );
}

function WhenFields({ board, round }: FieldsProps) {
  const say = useRoundsWords();
  const format = useFormat();
  const { id, team, date, slot } = round;
  const move = (to: Partial<Pick<WeekRound, "date" | "slot">>) =>
    board.edit((week) => withRoundAt(week, id, { team, date, slot, ...to }));
  return (
    <SimpleGrid cols={2} spacing="sm">
      <NativeSelect
        label={say("day")}
        value={date}
        data={daysOfWeek(board.monday).map((value) => ({ value, label: format.weekday(value) }))}
        onChange={({ currentTarget }) =>
          move({ date: daysOfWeek(board.monday).find((day) => day === currentTarget.value) ?? date })
        }
      />
      <NativeSelect
        label={say("slot")}
        value={slot}
        data={SLOTS.map((value) => ({ value, label: say(value) }))}
        onChange={({ currentTarget }) =>
          move({ slot: SLOTS.find((each) => each === currentTarget.value) ?? slot })
        }
      />
      <TimeField board={board} round={round} />
      <MinutesField
        label={say("budget")}
        value={round.minutes}
        onChange={(minutes) => board.edit((week) => withRoundChange(week, id, { minutes }))}
      />
    </SimpleGrid>
  );
}

type Change = (part: Partial<WeekRound>) => void;

function WhereFields({ board, round, change }: FieldsProps & { readonly change: Change }) {
  const say = useRoundsWords();
  const own = board.sectors.filter(({ team_id }) => team_id === board.team);
  const cells = own.flatMap((sector) => sector.cells);
  return (
    <>
      <SimpleGrid cols={2} spacing="sm">
        <NativeSelect
          label={say("sector")}
          value={round.sector ?? ""}
          data={[
            { value: "", label: say("noSector") },
            ...own.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ currentTarget }) => change({ sector: currentTarget.value || null })}
        />
        <NativeSelect
          label={say("mode")}
          value={round.mode}
          data={MODES.map((value) => ({ value, label: say(value) }))}
          onChange={({ currentTarget }) =>
            change({ mode: MODES.find((mode) => mode === currentTarget.value) ?? round.mode })
          }
        />
      </SimpleGrid>
      <CellSelect
        label={say("start")}
        cells={cells}
        value={round.start}
        nameOf={board.nameOf}
        onChange={(start) => change({ start, end: round.end ?? start })}
      />
      <CellSelect
        label={say("end")}
        cells={cells}
        value={round.end}
        nameOf={board.nameOf}
        onChange={(end) => change({ end, start: round.start ?? end })}
      />
    </>
  );
}

function PeopleFields({ board, round, change }: FieldsProps & { readonly change: Change }) {
  const say = useRoundsWords();
  const people = board.desk.answer.people.filter(({ team }) => team === board.team);
  const name = (id: string) => {
    const person = people.find((each) => each.id === id);
    return person ? personInWords(say, person) : id;
  };
  const partners = (ids: readonly string[]) =>
    change({ members: round.lead === null ? ids : [...new Set([round.lead, ...ids])] });
  return (
    <>
      <NativeSelect
        label={say("lead")}
        value={round.lead ?? ""}
        data={[
          { value: "", label: say("nobody") },
          ...people.map(({ id }) => ({ value: id, label: name(id) })),
        ]}
        onChange={({ currentTarget }) => {
          const lead = currentTarget.value || null;
          const rest = round.members.filter((id) => id !== round.lead);
          change({ lead, members: lead === null ? rest : [...new Set([lead, ...rest])] });
        }}
      />
      <Checkbox.Group
        label={say("partners")}
        value={round.members.filter((id) => id !== round.lead)}
        onChange={partners}
      >
        <div className="round-people">
          {people
            .filter(({ id }) => id !== round.lead)
            .map(({ id }) => (
              <Checkbox key={id} value={id} label={name(id)} />
            ))}
        </div>
      </Checkbox.Group>
      {people.length > 1 ? null : <p className="round-note">{say("noPeople")}</p>}
    </>
  );
}

function SafetyFields({ round, change }: { readonly round: WeekRound; readonly change: Change }) {
  const say = useRoundsWords();
  const saySheet = useSheetWords();
  return (
    <Checkbox.Group
      label={say("safety")}
      value={[...round.safety]}
      onChange={(codes) => change({ safety: SAFETY_CODES.filter((code) => codes.includes(code)) })}
    >
      <div className="round-safety">
        {SAFETY_CODES.map((code) => (
          <Checkbox key={code} value={code} label={saySheet(code)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
