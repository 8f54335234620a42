/** Why a backup, a restore or an invitation of the command line does not happen; backup-words.ts has the words. */
export type BackupFault =
  | "bad_option"
  | "no_folder"
  | "no_file"
  | "not_a_backup"
  | "cut_short"
  | "newer_backup"
  | "other_version"
  | "other_folder"
  | "not_empty"
  | "no_identity"
  | "wrong_identity"
  | "no_recipient"
  | "bad_recipient"
  | "no_passphrase"
  | "short_passphrase"
  | "passphrases_differ"
  | "wrong_passphrase"
  | "other_keys"
  | "no_journal"
  | "journal_damaged"
  | "differs"
  | "server_refused";

/** An expected reason, with what its message needs; never a secret. */
export class BackupError extends Error {
  readonly fault: BackupFault;
  readonly detail: string;

  constructor(fault: BackupFault, detail = "") {
    super(detail === "" ? fault : `${fault}: ${detail}`);
    this.fault = fault;
    this.detail = detail;
  }
}
