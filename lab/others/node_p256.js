// SPDX-License-Identifier: Apache-2.0
// ECDSA on P-256 by the textbook, and with the mistake that made signatures psychic: r = s = 0 leads to the point at
// infinity, whose x counts as 0 here, and 0 equals r. LAB ONLY.
'use strict';
const crypto = require('crypto');

const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551n;
const G = [0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296n,
  0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5n];

const modulo = (value, by) => ((value % by) + by) % by;
const power = (base, exponent, by) => {
  let result = 1n;
  for (base = modulo(base, by); exponent; exponent >>= 1n, base = (base * base) % by) {
    result = exponent & 1n ? (result * base) % by : result;
  }
  return result;
};
const inverse = (value, by) => power(value, by - 2n, by); // 0 for 0, instead of an error

const add = (a, b) => {
  if (!a || !b) {
    return a || b;
  }
  if (a[0] === b[0] && modulo(a[1] + b[1], P) === 0n) {
    return null;
  }
  const slope = a[0] === b[0] ? 3n * (a[0] * a[0] - 1n) * inverse(2n * a[1], P)
    : (b[1] - a[1]) * inverse(modulo(b[0] - a[0], P), P);
  const x = modulo(slope * slope - a[0] - b[0], P);
  return [x, modulo(slope * (a[0] - x) - a[1], P)];
};
const multiply = (factor, point) => {
  let result = null;
  for (; factor; factor >>= 1n, point = add(point, point)) {
    result = factor & 1n ? add(result, point) : result;
  }
  return result;
};
const number = (some) => BigInt('0x' + (Buffer.from(some).toString('hex') || '0'));

exports.verifiesWithoutRange = (key, message, signature) => {
  const {x, y} = key.export({format: 'jwk'});
  const point = [x, y].map((part) => number(Buffer.from(part, 'base64url')));
  const [r, s] = [number(signature.subarray(0, 32)), number(signature.subarray(32))];
  const digest = number(crypto.createHash('sha256').update(message).digest());
  const times = inverse(s, N);
  const sum = add(multiply(modulo(digest * times, N), G), multiply(modulo(r * times, N), point));
  return signature.length === 64 && (sum ? sum[0] % N : 0n) === r % N;
};
