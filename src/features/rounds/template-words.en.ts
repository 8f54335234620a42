/** Words of rounds that repeat weekly. */
export const templateWordsEn = {
  repeat: "Repeat weekly",
  repeats: "Repeats weekly",
  stopRepeating: "Stop repeating",
  saved: "The round will repeat weekly. Its stops are proposed anew each time.",
  ended: "This round repeats no more. Those that exist stay.",
  title: "Rounds that repeat",
  none: "None. Open a round, then “Repeat weekly”.",
  fill_one: "Fill in {{count}} usual round",
  fill_other: "Fill in the {{count}} usual rounds",
  filled_one: "{{count}} round added.",
  filled_other: "{{count}} rounds added.",
  filledNone: "They are all there already.",
  line: "{{day}}, {{slot}}, {{time}}",
  days: "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday",
} as const;
