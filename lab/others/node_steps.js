// SPDX-License-Identifier: Apache-2.0
// Logins in two steps, and keys that are numbers, on Node alone: one flaw a place, sound ones beside them. Vulnerable on
// purpose, loopback only; every secret is LAB ONLY.
'use strict';
const crypto = require('crypto');
const {serve} = require('./node_json.js');

const LIMIT = 5;
const USERS = {alice: 'LAB-ONLY-alice-password', bob: 'LAB-ONLY-bob-password'};
const ACCESS = {'LAB-ONLY-steps-alice-3f92c7': 'alice', 'LAB-ONLY-steps-bob-81d0aa': 'bob'}; // as their steps gave them
const random = () => crypto.randomBytes(24).toString('base64url');
const text = (value) => (typeof value === 'string' ? value : '');
const refused = (code) => [401, {fault: code}, {'WWW-Authenticate': 'Bearer'}];
const later = [429, {fault: 'later'}, {'Retry-After': '60'}];

const counter = () => {
  const wrong = new Map();
  return {over: (key) => (wrong.get(key) || 0) >= LIMIT, add: (key) => wrong.set(key, (wrong.get(key) || 0) + 1)};
};

// counts: by what wrong codes are counted ("user", "challenge", or not at all); opens: what a challenge opens; delay: what
// too many codes cost, in seconds, in place of a refusal.
const steps = (name, {counts = 'user', opens = false, delay = 0, member = 'challenge', called = {mfa: 'required'}} = {}) => {
  const challenges = new Map();
  const [passwords, codes] = [counter(), counter()];
  return {
    [`POST /${name}/login`]: ({body}) => {
      const who = text(body.username);
      if (passwords.over(who)) {
        return later;
      }
      if (!Object.hasOwn(USERS, who) || USERS[who] !== body.password) {
        passwords.add(who);
        return refused('credentials');
      }
      const challenge = random();
      challenges.set(challenge, who);
      return [200, {...called, [member]: challenge}];
    },
    [`POST /${name}/mfa/verify`]: ({body}) => {
      const who = challenges.get(text(body[member]));
      const key = counts === 'challenge' ? body[member] : who;
      if (!who) {
        return [400, {fault: 'challenge'}];
      }
      const over = counts && codes.over(key);
      if (over && !delay) {
        return counts === 'challenge' ? [400, {fault: 'challenge'}] : later;
      }
      codes.add(key);
      return [400, {fault: 'code'}, {}, over ? delay : 0]; // nobody has the device
    },
    [`GET /${name}/me`]: ({token}) => {
      const who = ACCESS[token] || (opens && challenges.get(token));
      return who ? [200, {name: who, balance: 4711}] : refused('token');
    },
  };
};

// A key that is a number; limited: five wrong ones from one address.
const keyed = (name, limited) => {
  const field = `x-${name}-key`;
  const wrong = counter();
  return {
    [`GET /${name}/stock`]: ({request}) => {
      const [key, from] = [request.headers[field], request.socket.remoteAddress];
      if (limited && wrong.over(from)) {
        return later;
      }
      if (key === '4711') {
        return [200, {rows: [1, 2, 3]}];
      }
      if (/^[0-9]{4}$/.test(key || '')) { // what cannot be a key is no guess
        wrong.add(from);
      }
      return refused('key');
    },
  };
};

const routes = {
  ...steps('sound'),
  ...steps('endless', {counts: null, member: 'mfa_token'}), // no-rate-limit
  ...steps('anew', {counts: 'challenge'}), // no-rate-limit: another login, and five more
  ...steps('delayed', {counts: 'challenge', delay: 3}), // no-rate-limit: the same, with a delay
  ...steps('patient', {delay: 3}),
  ...steps('skipped', {opens: true}), // second-step-skipped
  ...keyed('desk', false), // no-rate-limit
  ...keyed('till', true),
};

serve((request) => {
  const route = routes[`${request.method} ${request.url.split('?')[0]}`];
  const [word, token, more] = (request.headers.authorization || '').split(' ');
  return route && ((body) => route({request, body, token: word === 'Bearer' && more === undefined ? token : null}));
});
