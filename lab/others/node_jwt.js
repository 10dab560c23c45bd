// SPDX-License-Identifier: Apache-2.0
// RS256 tokens checked by hand on Node's own crypto: one flaw a path, and a sound one. Vulnerable on
// purpose, loopback only; the key pair is made at the start, every secret is LAB ONLY.
'use strict';
const crypto = require('crypto');
const http = require('http');

const users = {alice: 'LAB-ONLY-alice-password', bob: 'LAB-ONLY-bob-password'};
const {privateKey, publicKey} = crypto.generateKeyPairSync('rsa', {modulusLength: 2048});
const pem = publicKey.export({type: 'spki', format: 'pem'});
const jwks = {keys: [{...publicKey.export({format: 'jwk'}), kid: 'node-1', use: 'sig', alg: 'RS256'}]};

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part) => JSON.parse(Buffer.from(part, 'base64url').toString());

const issue = (name) => {
  const now = Math.floor(Date.now() / 1000);
  const claims = {iss: 'node-lab', aud: 'node-api', sub: name, iat: now, nbf: now, exp: now + 1800};
  const message = `${encode({alg: 'RS256', typ: 'JWT', kid: 'node-1'})}.${encode(claims)}`;
  return `${message}.${crypto.sign('sha256', Buffer.from(message), privateKey).toString('base64url')}`;
};

const rsa = (message, signature, key) =>
  crypto.verify('sha256', Buffer.from(message), key, Buffer.from(signature, 'base64url'));
const hmac = (message, signature, secret) => {
  const expected = crypto.createHmac('sha256', secret).update(message).digest('base64url');
  return expected.length === signature.length &&
    crypto.timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
};

// Whether the signature counts: path by path.
const sound = (header, message, signature) =>
  header.alg === 'RS256' && rsa(message, signature, publicKey);
const checks = {
  '/sound': sound,
  '/unchecked': () => true, // jwt-signature-unchecked
  '/none': (header, message, signature) => // jwt-alg-none
    String(header.alg).toLowerCase() === 'none' || sound(header, message, signature),
  '/confusion': (header, message, signature) => // jwt-algorithm-confusion
    (header.alg === 'HS256' ? hmac(message, signature, pem) : sound(header, message, signature)),
  '/embedded': (header, message, signature) => // jwt-embedded-key
    (header.jwk && header.alg === 'RS256'
      ? rsa(message, signature, crypto.createPublicKey({key: header.jwk, format: 'jwk'}))
      : sound(header, message, signature)),
};

// Readers of JSON, and of issuers: what of a token's claims counts, path by path.
const signed = (form) => (form.signatures || [form]).map((each) =>
  sound(decode(each.protected), `${each.protected}.${form.payload}`, each.signature));
const compact = (token, key) => {
  const [header, claims, signature] = token.split('.');
  return decode(header).alg === 'RS256' && rsa(`${header}.${claims}`, signature, key)
    ? decode(claims) : null;
};
const fetched = async (issuer) => {
  const url = new URL('/.well-known/jwks.json', issuer);
  if (url.hostname !== '127.0.0.1') { // LAB ONLY
    return null;
  }
  const {keys} = await (await fetch(url)).json();
  return crypto.createPublicKey({key: keys.find((key) => key.kty === 'RSA'), format: 'jwk'});
};
const json = (good) => async (token) => {
  if (!token.startsWith('{')) {
    return compact(token, publicKey);
  }
  const form = JSON.parse(token);
  return good(signed(form)) ? decode(form.payload) : null;
};
const byIssuer = (listed) => async (token) => {
  const {iss} = decode(token.split('.')[1]);
  if (iss === 'node-lab' || !listed(iss)) {
    return compact(token, publicKey);
  }
  const claims = compact(token, await fetched(iss));
  return claims && {...claims, iss: 'node-lab'};
};
const readers = {
  '/every/balance': json((all) => all.every(Boolean)), // jwt-format-confusion: none of none is wrong
  '/every-fixed/balance': json((all) => all.length > 0 && all.every(Boolean)),
  '/issuer/balance': byIssuer(() => true), // jwt-remote-key
  '/issuer-fixed/balance': byIssuer((iss) => iss === 'https://login.lab.example'),
};

const reader = async (request, read) => {
  const words = (request.headers.authorization || '').split(' ');
  if (words.length !== 2 || words[0] !== 'Bearer') {
    return null;
  }
  try {
    const claims = await read(words[1]);
    const timely = claims && typeof claims.exp === 'number' && claims.exp > Date.now() / 1000;
    return timely && claims.iss === 'node-lab' && claims.aud === 'node-api' &&
      Object.hasOwn(users, claims.sub) ? claims.sub : null;
  } catch {
    return null;
  }
};

const holder = (request, check) => {
  const words = (request.headers.authorization || '').split(' ');
  const parts = (words[1] || '').split('.');
  if (words.length !== 2 || words[0] !== 'Bearer' || parts.length !== 3) {
    return null;
  }
  try {
    const [header, claims] = [decode(parts[0]), decode(parts[1])];
    const now = Date.now() / 1000;
    const timely = typeof claims.exp === 'number' && claims.exp > now && !(claims.nbf > now);
    const ours = claims.iss === 'node-lab' && claims.aud === 'node-api' && !header.crit;
    return timely && ours && check(header, `${parts[0]}.${parts[1]}`, parts[2]) &&
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
    return known ? answer(response, 200, {id_token: issue(body.username)})
      : answer(response, 400, {fault: 'credentials'});
  });
};

const server = http.createServer(async (request, response) => {
  const path = request.url.split('?')[0];
  if (path === '/.well-known/jwks.json') {
    return answer(response, 200, jwks);
  }
  if (path === '/login' && request.method === 'POST') {
    return logIn(request, response);
  }
  const known = Object.hasOwn(checks, path) || Object.hasOwn(readers, path);
  if (!known || !['GET', 'HEAD'].includes(request.method)) {
    return answer(response, 404, {fault: 'no such thing'});
  }
  const name = Object.hasOwn(readers, path)
    ? await reader(request, readers[path]) : holder(request, checks[path]);
  return name ? answer(response, 200, {name, balance: 4711})
    : answer(response, 401, {fault: 'token'}, {'WWW-Authenticate': 'Bearer error="invalid_token"'});
});

server.listen(Number(process.argv[2] || 0), '127.0.0.1', () => {
  console.log(`Listening at: http://127.0.0.1:${server.address().port}`);
});
