// SPDX-License-Identifier: Apache-2.0
// Logins, passwords and recoveries on Node alone: one flaw a path, sound ones beside them. Vulnerable on
// purpose, loopback only; the key is made at the start, every secret is LAB ONLY.
'use strict';
const crypto = require('crypto');
const {serve} = require('./node_json.js');

const users = {alice: 'LAB-ONLY-alice-password', bob: 'LAB-ONLY-bob-password'};
(global.LAB_MEMORY || []).push(users);
const key = crypto.randomBytes(32);
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const sign = (message) => crypto.createHmac('sha256', key).update(message).digest('base64url');
const issue = (name, claims) => {
  const now = Math.floor(Date.now() / 1000);
  const message = `${encode({alg: 'HS256', typ: 'JWT'})}.${encode({sub: name, iat: now, exp: now + 1800, ...claims})}`;
  return `${message}.${sign(message)}`;
};
const holder = (request) => {
  const [scheme, token] = (request.headers.authorization || '').split(' ');
  const parts = (token || '').split('.');
  if (scheme !== 'Bearer' || parts.length !== 3 || sign(`${parts[0]}.${parts[1]}`) !== parts[2]) {
    return null;
  }
  const claims = JSON.parse(Buffer.from(parts[1], 'base64url'));
  return claims.exp > Date.now() / 1000 && Object.hasOwn(users, claims.sub) ? claims.sub : null;
};

const text = (value) => (typeof value === 'string' ? value : '');
const knows = (name, password, all = users) => Object.hasOwn(all, text(name)) && all[name] === password;
const byBasic = (request) => {
  const [scheme, pair] = (request.headers.authorization || '').split(' ');
  const [name, password] = Buffer.from(pair || '', 'base64').toString().split(':');
  return scheme === 'Basic' && knows(name, password) ? name : null;
};

const refused = [401, {fault: 'credentials'}, {'WWW-Authenticate': 'Bearer'}];
const logIn = (claims, all) => ({body}) =>
  (knows(body.username, body.password, all) ? [200, {token: issue(body.username, claims(body))}] : refused);
const logInByBasic = (scope) => ({request, query}) => {
  const name = byBasic(request);
  const given = name && scope(query.get('scope') || 'read');
  return !name ? refused : given ? [200, {token: issue(name, {scope: given})}] : [400, {fault: 'scope'}];
};

// A recovery: its code in a link, or sent by letter; good once, or for ever.
const recovery = (kind, shows, once) => {
  const codes = new Map();
  return {
    [`POST /${kind}/forgot`]: ({body}) => {
      const code = crypto.randomBytes(18).toString('hex');
      if (Object.hasOwn(users, text(body.username))) {
        codes.set(code, body.username);
      }
      return [200, {sent: true, ...(shows && {link: `https://lab.test/${kind}/password/${code}`})}];
    },
    [`POST /${kind}/password/*`]: ({body, rest}) => {
      if (!codes.has(rest) || !text(body.newPassword)) {
        return [410, {fault: 'over'}];
      }
      users[codes.get(rest)] = body.newPassword;
      if (once) {
        codes.delete(rest);
      }
      return [204, undefined];
    },
  };
};

const routes = {
  ...recovery('linked', true, false), // weak-recovery
  ...recovery('mailed', false, true),
  'POST /login': logIn(() => ({role: 'user'})),
  'POST /login/merged': logIn(({username, password, ...rest}) => ({role: 'user', ...rest})), // token-claims-requested
  'POST /login/picked': logIn(({locale}) => ({role: 'user', locale: text(locale)})),
  'POST /token/wide': logInByBasic((scope) => scope), // token-claims-requested
  'POST /token/narrow': logInByBasic((scope) => (['read', 'read:own'].includes(scope) ? scope : null)),
  'POST /kiosk/login': logIn(() => ({role: 'user'}), {...users, guest: 'guest'}), // default-credentials
  'POST /office/login': logIn(() => ({role: 'user'}), {...users, guest: crypto.randomUUID()}),
  'GET /me': ({request}) => {
    const name = holder(request);
    return name ? [200, {name, balance: 4711}] : refused;
  },
};

serve((request) => {
  const url = new URL(request.url, 'http://lab');
  const [, head, rest] = url.pathname.match(/^(.*\/)([^/]*)$/);
  const route = routes[`${request.method} ${url.pathname}`] || routes[`${request.method} ${head}*`];
  return route && ((body) => route({request, body, rest, query: url.searchParams}));
});
