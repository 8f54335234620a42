import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openSecret, sealSecret } from "../../../supabase/local/auth/factor-secret.ts";
import { tokenKeys } from "../../../supabase/local/auth/token-keys.ts";
import { newSecret, stepOf, uriOf } from "../../../supabase/local/auth/totp.ts";
import { codeAt, fromBase32 } from "../../fixtures/totp.ts";

const STEP = 30_000;
const moments = fc.integer({ min: 1_700_000_000, max: 2_500_000_000 }).map((seconds) => seconds * 1000);

describe("codes of the second factor", () => {
  test("the tests' own generator gives the values of RFC 6238, appendix B", () => {
    const secret = Buffer.from("12345678901234567890");
    const vectors = [
      [59, "94287082"],
      [1111111109, "07081804"],
      [1111111111, "14050471"],
      [1234567890, "89005924"],
      [2000000000, "69279037"],
      [20000000000, "65353130"],
    ] as const;
    for (const [seconds, code] of vectors) expect(codeAt(secret, seconds * 1000, 8)).toBe(code);
  });

  test("a code counts in its 30 seconds and in those before and after, and in no others", () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: -4, max: 4 }), (now, off) => {
        const secret = newSecret();
        const step = stepOf(codeAt(fromBase32(secret), now + off * STEP), secret, new Date(now), undefined);
        // Six digits repeat by chance once in a million: another step may have the same code.
        if (Math.abs(off) <= 1) return step === Math.floor(now / STEP) + off;
        return step === undefined || step !== Math.floor(now / STEP) + off;
      }),
      { numRuns: 300 },
    );
  });

  test("a code is good once: neither it nor an earlier one counts after it", () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(-1, 0), (now, off) => {
        const secret = newSecret();
        const last = Math.floor(now / STEP);
        const code = codeAt(fromBase32(secret), now + off * STEP);
        return stepOf(code, secret, new Date(now), last) === undefined;
      }),
      { numRuns: 300 },
    );
    const secret = newSecret();
    const now = 1_800_000_000_000;
    const next = codeAt(fromBase32(secret), now + STEP);
    expect(stepOf(next, secret, new Date(now), now / STEP)).toBe(now / STEP + 1);
  });

  test("what is no six digits is no code", () => {
    const secret = newSecret();
    const now = Date.parse("2026-03-02T12:00:00Z");
    const code = codeAt(fromBase32(secret), now);
    const others = [
      "",
      " ",
      code.slice(1),
      `${code}0`,
      ` ${code}`,
      `${code}\n`,
      "٠١٢٣٤٥",
      "0x1f2e",
      "1e5",
      "-12345",
    ];
    for (const other of others) expect(stepOf(other, secret, new Date(now), undefined)).toBeUndefined();
  });

  test("secrets have 160 bits, never the same, and the address for apps holds them", () => {
    const made = Array.from({ length: 200 }, newSecret);
    expect(new Set(made).size).toBe(200);
    for (const secret of made) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(uriOf(made[0] ?? "", "Repère", "lead@members.repere.invalid"));
    expect([uri.protocol, uri.host]).toEqual(["otpauth:", "totp"]);
    expect(decodeURIComponent(uri.pathname)).toBe("/Repère:lead@members.repere.invalid");
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      issuer: "Repère",
      secret: made[0],
      algorithm: "SHA1",
      digits: "6",
      period: "30",
    });
  });
});

describe("a sealed secret", () => {
  const keys = tokenKeys(new Uint8Array(32).fill(3));
  const factor = randomUUID();

  test("opens with its key and factor, and looks different each time", () => {
    const secret = newSecret();
    const sealed = [sealSecret(keys, factor, secret), sealSecret(keys, factor, secret)];
    expect(sealed[0]).not.toBe(sealed[1]);
    for (const each of sealed) {
      expect(openSecret(keys, factor, each)).toBe(secret);
      expect(each).not.toContain(secret);
    }
  });

  test("does not open under another key or factor, nor when a byte was changed", () => {
    const sealed = sealSecret(keys, factor, newSecret());
    const others = tokenKeys(new Uint8Array(32).fill(4));
    expect(() => openSecret(others, factor, sealed)).toThrow("sealed with another key");
    expect(() => openSecret(keys, randomUUID(), sealed)).toThrow();
    const [version, keyId, nonce, body = ""] = sealed.split(".");
    const bytes = Buffer.from(body, "base64url");
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const text = [version, keyId, nonce, changed.toString("base64url")].join(".");
      expect(() => openSecret(keys, factor, text)).toThrow();
    }
    for (const text of ["", "v1", "v1..", `v2.${keyId}.${nonce}.${body}`, `v1.${keyId}.${nonce}.`]) {
      expect(() => openSecret(keys, factor, text)).toThrow();
    }
  });
});
