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

/**
 * A list convolved with itself `times` times round a circle of `size` (a power of two): place k holds the sum of all that
 * falls on k, k ± size, …; a list longer than the circle is wound round it. One transform there and one back, whatever
 * the number of times: each frequency is raised to its power (errors of some `times`·1e-16). Place `first` of the list
 * is at place 0 of the circle.
 */
export function circularPower(list: Float64Array, first: number, times: number, size: number): Float64Array {
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  list.forEach((value, at) => {
    const place = (((at - first) % size) + size) % size;
    re[place] = (re[place] ?? 0) + value;
  });
  transform(re, im);
  raise(re, im, times);
  transform(im, re);
  return re.map((value) => Math.max(0, value / size));
}

/** Every complex number to a power, by squaring. */
function raise(re: Float64Array, im: Float64Array, times: number): void {
  for (let at = 0; at < re.length; at++) {
    let x = re[at] ?? 0;
    let y = im[at] ?? 0;
    let u = 1;
    let v = 0;
    for (let left = times; left > 0; left >>= 1) {
      if (left & 1) {
        const real = u * x - v * y;
        v = u * y + v * x;
        u = real;
      }
      const square = x * x - y * y;
      y = 2 * x * y;
      x = square;
    }
    re[at] = u;
    im[at] = v;
  }
}

/** Fourier transform in place; the length is a power of two. */
function transform(re: Float64Array, im: Float64Array): void {
  reverseBits(re, im);
  const size = re.length;
  const turns = turnsOf(size);
  for (let half = 1; half < size; half *= 2) {
    for (let start = 0; start < size; start += 2 * half) butterflies(re, im, start, half, turns);
  }
}

/** Unit vectors of a transform's frequencies. */
interface Turns {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/** One block of a stage: its lower half and its upper half exchange what they hold. */
function butterflies(re: Float64Array, im: Float64Array, start: number, half: number, turns: Turns): void {
  const step = re.length / (2 * half);
  for (let nth = 0; nth < half; nth++) {
    const one = start + nth;
    const other = one + half;
    const c = turns.cos[nth * step] ?? 0;
    const s = turns.sin[nth * step] ?? 0;
    const x = re[other] ?? 0;
    const y = im[other] ?? 0;
    const u = x * c - y * s;
    const v = x * s + y * c;
    const p = re[one] ?? 0;
    const q = im[one] ?? 0;
    re[other] = p - u;
    im[other] = q - v;
    re[one] = p + u;
    im[one] = q + v;
  }
}

const turnsMade = new Map<number, Turns>();

/** e^(−2πi·k/size) for the first half of k; made once for a size. */
function turnsOf(size: number): Turns {
  const known = turnsMade.get(size);
  if (known) return known;
  const angle = (-2 * Math.PI) / size;
  const turns = {
    cos: Float64Array.from({ length: size / 2 }, (_, at) => Math.cos(angle * at)),
    sin: Float64Array.from({ length: size / 2 }, (_, at) => Math.sin(angle * at)),
  };
  turnsMade.set(size, turns);
  return turns;
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
