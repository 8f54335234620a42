/** Lengths from which the transform is quicker than the sum over all pairs. */
const LONG = 256;

/** The convolution of two lists: `result[k]` is the sum of `a[i]·b[k − i]`. By the definition where short, else by transform. */
export function convolution(a: Float64Array, b: Float64Array): Float64Array {
  return Math.min(a.length, b.length) < LONG ? byPairs(a, b) : byTransform(a, b);
}

function byPairs(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length + b.length - 1);
  a.forEach((p, i) => {
    if (p === 0) return;
    for (let j = 0; j < b.length; j++) result[i + j] = (result[i + j] ?? 0) + p * (b[j] ?? 0);
  });
  return result;
}

/**
 * a + ib is transformed once; its square's imaginary part is twice the convolution (errors of some 1e-16 of the largest
 * chance, which no tail of 5 % notices). Source: Press et al. 2007, Numerical Recipes, sections 12.2 and 13.1.
 */
function byTransform(a: Float64Array, b: Float64Array): Float64Array {
  const length = a.length + b.length - 1;
  const size = 2 ** Math.ceil(Math.log2(length));
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  re.set(a);
  im.set(b);
  transform(re, im);
  for (let at = 0; at < size; at++) {
    const [x, y] = [re[at] ?? 0, im[at] ?? 0];
    re[at] = x * x - y * y;
    im[at] = 2 * x * y;
  }
  // The inverse is the transform with real and imaginary part exchanged, over the size.
  transform(im, re);
  return im.subarray(0, length).map((value) => Math.max(0, value / (2 * size)));
}

/** Fourier transform in place; the length is a power of two. */
function transform(re: Float64Array, im: Float64Array): void {
  reverseBits(re, im);
  const size = re.length;
  for (let half = 1; half < size; half *= 2) {
    for (let nth = 0; nth < half; nth++) {
      const angle = (-Math.PI * nth) / half;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      for (let at = nth; at < size; at += 2 * half) butterfly(re, im, at, at + half, c, s);
    }
  }
}

function butterfly(
  re: Float64Array,
  im: Float64Array,
  one: number,
  other: number,
  c: number,
  s: number,
): void {
  const [x, y] = [re[other] ?? 0, im[other] ?? 0];
  const [u, v] = [x * c - y * s, x * s + y * c];
  const [p, q] = [re[one] ?? 0, im[one] ?? 0];
  re[other] = p - u;
  im[other] = q - v;
  re[one] = p + u;
  im[one] = q + v;
}

function reverseBits(re: Float64Array, im: Float64Array): void {
  const size = re.length;
  let to = 0;
  for (let at = 1; at < size; at++) {
    let bit = size >> 1;
    for (; to & bit; bit >>= 1) to ^= bit;
    to ^= bit;
    if (at < to) {
      [re[at], re[to]] = [re[to] ?? 0, re[at] ?? 0];
      [im[at], im[to]] = [im[to] ?? 0, im[at] ?? 0];
    }
  }
}
