/** Counting youths by taps: an encounter's contacts as groups of one gender and age band. Pure; ids come from outside. */
import { type FieldContact, MOST_CONTACTS } from "./field-record.ts";
import { AGE_BANDS, type AgeBand, GENDERS, type Gender } from "./place-kind.ts";

/** The youths of one gender and age band. */
export interface ContactGroup {
  readonly gender: Gender;
  readonly ageBand: AgeBand;
  readonly count: number;
  /** How many of them were already met in the last 4 weeks. */
  readonly seen: number;
  /** How many of them were never met before. */
  readonly first: number;
}

type Which = Pick<ContactGroup, "gender" | "ageBand">;
type Contacts = readonly FieldContact[];

/** The groups that are there, in the order of age bands, then genders. */
export function groupsOf(contacts: Contacts): ContactGroup[] {
  const all = AGE_BANDS.flatMap((ageBand) => GENDERS.map((gender) => groupOf(contacts, { gender, ageBand })));
  return all.filter(({ count }) => count > 0);
}

/** One group, also an empty one. */
export function groupOf(contacts: Contacts, which: Which): ContactGroup {
  const ones = contacts.filter(isOf(which));
  const seen = ones.filter(({ seenRecently }) => seenRecently).length;
  const first = ones.filter(({ firstTime }) => firstTime === true).length;
  return { gender: which.gender, ageBand: which.ageBand, count: ones.length, seen, first };
}

/** One youth more, of whom nothing else is said; unchanged where the encounter is full. */
export function withOneMore(contacts: Contacts, which: Which, id: string): Contacts {
  if (contacts.length >= MOST_CONTACTS) return contacts;
  const { gender, ageBand } = which;
  return [...contacts, { id, gender, ageBand, firstTime: null, seenRecently: false }];
}

/** One youth fewer: the last of whom least is said, so that what was marked stays. */
export function withOneFewer(contacts: Contacts, which: Which): Contacts {
  const ones = contacts.filter(isOf(which));
  const plain = ones.findLast(({ firstTime, seenRecently }) => !seenRecently && firstTime !== true);
  const gone = plain ?? ones.at(-1);
  return gone ? contacts.filter((contact) => contact !== gone) : contacts;
}

/** One more, or one fewer, of a group already met in the last 4 weeks: who is met again is not met for the first time. */
export function withSeen(contacts: Contacts, which: Which, step: 1 | -1): Contacts {
  if (step === -1) return changed(contacts, which, [isSeen], (one) => ({ ...one, seenRecently: false }));
  const mark = (one: FieldContact) => ({ ...one, seenRecently: true, firstTime: false });
  return changed(contacts, which, [isPlain, isFirst], mark);
}

/** One more, or one fewer, of a group never met before; it is taken from those of whom nothing is said. */
export function withFirst(contacts: Contacts, which: Which, step: 1 | -1): Contacts {
  if (step === -1) return changed(contacts, which, [isFirst], (one) => ({ ...one, firstTime: null }));
  return changed(contacts, which, [isPlain], (one) => ({ ...one, firstTime: true }));
}

type Test = (contact: FieldContact) => boolean;
const isSeen: Test = ({ seenRecently }) => seenRecently;
const isFirst: Test = ({ seenRecently, firstTime }) => !seenRecently && firstTime === true;
const isPlain: Test = ({ seenRecently, firstTime }) => !seenRecently && firstTime !== true;

function isOf({ gender, ageBand }: Which): Test {
  return (contact) => contact.gender === gender && contact.ageBand === ageBand;
}

/** The contacts with the first one of a group that passes the first test any passes changed. */
function changed(
  contacts: Contacts,
  which: Which,
  tests: readonly Test[],
  change: (one: FieldContact) => FieldContact,
): Contacts {
  const ones = contacts.filter(isOf(which));
  const found = tests.map((test) => ones.find(test)).find((one) => one !== undefined);
  return found ? contacts.map((one) => (one === found ? change(one) : one)) : contacts;
}
