// SPDX-License-Identifier: Apache-2.0
// LAB ONLY, loopback only: one operation for each npm library that once took forged tokens, called as its own page shows it,
// in the version with the hole (/old/…) and in a later one (/new/…).
'use strict';
const crypto = require('crypto');
const http = require('http');
const path = require('path');
const { createRequire } = require('module');
const load = createRequire(path.join(process.argv[2], 'package.json'));
const USERS = { alice: 'LAB-ONLY-alice-password', bob: 'LAB-ONLY-bob-password' };
const pair = crypto.generateKeyPairSync('rsa', { modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
const jwk = { ...crypto.createPublicKey(pair.publicKey).export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'lab' };

function sign(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = part({ alg: 'RS256', typ: 'JWT', kid: 'lab' }) + '.' + part(claims);
  return text + '.' + crypto.sign('sha256', Buffer.from(text), pair.privateKey).toString('base64url');
}

const VERIFY = {
  jsonwebtoken: (library, token) => library.verify(token, pair.publicKey),
  jws: (library, token) => {
    if (!library.verify(token, library === load('jws-old') ? pair.publicKey : 'RS256', pair.publicKey)) throw new Error('signature');
    const payload = library.decode(token).payload;
    return typeof payload === 'string' ? JSON.parse(payload) : payload;
  },
  'jwt-simple': (library, token) => library.decode(token, pair.publicKey),
  'json-web-token': (library, token) => {
    const result = library.decode(pair.publicKey, token);
    if (result.error) throw result.error;
    return result.value;
  },
  'node-jose': async (library, token) => {
    const store = await library.JWK.asKeyStore({ keys: [jwk] });
    return JSON.parse((await library.JWS.createVerify(store).verify(token)).payload);
  },
};

function answer(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}) });
  response.end(JSON.stringify(body));
}

async function who(name, token) {
  const [, age, library] = name.split('/');
  try {
    const claims = await VERIFY[library](load(`${library}-${age}`), token);
    return claims && claims.exp > Date.now() / 1000 && USERS[claims.sub] ? claims.sub : null;
  } catch {
    return null;
  }
}

function login(request, response) {
  let text = '';
  request.on('data', (chunk) => { text += chunk; });
  request.on('end', () => {
    let given = {};
    try { given = JSON.parse(text) || {}; } catch { /* as if nothing had been sent */ }
    const known = typeof given.username === 'string' && USERS[given.username] === given.password;
    return known ? answer(response, 200, { token: sign({ sub: given.username, exp: Math.floor(Date.now() / 1000) + 3600 }) })
      : answer(response, 401, { detail: 'Wrong user name or password.' });
  });
}

http.createServer(async (request, response) => {
  const route = request.url.split('?')[0];
  const [, token] = /^Bearer ([^ ,]+)$/.exec(request.headers.authorization || '') || [];
  if (request.method === 'POST' && route === '/login') return login(request, response);
  if (route === '/.well-known/jwks.json') return answer(response, 200, { keys: [jwk] });
  if (request.method !== 'GET' || !/^\/(old|new)\//.test(route) || !VERIFY[route.split('/')[2]]) return answer(response, 404, { detail: 'Not found.' });
  const user = token ? await who(route, token) : null;
  return user ? answer(response, 200, { user, orders: [{ id: user.length, item: 'lamp' }] }) : answer(response, 401, { detail: 'Log in first.' });
}).listen(Number(process.argv[3] || 0), '127.0.0.1', function ready() { console.log(this.address().port); });
