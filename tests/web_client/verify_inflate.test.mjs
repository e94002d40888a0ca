import assert from "node:assert/strict";
import { test } from "node:test";
import { constants, deflateRawSync } from "node:zlib";

import { inflated } from "../../web_client/verify/inflate.js";

const MOST = 40_000;
const { Z_FIXED, Z_DEFAULT_STRATEGY, Z_HUFFMAN_ONLY, Z_RLE } = constants;

/** Seeded, so that a failure comes again. */
function* numbers(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state >>> 8;
  }
}

function bytes(seed, length, letters) {
  const source = numbers(seed);
  return Buffer.from(Array.from({ length }, () => source.next().value % letters));
}

const TEXTS = [
  ["nothing", Buffer.alloc(0)],
  ["one letter", Buffer.from("a")],
  ["one letter for long", Buffer.alloc(30_000, "a")],
  ["a summary", Buffer.from('{"v":1,"m":["Paracetamol 500 mg tablet 1-0-1 5d =10","Ibuprofen 400 mg tablet 1-1-1 3d =9"],"p":"श्रीमती सुनीता देवी"}')],
  ["few letters", bytes(1, 9_000, 4)],
  ["all letters", bytes(2, 9_000, 256)],
  ["far repeats", Buffer.concat([bytes(3, 12_000, 256), bytes(4, 500, 8), bytes(3, 12_000, 256)])],
];

for (const [name, text] of TEXTS) {
  test(`${name}: what zlib deflates comes back, in each kind of block`, () => {
    for (const strategy of [Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE]) {
      for (const level of [0, 1, 9]) assert.ok(text.equals(inflated(deflateRawSync(text, { strategy, level }), MOST)), `${strategy} ${level}`);
    }
  });
}

test("cut short anywhere it is refused", () => {
  const whole = deflateRawSync(TEXTS[3][1], { level: 9 });
  for (let length = 0; length < whole.length; length += 1) assert.throws(() => inflated(whole.slice(0, length), MOST), RangeError);
});

test("what would grow without end is given up", () => {
  const bomb = deflateRawSync(Buffer.alloc(3_000_000, "a"), { level: 9 });
  assert.ok(bomb.length < 3_000);
  assert.throws(() => inflated(bomb, 16_384), /too large/);
});

test("junk is refused or small, and never hangs", () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    try {
      assert.ok(inflated(bytes(seed, 300, 256), MOST).length <= MOST);
    } catch (error) {
      assert.ok(error instanceof RangeError, String(error));
    }
  }
});
