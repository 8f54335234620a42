/** Words of the profile by day of the week and slot. */
export const profileWordsFr = {
  title: "Profil par jour et créneau",
  about: "Tout le territoire, {{range}}. Une nuit appartient à la journée où elle commence.",
  effortOnly:
    "Heures de passage des équipes, sans bruit : elles disent quand les équipes sont sorties, rien des rencontres.",
  rates:
    "Jeunes rencontré·es par heure de passage ; trait : intervalle à 90 % dû au bruit ; dessous, les heures.",
  counts:
    "Jeunes rencontré·es ; trait : intervalle à 90 % dû au bruit ; dessous, les heures de passage. Les effectifs suivent d’abord les équipes.",
  label: "Profil par jour de la semaine et créneau",
  day: "Jour",
  day_1: "lun.",
  day_2: "mar.",
  day_3: "mer.",
  day_4: "jeu.",
  day_5: "ven.",
  day_6: "sam.",
  day_7: "dim.",
  slot_morning: "Matin",
  slot_afternoon: "Après-midi",
  slot_evening: "Soirée",
  slot_night: "Nuit",
  hours: "{{hours}} h",
  noEffortKept: "Ce trimestre a été publié avant que les passages soient gardés par créneau.",
  ask: "Demander les rencontres",
  askHelp:
    "Les rencontres par jour et créneau ne sont pas publiées d’office. La déléguée à la protection des données peut les accorder à la place des flux de ce trimestre, pour toujours : coût ε = {{epsilon}}, débité à l’accord seulement ; valeurs de moins de {{least}} masquées.",
  asked: "Rencontres demandées le {{day}} ; la réponse paraîtra ici. Rien n’est débité d’ici là.",
  declined: "La demande précédente a été refusée le {{day}}. Rien n’a été débité.",
  flowsInstead:
    "La table supplémentaire de ce trimestre est un tableau de flux : il n’y a pas de rencontres par jour et créneau.",
  accepted: "Rencontres accordées à la place des flux : ε = {{epsilon}}, débité une fois.",
  someHidden_one: "{{count}} case est masquée : moins de {{least}}, ou personne.",
  someHidden_other: "{{count}} cases sont masquées : moins de {{least}}, ou personne.",
  askedToast: "Demande envoyée.",
} as const;
