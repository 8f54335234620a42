import type { Cell } from "../domain/grid.ts";
import { type Minutes, MODES } from "../domain/round.ts";
import { type ServiceDate, SLOTS } from "../domain/slot.ts";
import {
  REJECT_CODES,
  ROUND_STATUSES,
  type RoundTemplate,
  type RoundWeek,
  SAFETY_CODES,
  STOP_KINDS,
  type Stop,
  type WeekRound,
} from "../domain/week-rounds.ts";
import {
  type Decoded,
  type Decoder,
  day,
  flag,
  integer,
  list,
  maybe,
  oneOf,
  otherwise,
  record,
  text,
} from "./decode.ts";

const cell: Decoder<Cell> = (input) => integer(input) as Cell;
const minutes: Decoder<Minutes> = (input) => integer(input) as Minutes;
const date: Decoder<ServiceDate> = (input) => day(input) as ServiceDate;

const frame = {
  id: text,
  version: integer,
  sector_id: maybe(text),
  slot: oneOf(SLOTS),
  mode: oneOf(MODES),
  start: maybe(cell),
  end: maybe(cell),
  minutes,
  leaves_at: minutes,
  max_stops: maybe(integer),
  lead: maybe(text),
  members: list(text),
  safety: list(oneOf(SAFETY_CODES)),
};

const stop = record({ id: text, cell, minutes, pinned: flag, kind: maybe(oneOf(STOP_KINDS)) });
const round = record({
  ...frame,
  team_id: text,
  date,
  status: oneOf(ROUND_STATUSES),
  reject_code: maybe(oneOf(REJECT_CODES)),
  template_id: maybe(text),
  stops: maybe(list(stop)),
  changed_by: maybe(text),
  changed_at: maybe(text),
  late_records: otherwise(flag, false),
});
const template = record({ ...frame, weekday: integer });
const person = record({ id: text, team_id: text, role: oneOf(["educator", "lead"]), number: integer });

const week = record({
  monday: date,
  team_id: text,
  rounds: list(round),
  people: list(person),
  templates: list(template),
  forbidden: list(record({ cell, round: maybe(text) })),
  carried: list(cell),
});

/** The answer of `api.week`, in the domain's words. */
export const roundWeek: Decoder<RoundWeek> = (input) => {
  const given = week(input);
  return {
    monday: given.monday,
    team: given.team_id,
    rounds: given.rounds.map(roundOf),
    people: given.people.map(({ team_id: team, ...rest }) => ({ team, ...rest })),
    templates: given.templates.map((each): RoundTemplate => ({ ...frameOf(each), weekday: each.weekday })),
    forbidden: given.forbidden,
    carried: given.carried,
  };
};

function roundOf(given: Decoded<typeof round>): WeekRound {
  return {
    ...frameOf(given),
    team: given.team_id,
    date: given.date,
    status: given.status,
    rejectCode: given.reject_code,
    template: given.template_id,
    stops: given.stops,
    changedBy: given.changed_by,
    changedAt: given.changed_at,
    ...(given.late_records ? { hasLateRecords: true } : {}),
  };
}

function frameOf(given: Decoded<typeof template> | Decoded<typeof round>) {
  const { id, version, slot, mode, start, end, lead, members, safety } = given;
  return {
    ...{ id, version, slot, mode, start, end, lead, members, safety },
    sector: given.sector_id,
    minutes: given.minutes,
    leavesAt: given.leaves_at,
    maxStops: given.max_stops,
  };
}

/** A round as `api.save_rounds` takes it. */
export function roundPlan(round: WeekRound): Readonly<Record<string, unknown>> {
  const { date, status, stops } = round;
  const sent = (stops ?? []).map(({ id, cell, minutes, pinned }: Stop) => ({ id, cell, minutes, pinned }));
  return { ...framePlan(round), date, status, template_id: round.template, stops: sent };
}

/** A template as `api.save_template` takes it. */
export function templatePlan(template: RoundTemplate): Readonly<Record<string, unknown>> {
  return { ...framePlan(template), weekday: template.weekday };
}

function framePlan(given: WeekRound | RoundTemplate) {
  const { id, version, slot, mode, start, end, lead, members, safety } = given;
  return {
    ...{ id, version, slot, mode, start, end, lead, members, safety },
    ...{ sector_id: given.sector, minutes: given.minutes, leaves_at: given.leavesAt },
    max_stops: given.maxStops,
  };
}
