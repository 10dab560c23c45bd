/* SPDX-License-Identifier: Apache-2.0 */
/* Looking through the contract for where one logs in. */
#include "scan/login/login_way.h"

#include "scan/build/build.h"
#include "scan/login/login_fields.h"
#include "text/field.h"
#include "text/uri.h"

/* The URL of a path of the contract, at the target. */
static struct span url_of(struct arena *arena, const struct login *login, struct span base,
                          struct span path) {
    struct span front = arena_join(arena, login->base_url, build_base(login->base_url, base));
    return front.ptr ? arena_join(arena, front, path) : front;
}

static struct login_way *add_way(struct arena *arena, struct login_ways *ways, struct span url) {
    for (size_t i = 0; i < ways->all.n; i++) {
        if (span_equal(ways->all.at[i].url, url)) {
            return NULL;
        }
    }
    struct login_way *way = vec_add(arena, &ways->all);
    if (way) {
        way->url = url;
        way->method = SPAN("POST");
        way->path = uri_path(url);
    }
    return way;
}

static enum err add_operation(struct arena *arena, const struct login *login,
                              const struct operation *operation, int score,
                              struct login_ways *out) {
    struct login_fields fields;
    if (!login_fields_find(login->contract, operation, &fields)) {
        return OK;
    }
    struct span url = url_of(arena, login, operation->base, operation->path);
    TRY_PTR(url.ptr);
    struct login_way *way = add_way(arena, out, url);
    if (!way) {
        return OK;
    }
    way->path = operation->path;
    way->kind = fields.csrf ? LOGIN_PAGE : fields.form ? LOGIN_FORM : LOGIN_JSON;
    way->username_field = fields.username;
    way->password_field = fields.password;
    way->schema = fields.media->schema;
    way->declared = true;
    way->score = score;
    way->gives = fields.csrf ? GIFT_SESSION : login_fields_gives(login->contract, operation);
    return OK;
}

/* The token URL at the target: a URL of another host is only taken when the contract says that the
 * API itself is there, and then its path alone. {NULL, 0}: not ours. */
static struct span grant_url(struct arena *arena, const struct login *login, struct span url) {
    struct span base = login->contract->operations.n ? login->contract->operations.at[0].base
                                                     : (struct span){"", 0};
    struct span front = url_of(arena, login, base, SPAN("/")), resolved;
    if (!front.ptr || uri_resolve(arena, front, url, &resolved) != OK) {
        return (struct span){NULL, 0};
    }
    if (uri_same_origin(resolved, login->base_url)) {
        return resolved;
    }
    for (size_t i = 0; i < login->contract->servers.n; i++) {
        if (uri_same_origin(resolved, login->contract->servers.at[i].url)) {
            return url_of(arena, login, (struct span){"", 0}, uri_path(resolved));
        }
    }
    return (struct span){NULL, 0};
}

static enum err add_grants(struct arena *arena, const struct login *login,
                           const struct login_needs *needs, struct login_ways *out) {
    for (size_t i = 0; i < needs->schemes.n; i++) {
        const struct scheme *scheme = needs->schemes.at[i];
        for (size_t k = 0; k < scheme->flows.n; k++) {
            const struct flow *flow = &scheme->flows.at[k];
            if (!span_equal(flow->kind, SPAN("password")) || flow->token_url.len == 0) {
                continue;
            }
            struct span url = grant_url(arena, login, flow->token_url);
            struct login_way *way = url.ptr ? add_way(arena, out, url) : NULL;
            if (way) {
                way->kind = LOGIN_GRANT;
                way->username_field = SPAN("username");
                way->password_field = SPAN("password");
                way->gives = GIFT_BEARER;
                way->declared = true;
                way->score = 100;
            }
        }
    }
    return OK;
}

/* Where Django keeps its login pages, and others theirs. */
static const struct span pages[] = {SPAN_INIT("/accounts/login/"), SPAN_INIT("/api-auth/login/"),
                                    SPAN_INIT("/admin/login/"), SPAN_INIT("/login/"),
                                    SPAN_INIT("/login")};

static enum err add_pages(struct arena *arena, const struct login *login, struct login_ways *out) {
    for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
        struct span url = arena_join(arena, login->base_url, pages[i]);
        TRY_PTR(url.ptr);
        struct login_way *way = add_way(arena, out, url);
        if (way) {
            way->kind = LOGIN_PAGE;
            way->path = pages[i];
            way->gives = GIFT_SESSION;
        }
    }
    return OK;
}

/* An answer that holds an access token is surer to be a bearer token than one with just a "token",
 * and the other way round where DRF's token is all that is asked for. */
static int fit(const struct login_way *way, const struct login_needs *needs) {
    bool access = way->gives == GIFT_BEARER;
    return access == ((needs->gifts & GIFT_BEARER) != 0) ? 1 : 0;
}

/* The best score first; among equals the order in which they were found. */
static void sort(struct login_ways *ways) {
    for (size_t i = 1; i < ways->all.n; i++) {
        struct login_way moved = ways->all.at[i];
        size_t at = i;
        while (at > 0 && ways->all.at[at - 1].score < moved.score) {
            ways->all.at[at] = ways->all.at[at - 1];
            at--;
        }
        ways->all.at[at] = moved;
    }
}

enum err login_find_ways(struct arena *arena, const struct login *login,
                         const struct login_needs *needs, struct login_ways *out) {
    *out = (struct login_ways){0};
    TRY(add_grants(arena, login, needs, out));
    for (size_t i = 0; i < login->contract->operations.n; i++) {
        const struct operation *operation = &login->contract->operations.at[i];
        int score = login_score(login->contract, operation);
        if (score > 0) {
            TRY(add_operation(arena, login, operation, score, out));
        }
    }
    if (needs->gifts & GIFT_SESSION) {
        TRY(add_pages(arena, login, out));
    }
    for (size_t i = 0; i < out->all.n; i++) {
        struct login_way *way = &out->all.at[i];
        way->score += fit(way, needs);
        way->gives |= way->gives & (GIFT_BEARER | GIFT_TOKEN) ? GIFT_HEADER : 0u;
        /* where cookies are all that is asked for, a login sets one, whatever its body says */
        way->gives |= needs->gifts == GIFT_SESSION ? GIFT_SESSION : 0u;
    }
    sort(out);
    return OK;
}

static const struct operation *find_operation(const struct contract *contract, struct span method,
                                              struct span path) {
    for (size_t i = 0; i < contract->operations.n; i++) {
        const struct operation *operation = &contract->operations.at[i];
        if (span_equal_nocase(operation->method, method) && span_equal(operation->path, path)) {
            return operation;
        }
    }
    return NULL;
}

enum err login_spec_way(struct arena *arena, const struct login *login, struct login_way *out) {
    const struct login_spec *spec = &login->identities->login;
    const struct operation *operation = find_operation(login->contract, spec->method, spec->path);
    struct login_fields fields = {.username = SPAN("username"), .password = SPAN("password")};
    struct span base = operation ? operation->base : (struct span){"", 0};
    bool known = operation && login_fields_find(login->contract, operation, &fields);
    *out = (struct login_way){
        .kind = fields.csrf   ? LOGIN_PAGE
                : fields.form ? LOGIN_FORM
                              : LOGIN_JSON,
        .method = spec->method,
        .path = spec->path,
        .url = url_of(arena, login, base, spec->path),
        .username_field = spec->username_field.len ? spec->username_field : fields.username,
        .password_field = spec->password_field.len ? spec->password_field : fields.password,
        .schema = known ? fields.media->schema : NULL,
        .token_pointer = spec->token,
        .refresh_pointer = spec->refresh,
        .declared = true,
        .gives = GIFT_BEARER | GIFT_TOKEN | GIFT_SESSION | GIFT_HEADER,
    };
    return out->url.ptr ? OK : ERR_MEMORY;
}

bool login_is_refresh(const struct contract *contract, const struct operation *operation) {
    const struct media *media;
    return span_equal(operation->method, SPAN("POST")) &&
           span_find_byte(operation->path, '{') == SIZE_MAX &&
           span_find_nocase(operation->path, SPAN("refresh")) != SIZE_MAX &&
           login_fields_refresh(contract, operation, &media).ptr;
}

bool login_find_refresh(struct arena *arena, const struct login *login, struct login_way *out) {
    for (size_t i = 0; i < login->contract->operations.n; i++) {
        const struct operation *operation = &login->contract->operations.at[i];
        const struct media *media;
        if (!login_is_refresh(login->contract, operation)) {
            continue;
        }
        *out = (struct login_way){
            .method = SPAN("POST"),
            .path = operation->path,
            .password_field = login_fields_refresh(login->contract, operation, &media),
            .declared = true,
            .gives = GIFT_BEARER,
        };
        out->kind = field_is_json(media->type) ? LOGIN_JSON : LOGIN_FORM;
        out->url = url_of(arena, login, operation->base, operation->path);
        return out->url.ptr != NULL;
    }
    return false;
}
