/* SPDX-License-Identifier: Apache-2.0 */
/* Does a login keep the session that its user came with? */
#include "base/buf.h"
#include "base/mutant.h"
#include "scan/probe.h"
#include "text/field.h"

enum { MOST_COOKIES = 64, LONGEST = 128, SHORTEST = 8 };

struct trial {
    struct survey *survey;
    const struct door *door;
    const struct scheme *scheme;
    const struct operation *read;
    struct reply login, after, nobody; /* nobody: what the session showed before the login */
    const struct identity *other;      /* whose session it was; NULL: nobody's */
};

/* The cookie of that name that the fields set; {NULL, 0}: they do not. */
static struct span set_by(const struct fields *fields, struct span name) {
    struct field_cookie cookie;
    for (size_t n = 0; field_next_cookie(fields, MOST_COOKIES, &n, &cookie);) {
        if (span_equal(cookie.name, name)) {
            return cookie.value;
        }
    }
    return (struct span){NULL, 0};
}

/* The same of the Cookie field of a request. */
static struct span sent_by(const struct request *request, struct span name) {
    struct span rest = fields_get(&request->fields, SPAN("Cookie"));
    while (rest.ptr) {
        struct span value = span_trim(span_cut(&rest, ';'));
        if (span_equal(span_cut(&value, '='), name)) {
            return value;
        }
    }
    return (struct span){NULL, 0};
}

/* The session that the login was for: a new one, or that which its request brought. */
static struct span session_of(const struct door *door, struct span name) {
    struct span given = set_by(&door->answer, name);
    return given.len ? given : sent_by(&door->request, name);
}

/* As long as the genuine one, of digits and small letters where that has such. */
static struct span made_up(struct arena *arena, struct span like) {
    char *text = arena_take(arena, like.len, 1);
    for (size_t i = 0; text && i < like.len; i++) {
        char c = like.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        text[i] = (char)(c >= '0' && c <= '9' ? '0' + (int)(i % 10) : letter ? "abcdef"[i % 6] : c);
    }
    return (struct span){text, text ? like.len : 0};
}

static enum err read_with(struct trial *trial, struct span value, struct reply *out) {
    struct draft draft;
    *out = (struct reply){.sample.wire = WIRE_UNSENT};
    TRY(survey_build(trial->survey, trial->read, NULL, &draft));
    if (!draft.built) {
        return OK;
    }
    if (value.len) {
        TRY(credential_cookie(survey_arena(trial->survey), &draft.request, trial->scheme->parameter,
                              value));
    }
    return survey_fetch(trial->survey, &draft.request, out);
}

/* It showed the other, then whom the login was for, and shows each of them the same when asked
 * again: what differs is whose it is. */
static enum err became(struct trial *trial, struct span preset, bool *out) {
    struct arena *arena = survey_arena(trial->survey);
    struct volatility volatility;
    struct reply again;
    TRY(read_with(trial, preset, &again));
    TRY(sample_learn(arena, &trial->after.sample, &again.sample, &volatility));
    *out = sample_served(&again.sample) &&
           sample_compare(&trial->after.sample, &again.sample, &volatility) == LIKE_SAME &&
           (sample_compare(&trial->nobody.sample, &trial->after.sample, &volatility) != LIKE_SAME ||
            MUTANT(carried_by_anybody));
    return OK;
}

/* Logs in with that session, and looks whether it then is the user's. */
static enum err fixes(struct trial *trial, struct span preset, bool *out) {
    struct arena *arena = survey_arena(trial->survey);
    const struct door *door = trial->door;
    struct request request;
    *out = false;
    TRY(read_with(trial, preset, &trial->nobody));
    if (sample_served(&trial->nobody.sample) != (trial->other != NULL) ||
        trial->nobody.sample.wire != WIRE_OK) {
        return OK;
    }
    TRY(door_request(arena, door, door->user, door->password, &request));
    TRY(credential_cookie(arena, &request, trial->scheme->parameter, preset));
    TRY(survey_fetch(trial->survey, &request, &trial->login));
    struct span given = set_by(&trial->login.exchange.response.fields, trial->scheme->parameter);
    int status = trial->login.sample.status;
    if ((status / 100 != 2 && status / 100 != 3) || (given.len && !span_equal(given, preset))) {
        return OK;
    }
    TRY(read_with(trial, preset, &trial->after));
    *out = sample_served(&trial->after.sample) || MUTANT(carried_unproven);
    return *out && trial->other ? became(trial, preset, out) : OK;
}

/* Whose the session was. */
static struct span origin_of(const struct trial *trial, bool known) {
    return trial->other ? arena_printf(survey_arena(trial->survey), "that %.*s had logged in with",
                                       SPAN_ARG(trial->other->name))
           : known      ? SPAN("that the API gave to somebody who had not logged in")
                        : SPAN("that the API never gave");
}

static enum err report(struct trial *trial, bool known) {
    struct arena *arena = survey_arena(trial->survey);
    struct span origin = origin_of(trial, known);
    const struct exhibit exhibits[] = {
        {SPAN("before the login"), &trial->nobody.exchange, false, true},
        {SPAN("logs in"), &trial->login.exchange, false, true},
        {SPAN("the session from before"), &trial->after.exchange, true, false}};
    const struct disclosure what = {
        .operation = survey_asked(trial->survey, &trial->door->request),
        .cause = trial->scheme->parameter,
        .message = arena_printf(arena, "A session id (%.*s) %.*s is %.*s's after the login.",
                                SPAN_ARG(trial->scheme->parameter), SPAN_ARG(origin),
                                SPAN_ARG(trial->door->identity->name)),
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(what.message.ptr);
    return survey_report(trial->survey, &session_fixation, &what);
}

/* A session that strangers are given, for whoever asks for the login or the read. */
static enum err strangers(struct trial *trial, struct span *out) {
    struct reply page;
    struct request request = {.method = SPAN("GET"), .url = trial->door->request.url};
    TRY(read_with(trial, SPAN(""), &trial->nobody));
    *out = set_by(&trial->nobody.exchange.response.fields, trial->scheme->parameter);
    if (!out->len) {
        TRY(survey_fetch(trial->survey, &request, &page));
        *out = set_by(&page.exchange.response.fields, trial->scheme->parameter);
    }
    return OK;
}

/* Twice, each time with another session: of a stranger's, or one that is made up. */
static enum err try_nobodys(struct trial *trial, struct span genuine, bool *known, bool *found) {
    struct arena *arena = survey_arena(trial->survey);
    struct span preset;
    TRY(strangers(trial, &preset));
    *known = preset.len != 0;
    for (size_t i = 0; i < 2; i++) {
        if (i > 0 && *known) {
            TRY(strangers(trial, &preset));
        }
        struct span session = *known ? preset : made_up(arena, genuine);
        if (!*known && i > 0 && session.len) {
            session = arena_printf(arena, "%.*s0", (int)session.len - 1, session.ptr);
        }
        *found = false;
        TRY(session.len ? fixes(trial, session, found) : OK);
        if (!*found) {
            return OK;
        }
    }
    return OK;
}

/* Twice, each time with a new session of another user's, who logged in at the same place: whoever
 * has an account need not have a session before he logs in. */
static enum err try_others(struct trial *trial, const struct door *other, bool *found) {
    struct arena *arena = survey_arena(trial->survey);
    struct request request;
    struct reply reply;
    trial->other = other->identity;
    for (size_t i = 0; i < 2; i++) {
        TRY(door_request(arena, other, other->user, other->password, &request));
        TRY(survey_fetch(trial->survey, &request, &reply));
        struct span session = set_by(&reply.exchange.response.fields, trial->scheme->parameter);
        *found = false;
        TRY(session.len ? fixes(trial, session, found) : OK);
        if (!*found) {
            return OK;
        }
    }
    return OK;
}

/* Another identity's login at the same place; NULL: there is none. */
static const struct door *door_beside(struct survey *survey, const struct door *door) {
    VEC_EACH(const struct door, other, &survey_doors(survey)->all) {
        if (other->identity != door->identity &&
            span_equal(other->request.url, door->request.url) &&
            span_equal(other->request.method, door->request.method)) {
            return other;
        }
    }
    return NULL;
}

static enum err try_door(struct trial *trial) {
    struct span genuine = session_of(trial->door, trial->scheme->parameter);
    bool found = false, known = false;
    if (genuine.len < SHORTEST || genuine.len > LONGEST) {
        return OK;
    }
    TRY(try_nobodys(trial, genuine, &known, &found));
    const struct door *beside = found ? NULL : door_beside(trial->survey, trial->door);
    TRY(beside ? try_others(trial, beside, &found) : OK);
    return found ? report(trial, known) : OK;
}

static enum err survey_doors_of(struct survey *survey) {
    VEC_EACH(const struct scheme, scheme, &survey_contract(survey)->schemes) {
        bool tried = scheme->kind != SCHEME_COOKIE;
        VEC_EACH(const struct door, door, &survey_doors(survey)->all) {
            struct trial trial = {.survey = survey, .door = door, .scheme = scheme};
            bool sets = session_of(door, scheme->parameter).len != 0;
            trial.read = tried || !sets ? NULL : survey_read_by(survey, door->identity, scheme);
            tried |= trial.read != NULL;
            TRY(trial.read ? try_door(&trial) : OK);
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "session-fixation",
    .group = "account",
    .wide = true,
    .severity = SEVERITY_HIGH,
    .title = "A login keeps the session that its user came with",
    .cwe = {"CWE-384"},
    .owasp = "API2:2023",
    .why =
        "Whoever can plant a session id in somebody's browser, by a link or a neighbouring site, "
        "waits until its user logs in, and then is logged in as well.",
    .how =
        "A login of an identity's is sent again with a session cookie of the scan's own: one that "
        "a stranger was given, one that is made up, or that of another identity who logs in there. "
        "It fires when the login gives no other, and a read that refused this session before, or "
        "showed the other identity, then serves it as the user's; all of it twice.",
    .fix = "Give a new session id at every login. Django: login() does, and "
           "request.session.cycle_key() "
           "does where you log in by hand. Express: req.session.regenerate(). Flask-Session: "
           "session.clear() and a new id.",
};

const struct probe session_fixation = {.rule = &rule, .survey = survey_doors_of};
