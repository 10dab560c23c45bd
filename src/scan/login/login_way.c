/* SPDX-License-Identifier: Apache-2.0 */
/* Thinking of ways to a scheme's credential, and putting the likely ones first. */
#include "scan/login/login_way.h"

#include "scan/build/build.h"
#include "scan/login/login_fields.h"
#include "scan/login/login_flow.h"
#include "text/field.h"
#include "text/uri.h"

enum { OWN_FLOW = 500, FOREIGN_FLOW = -50, UNLIKELY = -20, FILE_SAYS = 1000 };

struct span login_url(struct arena *arena, const struct login *login, struct span base,
                      struct span path) {
    struct span front = arena_join(arena, login->base_url, build_base(login->base_url, base));
    return front.ptr ? arena_join(arena, front, path) : front;
}

struct login_memory *login_memory(struct login *login, const struct scheme *scheme) {
    VEC_EACH(struct login_memory, memory, &login->memory) {
        if (memory->scheme == scheme) {
            return memory;
        }
    }
    struct login_memory *added = vec_add(login->wallet->arena, &login->memory);
    if (added) {
        *added = (struct login_memory){.scheme = scheme};
    }
    return added;
}

const struct login_spec *login_spec_of(const struct login *login, const struct scheme *scheme) {
    const struct identities *identities = login->wallet->identities;
    VEC_EACH(const struct login_spec, spec, &identities->logins) {
        if (span_equal(spec->scheme, scheme->name)) {
            return spec;
        }
    }
    return identities->login.given ? &identities->login : NULL;
}

/* One way is one object, for whichever scheme it is thought of: what it gave once is not asked for
 * again. */
static struct login_way *keep(struct login *login, const struct login_way *way) {
    VEC_EACH(struct login_way *, each, &login->ways) {
        if ((*each)->kind == way->kind && (*each)->spec == way->spec &&
            (*each)->client == way->client && span_equal((*each)->url, way->url)) {
            return *each;
        }
    }
    struct login_way *kept = arena_new(login->wallet->arena, struct login_way);
    if (!kept || !vec_push(login->wallet->arena, &login->ways, kept)) {
        return NULL;
    }
    *kept = *way;
    return kept;
}

/* The best score first; among equals the order in which they were found. */
static enum err add(struct login *login, struct login_ways *out, const struct login_way *way,
                    int score) {
    struct login_way *kept = keep(login, way);
    TRY_PTR(kept);
    kept->score = score;
    if (!vec_push(login->wallet->arena, &out->all, kept)) {
        return ERR_MEMORY;
    }
    for (size_t at = out->all.n - 1; at > 0 && out->all.at[at - 1]->score < score; at--) {
        out->all.at[at] = out->all.at[at - 1];
        out->all.at[at - 1] = kept;
    }
    return OK;
}

/* How well what an operation gives is what the scheme wants. An answer that holds an access token
 * is surer to be a bearer token than one with just a "token"; the other way round for DRF's. */
static int fit(const struct login_way *way, const struct scheme *scheme) {
    if (scheme->kind == SCHEME_COOKIE) {
        return way->gives & GIFT_SESSION ? 1 : 0;
    }
    if (span_equal_nocase(credential_prefix(scheme), SPAN("Token"))) {
        return way->gives == GIFT_BEARER ? UNLIKELY : 0;
    }
    return way->gives == GIFT_BEARER ? 1 : way->gives & GIFT_BEARER ? 0 : UNLIKELY;
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
                              const struct scheme *scheme, struct login_ways *out) {
    struct login_fields fields;
    int score = login_score(login->contract, operation), basic = login_score_basic(operation);
    bool takes_fields = score > 0 && login_fields_find(login->contract, operation, &fields);
    if (!takes_fields && basic <= 0) {
        return OK;
    }
    struct login_way way = {
        .kind = takes_fields ? kind_of(&fields) : LOGIN_BASIC,
        .method = operation->method,
        .path = operation->path,
        .url = login_url(login->wallet->arena, login, operation->base, operation->path),
        .declared = true,
        .gives = login_fields_gives(login->contract, operation),
    };
    TRY_PTR(way.url.ptr);
    if (takes_fields) {
        way.username_field = fields.username;
        way.password_field = fields.password;
        way.otp_field = fields.otp;
        way.schema = fields.media ? fields.media->schema : NULL;
        way.gives = fields.csrf ? GIFT_SESSION : way.gives;
    }
    VEC_EACH(const struct login_way *, each, &out->all) {
        if (span_equal((*each)->url, way.url) && (*each)->kind == way.kind) {
            return OK; /* the file names it, or a flow does */
        }
    }
    bool foreign = is_token_url(login, way.url, scheme);
    return add(login, out, &way,
               (takes_fields ? score : basic) + fit(&way, scheme) + (foreign ? FOREIGN_FLOW : 0));
}

/* Where Django keeps its login pages, and others theirs; where others take JSON. */
static const struct span PAGES[] = {SPAN_INIT("/accounts/login/"), SPAN_INIT("/api-auth/login/"),
                                    SPAN_INIT("/admin/login/"), SPAN_INIT("/login/"),
                                    SPAN_INIT("/login")};
static const struct span ENDPOINTS[] = {SPAN_INIT("/api/token/"),     SPAN_INIT("/api-token-auth/"),
                                        SPAN_INIT("/api/auth/login"), SPAN_INIT("/auth/login"),
                                        SPAN_INIT("/api/login"),      SPAN_INIT("/login")};

static enum err add_place(struct login *login, struct span front, struct span path, bool page,
                          struct login_ways *out) {
    struct login_way way = {.kind = page ? LOGIN_PAGE : LOGIN_JSON,
                            .method = SPAN("POST"),
                            .url = arena_join(login->wallet->arena, front, path),
                            .username_field = SPAN("username"),
                            .password_field = SPAN("password"),
                            .gives = page ? GIFT_SESSION : GIFT_BEARER | GIFT_TOKEN};
    TRY_PTR(way.url.ptr);
    way.path = uri_path(way.url);
    VEC_EACH(const struct login_way *, each, &out->all) {
        if (span_equal((*each)->url, way.url)) {
            return OK;
        }
    }
    return add(login, out, &way, UNLIKELY * 10);
}

/* "http://host:80" of "http://host:80/api". */
static struct span origin_of(struct span url) {
    size_t slashes = span_find(url, SPAN("://"));
    size_t start = slashes == SIZE_MAX ? 0 : slashes + 3;
    size_t end = span_find_byte(span_from_index(url, start), '/');
    return end == SIZE_MAX ? url : span_slice(url, 0, start + end);
}

/* Under the base path, and at the origin's root. */
static enum err add_places(struct login *login, const struct span *paths, size_t n, bool page,
                           struct login_ways *out) {
    struct span base = login->contract->operations.n ? login->contract->operations.at[0].base
                                                     : (struct span){"", 0};
    struct span fronts[] = {login->base_url, login_url(login->wallet->arena, login, base, SPAN("")),
                            origin_of(login->base_url)};
    TRY_PTR(fronts[1].ptr);
    for (size_t front = 0; front < 3; front++) {
        for (size_t i = 0; i < n; i++) {
            TRY(add_place(login, fronts[front], paths[i], page, out));
        }
    }
    return OK;
}

static enum err add_usual(struct login *login, const struct scheme *scheme,
                          struct login_ways *out) {
    if (scheme->kind == SCHEME_COOKIE) {
        return add_places(login, PAGES, sizeof(PAGES) / sizeof(PAGES[0]), true, out);
    }
    bool known = scheme->oauth2 || scheme->openid || out->all.n; /* others would be guesswork */
    return known
               ? OK
               : add_places(login, ENDPOINTS, sizeof(ENDPOINTS) / sizeof(ENDPOINTS[0]), false, out);
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

/* The way that the identities file declares. */
static enum err add_spec(struct login *login, const struct login_spec *spec,
                         struct login_ways *out) {
    const struct operation *operation = find_operation(login->contract, spec->method, spec->path);
    struct login_fields fields = {0};
    bool known = operation && login_fields_find(login->contract, operation, &fields);
    fields.username = known ? fields.username : SPAN("username");
    fields.password = known ? fields.password : SPAN("password");
    struct login_way way = {
        .kind = spec_kind(spec, operation, &fields, known),
        .method = spec->method,
        .path = spec->path,
        .url = login_url(login->wallet->arena, login,
                         operation ? operation->base : (struct span){"", 0}, spec->path),
        .username_field = spec->username_field.len ? spec->username_field : fields.username,
        .password_field = spec->password_field.len ? spec->password_field : fields.password,
        .otp_field = spec->otp_field.len ? spec->otp_field : fields.otp,
        .schema = known && fields.media ? fields.media->schema : NULL,
        .token_pointer = spec->token,
        .refresh_pointer = spec->refresh,
        .spec = spec,
        .declared = true,
        .client = spec->client_id.len != 0 && !known,
        .gives = GIFT_BEARER | GIFT_TOKEN | GIFT_SESSION,
    };
    way.kind = way.client ? LOGIN_GRANT : way.kind;
    TRY_PTR(way.url.ptr);
    return add(login, out, &way, FILE_SAYS);
}

/* What the identity brings itself: a program, a refresh token. */
static enum err add_own(struct login *login, const struct identity *identity,
                        struct login_ways *out) {
    if (identity->command.argv) {
        struct login_way way = {.kind = LOGIN_COMMAND,
                                .path = SPAN("its command"),
                                .url = identity->name,
                                .token_pointer = identity->command.pointer,
                                .declared = true};
        TRY(add(login, out, &way, 3 * FILE_SAYS));
    }
    struct login_way renewal;
    if (identity->refresh.value.len && login_find_refresh(login->wallet->arena, login, &renewal)) {
        struct login_way way = renewal;
        way.kind = LOGIN_RENEWAL;
        TRY(add(login, out, &way, 2 * FILE_SAYS));
    }
    return OK;
}

enum err login_find_ways(struct login *login, const struct identity *identity,
                         const struct scheme *scheme, struct login_ways *out) {
    *out = (struct login_ways){0};
    const struct login_spec *spec = login_spec_of(login, scheme);
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
        TRY(add(login, out, &flows.at[i], OWN_FLOW - (int)i));
    }
    if (!identity->username.len) {
        return OK;
    }
    VEC_EACH(const struct operation, operation, &login->contract->operations) {
        TRY(add_operation(login, operation, scheme, out));
    }
    return add_usual(login, scheme, out);
}
