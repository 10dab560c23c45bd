// SPDX-License-Identifier: Apache-2.0
// Tokens in a cookie, in X-Auth-Token and raw in Authorization, checked by hand: one flaw a path,
// and its sound twin. Vulnerable on purpose, loopback only; every secret and key is LAB ONLY, made
// up and worthless elsewhere. With PLACES_SECRET in the environment the raw tokens are sound, too.
'use strict';
const crypto = require('crypto');
const http = require('http');

const users = {alice: 'LAB-ONLY-alice-password', bob: 'LAB-ONLY-bob-password'};
const key = crypto.createPrivateKey({format: 'jwk', key: { // nowhere published; see node-places.pem
  kty: 'EC', crv: 'P-256', d: 'igyWlKs7Jgq1MZfIEcqXam8tO4saiKwaIbEmN4HLOAU',
  x: 'EBw2SXsDqTJnl3TKBdsW2DzlwHTacptmQm4sEszBeOw', y: 'K_PSufteF2wriOfCf7CAFL8JxfIUxO3z6WtP5oj35y0',
}});
const publicKey = crypto.createPublicKey(key);
const pem = publicKey.export({type: 'spki', format: 'pem'});
const strong = crypto.randomBytes(32);
const raw = process.env.PLACES_SECRET || 'secret'; // jwt-weak-secret

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part) => JSON.parse(Buffer.from(part, 'base64url').toString());
const hmac = (message, secret) => crypto.createHmac('sha256', secret).update(message).digest();
const ecdsa = {dsaEncoding: 'ieee-p1363'};

const signers = {
  HS256: (message, secret) => hmac(message, secret),
  ES256: (message) => crypto.sign('sha256', message, {key, ...ecdsa}),
};

const issue = (name, place, alg, secret) => {
  const now = Math.floor(Date.now() / 1000);
  const claims = {iss: 'node-places', aud: place, sub: name, iat: now, nbf: now, exp: now + 1800,
    jti: crypto.randomUUID()};
  const message = `${encode({alg, typ: 'JWT'})}.${encode(claims)}`;
  return `${message}.${signers[alg](Buffer.from(message), secret).toString('base64url')}`;
};

const same = (a, b) => a.length === b.length && crypto.timingSafeEqual(a, b);
const hs256 = (secret) => (header, message, signature) =>
  header.alg === 'HS256' && same(hmac(message, secret), signature);
const es256 = (header, message, signature) =>
  header.alg === 'ES256' && crypto.verify('sha256', message, {key: publicKey, ...ecdsa}, signature);

const cookie = (request) => (/(?:^|;\s*)access_token=([^;]*)/.exec(request.headers.cookie) || [])[1];
const custom = (request) => request.headers['x-auth-token'];
const bare = (request) => request.headers.authorization;

// Where the token stands, whom it is for, and whether its signature counts: path by path.
const checks = {
  '/cookie/none': [cookie, 'cookie', (header, ...rest) => // jwt-alg-none
    header.alg === 'none' || hs256(strong)(header, ...rest)],
  '/cookie/none/fixed': [cookie, 'cookie', hs256(strong)],
  '/header/unchecked': [custom, 'header', () => true], // jwt-signature-unchecked
  '/header/unchecked/fixed': [custom, 'header', es256],
  '/header/confusion': [custom, 'header', (...all) => // jwt-algorithm-confusion
    es256(...all) || hs256(pem)(...all)],
  '/header/confusion/fixed': [custom, 'header', es256],
  '/raw/weak': [bare, 'raw', hs256(raw)],
};

const holder = (request, [where, place, check]) => {
  const parts = (where(request) || '').split('.');
  if (parts.length !== 3) {
    return null;
  }
  try {
    const [header, claims] = [decode(parts[0]), decode(parts[1])];
    const now = Date.now() / 1000;
    const timely = typeof claims.exp === 'number' && claims.exp > now && claims.nbf <= now;
    const ours = claims.iss === 'node-places' && claims.aud === place && !header.crit;
    const message = Buffer.from(`${parts[0]}.${parts[1]}`);
    return timely && ours && check(header, message, Buffer.from(parts[2], 'base64url')) &&
      Object.hasOwn(users, claims.sub) ? claims.sub : null;
  } catch {
    return null;
  }
};

const answer = (response, status, body, headers = {}) => {
  response.writeHead(status, {'Content-Type': 'application/json', ...headers});
  response.end(JSON.stringify(body));
};

const logIn = (request, response) => {
  let text = '';
  request.on('data', (part) => { text = (text + part).slice(0, 4096); });
  request.on('end', () => {
    let body = null;
    try { body = JSON.parse(text); } catch { /* told below */ }
    const known = body && Object.hasOwn(users, body.username) && users[body.username] === body.password;
    return known ? answer(response, 200, {token: issue(body.username, 'raw', 'HS256', raw)}, {
      'Set-Cookie': `access_token=${issue(body.username, 'cookie', 'HS256', strong)}; HttpOnly; SameSite=Strict; Path=/`,
      'X-Auth-Token': issue(body.username, 'header', 'ES256'),
    }) : answer(response, 400, {fault: 'credentials'});
  });
};

const server = http.createServer((request, response) => {
  const path = request.url.split('?')[0];
  if (path === '/login' && request.method === 'POST') {
    return logIn(request, response);
  }
  if (!Object.hasOwn(checks, path) || !['GET', 'HEAD'].includes(request.method)) {
    return answer(response, 404, {fault: 'no such thing'});
  }
  const name = holder(request, checks[path]);
  return name ? answer(response, 200, {name, balance: 4711})
    : answer(response, 401, {fault: 'token'}, {'WWW-Authenticate': 'Token realm="node-places"'});
});

server.listen(Number(process.argv[2] || 0), '127.0.0.1', () => {
  console.log(`Listening at: http://127.0.0.1:${server.address().port}`);
});
