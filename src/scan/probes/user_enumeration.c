/* SPDX-License-Identifier: Apache-2.0 */
/* Does a login tell which users there are? */
#include "scan/probe.h"

#define WRONG "postern-Wrong-7301-password"
static const struct span STRANGERS[] = {SPAN_INIT("postern-nobody-4417"),
                                        SPAN_INIT("postern-no-one-9052")};

/* Wrong passwords for a user that there is, and for users that there are not. */
struct trial {
    struct survey *survey;
    const struct door *door;
    struct reply known, again, strange, stranger;
};

static enum err ask(struct trial *trial, struct span user, struct reply *out) {
    struct request request;
    TRY(door_request(survey_arena(trial->survey), trial->door, user, SPAN(WRONG), &request));
    return survey_fetch_at_once(trial->survey, &request, out);
}

/* A refusal of name and password: no throttling, no lock, no error of the server's. */
static bool refuses(const struct reply *reply) {
    const struct sample *sample = &reply->sample;
    return sample->wire == WIRE_OK && !sample->throttled && sample->status != 423 &&
           sample->status / 100 != 5;
}

/* What an address repeats of the name in it is no telling. */
static bool names_user(const struct reply *reply, struct span user) {
    return span_find_nocase(reply->exchange.response.body, user) != SIZE_MAX;
}

/* An answer to a user that exists is told from those to two that do not, which are alike. */
static enum err differs(struct trial *trial, const struct reply *known, bool *out) {
    struct volatility volatility;
    TRY(sample_learn(survey_arena(trial->survey), &trial->strange.sample, &trial->stranger.sample,
                     &volatility));
    bool alike =
        trial->strange.sample.status == trial->stranger.sample.status &&
        sample_compare(&trial->strange.sample, &trial->stranger.sample, &volatility) == LIKE_SAME;
    *out = alike &&
           (known->sample.status != trial->strange.sample.status ||
            (!names_user(known, trial->door->user) &&
             sample_compare(&known->sample, &trial->strange.sample, &volatility) != LIKE_SAME));
    return OK;
}

static enum err report(struct trial *trial) {
    struct arena *arena = survey_arena(trial->survey);
    const struct exhibit exhibits[] = {
        {SPAN("a user that there is not"), &trial->strange.exchange, false, false},
        {SPAN("a user that there is"), &trial->again.exchange, true, false}};
    bool status = trial->again.sample.status != trial->strange.sample.status;
    const struct disclosure what = {
        .operation = survey_asked(trial->survey, &trial->door->request),
        .cause = SPAN("login"),
        .message = arena_printf(arena,
                                "A wrong password is answered %s for a user that there is (%d) and "
                                "for one that there is not (%d).",
                                status ? "with different statuses" : "in different words",
                                trial->again.sample.status, trial->strange.sample.status),
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(what.message.ptr);
    return survey_report(trial->survey, &user_enumeration, &what);
}

/* A user's password is got wrong once, and once more only where the first time told something. */
static enum err try_door(struct trial *trial) {
    bool found = false;
    TRY(ask(trial, STRANGERS[0], &trial->strange));
    TRY(ask(trial, trial->door->user, &trial->known));
    TRY(ask(trial, STRANGERS[1], &trial->stranger));
    if (!refuses(&trial->strange) || !refuses(&trial->known) || !refuses(&trial->stranger)) {
        return OK;
    }
    TRY(differs(trial, &trial->known, &found));
    if (!found) {
        return OK;
    }
    TRY(ask(trial, STRANGERS[0], &trial->strange));
    TRY(ask(trial, trial->door->user, &trial->again));
    TRY(ask(trial, STRANGERS[1], &trial->stranger));
    if (!refuses(&trial->strange) || !refuses(&trial->again) || !refuses(&trial->stranger)) {
        return OK;
    }
    TRY(differs(trial, &trial->again, &found));
    return found ? report(trial) : OK;
}

/* One identity at each place. */
static enum err survey_logins(struct survey *survey) {
    const struct doors *doors = survey_doors(survey);
    VEC_EACH(const struct door, door, &doors->all) {
        struct trial trial = {.survey = survey, .door = door};
        TRY(door_is_first(doors, door) ? try_door(&trial) : OK);
    }
    return OK;
}

static const struct rule rule = {
    .id = "user-enumeration",
    .group = "account",
    .severity = SEVERITY_LOW,
    .title = "A login tells which users there are",
    .cwe = {"CWE-204"},
    .owasp = "API2:2023",
    .why = "Whoever knows which names exist guesses passwords for them alone, and writes letters "
           "that look genuine to their owners.",
    .how =
        "A login that worked is sent again with a wrong password: for its own user, and for two "
        "names that nobody has. It fires when the two are answered alike and the user otherwise, "
        "by status or by words, and all of it once more. A user's password is got wrong once, or "
        "twice where the first time told something. Time is not looked at.",
    .fix =
        "Answer the same, with the same status, whether the name or the password is wrong; hash a "
        "password also where there is no user. Django's authenticate() does both.",
};

const struct probe user_enumeration = {.rule = &rule, .survey = survey_logins};
