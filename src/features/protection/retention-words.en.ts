import type { retentionWordsFr } from "./retention-words.fr.ts";

export const retentionWordsEn: Record<keyof typeof retentionWordsFr, string> = {
  releasesTitle: "Published maps do not change",
  releases:
    "Erasing a meeting alters no map that is already published: a map holds no record, and taking one out would tell where it was.",
  aged: "Come of age",
  agedHelp:
    "Every night, 24 months after the service date: youths met and meetings are deleted, visits lose their outcome, closed living sites and alerts lose their cell. Lines of the log go after six months.",
  onRequest: "Erase on request",
  onRequestHelp: "Count first: nothing is erased before your last word.",
  row: "A row",
  rowHelp:
    "The account that wrote the row gives you its identifier. Erasing a visit erases its meetings; erasing a meeting erases its youths.",
  rowKind: "Kind of row",
  rowId: "Identifier of the row",
  kind_visit: "Visit",
  kind_encounter: "Meeting",
  kind_contact: "Youth met",
  import: "An import",
  importHelp:
    "Everything that an imported file brought. The identifier is in the log, on the line of the import.",
  importId: "Identifier of the import",
  all: "Every record of the organisation",
  allHelp:
    "Meetings, visits, rounds, imports, living sites, alerts, institutional contacts. What stays: accounts, sectors, rules, published maps, the log.",
  allName: "To count, write the organisation’s name: {{organisation}}",
  badId: "This is no identifier.",
  count: "Count",
  wouldGo: "Would be erased or made imprecise:",
  wouldGoUntil: "Would be erased or made imprecise, up to the day of {{day}}:",
  count_rows: "Rows of the import",
  count_visits: "Visits",
  count_encounters: "Meetings",
  count_contacts: "Youths met",
  count_sites: "Living sites",
  count_alerts: "Alerts",
  count_events: "Lines of the log",
  roundly:
    "Meetings and youths are told in whole hundreds, rounded down, so that repeated counts tell nothing about a person.",
  under100: "under 100",
  erase: "Erase…",
  lastTitle: "Erase for ever?",
  lastNoWay: "There is no way back.",
  lastBackups: "A restored backup replays the erasure.",
  lastLogged: "The erasure is entered in the log.",
  keep: "Erase nothing",
  eraseNow: "Erase",
  erased: "It is erased. Published maps have not changed.",
  done: "Erased lately",
  doneHelp: "By the night, on request, or by undoing an import.",
  doneNone: "Nothing has been erased for six months.",
  wholeLog: "See the whole log",
};
