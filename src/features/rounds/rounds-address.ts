import type { UrlCodec } from "../../ui/url-state.ts";

/** Everything that changes what *Tournées* shows. */
export interface RoundsAddress {
  /** A day of the week that is shown; undefined: today's. */
  readonly day: string | undefined;
  readonly round: string | undefined;
  readonly allTeams: boolean;
  /** The person came here to have a week proposed: it begins at once, and the word leaves the address. */
  readonly proposes: boolean;
}

/** `?semaine=2026-12-07&tournee=ID&equipes=toutes&proposer=1`; unknown words read as nothing said. */
export const roundsAddress: UrlCodec<RoundsAddress> = {
  read: (params) => ({
    day: dayOf(params.get("semaine")),
    round: idOf(params.get("tournee")),
    allTeams: params.get("equipes") === "toutes",
    proposes: params.get("proposer") === "1",
  }),
  write: ({ day, round, allTeams, proposes }) => {
    const params = new URLSearchParams();
    if (day) params.set("semaine", day);
    if (round) params.set("tournee", round);
    if (allTeams) params.set("equipes", "toutes");
    if (proposes) params.set("proposer", "1");
    return params;
  },
};

function dayOf(word: string | null): string | undefined {
  if (word === null || !/^20\d\d-\d\d-\d\d$/.test(word)) return undefined;
  return Number.isNaN(Date.parse(word)) ? undefined : word;
}

function idOf(word: string | null): string | undefined {
  return word !== null && /^[0-9a-f-]{36}$/.test(word) ? word : undefined;
}
