// SPDX-License-Identifier: Apache-2.0
// Limits, sessions, registrations and steps of a login on Node alone: one flaw a path, sound ones beside them.
// Vulnerable on purpose, loopback only; every secret is LAB ONLY.
'use strict';
const crypto = require('crypto');
const {serve} = require('./node_json.js');

const LIMIT = 5;
const random = () => crypto.randomBytes(24).toString('base64url');
const fresh = () => new Map(['alice', 'bob'].map((name) => [name, `LAB-ONLY-${name}-password`]));
const text = (value) => (typeof value === 'string' ? value : '');
const cookie = (request, name) => (request.headers.cookie || '').split(/; */)
  .map((pair) => pair.split('=')).filter((pair) => pair[0] === name).map((pair) => pair[1])[0];
const refused = (code = 'credentials') => [401, {fault: code}, {'WWW-Authenticate': 'Bearer'}];

// Five wrong passwords for one key, which is made of the name and of where it comes from.
const limited = (key, login, wrong = new Map()) => (call) => {
  const one = key(call);
  if ((wrong.get(one) || 0) >= LIMIT) {
    return [429, {fault: 'later'}, {'Retry-After': '60'}];
  }
  const answer = login(call);
  wrong.set(one, answer[0] === 401 ? (wrong.get(one) || 0) + 1 : 0);
  return answer;
};
const byName = ({body}) => text(body.username).trim().toLowerCase();
const keys = {
  named: byName,
  claimed: (call) => `${byName(call)} ${call.request.headers['x-forwarded-for'] || ''}`, // no-rate-limit
  cased: ({body}) => text(body.username).trim(), // no-rate-limit
  spaced: ({body}) => text(body.username).toLowerCase(), // no-rate-limit
};

// A place with users of its own, access tokens, and refresh tokens that are good once, or for ever.
const place = (name, {key, once = true, all = true} = {}) => {
  const [users, access, renewal] = [fresh(), new Map(), new Map()];
  const pair = (who) => {
    const [token, refresh] = [random(), random()];
    access.set(token, who);
    renewal.set(refresh, who);
    return [200, {token, refresh}];
  };
  const bearer = (request) => {
    const [word, token, more] = (request.headers.authorization || '').split(' ');
    return word === 'Bearer' && more === undefined && access.has(token) ? token : null;
  };
  const login = ({body}) => {
    const who = text(body.username).trim().toLowerCase();
    return users.has(who) && users.get(who) === body.password ? pair(who) : refused();
  };
  return {
    [`POST /${name}/login`]: key ? limited(key, login) : login,
    [`GET /${name}/me`]: ({request}) => (bearer(request) ? [200, {name: access.get(bearer(request)), balance: 4711}] : refused('token')),
    [`POST /${name}/logout`]: ({request}) => {
      const token = bearer(request);
      const who = access.get(token);
      if (!token) {
        return refused('token');
      }
      access.delete(token);
      [...renewal].filter(([, whose]) => all && whose === who).forEach(([refresh]) => renewal.delete(refresh));
      return [200, {over: true}];
    },
    [`POST /${name}/refresh`]: ({body}) => {
      const who = renewal.get(text(body.refresh));
      if (once) {
        renewal.delete(body.refresh);
      }
      return who ? pair(who) : refused('refresh');
    },
  };
};

// Sessions in a cookie: its flags, whether a login takes the one that comes, whether a logout ends it.
const jar = (name, flags, {keeps = false, ends = true} = {}) => {
  const [users, sessions] = [fresh(), new Map()];
  const set = (id) => ({'Set-Cookie': `${name}=${id}; Path=/${flags}`});
  return {
    [`POST /${name}/login`]: limited(byName, ({request, body}) => {
      if (users.get(text(body.username)) !== body.password) {
        return refused();
      }
      const id = (keeps && cookie(request, name)) || random();
      sessions.set(id, body.username);
      return [200, {welcome: true}, set(id)];
    }),
    [`GET /${name}/me`]: ({request}) => {
      const who = sessions.get(cookie(request, name));
      return who ? [200, {name: who, balance: 4711}] : refused('session');
    },
    [`POST /${name}/logout`]: ({request}) => {
      if (!sessions.has(cookie(request, name))) {
        return refused('session');
      }
      if (ends) {
        sessions.delete(cookie(request, name));
      }
      return [200, {over: true}, {'Set-Cookie': `${name}=; Path=/; Max-Age=0${flags}`}];
    },
  };
};

// Registrations and recoveries that tell who is a user, or take any password.
const desk = (name, {tells, looks}) => {
  const users = fresh();
  const weak = (password) => password.length < 8 || ['password', '12345678'].includes(password);
  return {
    [`POST /${name}/register`]: ({body}) => {
      const [who, password] = [text(body.username), text(body.password)];
      if (!who || !password || (looks && weak(password))) {
        return [422, {fault: 'weak'}];
      }
      const taken = users.has(who);
      users.set(who, taken ? users.get(who) : password);
      return !tells ? [202, {sent: true}] : taken ? [409, {fault: 'this name is taken'}] : [201, {id: who}];
    },
    [`DELETE /${name}/register/*`]: ({rest}) => (users.delete(rest) ? [204] : [404, {fault: 'none'}]),
    [`POST /${name}/forgot`]: ({body}) =>
      (tells && !users.has(text(body.username)) ? [404, {fault: 'no such user'}] : [202, {sent: true}]),
    [`POST /${name}/login`]: limited(byName, ({body}) =>
      (users.get(text(body.username)) === body.password && body.password ? [200, {token: random()}]
        : tells && !users.has(text(body.username)) ? refused('no such user') : refused())),
  };
};

const strict = '; HttpOnly; SameSite=Lax';
const routes = {
  ...place('main', {key: keys.named}),
  ...place('endless'), // no-rate-limit
  ...place('claimed', {key: keys.claimed}),
  ...place('cased', {key: keys.cased}),
  ...place('spaced', {key: keys.spaced}),
  ...place('kept', {key: keys.named, all: false}), // logout-keeps-token
  ...place('reused', {key: keys.named, once: false}), // refresh-reuse
  ...jar('strict', strict),
  ...jar('loose', ''), // insecure-cookie
  ...jar('carried', strict, {keeps: true}), // session-fixation
  ...jar('cleared', strict, {ends: false}), // logout-keeps-token
  ...desk('telling', {tells: true, looks: false}), // user-enumeration, weak-password-accepted
  ...desk('quiet', {tells: false, looks: true}),
};

serve((request) => {
  const [, whole, head, rest] = request.url.match(/^((.*\/)([^/?]*))/);
  const route = routes[`${request.method} ${whole}`] || routes[`${request.method} ${head}*`];
  return route && ((body) => route({request, body, rest}));
});
