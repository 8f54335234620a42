import type { territoryWordsFr } from "./territory-words.fr.ts";

/** Words of placing territories that a file names without geometry. */
export const territoryWordsEn: Readonly<Record<keyof typeof territoryWordsFr, string>> = {
  title: "Territories",
  help: "Say once which 1 km cell each name means: the one where the team meets youths. The answer is kept for your organisation, without the name. Leave aside a territory too wide for a single cell: a visit noted where nobody went would hide an unreached area.",
  name: "Name in the file",
  rows: "Rows",
  means: "Cell",
  meansOf: "Cell of territory {{name}}",
  choose: "Choose a cell",
  noCell: "No cell of that name: look on the map.",
  leftOut: "Leave aside",
  elsewhere: "Outside the sectors",
  clear: "Clear the answer for {{name}}",
  map: "Map",
  mapOf: "Choose the cell of {{name}} on the map",
  mapTitle: "Where is “{{name}}”?",
  mapName: "Map for choosing a cell",
  mapHelp: "Touch a cell, or move with the arrow keys.",
  mapChoose: "Choose this cell",
  open_one: "{{count, number}} territory is not placed yet: its rows are set aside.",
  open_other: "{{count, number}} territories are not placed yet: their rows are set aside.",
  allSaid: "Every territory has an answer.",
  notKept: "The server lacks the publication secret: your answers hold for this file, but cannot be kept.",
  keepFailed: "The import goes on, but the answers about territories could not be kept.",
};
