/** Words of moving things on the calendar, read aloud. */
export const dragWordsFr = {
  keys: "Espace ou Entrée pour saisir, flèches pour déplacer, Espace ou Entrée pour poser, Échap pour renoncer.",
  kind: "élément déplaçable",
  roundThing: "La tournée ({{when}})",
  stopThing: "L’étape {{name}}",
  grabbed: "{{what}} est saisie. {{where}}",
  over: "{{what}} : {{where}}",
  overNothing: "{{what}} n’est au-dessus d’aucune place.",
  dropped: "{{what}} est posée. {{where}}",
  droppedNowhere: "{{what}} revient à sa place.",
  cancelled: "Déplacement abandonné. {{what}} revient à sa place.",
  place: "{{when}}.",
  position: "Position {{at}} sur {{count}}.",
  into: "Tournée : {{when}}.",
} as const;
