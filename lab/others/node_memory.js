// SPDX-License-Identifier: Apache-2.0
// What a Node server of the lab keeps in memory (../memory.py says what of it is told): Maps and Sets that its files make
// since this was preloaded, and objects of its own that a server adds to global.LAB_MEMORY. LAB_MEMORY names the socket.
'use strict';
const net = require('net');

const kept = [];
global.LAB_MEMORY = kept;
const follow = (Kind) => class extends Kind {
  constructor(...given) {
    super(...given);
    const maker = new Error().stack.split('\n')[2]; // Node makes some for itself
    if (maker.includes(__dirname)) {
      kept.push(this);
    }
  }
};
global.Map = follow(Map);
global.Set = follow(Set);

const isRandom = (key) => typeof key === 'string' && /^[A-Za-z0-9_.-]{20,}$/.test(key) && !key.startsWith('LAB-ONLY');
const entries = (one) => (one instanceof Set ? [...one].map((key) => [key, true])
  : one instanceof Map ? [...one] : Object.entries(one));
const told = () => kept.flatMap((one, number) => entries(one)
  .filter(([key, value]) => typeof value !== 'number' && typeof value !== 'function' && !isRandom(key))
  .map(([key, value]) => `${number}[${JSON.stringify(key)}] = ${JSON.stringify(value)}`)).sort().join('\n');

net.createServer((peer) => peer.end(told())).listen(process.env.LAB_MEMORY).unref();
