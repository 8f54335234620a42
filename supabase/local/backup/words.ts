import type { BackupFault } from "./backup-error.ts";

/** French, then English. */
type Words = readonly [fr: string, en: string];

const FAULTS: Readonly<Record<BackupFault, Words>> = {
  bad_option: ["Option incomprise.", "This option is not understood."],
  no_folder: ["Ce n'est pas un dossier de données (--data).", "This is no data folder (--data)."],
  no_file: ["Fichier introuvable.", "No such file."],
  not_a_backup: [
    "Ce n'est pas une sauvegarde de Repère, ou elle est abîmée.",
    "This is no backup of Repère, or it is damaged.",
  ],
  cut_short: [
    "La sauvegarde est incomplète ou modifiée : rien n'a été restauré.",
    "The backup is cut short or was changed: nothing was restored.",
  ],
  newer_backup: [
    "La sauvegarde vient d'une version plus récente de Repère : mettez à jour, puis recommencez.",
    "The backup comes from a newer version of Repère: update, then try again.",
  ],
  other_version: [
    "Cette base a déjà des migrations que la sauvegarde n'a pas : restaurez dans une base neuve.",
    "This database has migrations that the backup lacks: restore into a new database.",
  ],
  other_folder: [
    "La sauvegarde et ce dossier ne sont pas de la même structure.",
    "The backup and this folder are not of the same organisation.",
  ],
  not_empty: [
    "Il y a déjà des données ici. --replace les remplace toutes par celles de la sauvegarde.",
    "There is data here already. --replace puts the backup's in the place of all of it.",
  ],
  no_identity: [
    "Il faut la clé des sauvegardes : --keys FICHIER (avec la phrase secrète) ou --identity FICHIER.",
    "The key of the backups is needed: --keys FILE (with the passphrase) or --identity FILE.",
  ],
  wrong_identity: ["Cette clé n'ouvre pas cette sauvegarde.", "This key does not open this backup."],
  no_recipient: ["Aucun destinataire.", "No recipient."],
  bad_recipient: [
    "REPERE_BACKUP_RECIPIENT veut des destinataires age (age1…), séparés par des virgules.",
    "REPERE_BACKUP_RECIPIENT takes age recipients (age1…), separated by commas.",
  ],
  no_passphrase: [
    "Donnez la phrase secrète au terminal, ou dans un fichier : --passphrase-file FICHIER.",
    "Give the passphrase at the terminal, or in a file: --passphrase-file FILE.",
  ],
  short_passphrase: ["Au moins 12 caractères.", "At least 12 characters."],
  passphrases_differ: ["Les deux saisies diffèrent.", "The two entries differ."],
  wrong_passphrase: ["Phrase secrète refusée.", "Passphrase refused."],
  other_keys: [
    "Ce dossier a déjà d'autres clés ; rien n'a été écrit.",
    "This folder has other keys already; nothing was written.",
  ],
  no_journal: [
    "La liste des effacements (erasures.jsonl, à côté des sauvegardes) manque : ce qui a été effacé depuis reviendrait. --journal FICHIER, ou --without-journal si elle est perdue.",
    "The list of erasures (erasures.jsonl, beside the backups) is missing: what was erased since would come back. --journal FILE, or --without-journal where it is lost.",
  ],
  journal_damaged: ["La liste des effacements est abîmée.", "The list of erasures is damaged."],
  differs: [
    "Les tables restaurées diffèrent de la sauvegarde : rien n'a été gardé.",
    "Restored tables differ from the backup: nothing was kept.",
  ],
  server_refused: ["Le serveur a refusé la sauvegarde.", "The server refused to make the backup."],
};

const SAID = {
  made: ["Sauvegarde faite", "Backup made"],
  verified: [
    "Relue dans une base d'essai : toutes les tables sont les mêmes.",
    "Read back into a scratch database: every table is the same.",
  ],
  not_verified: [
    "Non relue : la clé n'est pas sur cette machine (--identity FICHIER).",
    "Not read back: the key is not on this machine (--identity FILE).",
  ],
  keys_here_only: [
    "Attention : les clés de ces sauvegardes ne sont que sur ce disque. Sans elles, aucune sauvegarde ne s'ouvre. npm run backup -- --keys FICHIER, puis gardez ce fichier ailleurs.",
    "Beware: the keys of these backups are on this disk alone. Without them no backup opens. npm run backup -- --keys FILE, then keep that file elsewhere.",
  ],
  keys_saved: [
    "Clés enregistrées. Gardez ce fichier et sa phrase secrète ailleurs que les sauvegardes, et pas au même endroit.",
    "Keys saved. Keep this file and its passphrase away from the backups, and from one another.",
  ],
  ask_passphrase: ["Phrase secrète : ", "Passphrase: "],
  ask_again: ["Encore une fois : ", "Once more: "],
  restored: [
    "Restauré : toutes les tables sont celles de la sauvegarde.",
    "Restored: every table is the backup's.",
  ],
  replayed: ["Effacements refaits", "Erasures done again"],
  without_journal: [
    "Sans liste des effacements : ce qui a été effacé depuis la sauvegarde est revenu.",
    "Without a list of erasures: what was erased since the backup is back.",
  ],
  key_missing: [
    "La clé de publication manque : rien ne sera publié avant que release.key ne soit remise (--keys).",
    "The release key is missing: nothing will be published before release.key is put back (--keys).",
  ],
} as const satisfies Record<string, Words>;

export type SaidCode = keyof typeof SAID;

const LANGUAGE = process.env["LC_ALL"] || process.env["LC_MESSAGES"] || process.env["LANG"] || "";
const IN = LANGUAGE.toLowerCase().startsWith("fr") ? 0 : 1;

/** What a command says, with a detail that is never a secret. */
export function told(code: SaidCode, detail = ""): string {
  return detail === "" ? SAID[code][IN] : `${SAID[code][IN]}: ${detail}`;
}

/** Why a command ends. */
export function faultText(fault: BackupFault, detail: string): string {
  return detail === "" ? FAULTS[fault][IN] : `${FAULTS[fault][IN]} (${detail})`;
}
