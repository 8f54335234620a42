import type { Role } from "../../src/domain/role.ts";
import { EDUCATORS_PER_TEAM } from "./plan.ts";
import { TEAMS } from "./territory.ts";

/** Demo accounts exist only in a demo folder and only on 127.0.0.1, where the server prints this password. */
export const DEMO_PASSWORD = "demo-repere-2026";
const DOMAIN = "demo.repere.invalid";

/** An account of the demonstration before it is made. `team` is an index into TEAMS. */
export interface DemoAccount {
  readonly role: Role;
  readonly email: string;
  readonly password: string;
  readonly team: number | undefined;
}

/** Every account: a lead and four educators for each team, and one researcher, dpo and admin. */
export function demoAccounts(): DemoAccount[] {
  const leads = TEAMS.map((_, team) => account("lead", team, team));
  const educators = TEAMS.flatMap((_, team) =>
    Array.from({ length: EDUCATORS_PER_TEAM }, (__, at) =>
      account("educator", team * EDUCATORS_PER_TEAM + at, team),
    ),
  );
  const others = (["researcher", "dpo", "admin"] as const).map((role) => account(role, 0, undefined));
  return [...leads, ...educators, ...others];
}

function account(role: Role, nth: number, team: number | undefined): DemoAccount {
  const name = nth === 0 ? role : `${role}${nth + 1}`;
  return { role, email: `${name}@${DOMAIN}`, password: DEMO_PASSWORD, team };
}
