/* SPDX-License-Identifier: Apache-2.0 */
/* Thinking of routes to a scheme's credential, and putting the likely ones first. */
#include "scan/login/login_find.h"

#include "scan/credential/login_spec.h"
#include "scan/login/login_fields.h"
#include "scan/login/login_flow.h"
#include "scan/login/login_refresh.h"
#include "scan/login/login_score.h"
#include "scan/login/login_url.h"
#include "scan/login/login_usual.h"
#include "text/uri.h"

enum { OWN_FLOW = 500, FOREIGN_FLOW = -50, UNLIKELY = -20, FILE_SAYS = 1000 };

/* What the file says of a login for the scheme; NULL: nothing. */
static const struct login_spec *spec_of(const struct login *login, const struct scheme *scheme) {
    const struct identities *identities = login->wallet->identities;
    const struct login_spec *spec = login_spec_of(identities, scheme);
    if (spec) {
        return spec;
    }
    return identities->login.given ? &identities->login : NULL;
}

/* How well what an operation gives is what the scheme wants. An answer that holds an access token
 * is surer to be a bearer token than one with just a "token"; the other way round for DRF's. */
static int fit(const struct login_route *route, const struct scheme *scheme) {
    if (scheme->kind == SCHEME_COOKIE) {
        return route->gives & CREDENTIAL_SESSION ? 1 : 0;
    }
    if (span_equal_nocase(credential_prefix(scheme), SPAN("Token"))) {
        return route->gives == CREDENTIAL_BEARER ? UNLIKELY : 0;
    }
    return route->gives == CREDENTIAL_BEARER ? 1 : route->gives & CREDENTIAL_BEARER ? 0 : UNLIKELY;
}

static enum login_kind kind_of(const struct login_fields *fields) {
    return fields->query  ? LOGIN_QUERY
           : fields->csrf ? LOGIN_PAGE
           : fields->form ? LOGIN_FORM
                          : LOGIN_JSON;
}

/* A form with a grant_type is OAuth2's, whether or not a scheme speaks of it. */
static bool is_token_url(const struct login *login, struct span url, const struct scheme *but) {
    VEC_EACH(const struct scheme, scheme, &login->contract->schemes) {
        VEC_EACH(const struct flow, flow, &scheme->flows) {
            if (scheme != but && flow->token_url.len &&
                span_equal(uri_path(flow->token_url), uri_path(url))) {
                return true;
            }
        }
    }
    return false;
}

static enum err add_operation(struct login *login, const struct operation *operation,
                              const struct scheme *scheme, struct login_routes *out) {
    struct login_fields fields;
    int score = login_score(login->contract, operation), basic = login_score_basic(operation);
    bool takes_fields = score > 0 && login_fields_find(login->contract, operation, &fields);
    if (!takes_fields && basic <= 0) {
        return OK;
    }
    struct login_route route = {
        .kind = takes_fields ? kind_of(&fields) : LOGIN_BASIC,
        .method = operation->method,
        .path = operation->path,
        .url = login_url(login->wallet->arena, login, operation->base, operation->path),
        .declared = true,
        .gives = login_fields_gives(login->contract, operation),
    };
    TRY_PTR(route.url.ptr);
    if (takes_fields) {
        route.username_field = fields.username;
        route.password_field = fields.password;
        route.otp_field = fields.otp;
        route.within = fields.within;
        route.schema = fields.media ? fields.media->schema : NULL;
        route.gives = fields.csrf ? CREDENTIAL_SESSION : route.gives;
    }
    VEC_EACH(const struct login_route *, each, &out->all) {
        if (span_equal((*each)->url, route.url) && (*each)->kind == route.kind) {
            return OK; /* the file names it, or a flow does */
        }
    }
    bool foreign = is_token_url(login, route.url, scheme);
    return login_routes_add(login, out, &route,
                            (takes_fields ? score : basic) + (scheme ? fit(&route, scheme) : 0) +
                                (foreign ? FOREIGN_FLOW : 0));
}

static const struct operation *find_operation(const struct contract *contract, struct span method,
                                              struct span path) {
    VEC_EACH(const struct operation, operation, &contract->operations) {
        if (span_equal_nocase(operation->method, method) && span_equal(operation->path, path)) {
            return operation;
        }
    }
    return NULL;
}

static enum login_kind spec_kind(const struct login_spec *spec, const struct operation *operation,
                                 const struct login_fields *fields, bool known) {
    switch (spec->send) {
    case LOGIN_SEND_JSON:
        return LOGIN_JSON;
    case LOGIN_SEND_FORM:
        return LOGIN_FORM;
    case LOGIN_SEND_QUERY:
        return LOGIN_QUERY;
    case LOGIN_SEND_BASIC:
        return LOGIN_BASIC;
    case LOGIN_SEND_UNSAID:
        break;
    }
    if (!known && operation && login_score_basic(operation) > 0) {
        return LOGIN_BASIC;
    }
    return known ? kind_of(fields) : LOGIN_JSON;
}

/* The route that the identities file declares. */
static enum err add_spec(struct login *login, const struct login_spec *spec,
                         struct login_routes *out) {
    const struct operation *operation = find_operation(login->contract, spec->method, spec->path);
    struct login_fields fields = {0};
    bool known = operation && (login_fields_find(login->contract, operation, &fields) ||
                               login_fields_guess(login->contract, operation, &fields));
    fields.username = known ? fields.username : SPAN("username");
    fields.password = known ? fields.password : SPAN("password");
    struct login_route route = {
        .kind = spec_kind(spec, operation, &fields, known),
        .method = spec->method,
        .path = spec->path,
        .url = login_url(login->wallet->arena, login,
                         operation ? operation->base : (struct span){"", 0}, spec->path),
        .username_field = spec->username_field.len ? spec->username_field : fields.username,
        .password_field = spec->password_field.len ? spec->password_field : fields.password,
        .otp_field = spec->otp_field.len ? spec->otp_field : fields.otp,
        .within = fields.within,
        .schema = known && fields.media ? fields.media->schema : NULL,
        .token_pointer = spec->token,
        .refresh_pointer = spec->refresh,
        .spec = spec,
        .declared = true,
        .client = spec->client_id.len != 0 && !known,
        .gives = CREDENTIAL_BEARER | CREDENTIAL_TOKEN | CREDENTIAL_SESSION,
    };
    route.kind = route.client ? LOGIN_GRANT : route.kind;
    TRY_PTR(route.url.ptr);
    return login_routes_add(login, out, &route, FILE_SAYS);
}

/* What the identity brings itself: a program, a refresh token. */
static enum err add_own(struct login *login, const struct identity *identity,
                        struct login_routes *out) {
    if (identity->command.argv) {
        struct login_route route = {.kind = LOGIN_COMMAND,
                                    .path = SPAN("its command"),
                                    .url = identity->name,
                                    .token_pointer = identity->command.pointer,
                                    .declared = true};
        TRY(login_routes_add(login, out, &route, 3 * FILE_SAYS));
    }
    struct login_route renewal;
    if (identity->refresh.value.len &&
        login_find_refresh(login->wallet->arena, login, SPAN(""), &renewal)) {
        struct login_route route = renewal;
        route.kind = LOGIN_RENEWAL;
        TRY(login_routes_add(login, out, &route, 2 * FILE_SAYS));
    }
    return OK;
}

enum err login_find_routes(struct login *login, const struct identity *identity,
                           const struct scheme *scheme, struct login_routes *out) {
    *out = (struct login_routes){0};
    const struct login_spec *spec = spec_of(login, scheme);
    TRY(add_own(login, identity, out));
    if (spec && spec->method.len) {
        TRY(add_spec(login, spec, out));
    }
    if (spec && spec->scheme.len && spec->method.len) {
        return OK; /* the file names this scheme: it is so, or is to be mended */
    }
    struct login_flows flows;
    TRY(login_find_flows(login, identity, scheme, spec, &flows));
    for (size_t i = 0; i < flows.n; i++) {
        TRY(login_routes_add(login, out, &flows.at[i], OWN_FLOW - (int)i));
    }
    if (!identity->username.len) {
        return OK;
    }
    VEC_EACH(const struct operation, operation, &login->contract->operations) {
        TRY(add_operation(login, operation, scheme, out));
    }
    return login_add_usual(login, scheme, out);
}

enum err login_find_operations(struct login *login, struct login_routes *out) {
    *out = (struct login_routes){0};
    VEC_EACH(const struct operation, operation, &login->contract->operations) {
        bool asked = !login->selects || login->selects(login->user, operation);
        TRY(asked ? add_operation(login, operation, NULL, out) : OK);
    }
    return OK;
}
