import type { SourceSpecification, StyleSpecification } from "maplibre-gl";

/**
 * Hosts other than `origin` that a style makes the browser ask: they would learn where the team looks.
 * Addresses are resolved against `base` (the style's own). A TileJSON file may name further hosts:
 * `foreignHostOf` tells them from the addresses that the map asks for.
 */
export function foreignHosts(style: StyleSpecification, base: string, origin: string): string[] {
  const addresses = [style.glyphs, ...spritesOf(style), ...Object.values(style.sources).flatMap(addressesOf)];
  return distinctHosts([base, ...addresses], base, origin);
}

/** The host of an address when it is not ours, else undefined. */
export function foreignHostOf(address: string, base: string, origin: string): string | undefined {
  const plain = address.replace(/^pmtiles:\/\//, "");
  if (!URL.canParse(plain, base)) return undefined;
  const url = new URL(plain, base);
  const network = url.protocol === "http:" || url.protocol === "https:";
  return network && url.origin !== origin ? url.host : undefined;
}

function distinctHosts(addresses: readonly (string | undefined)[], base: string, origin: string): string[] {
  const hosts = addresses.map((address) =>
    address === undefined ? undefined : foreignHostOf(address, base, origin),
  );
  return [...new Set(hosts.filter((host) => host !== undefined))].toSorted();
}

function spritesOf({ sprite }: StyleSpecification): string[] {
  if (sprite === undefined) return [];
  return typeof sprite === "string" ? [sprite] : sprite.map(({ url }) => url);
}

function addressesOf(source: SourceSpecification): string[] {
  const addresses: string[] = [];
  if ("url" in source && typeof source.url === "string") addresses.push(source.url);
  if ("tiles" in source && source.tiles) addresses.push(...source.tiles);
  if ("data" in source && typeof source.data === "string") addresses.push(source.data);
  if ("urls" in source) addresses.push(...source.urls);
  return addresses;
}
