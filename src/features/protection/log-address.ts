import type { UrlCodec } from "../../ui/url-state.ts";
import { ACTIONS, isId } from "./log-actions.ts";

/** What the log is searched for; it stands in the address. */
export interface LogSearch {
  readonly action: string | undefined;
  readonly member: string | undefined;
  readonly subject: string | undefined;
  readonly fromDay: string | undefined;
  readonly toDay: string | undefined;
}

const NAMES = { action: "action", member: "compte", subject: "id", fromDay: "du", toDay: "au" } as const;

const CHECKS: Readonly<Record<keyof LogSearch, (value: string) => boolean>> = {
  action: (value) => ACTIONS.some(({ action }) => action === value),
  member: isId,
  subject: isId,
  fromDay: isDay,
  toDay: isDay,
};

function isDay(value: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
}

/** No condition at all. */
export const NO_SEARCH: LogSearch = {
  action: undefined,
  member: undefined,
  subject: undefined,
  fromDay: undefined,
  toDay: undefined,
};

const FIELDS = Object.keys(NO_SEARCH) as readonly (keyof LogSearch)[];

/** The search in the address; what is malformed is no condition. */
export const logAddress: UrlCodec<LogSearch> = {
  read: (params) =>
    Object.fromEntries(
      FIELDS.map((field) => {
        const value = params.get(NAMES[field]);
        return [field, value !== null && CHECKS[field](value) ? value : undefined];
      }),
    ) as unknown as LogSearch,
  write: (search) =>
    new URLSearchParams(
      FIELDS.flatMap((field) => {
        const value = search[field];
        return value === undefined ? [] : [[NAMES[field], value]];
      }),
    ),
};
