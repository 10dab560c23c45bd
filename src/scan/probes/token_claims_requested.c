/* SPDX-License-Identifier: Apache-2.0 */
/* Does a login put into the token what the caller asks for? */
#include "base/mutant.h"
#include "scan/probe.h"
#include "text/words.h"

#define ROLES " role roles group groups authorities "
#define SCOPES " scope scopes scp permission permissions "
#define SUBJECTS " sub subject uid user username id name "
#define AUDIENCES " aud audience "

/* One member that is asked for, and what a token says that believed it. */
struct wish {
    struct extra extra;
    struct span claims, value;
};

#define WISH(name, json, claims, value) \
    { {SPAN_INIT(name), SPAN_INIT(json)}, SPAN_INIT(claims), SPAN_INIT(value) }

/* What nobody has: whoever gets it has been asked nothing. */
static const struct wish MADE_UP[] = {
    WISH("scope", "\"postern-any-scope\"", SCOPES, "postern-any-scope"),
    WISH("scopes", "[\"postern-any-scope\"]", SCOPES, "postern-any-scope"),
    WISH("permissions", "[\"postern-any-scope\"]", SCOPES, "postern-any-scope"),
    WISH("role", "\"postern-any-role\"", ROLES, "postern-any-role"),
    WISH("roles", "[\"postern-any-role\"]", ROLES, "postern-any-role"),
    WISH("groups", "[\"postern-any-role\"]", ROLES, "postern-any-role"),
    WISH("is_staff", "true", " staff ", "true"),
    WISH("is_superuser", "true", " superuser ", "true"),
    WISH("is_admin", "true", " admin ", "true"),
    WISH("admin", "true", " admin ", "true"),
    WISH("sub", "\"postern-any-subject\"", SUBJECTS, "postern-any-subject"),
    WISH("user_id", "\"postern-any-subject\"", SUBJECTS, "postern-any-subject"),
    WISH("aud", "\"postern-any-audience\"", AUDIENCES, "postern-any-audience"),
    WISH("audience", "\"postern-any-audience\"", AUDIENCES, "postern-any-audience"),
};

/* What there is, and this user has not: where only known words are taken. */
static const struct wish RIGHTS[] = {
    WISH("scope", "\"admin\"", SCOPES, "admin"),
    WISH("scopes", "[\"admin\"]", SCOPES, "admin"),
    WISH("permissions", "[\"admin\"]", SCOPES, "admin"),
    WISH("role", "\"admin\"", ROLES, "admin"),
    WISH("roles", "[\"admin\"]", ROLES, "admin"),
    WISH("groups", "[\"admin\"]", ROLES, "admin"),
};

enum { MOST_WISHES = 16 };
#define N_OF(list) (sizeof(list) / sizeof(*(list)))

struct trial {
    struct survey *survey;
    const struct door *door;
    struct reply plain, asked;
    struct said before, after;
};

static enum err fetch(struct trial *trial, const struct request *request, struct reply *reply,
                      struct said *said) {
    TRY(survey_fetch(trial->survey, request, reply));
    *said = (struct said){0};
    return sample_served(&reply->sample)
               ? said_read(survey_arena(trial->survey), &reply->exchange, said)
               : OK;
}

static enum err log_in(struct trial *trial) {
    struct request request;
    const struct door *door = trial->door;
    TRY(door_request(survey_arena(trial->survey), door, door->user, door->password, &request));
    return fetch(trial, &request, &trial->plain, &trial->before);
}

static enum err ask_for(struct trial *trial, const struct wish *wishes, size_t n, unsigned places) {
    struct arena *arena = survey_arena(trial->survey);
    struct extra extras[MOST_WISHES];
    struct request request;
    const struct door *door = trial->door;
    for (size_t i = 0; i < n; i++) {
        extras[i] = wishes[i].extra;
    }
    TRY(door_request(arena, door, door->user, door->password, &request));
    TRY(extras_put(arena, extras, n, places, &request));
    return fetch(trial, &request, &trial->asked, &trial->after);
}

/* An answer whose token nobody can read may say itself which scope was given (RFC 6749, section
 * 5.1). */
static bool is_scope_given(const struct said *said, const struct wish *wish) {
    return !said->payloads.n && span_equal(wish->claims, SPAN(SCOPES)) &&
           span_equal(wish->value, SPAN("postern-any-scope")) &&
           said_holds(said->answer, SPAN(" scope scopes "), wish->value);
}

/* Given because it was asked for. */
static bool is_granted(const struct trial *trial, const struct wish *wish) {
    bool before =
        said_in_token(&trial->before, wish->claims, wish->value) && !MUTANT(claims_had_before);
    return (said_in_token(&trial->after, wish->claims, wish->value) && !before) ||
           is_scope_given(&trial->after, wish);
}

/* The names of those that were given, each once; empty: none. */
static struct span granted(const struct trial *trial, const struct wish *wishes, size_t n) {
    struct arena *arena = survey_arena(trial->survey);
    struct span names = SPAN(""), last = SPAN("");
    for (size_t i = 0; i < n; i++) {
        if (is_granted(trial, &wishes[i]) && !span_equal(wishes[i].claims, last)) {
            names = arena_printf(arena, "%.*s%s%.*s", SPAN_ARG(names), names.len ? ", " : "",
                                 SPAN_ARG(wishes[i].extra.name));
            last = wishes[i].claims;
        }
    }
    return names;
}

static enum err report(struct trial *trial, struct span names) {
    const struct exhibit exhibits[] = {
        {SPAN("logs in"), &trial->plain.exchange, false, true},
        {SPAN("and asks for more"), &trial->asked.exchange, true, true}};
    bool read = trial->after.payloads.n != 0;
    const struct disclosure what = {
        .operation = survey_asked(trial->survey, &trial->door->request),
        .cause = names,
        .message = arena_printf(survey_arena(trial->survey),
                                "%.*s logs in%s and gets %s with whatever else the request asks "
                                "for: %.*s.",
                                SPAN_ARG(trial->door->identity->name),
                                trial->door->basic ? " by Basic" : "", read ? "a token" : "a scope",
                                SPAN_ARG(names)),
        .confidence = read ? CONFIDENCE_CONFIRMED : CONFIDENCE_LIKELY,
        .exhibits = exhibits,
        .exhibit_n = N_OF(exhibits),
    };
    TRY_PTR(what.message.ptr);
    return survey_report(trial->survey, &token_claims_requested, &what);
}

/* *found: it is reported; it was given twice, and a plain login before and after has it not. */
static enum err try_wishes(struct trial *trial, const struct wish *wishes, size_t n,
                           unsigned places, bool *found) {
    TRY(ask_for(trial, wishes, n, places));
    struct span names = granted(trial, wishes, n);
    TRY_PTR(names.ptr);
    if (!names.len) {
        return OK;
    }
    TRY(log_in(trial));
    TRY(ask_for(trial, wishes, n, places));
    names = granted(trial, wishes, n);
    *found = names.ptr && names.len && sample_served(&trial->plain.sample);
    return *found ? report(trial, names) : OK;
}

/* The answer to the request for more says no, and not because it came too soon. */
static bool is_refused(const struct trial *trial) {
    const struct sample *asked = &trial->asked.sample;
    return asked->wire == WIRE_OK && !sample_served(asked) && !asked->throttled;
}

static bool is_of_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* By its whole name: who says "audience" does not say "aud". */
static bool names(struct span text, struct span name) {
    for (size_t at; (at = span_find(text, name)) != SIZE_MAX;) {
        struct span rest = span_from_index(text, at + name.len);
        if ((!at || !is_of_name(text.ptr[at - 1])) && (!rest.len || !is_of_name(rest.ptr[0]))) {
            return true;
        }
        text = rest;
    }
    return false;
}

/* Without those that the refusal names. Returns how many are left. */
static size_t unnamed(const struct trial *trial, const struct wish *wishes, size_t n,
                      struct wish *out) {
    struct span says = trial->asked.exchange.response.body;
    size_t left = 0;
    for (size_t i = 0; i < n; i++) {
        if (!names(says, wishes[i].extra.name) || MUTANT(named_asked_again)) {
            out[left++] = wishes[i];
        }
    }
    return left;
}

/* Each kind of claim once, by its usual name: every try is a login. */
static enum err try_each(struct trial *trial, const struct wish *wishes, size_t n, bool *found) {
    for (size_t i = 0; i < n && !*found; i++) {
        bool usual = !i || !span_equal(wishes[i].claims, wishes[i - 1].claims);
        TRY(usual ? try_wishes(trial, &wishes[i], 1, EXTRA_BODY, found) : OK);
        if (trial->asked.sample.throttled) {
            return OK;
        }
    }
    return OK;
}

/* All at once; where that is refused, those that the refusal does not name; or one by one. */
static enum err try_list(struct trial *trial, const struct wish *wishes, size_t n, bool *found) {
    struct wish rest[MOST_WISHES];
    TRY(try_wishes(trial, wishes, n, EXTRA_BODY | EXTRA_QUERY, found));
    if (*found || !is_refused(trial)) {
        return OK;
    }
    size_t left = unnamed(trial, wishes, n, rest);
    if (left && left < n) {
        TRY(try_wishes(trial, rest, left, EXTRA_BODY, found));
    }
    return left && !*found && is_refused(trial) ? try_each(trial, rest, left, found) : OK;
}

/* Whom the other's token names, as a wish of this one's. */
static enum err try_subject(struct trial *trial, const struct door *other, bool *found) {
    static const char *const claims[] = {"sub", "user_id", "uid", "username"};
    struct arena *arena = survey_arena(trial->survey);
    struct trial others = {.survey = trial->survey, .door = other};
    struct wish wishes[N_OF(claims)];
    size_t n = 0;
    TRY(log_in(&others));
    for (size_t i = 0; others.before.payloads.n && i < N_OF(claims); i++) {
        struct span name = span_from(claims[i]);
        struct span value = node_scalar(node_get(others.before.payloads.at[0], name));
        struct span json = arena_printf(arena, "\"%.*s\"", SPAN_ARG(value));
        TRY_PTR(json.ptr);
        if (value.len && span_find_byte(value, '"') == SIZE_MAX &&
            !said_in_token(&trial->before, SPAN(SUBJECTS), value)) {
            wishes[n++] = (struct wish){{name, json}, SPAN(SUBJECTS), value};
        }
    }
    return n ? try_list(trial, wishes, n, found) : OK;
}

static enum err try_others(struct trial *trial, bool *found) {
    VEC_EACH(const struct door, other, &survey_doors(trial->survey)->all) {
        if (!*found && other->identity != trial->door->identity &&
            span_equal(other->request.url, trial->door->request.url)) {
            return try_subject(trial, other, found);
        }
    }
    return OK;
}

static enum err try_door(struct trial *trial) {
    bool found = false, readable;
    TRY(log_in(trial));
    if (!sample_served(&trial->plain.sample)) {
        return OK;
    }
    readable = trial->before.payloads.n != 0;
    TRY(try_list(trial, MADE_UP, N_OF(MADE_UP), &found));
    if (found || !readable) {
        return OK;
    }
    if (trial->door->identity->role.len && !role_is_administrator(trial->door->identity->role)) {
        TRY(try_list(trial, RIGHTS, N_OF(RIGHTS), &found));
    }
    return found ? OK : try_others(trial, &found);
}

/* At each place that of an identity which may not have everything anyhow. */
static bool is_best(const struct doors *doors, const struct door *door) {
    bool own = role_is_administrator(door->identity->role);
    VEC_EACH(const struct door, other, &doors->all) {
        bool others = role_is_administrator(other->identity->role);
        bool rather = own && !others, before = other < door && own == others;
        if (span_equal(other->request.url, door->request.url) && (rather || before)) {
            return false;
        }
    }
    return true;
}

static enum err survey_logins(struct survey *survey) {
    const struct doors *doors = survey_doors(survey);
    VEC_EACH(const struct door, door, &doors->all) {
        struct trial trial = {.survey = survey, .door = door};
        TRY(is_best(doors, door) ? try_door(&trial) : OK);
    }
    return OK;
}

static const struct rule rule = {
    .id = "token-claims-requested",
    .group = "authorization",
    .wide = true,
    .severity = SEVERITY_HIGH,
    .title = "A login puts into the token what the caller asks for",
    .cwe = {"CWE-269", "CWE-915"},
    .owasp = "API3:2023",
    .why = "The token is signed, so everybody behind believes it: a role, a scope or a subject "
           "that "
           "its holder wrote into the request himself. Whoever has any password has every right.",
    .how =
        "A login that worked, by Basic or by name and password, is sent again with more members "
        "and "
        "parameters: scope, role, is_staff, sub, aud and the like, with values that nobody has; "
        "for "
        "an identity whose role: is an ordinary one also with admin, and with whom another "
        "identity's token names. Where all of them are refused at once, those that the refusal "
        "does not name are asked for again, or one of each kind by itself, so that there are few "
        "logins. It fires when the token then says so, twice, and that of a plain "
        "login before and after does not. Where the token cannot be read, a scope in the answer "
        "counts, as likely.",
    .fix = "Take claims from the user's record alone. simplejwt: in get_token(cls, user) set "
           "token[\"role\"] from user, never from request.data or attrs. OAuth2: give the scopes "
           "that both the client and the user may have, and answer invalid_scope to others (RFC "
           "6749, section 3.3).",
};

const struct probe token_claims_requested = {.rule = &rule, .doors = true, .survey = survey_logins};
