// SPDX-License-Identifier: Apache-2.0
// A small API on Node's own http module: one flaw an operation, sound ones beside them. Vulnerable
// on purpose, loopback only; every secret is LAB ONLY.
'use strict';
const http = require('http');

const users = {alice: 'LAB-ONLY-alice-password', bob: 'LAB-ONLY-bob-password'};
const tokens = new Map(Object.keys(users).map((name) => [`LAB-ONLY-node-${name}-token-2b6d`, name]));
const keys = new Map(Object.keys(users).map((name) => [`LAB-ONLY-node-${name}-key-90fa`, name]));

const bearer = (request) => {
  const words = (request.headers.authorization || '').split(' ');
  return words.length === 2 && words[0] === 'Bearer' ? tokens.get(words[1]) : undefined;
};
const basic = (request) => {
  const [scheme, value] = (request.headers.authorization || '').split(' ');
  const [name, password] = Buffer.from(value || '', 'base64').toString().split(':');
  return scheme === 'Basic' && users[name] && users[name] === password ? name : undefined;
};
const cookie = (request, name) => (request.headers.cookie || '').split(/; */)
  .map((pair) => pair.split('=')).filter((pair) => pair[0] === name).map((pair) => pair[1])[0];
const key = (request) => keys.get(request.headers['x-api-key']);
const keyInQuery = (request) => keys.get(new URL(request.url, 'http://lab').searchParams.get('key'));
const session = (request) => tokens.get(cookie(request, 'sid'));

// A proxy that strips X-Forwarded-User and forgets X_Forwarded_User, before an application that
// cannot tell them apart, as in CGI and WSGI.
const forwarded = (request) => request.headers['x_forwarded_user'] in users;

const json = (response, status, body, headers = {}) => {
  response.writeHead(status, {'Content-Type': 'application/json', ...headers});
  response.end(JSON.stringify(body));
};
const refusals = {
  text: (response) => {
    response.writeHead(401, {'Content-Type': 'text/plain', 'WWW-Authenticate': 'Bearer realm="node"'});
    response.end('Access denied');
  },
  empty: (response) => { response.writeHead(403); response.end(); },
  problem: (response) => json(response, 401,
    {type: 'about:blank', title: 'Unauthorized', status: 401, instance: String(Math.random())},
    {'Content-Type': 'application/problem+json', 'WWW-Authenticate': 'Bearer'}),
  ok: (response) => json(response, 200, {ok: false, data: null, errors: ['AUTH_REQUIRED']}),
  code: (response) => json(response, 200, {code: 401, msg: 'token required', data: {}}),
  xml: (response) => {
    response.writeHead(401, {'Content-Type': 'application/xml', 'WWW-Authenticate': 'Bearer'});
    response.end('<error><code>AuthRequired</code></error>');
  },
  hide: (response) => json(response, 404, {ok: false, errors: ['NOT_FOUND']}),
  elsewhere: (response) => {
    response.writeHead(307, {Location: 'https://login.example/authorize?state=' + Math.random()});
    response.end();
  },
  hangUp: (response) => response.socket.destroy(),
  login: (response) => { response.writeHead(302, {Location: '/signin'}); response.end(); },
};

const report = (response) => json(response, 200,
  {ok: true, data: {rows: [{id: 1, total: 4711}], at: Date.now()}, errors: []});

// What an API's root links to; the first of them knows more than its contract.
const links = (...paths) => (response) =>
  json(response, 200, {ok: true, data: Object.fromEntries(paths.map((path) => [path.split('/').pop(), path])), errors: []});
const coded = (response) => json(response, 200, {code: 0, msg: 'ok', data: {total: 4711}});
const text = (response) => { response.writeHead(200, {'Content-Type': 'text/plain'}); response.end('42\n'); };
const nothing = (response) => { response.writeHead(204); response.end(); };
const xml = (response) => {
  response.writeHead(200, {'Content-Type': 'application/xml'});
  response.end(`<report at="${Date.now()}"><total>4711</total></report>`);
};

// path: [who is let in, how others are refused, what is served]
const routes = {
  '/api/text': [bearer, 'text'],
  '/api/empty': [bearer, 'empty'],
  '/api/problem': [bearer, 'problem'],
  '/api/ok': [bearer, 'ok'],
  '/api/key': [key, 'problem'],
  '/api/session': [session, 'login'],
  '/api/code': [bearer, 'code', coded],
  '/api/xml': [bearer, 'xml', xml],
  '/api/hide': [bearer, 'hide'],
  '/api/elsewhere': [bearer, 'elsewhere'],
  '/api/hang-up': [bearer, 'hangUp'],
  '/api/plain': [bearer, 'text', text],
  '/api/nothing': [bearer, 'empty', nothing],
  '/api/open': [() => true, 'text'], // anonymous-access
  '/api/open-code': [() => true, 'code', coded],
  '/api/open-xml': [() => true, 'xml', xml],
  '/api/open-plain': [() => true, 'text', text],
  '/api/open-nothing': [() => true, 'empty', nothing],
  '/api/any': [(request) => /^Bearer \S+$/.test(request.headers.authorization || ''), 'problem'],
  '/api/basic-too': [(request) => bearer(request) || basic(request), 'text'],
  '/api/cookie': [(request) => bearer(request) || tokens.get(cookie(request, 'token')), 'empty'],
  '/api/underscore': [(request) => bearer(request) || forwarded(request), 'problem'],
  '/api/header': [(request) => bearer(request) || tokens.get(request.headers['x-auth-token']), 'text'],
  '/api/query-key': [keyInQuery, 'problem'],
  '/api/root': [bearer, 'text', links('/api/root/known', '/api/root/audit-log')],
  '/api/root-honest': [bearer, 'text', links('/api/root/known')],
  '/api/root/known': [bearer, 'text'],
  '/api/root/audit-log': [bearer, 'text'],
  '/api/junk': [(request) => tokens.get((/^Bearer (\S+)/.exec(request.headers.authorization) || [])[1]),
    'text'],
};

// Case, slashes and a last slash do not matter here, and to the guard neither: sound.
const lenient = (path) =>
  path.toLowerCase().replace(/\/+/g, '/').replace(/\/$/, '') === '/api/lenient' && [bearer, 'text'];

// A single page for whatever is not the API.
const frontPage = (response) => {
  response.writeHead(200, {'Content-Type': 'text/html'});
  response.end('<!doctype html><title>App</title><div id="app"></div><script src="/app.js"></script>');
};

// path-variant: the guard compares case, the router does not.
const admin = (request, response, path) => {
  if (path === '/api/admin' && !bearer(request)) {
    return refusals.text(response);
  }
  return report(response);
};

const signIn = (request, response) => {
  let text = '';
  request.on('data', (part) => { text = (text + part).slice(0, 4096); });
  request.on('end', () => {
    let body = {};
    try { body = JSON.parse(text) || {}; } catch { /* told below */ }
    const found = users[body.username] && users[body.username] === body.password;
    const token = `LAB-ONLY-node-${body.username}-token-2b6d`;
    return found ? json(response, 200, {token}) : json(response, 422, {ok: false, errors: ['INVALID']});
  });
};

// Notes are taken from anybody, or from those with a token; a note that is a text is too long, whatever it is.
const writes = {'/api/notes': () => true, '/api/kept-notes': bearer, '/api/feedback': () => true};
const write = (request, response, who) => {
  let text = '';
  request.on('data', (part) => { text = (text + part).slice(0, 4096); });
  request.on('end', () => {
    let body = null;
    try { body = JSON.parse(text); } catch { /* told below */ }
    return !who(request) ? refusals.text(response)
      : json(response, body && typeof body.note === 'string' ? 422 : 400, {ok: false, errors: ['NOTE']});
  });
};

const server = http.createServer((request, response) => {
  const path = request.url.split('?')[0];
  if (path === '/api/signin' && request.method === 'POST') {
    return signIn(request, response);
  }
  if (request.method === 'POST' && Object.hasOwn(writes, path)) {
    return write(request, response, writes[path]);
  }
  if (request.method === 'OPTIONS') { // for browsers, everywhere, whatever the path can do
    const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
    response.writeHead(204, {Allow: methods, 'Access-Control-Allow-Methods': methods});
    return response.end();
  }
  if (!['GET', 'HEAD'].includes(request.method)) {
    return json(response, 405, {ok: false, errors: ['METHOD']}, {Allow: 'GET, HEAD'});
  }
  if (path === '/api/ping') {
    return json(response, 200, {pong: Date.now()});
  }
  if (path.toLowerCase() === '/api/admin') {
    return admin(request, response, path);
  }
  const route = routes[path] || lenient(path);
  if (!route) {
    return path.startsWith('/api/') ? json(response, 404, {ok: false, errors: ['NOT_FOUND']})
      : frontPage(response);
  }
  return route[0](request) ? (route[2] || report)(response) : refusals[route[1]](response);
});

server.listen(Number(process.argv[2] || 0), '127.0.0.1', () => {
  console.log(`Listening at: http://127.0.0.1:${server.address().port}`);
});
