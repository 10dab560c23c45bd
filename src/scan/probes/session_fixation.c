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
    struct reply login, after, nobody;
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

/* Logs in with that session, and looks whether it then is the user's. */
static enum err fixes(struct trial *trial, struct span preset, bool *out) {
    struct arena *arena = survey_arena(trial->survey);
    const struct door *door = trial->door;
    struct request request;
    *out = false;
    TRY(read_with(trial, preset, &trial->nobody));
    if (sample_served(&trial->nobody.sample) || trial->nobody.sample.wire != WIRE_OK) {
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
    return OK;
}

static enum err report(struct trial *trial, bool known) {
    struct arena *arena = survey_arena(trial->survey);
    const struct exhibit exhibits[] = {
        {SPAN("before the login"), &trial->nobody.exchange, false, true},
        {SPAN("logs in"), &trial->login.exchange, false, true},
        {SPAN("the session from before"), &trial->after.exchange, true, false}};
    const struct disclosure what = {
        .operation = survey_asked(trial->survey, &trial->door->request),
        .cause = trial->scheme->parameter,
        .message = arena_printf(arena, "A session id (%.*s) %s is %.*s's after the login.",
                                SPAN_ARG(trial->scheme->parameter),
                                known ? "that the API gave to somebody who had not logged in"
                                      : "that the API never gave",
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

/* Twice, each time with another session. */
static enum err try_door(struct trial *trial) {
    struct arena *arena = survey_arena(trial->survey);
    struct span genuine = session_of(trial->door, trial->scheme->parameter), preset;
    bool found = false;
    if (genuine.len < SHORTEST || genuine.len > LONGEST) {
        return OK;
    }
    TRY(strangers(trial, &preset));
    bool known = preset.len != 0;
    for (size_t i = 0; i < 2; i++) {
        if (i > 0 && known) {
            TRY(strangers(trial, &preset));
        }
        struct span session = known ? preset : made_up(arena, genuine);
        if (!known && i > 0 && session.len) {
            session = arena_printf(arena, "%.*s0", (int)session.len - 1, session.ptr);
        }
        TRY(session.len ? fixes(trial, session, &found) : OK);
        if (!session.len || !found) {
            return OK;
        }
    }
    return report(trial, known);
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
    .severity = SEVERITY_HIGH,
    .title = "A login keeps the session that its user came with",
    .cwe = {"CWE-384"},
    .owasp = "API2:2023",
    .why =
        "Whoever can plant a session id in somebody's browser, by a link or a neighbouring site, "
        "waits until its user logs in, and then is logged in as well.",
    .how =
        "A login of an identity's is sent again with a session cookie of the scan's own: one that "
        "a stranger was given, or one that is made up. It fires when the login gives no other, and "
        "a read that refused this session before then serves it; all of it twice.",
    .fix = "Give a new session id at every login. Django: login() does, and "
           "request.session.cycle_key() "
           "does where you log in by hand. Express: req.session.regenerate(). Flask-Session: "
           "session.clear() and a new id.",
};

const struct probe session_fixation = {.rule = &rule, .survey = survey_doors_of};
