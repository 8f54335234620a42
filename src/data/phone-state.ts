/** What the screens know of the phone. */
import type { RoundRecord } from "../domain/field-record.ts";
import type { OutboxEntry } from "../domain/outbox.ts";
import type { PhoneClock } from "../domain/phone-clock.ts";
import type { Member } from "./me.ts";
import type { FieldDay } from "./sync.ts";

/** Whether records are on their way, and what they wait for. */
export type Sending =
  | "idle"
  | "sending"
  /** No network, or a server that does not answer: tried again by itself. */
  | "offline"
  /** Somebody must sign in first; everything stays. */
  | "session_over"
  /** The account may not record (its role changed); everything stays. */
  | "not_allowed";

/** What happened without being asked for: it is told until the person has read it. */
export interface PhoneNews {
  /** Records that came after their round had been validated. */
  readonly late: number;
  /** Unsent records that were wiped after 7 days. */
  readonly wiped: number;
  /** Rows that no key opens any more. */
  readonly broken: number;
  /** Days left to the oldest unsent record, once its end is announced. */
  readonly daysLeft: number | null;
  /** There is hardly room left on the phone. */
  readonly isLow: boolean;
}

/** The day's rounds as they are kept on the phone, with who goes out and when the phone believes it is. */
export interface KeptDay {
  readonly member: Member;
  readonly day: FieldDay;
  readonly clock: PhoneClock;
  /** Rounds that nobody planned, begun on this phone. */
  readonly begun: readonly RoundRecord[];
}

export type PhoneState =
  | { readonly kind: "closed" }
  /** No secure context (plain HTTP), or a browser that refuses storage: nothing can be recorded here. */
  | { readonly kind: "unusable"; readonly why: "insecure" | "storage" }
  | {
      readonly kind: "open";
      readonly account: string;
      readonly kept: KeptDay | null;
      readonly entries: readonly OutboxEntry[];
      readonly sending: Sending;
      readonly news: PhoneNews;
      /** Rises whenever the server took records: what it has is worth asking for again. */
      readonly sent: number;
    };

export type OpenPhone = Extract<PhoneState, { readonly kind: "open" }>;

export const NO_NEWS: PhoneNews = { late: 0, wiped: 0, broken: 0, daysLeft: null, isLow: false };
