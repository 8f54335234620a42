/** One role per account; see CONTEXT.md. */
export const ROLES = ["educator", "lead", "researcher", "dpo", "admin"] as const;
export type Role = (typeof ROLES)[number];
