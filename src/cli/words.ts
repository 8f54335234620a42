import type { FileError, RowError } from "../exchange/errors.ts";
import type { Problem } from "../exchange/mapping.ts";

/** A text in the two languages of the product, French first. */
type Words = readonly [fr: string, en: string];

const FILE: Readonly<Record<FileError, Words>> = {
  file_empty: ["Le fichier est vide.", "The file is empty."],
  file_too_large: [
    "Le fichier dépasse 64 Mo (256 Mo décompressé).",
    "The file is over 64 MB (256 MB unpacked).",
  ],
  file_damaged: ["Le fichier est incomplet ou abîmé.", "The file is cut short or damaged."],
  file_is_xls: [
    "Ancien format Excel (.xls) : enregistrez-le en .xlsx.",
    "Excel's old format (.xls): save it as .xlsx.",
  ],
  not_a_table: ["Ce n'est ni un CSV, ni un XLSX, ni un GeoJSON.", "This is no CSV, XLSX or GeoJSON."],
  too_many_rows: ["Plus de 250 000 lignes : coupez le fichier.", "Over 250,000 rows: cut the file."],
  too_many_columns: ["Plus de 500 colonnes.", "Over 500 columns."],
  bad_mapping: [
    "La correspondance des colonnes ne va pas avec ce fichier.",
    "The column map does not fit this file.",
  ],
  unknown_srid: ["Système de coordonnées inconnu.", "Unknown coordinate system."],
  grid_not_metric: [
    "La grille veut un système projeté, en mètres.",
    "A grid needs a projected coordinate system in metres.",
  ],
  cancelled: ["Annulé.", "Cancelled."],
};

const PROBLEM: Readonly<Record<Exclude<Problem, keyof typeof FILE>, Words>> = {
  no_date_column: ["Aucune colonne de date reconnue (--map).", "No date column found (--map)."],
  no_place_column: ["Aucune colonne de lieu reconnue (--map).", "No place column found (--map)."],
  unknown_crs: ["Système de coordonnées non reconnu (--srid).", "Coordinate system not recognised (--srid)."],
  no_rows: ["Aucune ligne de données.", "No data rows."],
  needs_slot: [
    "Ni heure ni créneau dans le fichier : chaque ligne compte en soirée (--slot pour changer).",
    "Neither time nor slot in the file: every row counts as evening (--slot changes it).",
  ],
  ambiguous_date: [
    "Jour et mois peuvent s'inverser (--date-format) : ces lignes sont refusées.",
    "Day and month could be swapped (--date-format): such rows are refused.",
  ],
  ambiguous_crs: [
    "Plusieurs systèmes de coordonnées conviennent (--srid).",
    "Several coordinate systems fit (--srid).",
  ],
  open_territories: [
    "Territoires sans maille : leurs lignes sont refusées (--map, territories).",
    "Territories without a cell: their rows are refused (--map, territories).",
  ],
  team_as_place: [
    "Aucun lieu : le nom de l'équipe en tient lieu. Juste seulement si elle ne va que dans une maille.",
    "No place: the team's name stands in. True only if the team goes to a single cell.",
  ],
  no_count_column: [
    "Sans colonne de nombre, une ligne vaut une personne.",
    "Without a count column a row is one youth.",
  ],
  one_recorder: [
    "Une seule personne aura saisi ces lignes : la carte de la structure en demande trois.",
    "One recorder alone: the organisation's map asks for three.",
  ],
};

const COMMAND: Readonly<Record<string, Words>> = {
  no_file: ["Quel fichier ?", "Which file?"],
  no_instances: ["Pas d'instances lisibles ici.", "No readable instances here."],
  plan_refuted: ["Le contrôle indépendant réfute ce plan.", "The independent check refutes this plan."],
  unreadable_file: ["Fichier illisible.", "The file cannot be read."],
  bad_option: ["Option incomprise.", "This option is not understood."],
  no_account: ["Au nom de qui ? --as E-MAIL", "As whom? --as EMAIL"],
  two_targets: ["--data ou --url, pas les deux.", "Either --data or --url."],
  no_password: ["Le mot de passe se donne dans REPERE_PASSWORD.", "Give the password in REPERE_PASSWORD."],
  no_folder: [
    "Ce n'est pas un dossier de données : npm start d'abord.",
    "This is no data folder: npm start first.",
  ],
  start_failed: ["Le serveur n'a pas démarré.", "The server did not start."],
  unreachable: ["Aucune réponse.", "No answer."],
  unknown_account: ["Ce compte n'existe pas.", "There is no such account."],
  wrong_credentials: ["Identifiant ou mot de passe refusé.", "Identifier or password refused."],
  not_signed_in: [
    "La session a pris fin ; relancez la commande.",
    "The session has ended; run the command again.",
  ],
  second_factor: [
    "Ceci demande un code à six chiffres de moins de 12 heures (REPERE_CODE, ou au terminal).",
    "This demands a six-digit code given less than 12 hours ago (REPERE_CODE, or at the terminal).",
  ],
  no_factor: [
    "Ce compte n'a pas d'application d'authentification : connectez-vous d'abord dans le navigateur.",
    "This account has no authenticator app: sign in with the browser first.",
  ],
  wrong_code: ["Code refusé.", "Code refused."],
  too_many: ["Trop d'essais : attendez.", "Too many tries: wait."],
  not_allowed: ["Ce compte n'en a pas le droit.", "This account may not do that."],
  not_a_member: ["Ce compte n'appartient à aucune structure.", "This account belongs to no organisation."],
  conflict: [
    "Cet import a commencé autrement, ou n'est plus ce qui a été vu.",
    "This import was begun another way, or is no longer what was seen.",
  ],
  values_needed: [
    "Accepter combien de valeurs ? --values N (valeurs différentes, part de la plus fréquente)",
    "How many values to approve? --values N (different values, share of the most frequent)",
  ],
  already_done: ["C'est déjà fait.", "It is already done."],
  not_found: ["Introuvable.", "Not found."],
  no_team: ["Cette fonction demande une équipe : --team NOM", "This role has a team: --team NAME"],
  nothing_due: ["Rien à publier.", "Nothing to publish."],
  secret_missing: [
    "La clé de publication manque : rien n'est publié.",
    "The release key is missing: nothing is published.",
  ],
  window_overlaps: ["Cette fenêtre en chevauche une déjà publiée.", "This window overlaps a published one."],
  disk_full: [
    "Le disque du serveur est plein. Ce qui était dit envoyé ou publié l'est ; faites de la place et relancez, la commande reprendra.",
    "The server's disk is full. What was said to be sent or published is; make room and run it again, it goes on.",
  ],
  timed_out: [
    "Trop long ; relancez la commande, elle reprendra.",
    "It took too long; run it again, it goes on.",
  ],
};

const SAID: Readonly<Record<string, Words>> = {
  type_code: ["Code à six chiffres :", "Six-digit code:"],
  invited: ["Invitation, à ouvrir une fois avant le {}", "Invitation, to be opened once before {}"],
  invited_in_place: [
    "Elle remplace ce compte, qui se ferme quand elle sert.",
    "It takes the place of this account, which closes when it is used.",
  ],
  invited_start: [
    "Lancez npm start, puis ajoutez à son adresse :",
    "Run npm start, then add to its address:",
  ],
  starting: ["démarrage du serveur sur {}", "starting the server on {}"],
  unpack: ["décompression {}", "unpacking {}"],
  parse: ["lecture {}", "reading {}"],
  detect: ["reconnaissance {}", "recognising {}"],
  convert: ["conversion {}", "converting {}"],
  sent: ["envoyé {}", "sent {}"],
  read_as: ["lu : {}", "read as: {}"],
  left_out: ["colonnes laissées ici : {}", "columns left here: {}"],
  rows: ["{} lignes", "{} rows"],
  refused: ["refusées, {}", "refused, {}"],
  lone_dates: [
    "dates anciennes et isolées, à vérifier (aucune carte n'en aura de fenêtre) : {}",
    "lone old dates, to be checked (no map will have a window for them): {}",
  ],
  solved: ["résolu {}", "solved {}"],
  published: ["publié {}", "published {}"],
  remaining: ["reste {}", "{} remaining"],
  retention_would: ["serait effacé : {}", "would be erased: {}"],
  retention_done: ["effacé : {}", "erased: {}"],
  releases_stay: ["Les cartes publiées ne changent pas.", "What is published stays as it is."],
  report_kept: ["rapport gardé : {} attaques contenues", "report kept: {} attacks withstood"],
  approved: ["colonne des auteurs approuvée : {}", "recorder column approved: {}"],
};

/** The language of the terminal: French unless it names another. */
export function isFrench(env: NodeJS.ProcessEnv = process.env): boolean {
  const named = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return !/^[a-z]{2}(?:_|\.|$)/i.test(named) || /^fr/i.test(named);
}

/** The words of a code in the terminal's language; the code itself where none are known. */
export function wordsOf(code: string, detail = ""): string {
  const found = ({ ...FILE, ...PROBLEM, ...COMMAND, ...SAID } as Readonly<Record<string, Words>>)[code];
  const text = found?.[isFrench() ? 0 : 1] ?? code;
  if (text.includes("{}")) return text.replace("{}", detail);
  return detail === "" ? text : `${text} (${detail})`;
}

/** How many rows were refused, by code. */
export function countedByCode(rejected: readonly { readonly code: RowError | string }[]): string {
  const counts = new Map<string, number>();
  for (const { code } of rejected) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => `${code} ${count}`).join(", ");
}
