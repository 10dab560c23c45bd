// SPDX-License-Identifier: Apache-2.0
// Objects of two owners on Node alone: an id stands in the path, the query or the body. One flaw an operation, its twin and
// sound neighbours beside it. Vulnerable on purpose, loopback only; every secret is LAB ONLY.
'use strict';
const {serve} = require('./node_json.js');

const TOKENS = {'LAB-ONLY-objects-alice-31c7e0': 'alice', 'LAB-ONLY-objects-bob-8d20b4': 'bob', 'LAB-ONLY-objects-carol-55f1a9': 'carol'};
const ADMINS = new Set(['carol']);
let next = 7100;
const orders = new Map();
const goods = new Map();
const add = (kept, owner, item) => {
  const one = {id: next++, item, state: 'open', owner};
  kept.set(one.id, one);
  return one;
};
const notes = new Map();
for (const [owner, item] of [['alice', 'lamp'], ['bob', 'rope'], ['alice', 'tent'], ['bob', 'oar']]) {
  const {id} = add(orders, owner, item);
  notes.set(id + 500, {id: id + 500, order: id, text: `mind the ${item}`});
  add(goods, owner, `used ${item}`);
}

const shown = ({id, item, state}) => ({id, item, state});
const missing = [404, {fault: 'no such thing'}];
const number = (value) => (/^\d+$/.test(String(value)) ? Number(value) : null);
// Whose order it is, is asked for; or is not.
const looked = (of, id) => orders.get(number(id));
const scoped = (of, id) => (orders.get(number(id))?.owner === of ? orders.get(number(id)) : undefined);
const whole = (find) => (who, id) => { const order = find(who, id); return order ? [200, shown(order)] : missing; };
const sums = (find) => (who, id) => { const order = find(who, id); return order ? [200, {order: order.id, total: order.item.length * 25}] : missing; };
const changed = (find, change) => (who, id, body) => {
  const order = find(who, id);
  return order ? [200, {done: true, ...change(order, body)}] : missing;
};
const cancel = (order) => { order.state = 'cancelled'; };
const edit = (order, body) => { order.item = String(body.item || order.item); order.state = 'edited'; };
const drop = (order) => { orders.delete(order.id); };
const note = (find, own) => (who, id, key) => {
  const order = find(who, id), one = notes.get(number(key));
  return order && one && (!own || one.order === order.id) ? [200, {id: one.id, text: one.text}] : missing;
};
const rows = (kept, who) => [...kept.values()].filter((one) => ADMINS.has(who) || one.owner === who).map(shown);
const made = (kept, who, body) => {
  return typeof body.item === 'string' ? [201, shown(add(kept, who, body.item))] : [422, {fault: 'item'}];
};

const routes = {
  'GET /orders': ({who}) => [200, rows(orders, who)],
  'POST /orders': ({who, body}) => made(orders, who, body),
  'GET /orders/*': ({who, ids}) => whole(scoped)(who, ids[0]),
  'DELETE /orders/*': ({who, ids}) => { const order = scoped(who, ids[0]); if (order) { drop(order); } return order ? [204] : missing; },
  'GET /receipt': ({who, query}) => sums(looked)(who, query.get('order_id')), // object-level
  'GET /bill': ({who, query}) => sums(scoped)(who, query.get('order_id')),
  'POST /orders/lookup': ({who, body}) => sums(looked)(who, body.order), // object-level
  'POST /orders/check': ({who, body}) => sums(scoped)(who, body.order),
  'POST /orders/cancel': ({who, body}) => changed(looked, cancel)(who, body.order_id), // object-level
  'POST /orders/withdraw': ({who, body}) => changed(scoped, cancel)(who, body.order_id),
  'PATCH /orders/edit': ({who, body}) => changed(looked, edit)(who, body.order_id, body), // object-level
  'PATCH /orders/revise': ({who, body}) => changed(scoped, edit)(who, body.order_id, body),
  'DELETE /orders/entry': ({who, query}) => changed(looked, drop)(who, query.get('order_id')), // object-level
  'DELETE /orders/record': ({who, query}) => changed(scoped, drop)(who, query.get('order_id')),
  'GET /orders/*/notes': ({who, ids}) => {
    const order = scoped(who, ids[0]);
    return order ? [200, [...notes.values()].filter((one) => one.order === order.id)] : missing;
  },
  'GET /orders/*/notes/*': ({who, ids}) => note(scoped, false)(who, ...ids), // object-level: anybody's note, below one's own order
  'GET /orders/*/remarks': ({who, ids}) => routes['GET /orders/*/notes']({who, ids}),
  'GET /orders/*/remarks/*': ({who, ids}) => note(scoped, true)(who, ...ids),
  // Each lists his own goods, and whoever asks may see what is for sale, and bid for it.
  'GET /goods': ({who}) => [200, rows(goods, who)],
  'POST /goods': ({who, body}) => made(goods, who, body),
  'GET /goods/*': ({ids}) => { const one = goods.get(number(ids[0])); return one ? [200, {...shown(one), public: true}] : missing; },
  'DELETE /goods/*': ({who, ids}) => {
    const one = goods.get(number(ids[0]));
    return one?.owner === who && goods.delete(one.id) ? [204] : missing;
  },
  'POST /bids': ({body}) => {
    const one = goods.get(number(body.good_id));
    if (one) { one.state = 'bidden for'; }
    return one ? [202, {taken: true}] : missing;
  },
  'GET /places': () => [200, [{id: 1, name: 'Aachen'}, {id: 2, name: 'Jena'}]], // the same for all
  'GET /places/*': ({ids}) => (['1', '2'].includes(ids[0]) ? [200, {id: Number(ids[0]), mayor: 'somebody'}] : missing),
  'POST /graphql': ({who, body}) => (typeof body.query === 'string' // one's own, whatever is asked for
    ? [200, {data: {orders: rows(orders, who)}}] : [400, {errors: [{message: 'Must provide query string.'}]}]),
};

serve((request) => {
  const url = new URL(request.url, 'http://lab');
  const parts = url.pathname.split('/'), ids = parts.filter((part) => /^\d+$/.test(part));
  const route = routes[`${request.method} ${parts.map((part) => (/^\d+$/.test(part) ? '*' : part)).join('/')}`];
  const [, token] = /^Bearer ([\w-]+)$/.exec(request.headers.authorization || '') || [];
  const who = token && Object.hasOwn(TOKENS, token) ? TOKENS[token] : null;
  if (url.pathname === '/health' && request.method === 'GET') {
    return () => [200, {status: 'up', orders: 'reachable'}];
  }
  return route && ((body) => (who ? route({who, body, ids, query: url.searchParams})
    : [401, {fault: 'credentials'}, {'WWW-Authenticate': 'Bearer'}]));
});
