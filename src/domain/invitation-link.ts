/** The link of an invitation's code: the code stands in the fragment, which no server and no log sees. */
export function linkOf(code: string, origin: string): string {
  return `${origin}/#/rejoindre/${encodeURIComponent(code)}`;
}
