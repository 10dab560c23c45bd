/* SPDX-License-Identifier: Apache-2.0 */
/* Logging in to a server of our own: contracts in pieces, a run, and what alice has of it. */
#ifndef POSTERN_TESTS_SCAN_LOGIN_RUN_H
#define POSTERN_TESTS_SCAN_LOGIN_RUN_H

#include "contract_text.h"
#include "scan/credential/wallet.h"
#include "scan/login/login.h"

/* For the group of tests: login_server.py. */
int start_server(void **state);
int stop_server(void **state);
const char *server_url(void);

struct run {
    struct loaded l;
    struct identities identities;
    struct wallet wallet;
    struct client *client;
    struct login login;
    struct diag diag;
    enum err err;
};

/* Logs in; end when it was looked at. */
void start(struct run *run, const char *contract, const char *identities);
void end(struct run *run);

/* As start(); the target that the user names is below a path of the server's. */
void start_below(struct run *run, const char *path, const char *contract, const char *identities);

/* That, and nothing else, was told. */
void assert_told(struct run *run, const char *line);

const struct identity *alice(const struct run *run);

/* What alice has for the scheme that GET path declares. */
const struct credential *held(struct run *run, const char *path);

/* What the request of GET path presents in a field, by what alice holds. */
struct span presented(struct run *run, const char *path, const char *field);

#define HEAD "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n"
#define LOGIN_AT(path, answer)                                                                     \
    "  " path ": {post: {security: [], requestBody: {content: {application/json: {schema: {type: " \
    "object, required: [username, password], properties: {username: {type: string}, password: "    \
    "{type: string}}}}}}, responses: {'200': {description: ok, content: {application/json: "       \
    "{schema: {type: object, properties: {" answer "}}}}}}}}\n"
#define PAIR LOGIN_AT("/api/token/", "access: {type: string}, refresh: {type: string}")
#define DRF LOGIN_AT("/api-token-auth/", "token: {type: string}")
#define REFRESH                                                                                \
    "  /api/token/refresh/: {post: {security: [], requestBody: {content: {application/json: "  \
    "{schema: {type: object, required: [refresh], properties: {refresh: {type: string}}}}}}, " \
    "responses: {}}}\n"
#define GUARDED(scheme) "  /x: {get: {security: [{" scheme ": []}], responses: {}}}\n"
#define SCHEMES                                                                                   \
    "components:\n  securitySchemes:\n"                                                           \
    "    jwt: {type: http, scheme: bearer, bearerFormat: JWT}\n"                                  \
    "    tok: {type: apiKey, in: header, name: Authorization, description: 'prefix \"Token\"'}\n" \
    "    ses: {type: apiKey, in: cookie, name: sessionid}\n"                                      \
    "    sid: {type: apiKey, in: cookie, name: sid}\n"                                            \
    "    acc: {type: apiKey, in: cookie, name: access_token}\n"                                   \
    "    oth: {type: apiKey, in: cookie, name: other_token}\n"                                    \
    "    xat: {type: apiKey, in: header, name: X-Auth-Token}\n"                                   \
    "    key: {type: apiKey, in: header, name: X-API-Key}\n"                                      \
    "    raw: {type: apiKey, in: header, name: Authorization}\n"                                  \
    "    bas: {type: http, scheme: basic}\n"                                                      \
    "    oau: {type: oauth2, flows: {password: {tokenUrl: token, scopes: {}}}}\n"                 \
    "    far: {type: oauth2, flows: {password: {tokenUrl: 'http://far.example/token', scopes: "   \
    "{}}}}\n"
#define ALICE "identities: {alice: {username: alice, password: made-up-password}}\n"
#define MALLORY "identities: {alice: {username: alice, password: not-the-password}}\n"
#define ALSO(path, scheme) "  " path ": {get: {security: [{" scheme ": []}], responses: {}}}\n"

#endif
