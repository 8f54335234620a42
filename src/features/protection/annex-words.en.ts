import type { annexWordsFr } from "./annex-words.fr.ts";

export const annexWordsEn: Record<keyof typeof annexWordsFr, string> = {
  title: "Annex for the DPIA",
  help: "To be joined to your impact assessment. It is written from the rules in force and the newest attack report.",
  print: "Print the annex",
  printHelp: "A4, black and white. For a PDF file, choose “Save as PDF”.",
  document: "Repère: protection of youths in the maps",
  of: "{{organisation}}. As of {{day}}. Rules of publication, version {{version}}.",
  fictitious: "Demonstration: this organisation and its data are invented.",
  purposeTitle: "1. What the maps are for",
  purpose:
    "Planning rounds: where to go, and where nobody has been for long. They show orders of magnitude by cell, never a person, a point or a path. They serve neither to control nor to locate anybody.",
  methodTitle: "2. Method",
  methodPlaces:
    "No coordinate is stored: the device keeps only the cell of 1 km. Published cells are 1 to 8 km wide and stay the same for 52 weeks. Meetings at a living site are on no map.",
  methodWindows:
    "A map covers a fixed period. It appears after a delay: it never tells where somebody is now.",
  methodThreshold:
    "A cell is shown only if enough youths were met there, even without what the person who recorded most has written, without the largest meeting, and after at least three visits on three dates.",
  methodNoise:
    "A random number from −5 to +5 is added before any threshold. It is the same for the same people in the same place and period: asking again tells nothing.",
  methodClasses:
    "Only a range is shown, never a number. “Not published” means too few or nothing: both are the same answer.",
  methodOnce:
    "Each map is published once and changes no more, even if a record is added, corrected or erased.",
  methodRoles:
    "Everybody sees only what the role needs: educators the map of their team, leads that of the organisation. A second lock guards sensitive functions, and every opening is entered in the log.",
  methodResearch:
    "Research releases follow differential privacy: noise added to every value, a budget fixed for 52 weeks, a quarter’s delay.",
  parametersTitle: "3. Parameters in force",
  parameter: "Parameter",
  value: "Value",
  bounds: "Bounds",
  fromTo: "{{from}} to {{to}}",
  budget: "Research budget for 52 weeks (ε)",
  budgetLeft: "{{epsilon}}, {{left}} left",
  riskTitle: "4. Measured risk",
  risk: "Each attack is replayed on invented data. The measure is the attacker’s advantage: 0, nothing beyond chance; 1, certainty. “Without protection” tells what the same attack obtains on raw data.",
  riskNone: "No attack report is kept: the risk is not measured here. Have the report made before you sign.",
  limitsTitle: "5. Limits that remain",
  limitMemory:
    "Working memory: with a lead’s stolen account one can read, sector by sector, where meetings are likely at present. This is the largest risk that remains. It is limited to one sector at a time, twelve openings a day, a recent code, and every opening is entered.",
  limitUnit:
    "The protection is of one contribution. It holds for a youth as far as teams mark “already met within 4 weeks”.",
  limitCollusion:
    "Two educators who agree and add fake records in every window can learn more: an advantage of about 0.60 after 13 windows, by the model.",
  limitPaper:
    "Whoever collects the printed sheets of 26 weeks tells active cells with an advantage of about 0.33, by the model. Sheets are to be collected.",
  limitFew: "With fewer than three people who record, the maps of the leads stay empty.",
  limitOperator: "The person who runs the server can read raw data.",
  retentionTitle: "6. Retention and rights",
  retention:
    "24 months after the service date youths met and meetings are deleted; visits lose their outcome; closed living sites and alerts lose their cell. The log is kept six months, backups 30 days. Erasing a meeting alters no map that is already published.",
  signature: "Date, name and signature:",
};
