/* SPDX-License-Identifier: Apache-2.0 */
/* The contract is not known yet, so nobody says how a credential travels: the usual ways are tried.
 */
#include "cli/fetch_as.h"

#include "base/mutant.h"
#include "cli/fetch_login.h"

enum { IDENTITIES_MOST = 8 };

static const struct scheme USUAL[] = {
    {.kind = SCHEME_BEARER, .parameter = SPAN_INIT("Authorization"), .prefix = SPAN_INIT("Bearer")},
    {.kind = SCHEME_AUTHORIZATION,
     .parameter = SPAN_INIT("Authorization"),
     .prefix = SPAN_INIT("Token")},
    {.kind = SCHEME_BASIC, .parameter = SPAN_INIT("Authorization"), .prefix = SPAN_INIT("Basic")},
};

bool fetch_was_refused(struct span url, const struct fetched *got) {
    bool page = got->status == 200 && span_starts(span_trim(got->body), SPAN("<"));
    return got->status == 401 || got->status == 403 || (page && !span_equal(url, got->url));
}

struct attempt {
    struct arena *arena;
    const struct client_options *options;
    struct wallet *wallet;
    const struct identity *identity;
    struct span url;
};

/* *out is written when the answer is another one than a refusal. */
static enum err try_fields(const struct attempt *at, const struct fields *fields,
                           struct fetched *out, bool *served) {
    struct client_options options = *at->options;
    struct fetched got = {0};
    struct request request = {.fields = options.fields};
    for (size_t i = 0; i < fields->n; i++) {
        TRY(credential_field(at->arena, &request, fields->at[i].name, fields->at[i].value));
    }
    options.fields = request.fields;
    TRY(fetch(at->arena, &options, at->url, &got));
    *served = got.status == 200 && !fetch_was_refused(at->url, &got);
    if (*served) {
        *out = got;
    }
    return OK;
}

static enum err try_scheme(struct attempt *at, const struct scheme *scheme, struct fetched *out,
                           bool *served) {
    struct request request = {.method = SPAN("GET"), .url = at->url};
    enum err err = wallet_present_scheme(at->wallet, at->arena, at->identity, scheme, &request);
    if (err == ERR_MISSING) {
        return OK;
    }
    TRY(err);
    return try_fields(at, &request.fields, out, served);
}

static enum err try_named(struct attempt *at, enum scheme_kind kind, struct span name,
                          struct fetched *out, bool *served) {
    struct scheme *scheme = arena_new(at->arena, struct scheme); /* the wallet keeps it */
    TRY_PTR(scheme);
    *scheme = (struct scheme){.name = name, .kind = kind, .parameter = name};
    return try_scheme(at, scheme, out, served);
}

static enum err try_identity(struct attempt *at, struct fetched *out, bool *served) {
    for (size_t i = 0; !*served && i < sizeof(USUAL) / sizeof(*USUAL); i++) {
        TRY(try_scheme(at, &USUAL[i], out, served));
    }
    for (size_t i = 0; !*served && i < at->identity->headers.n; i++) {
        TRY(try_named(at, SCHEME_HEADER, at->identity->headers.at[i].name, out, served));
    }
    for (size_t i = 0; !*served && i < at->identity->cookies.n; i++) {
        TRY(try_named(at, SCHEME_COOKIE, at->identity->cookies.at[i].name, out, served));
    }
    return OK;
}

/* What a login set: all of it, as a browser would send it. */
static enum err try_session(const struct attempt *at, struct fetched *out, bool *served) {
    VEC_EACH(struct grant *const, grant, &at->wallet->grants) {
        struct request request = {.method = SPAN("GET"), .url = at->url};
        if (*served || (*grant)->identity != at->identity || !(*grant)->cookies.n) {
            continue;
        }
        TRY(grant_put_cookies(at->arena, *grant, &request));
        TRY(try_fields(at, &request.fields, out, served));
    }
    return OK;
}

static enum err make_ready(struct arena *arena, const struct client_options *options,
                           struct insiders *insiders) {
    if (insiders->ready) {
        return OK;
    }
    insiders->ready = true;
    wallet_init(&insiders->wallet, arena, NULL, insiders->identities);
    return fetch_login(arena, options, insiders->target, &insiders->wallet, insiders->diag);
}

enum err fetch_as(struct arena *arena, const struct client_options *options,
                  struct insiders *insiders, struct span url, struct fetched *got,
                  struct span *who) {
    *who = (struct span){"", 0};
    if (!insiders || !insiders->identities || MUTANT(insiders_unasked)) {
        return OK;
    }
    TRY(make_ready(arena, options, insiders));
    const struct identities *identities = insiders->identities;
    struct attempt at = {
        .arena = arena, .options = options, .wallet = &insiders->wallet, .url = url};
    for (size_t i = 0; !who->len && i < identities->all.n && i < IDENTITIES_MOST; i++) {
        bool served = false;
        at.identity = &identities->all.at[i];
        TRY(try_identity(&at, got, &served));
        TRY(served ? OK : try_session(&at, got, &served));
        *who = served ? at.identity->name : *who;
    }
    return OK;
}
