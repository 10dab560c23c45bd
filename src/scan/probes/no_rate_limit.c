/* SPDX-License-Identifier: Apache-2.0 */
/* May anybody guess passwords for as long as he likes? */
#include "base/buf.h"
#include "base/mutant.h"
#include "scan/probe.h"

#define NOBODY "postern-nobody-4417"

enum { SLOWER = 4, LATE = 3, ADDRESSES = 3 };
static const uint64_t A_SECOND = 1000000000;

/* What a request may say of where it comes from. */
static const struct span ORIGINS[] = {SPAN_INIT("X-Forwarded-For"),  SPAN_INIT("X-Real-IP"),
                                      SPAN_INIT("X-Client-IP"),      SPAN_INIT("True-Client-IP"),
                                      SPAN_INIT("CF-Connecting-IP"), SPAN_INIT("X-Originating-IP"),
                                      SPAN_INIT("Client-IP"),        SPAN_INIT("Forwarded")};
enum { N_ORIGINS = sizeof(ORIGINS) / sizeof(*ORIGINS) };

/* Wrong passwords, one after the other, for a user that there is not, or who may be locked out. */
struct trial {
    struct survey *survey;
    const struct door *door;
    struct span user;
    struct reply first, second, last, right, limit;
    struct volatility volatility;
    unsigned sent;   /* guesses until something changed, or all */
    unsigned number; /* of the last one, with those that try a way around */
};

/* One more wrong password. from, to: of ORIGINS, each saying that address; to 0: none. */
static enum err guess(struct trial *trial, struct span user, size_t from, size_t to,
                      struct span address, struct reply *out) {
    struct arena *arena = survey_arena(trial->survey);
    struct request request;
    struct span password = arena_printf(arena, "postern-wrong-%04u", ++trial->number);
    TRY_PTR(password.ptr);
    TRY(door_request(arena, trial->door, user, password, &request));
    for (size_t i = from; i < to; i++) {
        bool named = i + 1 == N_ORIGINS; /* RFC 7239 */
        struct span value = named ? arena_join(arena, SPAN("for="), address) : address;
        TRY_PTR(value.ptr);
        TRY(fields_set(arena, &request.fields, ORIGINS[i], value) ? OK : ERR_MEMORY);
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
    TRY(guess(trial, trial->user, 0, 0, SPAN(""), &trial->first));
    TRY(guess(trial, trial->user, 0, 0, SPAN(""), &trial->second));
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
        TRY(guess(trial, trial->user, 0, 0, SPAN(""), &trial->last));
        trial->sent++;
        *unmoved = is_unmoved(trial, &trial->last);
    }
    return OK;
}

static bool is_refused(const struct trial *trial, const struct sample *sample) {
    return sample->status == trial->first.sample.status &&
           sample_compare(sample, &trial->first.sample, &trial->volatility) == LIKE_SAME;
}

/* The right password opens, with the name written so. */
static enum err opens_as(struct trial *trial, struct span user, bool *out) {
    const struct door *door = trial->door;
    struct request request;
    TRY(door_request(survey_arena(trial->survey), door, user, door->password, &request));
    TRY(survey_fetch_at_once(trial->survey, &request, &trial->right));
    const struct sample *sample = &trial->right.sample;
    *out = sample->wire == WIRE_OK && (sample->status / 100 == 2 || sample->status / 100 == 3) &&
           !is_refused(trial, sample);
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

/* Says stop: not a delay alone, and no error of the server's. */
static bool is_limit(const struct trial *trial, const struct sample *sample) {
    return sample->wire == WIRE_OK &&
           (sample->throttled || (sample->status / 100 != 5 && !is_refused(trial, sample)));
}

/* Asked plainly the limit still holds, and asked so it does not. */
static enum err gives_way(struct trial *trial, struct span user, size_t from, size_t to,
                          struct span address, bool *out) {
    struct reply plain;
    TRY(guess(trial, trial->user, 0, 0, SPAN(""), &plain));
    TRY(guess(trial, user, from, to, address, &trial->last));
    *out = is_limit(trial, &plain.sample) && plain.sample.status == trial->limit.sample.status &&
           is_unmoved(trial, &trial->last);
    return OK;
}

/* For three addresses, one after the other. */
static enum err believes(struct trial *trial, size_t from, size_t to, bool *out) {
    *out = true;
    for (unsigned i = 1; i <= ADDRESSES && *out; i++) {
        struct span address =
            arena_printf(survey_arena(trial->survey), "203.0.113.%u", 17 * i); /* RFC 5737 */
        TRY_PTR(address.ptr);
        TRY(gives_way(trial, trial->user, from, to, address, out));
    }
    return OK;
}

/* Perhaps the limit believes what a request says of where it comes from: all of it at once, and
 * then each by itself. */
static enum err try_addresses(struct trial *trial, bool *found) {
    TRY(believes(trial, 0, N_ORIGINS, found));
    if (!*found) {
        return OK;
    }
    *found = false;
    for (size_t i = 0; i < N_ORIGINS && !*found; i++) {
        TRY(believes(trial, i, i + 1, found));
        struct span message = arena_printf(
            survey_arena(trial->survey),
            "After %u wrong passwords the login says stop (%d), but not to whoever sends another "
            "%.*s each time.",
            trial->sent, trial->limit.sample.status, SPAN_ARG(ORIGINS[i]));
        TRY(*found ? tell(trial, ORIGINS[i], message, CONFIDENCE_CONFIRMED) : OK);
    }
    return OK;
}

enum spelling {
    SPELLING_UPPER = 0,
    SPELLING_FIRST,
    SPELLING_LAST,
    SPELLING_BEHIND,
    SPELLING_BEFORE,
    SPELLINGS
};

/* The same name, written otherwise; {NULL, 0} without memory. */
static struct span spell(struct arena *arena, struct span user, enum spelling how) {
    if (how >= SPELLING_BEHIND) {
        return how == SPELLING_BEHIND ? arena_join(arena, user, SPAN(" "))
                                      : arena_join(arena, SPAN(" "), user);
    }
    char *text = arena_take(arena, user.len, 1);
    char *chosen = NULL; /* the first or the last small letter */
    for (size_t i = 0; text && i < user.len; i++) {
        char c = user.ptr[i];
        bool small = c >= 'a' && c <= 'z';
        bool here = how != SPELLING_FIRST || !chosen;
        text[i] = (char)(small && how == SPELLING_UPPER ? c - 'a' + 'A' : c);
        chosen = small && here ? &text[i] : chosen;
    }
    if (chosen && how != SPELLING_UPPER) {
        *chosen = (char)(*chosen - 'a' + 'A');
    }
    return (struct span){text, text ? user.len : 0};
}

/* Perhaps it counts names as they are written, and the login does not. */
static enum err try_spellings(struct trial *trial, enum spelling from, enum spelling to,
                              struct span cause, bool *found) {
    struct arena *arena = survey_arena(trial->survey);
    *found = true;
    for (enum spelling how = from; how < to && *found; how++) {
        struct span user = spell(arena, trial->user, how),
                    own = spell(arena, trial->door->user, how);
        TRY_PTR(user.ptr);
        TRY_PTR(own.ptr);
        *found = !span_equal(user, trial->user) && !span_equal(own, trial->door->user);
        TRY(*found ? gives_way(trial, user, 0, 0, SPAN(""), found) : OK);
        TRY(*found && !MUTANT(spelling_is_name) ? opens_as(trial, own, found) : OK);
    }
    if (!*found) {
        return OK;
    }
    struct span message = arena_printf(arena,
                                       "After %u wrong passwords for a name the login says stop "
                                       "(%d), but not for the same name in other %.*s.",
                                       trial->sent, trial->limit.sample.status, SPAN_ARG(cause));
    return tell(trial, cause, message, CONFIDENCE_CONFIRMED);
}

/* The limit is there; perhaps there is a way around it. */
static enum err try_around(struct trial *trial) {
    bool found;
    trial->limit = trial->last;
    if (!is_limit(trial, &trial->limit.sample)) {
        return OK;
    }
    TRY(try_addresses(trial, &found));
    TRY(found ? OK : try_spellings(trial, SPELLING_UPPER, SPELLING_BEHIND, SPAN("case"), &found));
    return found ? OK
                 : try_spellings(trial, SPELLING_BEHIND, SPELLINGS, SPAN("white space"), &found);
}

/* Guesses at the trial's user. *open: to the end, and the right password still opens: nobody was
 * shut out, and that was the login. */
static enum err try_user(struct trial *trial, bool *open) {
    bool unmoved = false;
    *open = false;
    TRY(is_refusal(trial, open));
    if (!*open) {
        return OK;
    }
    *open = false;
    TRY(guess_on(trial, &unmoved));
    return unmoved ? opens_as(trial, trial->door->user, open) : try_around(trial);
}

/* The login of somebody at that place who may be locked out; NULL: there is none. */
static const struct door *lockable_at(const struct survey *survey, const struct door *door) {
    VEC_EACH(const struct door, other, &survey_doors(survey)->all) {
        if (other->identity->lockable && span_equal(other->request.url, door->request.url)) {
            return other;
        }
    }
    return NULL;
}

/* First for a name that nobody has. Where that is not limited, those that there are may be: only he
 * who may be locked out can tell. */
static enum err try_door(struct trial *trial) {
    const struct door *lockable = lockable_at(trial->survey, trial->door);
    bool open;
    TRY(try_user(trial, &open));
    if (open && lockable) {
        *trial = (struct trial){.survey = trial->survey, .door = lockable, .user = lockable->user};
        TRY(try_user(trial, &open));
    }
    struct span message = arena_printf(
        survey_arena(trial->survey),
        "%u wrong passwords in a row for one name, which %s, were all answered alike (%d), "
        "without a limit, a lock or a delay.",
        trial->sent, lockable ? "is a user's" : "nobody has", trial->last.sample.status);
    return open ? tell(trial, SPAN("login"), message,
                       lockable ? CONFIDENCE_CONFIRMED : CONFIDENCE_LIKELY)
                : OK;
}

static enum err survey_logins(struct survey *survey) {
    const struct doors *doors = survey_doors(survey);
    VEC_EACH(const struct door, door, &doors->all) {
        struct trial trial = {.survey = survey, .door = door, .user = SPAN(NOBODY)};
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
           "nobody has (20, or --guesses N). Where that is not limited, also for a user whom the "
           "identities file calls lockable (lockable: true), never for another. It stops at the "
           "first answer that differs: 429, a lock, a delay, other words. It fires when all were "
           "answered alike and the right password then still opens: likely, and confirmed for a "
           "lockable user; and, confirmed, when a limit gives way to whoever says that he comes "
           "from elsewhere (X-Forwarded-For and its kin), or who writes the same name in other "
           "case or with a space. A limit that is wider than the guesses, or that counts real "
           "users alone where none is lockable, is not seen.",
    .fix = "Django: django-axes, or Django REST framework's throttle_classes = "
           "[ScopedRateThrottle] on "
           "the login, by user and by address, with NUM_PROXIES set to the proxies that there are. "
           "Elsewhere: answer 429 after a few failures, and longer each time.",
};

const struct probe no_rate_limit = {.rule = &rule, .survey = survey_logins};
