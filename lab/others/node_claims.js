// SPDX-License-Identifier: Apache-2.0
// Tokens of several families on Node's own crypto, and readers that each forget to ask one question of them; sound
// ones beside them. Vulnerable on purpose, loopback only; key pairs are made at the start, every secret is LAB ONLY.
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const http = require('http');
const path = require('path');
const {verifiesWithoutRange} = require('./node_p256.js');

const users = {alice: 'LAB-ONLY-alice-password', carol: 'LAB-ONLY-carol-password'};
const staff = ['carol'];
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part) => JSON.parse(Buffer.from(part, 'base64url').toString());
const bytes = (part) => Buffer.from(part, 'base64url');

// A family signs by its own key; "good" tells of a message and a signature.
const hmac = (secret) => {
  const sign = (message) => crypto.createHmac('sha256', secret).update(message).digest();
  const same = (message, signature) => {
    const expected = sign(message);
    return expected.length === signature.length && crypto.timingSafeEqual(expected, signature);
  };
  return {alg: 'HS256', sign, good: same};
};
const pair = (alg, type, options) => {
  const {privateKey, publicKey} = crypto.generateKeyPairSync(type, options);
  const raw = {dsaEncoding: 'ieee-p1363'};
  return {
    alg, publicKey,
    sign: (message) => crypto.sign('sha256', Buffer.from(message), {key: privateKey, ...raw}),
    good: (message, signature) => crypto.verify('sha256', Buffer.from(message), {key: publicKey, ...raw}, signature),
  };
};
const strong = crypto.randomBytes(32);
const keys = fs.mkdtempSync(path.join(process.env.LAB_RUN || '/tmp', 'keys.'));
fs.writeFileSync(path.join(keys, 'node'), strong);
const families = {
  weak: {...hmac('secret'), life: 1800},
  blank: {...hmac(process.env.CLAIMS_SECRET || ''), life: 1800}, // the variable is not set
  small: {...pair('RS256', 'rsa', {modulusLength: 1024}), life: 1800},
  curve: {...pair('ES256', 'ec', {namedCurve: 'P-256'}), life: 1800},
  forever: {...hmac(strong)},
  decade: {...hmac(strong), life: 10 * 365 * 86400},
  strong: {...hmac(strong), life: 1800, kid: 'node', renewed: true},
};

const issue = (name, {alg, sign, life, kid}, use) => {
  const now = Math.floor(Date.now() / 1000);
  const claims = {iss: 'node-lab', aud: 'node-api', sub: name, iat: now, nbf: now, use,
    role: staff.includes(name) ? 'staff' : 'user', ...(life && {exp: now + life})};
  const message = `${encode({alg, typ: 'JWT', ...(kid && {kid})})}.${encode(claims)}`;
  return `${message}.${sign(message).toString('base64url')}`;
};

// What each reader asks of the claims; a flaw is a question that is not asked.
const questions = {
  exp: ({exp}, now) => exp === undefined || exp > now,
  ends: ({exp}) => typeof exp === 'number',
  begun: ({nbf, iat}, now) => !(nbf > now) && !(iat > now + 5),
  iss: ({iss}) => iss === 'node-lab',
  aud: ({aud}) => aud === 'node-api',
  use: ({use}) => use === 'access',
  sub: ({sub}) => Object.hasOwn(users, sub),
};
const but = (...left) => Object.keys(questions).filter((name) => !left.includes(name));

const fromFile = (message, signature, {kid}) => hmac(fs.readFileSync(path.join(keys, kid || 'node'))).good(message, signature);
const fromTable = (message, signature, {kid}) => (kid === 'node' || !kid) && families.strong.good(message, signature);
const eitherOf = (...all) => (message, signature) => all.some((secret) => hmac(secret).good(message, signature));
const psychic = (message, signature) => verifiesWithoutRange(families.curve.publicKey, message, signature);

const read = (family, {asks = but(), good, crit = false, may = () => true} = {}) => (token) => {
  const [head, claims, signature, more] = token.split('.');
  const header = decode(head);
  const message = `${head}.${claims}`;
  const {alg, good: plain} = families[family];
  if (more !== undefined || header.alg !== alg || (header.crit && !crit)) {
    return null;
  }
  const told = decode(claims);
  const sound = (good || plain)(message, bytes(signature), header) &&
    asks.every((name) => questions[name](told, Date.now() / 1000));
  return sound ? {name: told.sub, may: may(told)} : null;
};
const readers = {
  '/weak/sound': read('weak'),
  '/weak/expired': read('weak', {asks: but('exp')}), // jwt-expired-accepted
  '/weak/no-expiry': read('weak', {asks: but('ends')}), // jwt-no-expiry
  '/weak/not-yet': read('weak', {asks: but('begun')}), // jwt-not-yet-valid-accepted
  '/weak/issuer': read('weak', {asks: but('iss')}), // jwt-issuer-unchecked
  '/weak/audience': read('weak', {asks: but('aud')}), // jwt-audience-unchecked
  '/weak/crit': read('weak', {crit: true}), // jwt-crit-ignored
  '/weak/role': read('weak', {may: ({role}) => role === 'staff'}), // jwt-claims-trusted
  '/weak/role-fixed': read('weak', {may: ({sub}) => staff.includes(sub)}),
  '/blank/balance': read('blank'), // jwt-blank-secret
  '/small/balance': read('small'), // jwt-weak-key
  '/curve/balance': read('curve', {good: psychic}), // jwt-psychic-signature
  '/curve/balance-fixed': read('curve'),
  '/forever/balance': read('forever', {asks: but('ends')}), // jwt-no-expiry
  '/decade/balance': read('decade'), // jwt-long-lived
  '/strong/balance': read('strong'),
  '/strong/any-use': read('strong', {asks: but('use')}), // jwt-refresh-as-access
  '/strong/kid': read('strong', {good: fromFile}), // jwt-kid-injection
  '/strong/kid-fixed': read('strong', {good: fromTable}),
  '/strong/rotation': read('strong', {good: eitherOf(strong, '')}), // jwt-blank-secret
  '/strong/rotation-fixed': read('strong', {good: eitherOf(strong, 'LAB-ONLY-previous-8c41f0d2b7')}),
};

const refused = [401, {fault: 'token'}, {'WWW-Authenticate': 'Bearer error="invalid_token"'}];
const view = (request, reader) => {
  const words = (request.headers.authorization || '').split(' ');
  try {
    const who = words.length === 2 && words[0] === 'Bearer' ? reader(words[1]) : null;
    return !who ? refused : who.may ? [200, {name: who.name, balance: 4711}] : [403, {fault: 'role'}];
  } catch {
    return refused;
  }
};
const logIn = (text, family) => {
  let body = null;
  try { body = JSON.parse(text); } catch { /* told below */ }
  const known = body && Object.hasOwn(users, body.username) && users[body.username] === body.password;
  return !known ? [400, {fault: 'credentials'}]
    : [200, {access: issue(body.username, family, 'access'), ...(family.renewed && {refresh: issue(body.username, family, 'refresh')})}];
};

const server = http.createServer((request, response) => {
  const place = request.url.split('?')[0];
  const family = /^\/login\/(\w+)$/.exec(place);
  let sent = '';
  request.on('data', (part) => { sent = (sent + part).slice(0, 4096); });
  request.on('end', () => {
    const [status, body, headers] =
      family && Object.hasOwn(families, family[1]) && request.method === 'POST' ? logIn(sent, families[family[1]])
        : Object.hasOwn(readers, place) && ['GET', 'HEAD'].includes(request.method) ? view(request, readers[place])
          : [404, {fault: 'no such thing'}];
    response.writeHead(status, {'Content-Type': 'application/json', ...headers});
    response.end(JSON.stringify(body));
  });
});

server.listen(Number(process.argv[2] || 0), '127.0.0.1', () => {
  console.log(`Listening at: http://127.0.0.1:${server.address().port}`);
});
