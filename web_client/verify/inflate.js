// Inflating (RFC 1951), for the phones whose browsers cannot; what is small enough for a QR code needs no speed.

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const distanceBits = (/** @type {number} */ symbol) => Math.max(0, (symbol >> 1) - 1);
/** In which the lengths of the codes' own code stand (3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST_CODE = 15;
const END = 256;

/** @typedef {Map<string, number>} Code symbols by their bits */
/** @typedef {{bit: () => number, bits: (count: number) => number, bytes: () => number[]}} Source */

/** Throws `RangeError` for what is not deflated, is cut short, or grows above `most` bytes. @param {Uint8Array} content @param {number} most */
export function inflated(content, most) {
  const source = sourceOf(content);
  /** @type {number[]} */
  const found = [];
  for (let isLast = 0; isLast === 0; ) {
    isLast = source.bit();
    const kind = source.bits(2);
    if (kind === 0) found.push(...source.bytes());
    else if (kind === 3) throw new RangeError("This kind of block does not exist.");
    else readBlock(source, ...(kind === 1 ? fixedCodes() : toldCodes(source)), found, most);
    if (found.length > most) throw new RangeError("This grows too large.");
  }
  return Uint8Array.from(found);
}

/** @param {Source} source @param {Code} literals @param {Code} distances @param {number[]} found @param {number} most */
function readBlock(source, literals, distances, found, most) {
  for (let symbol = next(source, literals); symbol !== END; symbol = next(source, literals)) {
    if (symbol < END) found.push(symbol);
    else repeat(source, symbol - END - 1, distances, found);
    if (found.length > most) throw new RangeError("This grows too large.");
  }
}

/** @param {Source} source @param {number} symbol of the length @param {Code} distances @param {number[]} found */
function repeat(source, symbol, distances, found) {
  const length = LENGTHS[symbol] + source.bits(LENGTH_BITS[symbol]);
  const far = next(source, distances);
  const start = found.length - (DISTANCES[far] + source.bits(distanceBits(far)));
  if (!(start >= 0) || Number.isNaN(length)) throw new RangeError("This repeats what was never there.");
  for (let at = start; at < start + length; at += 1) found.push(found[at]);
}

/** 3.2.6. @returns {[Code, Code]} */
function fixedCodes() {
  const lengths = Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8));
  return [codeOf(lengths), codeOf(Array(30).fill(5))];
}

/** 3.2.7. @param {Source} source @returns {[Code, Code]} */
function toldCodes(source) {
  const [literals, distances, lengths] = [source.bits(5) + 257, source.bits(5) + 1, source.bits(4) + 4];
  const own = Array(ORDER.length).fill(0);
  for (const symbol of ORDER.slice(0, lengths)) own[symbol] = source.bits(3);
  const code = codeOf(own);
  /** @type {number[]} */
  const found = [];
  while (found.length < literals + distances) found.push(...run(source, next(source, code), found.at(-1) ?? 0));
  return [codeOf(found.slice(0, literals)), codeOf(found.slice(literals, literals + distances))];
}

/** @param {Source} source @param {number} symbol @param {number} before @returns {number[]} */
function run(source, symbol, before) {
  if (symbol === 16) return Array(3 + source.bits(2)).fill(before);
  if (symbol === 17) return Array(3 + source.bits(3)).fill(0);
  if (symbol === 18) return Array(11 + source.bits(7)).fill(0);
  return [symbol];
}

/** 3.2.2. @param {readonly number[]} lengths of each symbol's bits @returns {Code} */
function codeOf(lengths) {
  const code = new Map();
  let bits = 0;
  for (let length = 1; length <= LONGEST_CODE; length += 1, bits <<= 1) {
    lengths.forEach((own, symbol) => own === length && code.set((bits++).toString(2).padStart(length, "0"), symbol));
  }
  return code;
}

/** @param {Source} source @param {Code} code */
function next(source, code) {
  let bits = "";
  while (bits.length < LONGEST_CODE) {
    bits += source.bit();
    const symbol = code.get(bits);
    if (symbol !== undefined) return symbol;
  }
  throw new RangeError("This is no code of this block.");
}

/** @param {Uint8Array} content @returns {Source} */
function sourceOf(content) {
  let at = 0;
  const bit = () => {
    if (at >= content.length * 8) throw new RangeError("This is cut short.");
    const found = (content[at >> 3] >> (at & 7)) & 1;
    at += 1;
    return found;
  };
  const bits = (/** @type {number} */ count) => {
    let found = 0;
    for (let index = 0; index < count; index += 1) found |= bit() << index;
    return found;
  };
  const bytes = () => {
    at = Math.ceil(at / 8) * 8;
    const [length, inverse] = [bits(16), bits(16)];
    if ((length ^ inverse) !== 0xffff) throw new RangeError("This is no stored block.");
    return Array.from({ length }, () => bits(8));
  };
  return { bit, bits, bytes };
}
