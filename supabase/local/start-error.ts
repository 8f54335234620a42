/** Why a server cannot start; start-words.ts has the words. */
export type StartFault =
  | "folder_held"
  | "folder_held_elsewhere"
  | "folder_lost"
  | "folder_unreadable"
  | "port_in_use"
  | "host_unknown"
  | "demo_host"
  | "grid_refused"
  | "platform_missing"
  | "database_unreachable"
  | "page_not_built"
  | "bad_metrics"
  | "disk_full";

/** An expected reason not to start, with what its message needs. */
export class StartError extends Error {
  readonly fault: StartFault;
  readonly facts: Readonly<Record<string, string>>;

  constructor(fault: StartFault, facts: Readonly<Record<string, string>> = {}) {
    super(fault);
    this.fault = fault;
    this.facts = facts;
  }
}
