import { SCREENS, type Screen, type ScreenLinks } from "../domain/screen.ts";

/** The address of every screen: the only list that knows every room. */
export const LINKS: ScreenLinks = {
  map: "/carte",
  unreached: "/non-atteintes",
  rounds: "/tournees",
  field: "/saisie",
  sites: "/lieux-de-vie",
  alerts: "/alertes",
  mobility: "/mobilites",
  files: "/fichiers",
  protection: "/protection",
  team: "/equipe",
};

export const JOIN_PATH = "/rejoindre";
/** A partner's form (features/alerts/partner-link.ts makes its links). */
export const ALERT_PATH = "/alerte";
export const SIGN_IN_PATH = "/connexion";

/** The screen at a path (what follows the screen's own word is the room's), or undefined. */
export function screenAt(path: string): Screen | undefined {
  return SCREENS.find((screen) => path === LINKS[screen] || path.startsWith(`${LINKS[screen]}/`));
}

/**
 * The address that the browser should show instead of the one it was opened with, or undefined.
 * An invitation's code is kept in the fragment, which never reaches a server or its log: both `/#/rejoindre/CODE`
 * (the link that the server prints) and `/rejoindre/CODE` become `/rejoindre#CODE`.
 */
export function canonicalAddress(path: string, hash: string): string | undefined {
  const inHash = /^#\/rejoindre\/([^/?#]+)$/.exec(hash);
  if (inHash) return `${JOIN_PATH}#${inHash[1]}`;
  const inPath = /^\/rejoindre\/([^/?#]+)\/?$/.exec(path);
  return inPath ? `${JOIN_PATH}#${inPath[1]}` : undefined;
}
