/* SPDX-License-Identifier: Apache-2.0 */
/* Is anybody believed who says that he came by https? */
#include "base/mutant.h"
#include "http/elsewhere.h"
#include "scan/probe.h"
#include "text/uri.h"

enum { BLIND = 3, LAST_TOGETHER = 8 };

/* By which proxies tell the scheme, and how they spell it. The last is asked by itself: gunicorn
 * refuses it beside the others. */
static const struct claim {
    struct span name, secure, clear;
} CLAIMS[] = {
    {SPAN_INIT("X-Forwarded-Proto"), SPAN_INIT("https"), SPAN_INIT("http")},
    {SPAN_INIT("X-Forwarded-Scheme"), SPAN_INIT("https"), SPAN_INIT("http")},
    {SPAN_INIT("X-Forwarded-Ssl"), SPAN_INIT("on"), SPAN_INIT("off")},
    {SPAN_INIT("Forwarded"), SPAN_INIT("proto=https"), SPAN_INIT("proto=http")},
    {SPAN_INIT("Front-End-Https"), SPAN_INIT("on"), SPAN_INIT("off")},
    {SPAN_INIT("X-Url-Scheme"), SPAN_INIT("https"), SPAN_INIT("http")},
    {SPAN_INIT("X-Scheme"), SPAN_INIT("https"), SPAN_INIT("http")},
    {SPAN_INIT("CloudFront-Forwarded-Proto"), SPAN_INIT("https"), SPAN_INIT("http")},
    {SPAN_INIT("X-Forwarded-Protocol"), SPAN_INIT("https"), SPAN_INIT("http")},
};
enum { CLAIM_N = sizeof(CLAIMS) / sizeof(*CLAIMS) };

/* One request, as it is and with claims. */
struct trial {
    struct survey *survey;
    const struct operation *operation; /* that the finding names, or NULL */
    const struct identity *who;        /* or NULL */
    struct request bare;
    bool secret; /* its answer gives a credential */
    bool clear;  /* plain HTTP is claimed, not https */
    struct reply plain, claimed;
};

static bool is_https(const struct survey *survey) {
    return span_starts_nocase(survey_url(survey), SPAN("https:"));
}

/* With the claims from the first up to, not including, the second. */
static enum err ask(struct trial *trial, size_t from, size_t to, struct reply *out) {
    struct arena *arena = survey_arena(trial->survey);
    struct request request = trial->bare;
    request.fields = (struct fields){0};
    bool kept = fields_keep(arena, &trial->bare.fields, &request.fields);
    for (size_t i = from; i < to && kept; i++) {
        struct span value = trial->clear ? CLAIMS[i].clear : CLAIMS[i].secure;
        kept = fields_set(arena, &request.fields, CLAIMS[i].name, value);
    }
    if (!kept) {
        return ERR_MEMORY;
    }
    return trial->who ? survey_ask(trial->survey, trial->operation, &request, trial->who, out)
                      : survey_fetch(trial->survey, &request, out);
}

/* About the page, and not about the request: claims that contradict each other are refused. */
static bool is_answer(const struct response *response) {
    return (response->status != 400 && response->status < 500) || MUTANT(claim_refused);
}

/* What the claim changed; NULL: nothing. */
static const char *changed(const struct trial *trial, const struct reply *plain,
                           const struct reply *claimed) {
    if (!is_answer(&claimed->exchange.response)) {
        return NULL;
    }
    const struct response *a = &plain->exchange.response, *b = &claimed->exchange.response;
    return scheme_told(survey_arena(trial->survey), trial->bare.url, trial->clear ? b : a,
                       trial->clear ? a : b);
}

static enum err try_claims(struct trial *trial, size_t from, size_t to, const char **out) {
    TRY(ask(trial, from, to, &trial->claimed));
    *out = changed(trial, &trial->plain, &trial->claimed);
    return OK;
}

/* Which of the fields is believed; CLAIM_N: none. *only: no other is looked for, unless CLAIM_N. */
static enum err find(struct trial *trial, size_t only, size_t *out) {
    const char *what = NULL;
    *out = CLAIM_N;
    if (only < CLAIM_N) {
        TRY(try_claims(trial, only, only + 1, &what));
        *out = what ? only : CLAIM_N;
        return OK;
    }
    TRY(try_claims(trial, 0, LAST_TOGETHER, &what));
    for (size_t i = 0; what && i < LAST_TOGETHER && *out == CLAIM_N; i++) {
        const char *alone;
        TRY(try_claims(trial, i, i + 1, &alone));
        *out = alone ? i : CLAIM_N;
    }
    for (size_t i = LAST_TOGETHER; !what && i < CLAIM_N && *out == CLAIM_N; i++) {
        TRY(try_claims(trial, i, i + 1, &what));
        *out = what ? i : CLAIM_N;
    }
    return OK;
}

static enum err report(struct trial *trial, size_t claim, const char *what) {
    struct arena *arena = survey_arena(trial->survey);
    bool loopback = uri_is_loopback(survey_url(trial->survey));
    struct span name = CLAIMS[claim].name;
    const struct exhibit exhibits[] = {
        {SPAN("without the field"), &trial->plain.exchange, false, trial->secret},
        {name, &trial->claimed.exchange, true, trial->secret}};
    const struct disclosure found = {
        .operation = trial->operation,
        .cause = name,
        .message = arena_printf(
            arena, "Whoever sends \"%.*s: %.*s\" is believed: %s%s.%s", SPAN_ARG(name),
            SPAN_ARG(trial->clear ? CLAIMS[claim].clear : CLAIMS[claim].secure),
            trial->clear ? "without it, and not with it, " : "", what,
            loopback ? " No harm is done where nothing reaches it but through a proxy that "
                       "overwrites the field."
                     : ""),
        .confidence = loopback ? CONFIDENCE_LIKELY : CONFIDENCE_CONFIRMED,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(found.message.ptr);
    return survey_report(trial->survey, &forwarded_proto_trusted, &found);
}

/* What is believed, once that was seen: nothing else is then claimed. */
struct known {
    size_t claim; /* CLAIM_N: not seen yet */
    bool clear;
};

/* All of it twice. */
static enum err try_side(struct trial *trial, struct known *known) {
    struct reply before;
    size_t claim;
    TRY(find(trial, known->claim, &claim));
    if (claim == CLAIM_N) {
        return OK;
    }
    before = trial->plain;
    TRY(ask(trial, 0, 0, &trial->plain));
    TRY(ask(trial, claim, claim + 1, &trial->claimed));
    const char *what = changed(trial, &trial->plain, &trial->claimed);
    bool unsteady =
        changed(trial, &before, &trial->plain) || changed(trial, &trial->plain, &before);
    if (!MUTANT(claim_changes_once) && (!what || unsteady)) {
        return OK;
    }
    *known = (struct known){claim, trial->clear};
    return report(trial, claim, what);
}

/* Plain HTTP is claimed of https alone; https of both, as behind TLS that ends before it the
 * application may believe nobody but who asks. */
static enum err try_request(struct trial *trial, struct known *known) {
    TRY(ask(trial, 0, 0, &trial->plain));
    if (trial->plain.sample.wire != WIRE_OK) {
        return OK;
    }
    for (size_t side = 0; side < 2; side++) {
        bool seen = known->claim < CLAIM_N;
        trial->clear = side == 0;
        if ((seen ? trial->clear == known->clear : !trial->clear || is_https(trial->survey))) {
            TRY(try_side(trial, known));
        }
        if (!seen && known->claim < CLAIM_N) {
            return OK;
        }
    }
    return OK;
}

static struct span key_of(struct survey *survey, const struct operation *operation) {
    return arena_printf(survey_arena(survey), "forwarded-proto-trusted %.*s",
                        SPAN_ARG(operation->path));
}

/* Operations whose answers have to do with the scheme are asked again at the end. */
static enum err watch(struct survey *survey, const struct heard *heard) {
    const struct operation *operation = heard->operation;
    if (!operation || !scheme_spoken(&heard->exchange->response)) {
        return OK;
    }
    struct span key = key_of(survey, operation);
    TRY_PTR(key.ptr);
    (void)survey_first(survey, key);
    return OK;
}

static const struct identity *served_by(struct survey *survey, const struct operation_result *row) {
    VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
        int status = survey_status(row, identity);
        if (status / 100 == 2 || status / 100 == 3) {
            return identity;
        }
    }
    return NULL;
}

static bool is_read(const struct operation *operation) {
    return span_equal(operation->method, SPAN("GET")) && !build_has_effect(operation) &&
           !entrance_ends_session(operation);
}

/* Servers on this machine believe 127.0.0.1 what they would believe no stranger. */
static enum err try_as_stranger(struct trial *trial, struct known *known) {
    if (uri_is_loopback(survey_url(trial->survey)) && !MUTANT(loopback_believed)) {
        trial->bare.from = elsewhere_address(survey_arena(trial->survey));
        TRY_PTR(trial->bare.from);
    }
    TRY(try_request(trial, known));
    survey_forget(trial->survey);
    return OK;
}

static enum err try_operation(struct survey *survey, const struct operation *operation,
                              struct known *known) {
    struct draft draft;
    const struct operation_result *row = survey_row(survey, operation);
    TRY(survey_build(survey, operation, NULL, &draft));
    struct trial trial = {.survey = survey,
                          .operation = operation,
                          .who = served_by(survey, row),
                          .bare = draft.request};
    return draft.built ? try_as_stranger(&trial, known) : OK;
}

static enum err survey_operations(struct survey *survey, struct known *known) {
    size_t blind = 0;
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        const struct operation_result *row = survey_row(survey, operation);
        if (!row || row->gate == GATE_UNTESTED || !is_read(operation)) {
            continue;
        }
        struct span key = key_of(survey, operation);
        TRY_PTR(key.ptr);
        bool asked = !survey_first(survey, key) || blind++ < BLIND;
        TRY(asked ? try_operation(survey, operation, known) : OK);
    }
    return OK;
}

/* A login sets the cookies that matter most. */
static enum err survey_logins(struct survey *survey, struct known *known) {
    const struct doors *doors = survey_doors(survey);
    VEC_EACH(const struct door, door, &doors->all) {
        if (!door_is_first(doors, door) || !fields_get(&door->answer, SPAN("Set-Cookie")).len) {
            continue;
        }
        struct trial trial = {
            .survey = survey, .operation = survey_asked(survey, &door->request), .secret = true};
        TRY(door_request(survey_arena(survey), door, door->user, door->password, &trial.bare));
        TRY(try_as_stranger(&trial, known));
    }
    return OK;
}

/* The user plays the proxy. */
static bool is_claimed(const struct survey *survey) {
    bool claimed = false;
    for (size_t i = 0; i < CLAIM_N; i++) {
        claimed |= fields_get(survey_headers(survey), CLAIMS[i].name).ptr != NULL;
    }
    return claimed;
}

static enum err survey_claims(struct survey *survey) {
    struct known known = {.claim = CLAIM_N};
    if (is_claimed(survey) && !MUTANT(proxy_played)) {
        return OK;
    }
    TRY(survey_operations(survey, &known));
    return survey_logins(survey, &known);
}

static const struct rule rule = {
    .id = "forwarded-proto-trusted",
    .group = "transport",
    .wide = true,
    .severity = SEVERITY_LOW,
    .title = "Anybody may claim to have come by https",
    .cwe = {"CWE-348"},
    .owasp = "API8:2023",
    .why = "The redirect to https is skipped for whoever says so, and cookies that were to travel "
           "encrypted are given out in the clear. The other way round, a claim of http makes "
           "links, redirects and cookies of an https site insecure; a cache in front hands them "
           "to everybody.",
    .how = "Reads whose answers have to do with the scheme (absolute links, redirects, cookies, "
           "HSTS), a few others, and logins that set cookies are sent again with the fields by "
           "which proxies tell the scheme (X-Forwarded-Proto and its kin), claiming another "
           "scheme. It fires when redirects, links, cookies, HSTS or the answer's own words follow "
           "the claim, twice. On loopback the requests come from another address than 127.0.0.1, "
           "which servers trust by default, and the finding is likely, as a proxy may stand in "
           "front where it is deployed. Not asked where -H gives such a field.",
    .fix = "Let the proxy overwrite the field always (nginx: proxy_set_header X-Forwarded-Proto "
           "$scheme), and let nobody reach the application past it. Django: "
           "SECURE_PROXY_SSL_HEADER only then. Express: app.set('trust proxy', <the proxy's "
           "address>), never true. Flask: ProxyFix with the number of proxies that there are. "
           "gunicorn, uvicorn: forwarded-allow-ips with their addresses, never *.",
};

const struct probe forwarded_proto_trusted = {
    .rule = &rule, .watch = watch, .survey = survey_claims};
