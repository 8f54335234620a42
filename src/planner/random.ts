/** Draws a number in [0, 1) from a seeded generator; the same seed gives the same draws on every machine. */
export type Random = () => number;

/**
 * Chris Doty-Humphrey's sfc32 (PractRand): 128 bits of state, passes PractRand and BigCrush, and needs only
 * 32-bit integer arithmetic, which JavaScript engines do exactly.
 */
export function seeded(seed: number): Random {
  let a = 0x9e3779b9 ^ seed;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let count = seed | 0;
  const draw = (): number => {
    const out = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + out) | 0;
    return (out >>> 0) / 4_294_967_296;
  };
  for (let warm = 0; warm < 12; warm++) draw();
  return draw;
}
