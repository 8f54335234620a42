/** How PGlite's thread is opened. */
export interface WorkerOptions {
  /** Folder of the database's files; in memory where absent. */
  readonly dataDir?: string;
  /** A dump (tar) that a new database starts from. */
  readonly seedDump?: string;
  /** Brings pgTAP, for the database tests. */
  readonly pgtap?: boolean;
}

export type WorkerCall =
  | { readonly id: number; readonly op: "query"; readonly sql: string; readonly params: readonly unknown[] }
  | { readonly id: number; readonly op: "exec"; readonly sql: string }
  | { readonly id: number; readonly op: "dump" | "close" };

/** A `WorkerCall` before it has its number. */
export type WorkerRequest =
  | { readonly op: "query"; readonly sql: string; readonly params: readonly unknown[] }
  | { readonly op: "exec"; readonly sql: string }
  | { readonly op: "dump" | "close" };

export interface WorkerAnswer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: {
    readonly message: string;
    readonly code: string;
    readonly detail: string | undefined;
    readonly hint: string | undefined;
  };
}
