import type { profileWordsFr } from "./profile-words.fr.ts";

/** Words of the profile by day of the week and slot. */
export const profileWordsEn: Readonly<Record<keyof typeof profileWordsFr, string>> = {
  title: "Profile by weekday and slot",
  about: "Whole territory, {{range}}. A night belongs to the day on which it begins.",
  effortOnly:
    "Hours of the teams’ visits, without noise: they tell when teams went out, nothing of encounters.",
  rates: "Youths met per visit hour; line: 90% interval of the noise; below, the hours.",
  counts:
    "Youths met; line: 90% interval of the noise; below, visit hours. Counts follow where and when teams went.",
  label: "Profile by day of the week and slot",
  day: "Day",
  day_1: "Mon",
  day_2: "Tue",
  day_3: "Wed",
  day_4: "Thu",
  day_5: "Fri",
  day_6: "Sat",
  day_7: "Sun",
  slot_morning: "Morning",
  slot_afternoon: "Afternoon",
  slot_evening: "Evening",
  slot_night: "Night",
  hours: "{{hours}} h",
  noEffortKept: "This quarter was published before visits were kept by slot.",
  ask: "Ask for encounters",
  askHelp:
    "Encounters by weekday and slot are not published as a matter of course. The data protection officer may grant them in the place of this quarter’s flows, for ever: cost ε = {{epsilon}}, charged on acceptance only; values below {{least}} hidden.",
  asked: "Encounters asked for on {{day}}; the answer will appear here. Nothing is charged until then.",
  declined: "The request before was declined on {{day}}. Nothing was charged.",
  flowsInstead:
    "This quarter’s one further table is a table of flows: there are no encounters by weekday and slot.",
  accepted: "Encounters granted in the place of flows: ε = {{epsilon}}, charged once.",
  someHidden_one: "{{count}} place is hidden: below {{least}}, or nobody.",
  someHidden_other: "{{count}} places are hidden: below {{least}}, or nobody.",
  askedToast: "Request sent.",
};
