import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALERT_PATH, screenAt } from "../../../src/app/url-state.ts";
import { PARTNER_PATH, partnerLink, readPartnerLink } from "../../../src/features/alerts/partner-link.ts";
import { DEFAULT_GRID_PROJ4 } from "../../../src/map/map-grid.ts";

const token = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""));
const inspire = { srid: 3035, offsetEKm: 0, offsetNKm: 0, proj4: DEFAULT_GRID_PROJ4 };
const grid = fc.constantFrom(inspire, {
  ...{
    srid: 32610,
    offsetEKm: 1000,
    offsetNKm: 2000,
    proj4: "+proj=utm +zone=10 +datum=WGS84 +units=m +no_defs",
  },
});

describe("a partner's link", () => {
  test("leads to the form and to no screen", () => {
    expect(PARTNER_PATH).toBe(ALERT_PATH);
    expect(screenAt(PARTNER_PATH)).toBeUndefined();
  });

  test("is read as it was made, and its token stands in the fragment alone", () => {
    fc.assert(
      fc.property(fc.record({ token, grid }), (link) => {
        const url = new URL(partnerLink(link, "https://repere.example"));
        expect(readPartnerLink(url.hash)).toEqual(link);
        expect(url.pathname + url.search).toBe(PARTNER_PATH);
      }),
    );
  });

  test("of the usual grid stays short enough for a QR code that a phone reads", () => {
    const link = partnerLink({ token: "a".repeat(64), grid: inspire }, "https://repere.example");
    expect(link.length).toBeLessThan(120);
  });

  test("that is cut, spoiled or invented is none; nothing is thrown", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readPartnerLink(`#${text}`)).toBeUndefined();
        expect(
          readPartnerLink(`#jeton=${"a".repeat(64)}&grille=${encodeURIComponent(text)}`),
        ).toBeUndefined();
      }),
    );
    expect(readPartnerLink(`#jeton=${"a".repeat(63)}`)).toBeUndefined();
  });
});
