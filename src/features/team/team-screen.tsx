import { lazy } from "react";
import type { Member } from "../../data/me.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import { PageScreen } from "../../ui/page-screen.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { Accounts } from "./accounts.tsx";
import { teamAddress } from "./team-address.ts";
import { Teams } from "./teams.tsx";
import { useTeamWords } from "./use-team-words.ts";
import { ViewTabs } from "./view-tabs.tsx";
import "./team.css";

/** With the map, which accounts and teams do without. */
const Sectors = lazy(async () => ({ default: (await import("./sectors.tsx")).Sectors }));

/** Équipe: accounts, teams and sectors for the admin; sectors alone for a lead. */
export function TeamScreen({ member }: { readonly member: Member; readonly links: ScreenLinks }) {
  const say = useTeamWords();
  const [{ view }] = useUrlState(teamAddress);
  if (member.role !== "admin") return <Sectors member={member} />;
  if (view === "sectors") return <Sectors member={member} tabs={<ViewTabs view={view} />} />;
  return (
    <PageScreen title={say("title")} lead={say(view === "teams" ? "teamsLead" : "accountsLead")}>
      <ViewTabs view={view} />
      {view === "teams" ? <Teams /> : <Accounts member={member} />}
    </PageScreen>
  );
}
