/* SPDX-License-Identifier: Apache-2.0 */
/* May anybody guess passwords for as long as he likes? */
#include "scan/probe.h"

#define NOBODY "postern-nobody-4417"

enum { SLOWER = 4, LATE = 3, ADDRESSES = 3 };
static const uint64_t A_SECOND = 1000000000;

/* Wrong passwords, one after the other, for a user that there is not. */
struct trial {
    struct survey *survey;
    const struct door *door;
    struct reply first, second, last, right;
    struct volatility volatility;
    unsigned sent; /* guesses until something changed, or all */
};

static enum err guess(struct trial *trial, unsigned number, struct span address,
                      struct reply *out) {
    struct arena *arena = survey_arena(trial->survey);
    struct request request;
    struct span password = arena_printf(arena, "postern-wrong-%04u", number);
    TRY_PTR(password.ptr);
    TRY(door_request(arena, trial->door, SPAN(NOBODY), password, &request));
    if (address.len && !fields_set(arena, &request.fields, SPAN("X-Forwarded-For"), address)) {
        return ERR_MEMORY;
    }
    return survey_fetch_at_once(trial->survey, &request, out);
}

/* The same refusal as at first, and as quick: no 429, no lock, no riddle to solve, no delay. */
static bool is_unmoved(const struct trial *trial, const struct reply *reply) {
    uint64_t before = trial->first.exchange.response.elapsed_ns;
    uint64_t now = reply->exchange.response.elapsed_ns;
    bool slower = now > A_SECOND && now / SLOWER > before;
    return reply->sample.wire == WIRE_OK && !reply->sample.throttled &&
           reply->sample.status == trial->first.sample.status && !slower &&
           sample_compare(&reply->sample, &trial->first.sample, &trial->volatility) == LIKE_SAME;
}

/* It looks at the password, and says no. */
static enum err is_refusal(struct trial *trial, bool *out) {
    TRY(guess(trial, 1, SPAN(""), &trial->first));
    TRY(guess(trial, 2, SPAN(""), &trial->second));
    TRY(sample_learn(survey_arena(trial->survey), &trial->first.sample, &trial->second.sample,
                     &trial->volatility));
    trial->sent = 2;
    *out = trial->first.sample.wire == WIRE_OK && trial->first.sample.status / 100 != 5 &&
           is_unmoved(trial, &trial->second);
    return OK;
}

static enum err guess_on(struct trial *trial, bool *unmoved) {
    *unmoved = true;
    while (*unmoved && trial->sent < survey_guesses(trial->survey)) {
        TRY(guess(trial, ++trial->sent, SPAN(""), &trial->last));
        *unmoved = is_unmoved(trial, &trial->last);
    }
    return OK;
}

/* The right password still opens: nobody was shut out, and that was the login. */
static enum err still_opens(struct trial *trial, bool *out) {
    const struct door *door = trial->door;
    struct request request;
    TRY(door_request(survey_arena(trial->survey), door, door->user, door->password, &request));
    TRY(survey_fetch_at_once(trial->survey, &request, &trial->right));
    const struct sample *sample = &trial->right.sample;
    bool same = sample->status == trial->first.sample.status &&
                sample_compare(sample, &trial->first.sample, &trial->volatility) == LIKE_SAME;
    *out = sample->wire == WIRE_OK && (sample->status / 100 == 2 || sample->status / 100 == 3) &&
           !same;
    return OK;
}

static enum err tell(struct trial *trial, struct span cause, struct span message,
                     enum confidence confidence) {
    const struct exhibit exhibits[] = {
        {SPAN("a wrong password, the first"), &trial->first.exchange, false, false},
        {SPAN("the last"), &trial->last.exchange, true, false}};
    const struct disclosure what = {
        .operation = survey_asked(trial->survey, &trial->door->request),
        .cause = cause,
        .message = message,
        .confidence = confidence,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(message.ptr);
    return survey_report(trial->survey, &no_rate_limit, &what);
}

/* The limit is there; perhaps it believes what a request says of where it comes from. Asked without
 * the field in between, it holds. */
static enum err try_addresses(struct trial *trial) {
    struct arena *arena = survey_arena(trial->survey);
    struct reply plain;
    if (!trial->last.sample.throttled) {
        return OK;
    }
    for (unsigned i = 1; i <= ADDRESSES; i++) {
        struct span address = arena_printf(arena, "203.0.113.%u", 17 * i); /* RFC 5737 */
        TRY_PTR(address.ptr);
        TRY(guess(trial, 1, SPAN(""), &plain));
        TRY(guess(trial, 1, address, &trial->last));
        if (!plain.sample.throttled || !is_unmoved(trial, &trial->last)) {
            return OK;
        }
    }
    return tell(trial, SPAN("X-Forwarded-For"),
                arena_printf(arena,
                             "After %u wrong passwords the login says stop, but not to whoever "
                             "sends another X-Forwarded-For each time.",
                             trial->sent),
                CONFIDENCE_CONFIRMED);
}

static enum err try_door(struct trial *trial) {
    bool refuses, unmoved = false, opens = false;
    TRY(is_refusal(trial, &refuses));
    if (!refuses) {
        return OK;
    }
    TRY(guess_on(trial, &unmoved));
    if (!unmoved) {
        return try_addresses(trial);
    }
    TRY(still_opens(trial, &opens));
    struct span message = arena_printf(
        survey_arena(trial->survey),
        "%u wrong passwords in a row for one name, which nobody has, were all answered alike (%d), "
        "without a limit, a lock or a delay.",
        trial->sent, trial->last.sample.status);
    return opens ? tell(trial, SPAN("login"), message, CONFIDENCE_LIKELY) : OK;
}

static enum err survey_logins(struct survey *survey) {
    const struct doors *doors = survey_doors(survey);
    VEC_EACH(const struct door, door, &doors->all) {
        struct trial trial = {.survey = survey, .door = door};
        bool wanted = survey_guesses(survey) >= LATE && door_is_first(doors, door);
        TRY(wanted ? try_door(&trial) : OK);
    }
    return OK;
}

static const struct rule rule = {
    .id = "no-rate-limit",
    .group = "account",
    .severity = SEVERITY_MEDIUM,
    .title = "A login lets anybody guess passwords without end",
    .cwe = {"CWE-307"},
    .owasp = "API2:2023",
    .why = "Passwords that people choose, or that leaked elsewhere, are found by trying them: "
           "thousands an hour, from one machine, unnoticed.",
    .how = "Last of all, a login that worked is sent again with wrong passwords for a name that "
           "nobody has (20, or --guesses N), never for a real user. It stops at the first answer "
           "that differs: 429, a lock, a delay, other words. It fires, as likely, when all were "
           "answered alike and the right password then still opens; and, confirmed, when a limit "
           "gives way to whoever says that he comes from elsewhere (X-Forwarded-For). A limit "
           "that is wider than the guesses, or that counts real users alone, is not seen.",
    .fix = "Django: django-axes, or Django REST framework's throttle_classes = "
           "[ScopedRateThrottle] on "
           "the login, by user and by address, with NUM_PROXIES set to the proxies that there are. "
           "Elsewhere: answer 429 after a few failures, and longer each time.",
};

const struct probe no_rate_limit = {.rule = &rule, .survey = survey_logins};
