import type { UrlCodec } from "../../ui/url-state.ts";

/** What the screen shows: accounts and teams are the admin's; sectors also the leads'. */
export const VIEWS = ["accounts", "teams", "sectors"] as const;
export type View = (typeof VIEWS)[number];

const WORDS: Readonly<Record<View, string>> = { accounts: "comptes", teams: "equipes", sectors: "secteurs" };

export interface TeamAddress {
  readonly view: View;
  /** The sector being edited: its id, `new` for one to come, or undefined. */
  readonly sector: string | undefined;
}

/** `?vue=secteurs&secteur=nouveau`; unknown words read as the first view. */
export const teamAddress: UrlCodec<TeamAddress> = {
  read: (params) => {
    const view = VIEWS.find((each) => WORDS[each] === params.get("vue")) ?? "accounts";
    const sector = params.get("secteur") ?? undefined;
    return { view, sector: sector === "nouveau" ? "new" : sector };
  },
  write: ({ view, sector }) => {
    const params = new URLSearchParams();
    if (view !== "accounts") params.set("vue", WORDS[view]);
    if (view === "sectors" && sector) params.set("secteur", sector === "new" ? "nouveau" : sector);
    return params;
  },
};
