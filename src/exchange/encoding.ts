import type { Encoding } from "./table.ts";

/**
 * Decodes a text file: by its byte-order mark or the zero bytes of UTF-16, else UTF-8 where every byte fits, else windows-1252 (what Excel
 * writes in France). No guess by letter frequency: it errs on short files.
 */
export function decode(bytes: Uint8Array, given?: Encoding): { text: string; encoding: Encoding } {
  const encoding = given ?? markOf(bytes);
  if (encoding === "windows-1252") return { text: windows1252(bytes), encoding };
  if (encoding) return { text: new TextDecoder(encoding).decode(bytes), encoding };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: windows1252(bytes), encoding: "windows-1252" };
  }
}

/** What windows-1252 has at 0x80–0x9f (WHATWG Encoding); its five free places stay control characters. */
const HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Node 20 decodes windows-1252 as Latin 1, and so loses €, œ and the curly apostrophe. */
function windows1252(bytes: Uint8Array): string {
  const text = new TextDecoder("windows-1252").decode(bytes);
  return text.replace(/[\u0080-\u009f]/g, (letter) => HIGH[letter.charCodeAt(0) - 0x80] ?? letter);
}

/** UTF-16 without a mark: Latin letters leave every other byte zero, which no other text does. */
export function unmarkedUtf16(bytes: Uint8Array): Encoding | undefined {
  if (bytes.length < 4 || bytes.length % 2 === 1) return undefined;
  const start = [...bytes.subarray(0, 200)];
  const zeros = (parity: number) => start.filter((byte, at) => at % 2 === parity && byte === 0).length;
  const [even, odd] = [zeros(0), zeros(1)];
  if (even === 0 && odd > start.length * 0.3) return "utf-16le";
  return odd === 0 && even > start.length * 0.3 ? "utf-16be" : undefined;
}

function markOf(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return unmarkedUtf16(bytes);
}
