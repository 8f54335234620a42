/** Words of rounds that repeat weekly. */
export const templateWordsFr = {
  repeat: "Répéter chaque semaine",
  repeats: "Se répète chaque semaine",
  stopRepeating: "Ne plus répéter",
  saved: "La tournée se répétera chaque semaine. Ses étapes sont à proposer à chaque fois.",
  ended: "Cette tournée ne se répète plus. Celles qui existent restent.",
  title: "Tournées qui se répètent",
  none: "Aucune. Ouvrez une tournée, puis « Répéter chaque semaine ».",
  fill_one: "Remplir avec {{count}} tournée habituelle",
  fill_other: "Remplir avec les {{count}} tournées habituelles",
  filled_one: "{{count}} tournée ajoutée.",
  filled_other: "{{count}} tournées ajoutées.",
  filledNone: "Elles y sont déjà toutes.",
  line: "{{day}}, {{slot}}, {{time}}",
  days: "lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche",
} as const;
