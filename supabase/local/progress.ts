/** What a start goes through; start-words.ts has the words. */
export type Step =
  | "folder"
  | "database"
  | "platform"
  | "migrations"
  | "page"
  | "organisation"
  | "demo_accounts"
  | "demo_records"
  | "demo_windows"
  | "closing";

/** Something the person should know although the start goes on. */
export type Notice =
  | "release_secret_missing"
  | "sessions_ended"
  | "no_tls"
  | "fixed_day"
  | "began_again"
  | "not_for_real"
  | "backup_keys_here_only";

/** How a start tells what it does. */
export interface Progress {
  /** A step begins, and its end is its promise's. `told` reports how far it is. */
  during<T>(step: Step, work: (told: (done: number, total: number) => void) => Promise<T>): Promise<T>;
  notice(notice: Notice, facts?: Readonly<Record<string, string>>): void;
}

/** Says nothing. */
export const SILENT: Progress = {
  during: (_step, work) => work(() => undefined),
  notice: () => undefined,
};
