/** Words of moving things on the calendar, read aloud. */
export const dragWordsEn = {
  keys: "Space or Enter to pick up, arrow keys to move, Space or Enter to drop, Escape to give up.",
  kind: "item that can be moved",
  roundThing: "The round ({{when}})",
  stopThing: "The stop {{name}}",
  grabbed: "{{what}} is picked up. {{where}}",
  over: "{{what}}: {{where}}",
  overNothing: "{{what}} is over no place.",
  dropped: "{{what}} is dropped. {{where}}",
  droppedNowhere: "{{what}} goes back to its place.",
  cancelled: "Moving was given up. {{what}} goes back to its place.",
  place: "{{when}}.",
  position: "Position {{at}} of {{count}}.",
  into: "Round: {{when}}.",
} as const;
