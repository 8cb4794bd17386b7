/** The first 32 bits of the fractional parts of a root of the first 64 primes (FIPS 180-4, sections 4.2.2 and 5.3.3). */
const PRIMES = primes(64);
const CONSTANTS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

/** SHA-256 (FIPS 180-4) as 64 hex digits; for names that would be too long, not for secrets. */
export function sha256(message: Uint8Array): string {
  const padded = pad(message);
  let state = START;
  for (let offset = 0; offset < padded.length; offset += 64) {
    state = compress(state, schedule(new DataView(padded.buffer, offset, 64)));
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function pad(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  return padded;
}

function schedule(block: DataView): readonly number[] {
  const words = Array.from({ length: 16 }, (_unused, index) => block.getUint32(index * 4));
  for (let index = 16; index < 64; index += 1) {
    const [older, newer] = [words[index - 15] ?? 0, words[index - 2] ?? 0];
    const small0 = turn(older, 7) ^ turn(older, 18) ^ (older >>> 3);
    const small1 = turn(newer, 17) ^ turn(newer, 19) ^ (newer >>> 10);
    words.push(((words[index - 16] ?? 0) + small0 + (words[index - 7] ?? 0) + small1) | 0);
  }
  return words;
}

function compress(start: readonly number[], words: readonly number[]): number[] {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = start;
  for (const [index, word] of words.entries()) {
    const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const first = (h + big1 + ((e & f) ^ (~e & g)) + (CONSTANTS[index] ?? 0) + word) | 0;
    const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, index) => (word + (start[index] ?? 0)) | 0);
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function fraction(root: number): number {
  return ((root - Math.floor(root)) * 2 ** 32) | 0;
}

function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}
