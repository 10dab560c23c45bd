/* SPDX-License-Identifier: Apache-2.0 */
/* May anybody guess passwords, or codes, for as long as he likes? */
#include "base/mutant.h"
#include "scan/probe.h"
#include "text/uri.h"
#include "token/digest.h"

#include <inttypes.h>

enum { FEWEST = 3, NUMBERS = 900000, NUMBERS_FROM = 100000 };

/* Another one in each scan and each share of one: whom an earlier one had shut out is answered
 * alike from the first guess on. Longer than the names that other rules make up, which it never is.
 */
static enum err nobody(struct survey *survey, struct span *out) {
    unsigned char key[DIGEST_KEY];
    uint32_t number = 0;
    TRY(digest_new_key(key));
    memcpy(&number, key, sizeof(number));
    number = MUTANT(nobody_again) ? 0 : number % NUMBERS;
    *out = arena_printf(survey_arena(survey), "postern-nobody-%" PRIu32, NUMBERS_FROM + number);
    return out->ptr ? OK : ERR_MEMORY;
}

static enum err tell(const struct guessing *guessing, struct span cause, struct span message,
                     enum confidence confidence) {
    const struct exhibit exhibits[] = {
        {SPAN("a wrong password, the first"), &guessing->first.exchange, false, false},
        {SPAN("the last"), &guessing->last.exchange, true, false}};
    struct span path = uri_path(guessing->first.exchange.request.url);
    struct span place = arena_printf(survey_arena(guessing->survey), "%.*s at %.*s",
                                     SPAN_ARG(cause), SPAN_ARG(path));
    TRY_PTR(place.ptr);
    const struct disclosure what = {
        .operation = guessing->operation,
        .cause = guessing->operation ? cause : place,
        .message = message,
        .confidence = confidence,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(message.ptr);
    return survey_report(guessing->survey, &no_rate_limit, &what);
}

/* Of one place: whether it may be guessed at without end, and the limit that it has. */
struct judgement {
    bool open;    /* to the end, and the right password still opens: nobody was shut out */
    bool limited; /* it said stop, and there was no way around it */
    int status;   /* of the answer that said so */
};

static enum err judge(struct guessing *guessing, struct judgement *out) {
    struct way_around around;
    bool unmoved;
    *out = (struct judgement){.open = false};
    TRY(guessing_run(guessing, &unmoved));
    if (unmoved) {
        return guessing_opens(guessing, guessing->own, &out->open);
    }
    if (guessing->sent >= FEWEST && guessing_is_limited(guessing, &guessing->last)) {
        out->status = guessing->last.sample.status;
        TRY(guessing_around(guessing, &around));
        out->limited = !around.cause.ptr;
        return around.cause.ptr ? tell(guessing, around.cause, around.message, CONFIDENCE_CONFIRMED)
                                : OK;
    }
    return OK;
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

/* A read that a name and a password open, by Basic alone; else one that may be for others than the
 * users at hand, but asks for theirs. NULL: there is none. */
static const struct operation *read_by_basic(const struct survey *survey) {
    const struct operation *of_others = NULL;
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        const struct operation_result *row = survey_row(survey, operation);
        if (!row || !span_equal(operation->method, SPAN("GET")) ||
            operation_has_variable(operation) || build_has_effect(operation) ||
            entrance_is(operation) || !security_asks_alone(&operation->security, SCHEME_BASIC)) {
            continue;
        }
        if (row->gate == GATE_ENFORCED) {
            return operation;
        }
        bool asks = row->gate == GATE_INCONCLUSIVE && !MUTANT(only_enforced_guessed);
        of_others = asks && !of_others ? operation : of_others;
    }
    return of_others;
}

/* A login has a limit: Basic, which takes the same name and password, may have none. */
static enum err try_basic(const struct guessing *login, const struct judgement *limit) {
    struct survey *survey = login->survey;
    const struct door *there = login->at;
    const struct operation *read =
        there->basic || MUTANT(basic_unguessed) ? NULL : read_by_basic(survey);
    struct draft draft;
    struct judgement basic;
    TRY(read ? survey_build(survey, read, NULL, &draft) : OK);
    if (!read || !draft.built) {
        return OK;
    }
    const struct door door = {.identity = there->identity,
                              .request = draft.request,
                              .basic = true,
                              .user = identity_user(there->identity),
                              .password = there->identity->password.value};
    struct guessing guessing = guessing_at_door(survey, &door, login->user);
    guessing.operation = read;
    TRY(guessing_ask_before(&guessing));
    TRY(judge(&guessing, &basic));
    struct span message = arena_printf(
        survey_arena(survey),
        "A login says stop after %u wrong passwords (%d); by Basic %u of them are answered alike, "
        "without a limit.",
        login->sent, limit->status, guessing.sent);
    return basic.open ? tell(&guessing, SPAN("second way"), message,
                             there->identity->lockable ? CONFIDENCE_CONFIRMED : CONFIDENCE_LIKELY)
                      : OK;
}

/* First for a name that nobody has. Where that is not limited, those that there are may be: only he
 * who may be locked out can tell. */
static enum err try_door(struct guessing *guessing, struct judgement *judgement) {
    struct survey *survey = guessing->survey;
    const struct door *lockable = lockable_at(survey, guessing->at);
    TRY(judge(guessing, judgement));
    if (judgement->open && lockable) {
        *guessing = guessing_at_door(survey, lockable, lockable->user);
        TRY(judge(guessing, judgement));
    }
    struct span message = arena_printf(
        survey_arena(survey),
        "%u wrong passwords in a row for one name, which %s, were all answered alike (%d), "
        "without a limit, a lock or a delay.",
        guessing->sent, lockable ? "is a user's" : "nobody has", guessing->last.sample.status);
    return judgement->open ? tell(guessing, SPAN("login"), message,
                                  lockable ? CONFIDENCE_CONFIRMED : CONFIDENCE_LIKELY)
                           : OK;
}

/* A short code that is taken for as long as one likes is found within hours. */
static enum err tell_code(struct guessing *guessing) {
    struct span message = arena_printf(
        survey_arena(guessing->survey),
        "%u wrong codes of %u digits in a row were all refused alike (%d), without a limit, a lock "
        "or a delay%s%s.",
        guessing->sent, guessing->digits, guessing->first.sample.status,
        guessing->renewed ? " that another login would not undo" : "",
        guessing->right.ptr ? ", and the right one still opens" : "");
    struct span cause = arena_printf(survey_arena(guessing->survey), "code, %s", guessing->kind);
    TRY_PTR(cause.ptr);
    return tell(guessing, MUTANT(codes_as_one) ? SPAN("code") : cause, message,
                guessing->right.ptr ? CONFIDENCE_CONFIRMED : CONFIDENCE_LIKELY);
}

/* A key that is a short number is found as soon. */
static enum err tell_key(const struct guessing *guessing) {
    struct span message = arena_printf(
        survey_arena(guessing->survey),
        "A key has %u digits, and %u wrong ones in a row were all refused alike (%d), without a "
        "limit, a lock or a delay.",
        guessing->digits, guessing->sent, guessing->first.sample.status);
    return tell(guessing, SPAN("key"), message, CONFIDENCE_CONFIRMED);
}

static enum err survey_keys(struct survey *survey) {
    struct guessing guessing;
    VEC_EACH(const struct scheme, scheme, &survey_contract(survey)->schemes) {
        bool open = false;
        VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
            TRY(open ? OK : guessing_key(survey, identity, scheme, &guessing, &open));
        }
        TRY(open ? tell_key(&guessing) : OK);
    }
    return OK;
}

static enum err survey_codes(struct survey *survey) {
    struct guessing guessing;
    bool open;
    VEC_EACH(const struct door, door, &survey_doors(survey)->all) {
        TRY(guessing_code_at_door(survey, door, &guessing, &open));
        TRY(open ? tell_code(&guessing) : OK);
    }
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        TRY(guessing_code_at_operation(survey, operation, &guessing, &open));
        TRY(open ? tell_code(&guessing) : OK);
    }
    return OK;
}

/* Basic is asked where every login has its limit: else one need not go around any. */
static enum err survey_logins(struct survey *survey) {
    const struct doors *doors = survey_doors(survey);
    struct guessing limited = {.at = NULL};
    struct judgement judgement, limit = {.open = false};
    struct span name;
    bool open = false;
    TRY(nobody(survey, &name));
    TRY(survey_codes(survey)); /* before anybody is locked out */
    TRY(survey_keys(survey));
    VEC_EACH(const struct door, door, &doors->all) {
        struct guessing guessing = guessing_at_door(survey, door, name);
        if (survey_guesses(survey) < FEWEST || !door_is_first(doors, door)) {
            continue;
        }
        TRY(try_door(&guessing, &judgement));
        open |= judgement.open;
        if (judgement.limited && !limited.at) {
            limited = guessing;
            limit = judgement;
        }
    }
    return limited.at && !open ? try_basic(&limited, &limit) : OK;
}

static const struct rule rule = {
    .id = "no-rate-limit",
    .group = "account",
    .wide = true,
    .severity = SEVERITY_MEDIUM,
    .title = "A login lets anybody guess passwords, or codes, without end",
    .cwe = {"CWE-307"},
    .owasp = "API2:2023",
    .why = "Passwords that people choose, or that leaked elsewhere, are found by trying them: "
           "thousands an hour, from one machine, unnoticed.",
    .how =
        "Last of all, a login that worked is sent again with wrong passwords for a name that "
        "nobody has (20, or --guesses N). Where that is not limited, also for a user whom the "
        "identities file calls lockable (lockable: true), never for another. It stops at the "
        "first answer that differs: 429, a lock, a delay, other words. It fires when all were "
        "answered alike and the right password then still opens: likely, and confirmed for a "
        "lockable user; and, confirmed, when a limit or a delay gives way to whoever says that "
        "he comes from elsewhere (X-Forwarded-For and its kin), or who writes the same name in "
        "other case or with a space. Where every login has a limit, the same is asked by Basic, "
        "which may have none. Of a lockable user, or with --allow-writes of an account of "
        "the scan's own, codes of up to eight digits are guessed at likewise: those that a "
        "login takes beside the password, that a second step takes by themselves or beside the "
        "challenge of the first (which is taken again where it ends after some wrong ones), and, "
        "with --allow-writes, those that recover a password. So are keys, where the identity's "
        "own is a number of at most eight digits. A limit that is wider than the guesses, "
        "or that counts real "
        "users alone where none is lockable, is not seen.",
    .fix = "Django: django-axes, or Django REST framework's throttle_classes = "
           "[ScopedRateThrottle] on "
           "the login, by user and by address, with NUM_PROXIES set to the proxies that there are. "
           "Elsewhere: answer 429 after a few failures, and longer each time.",
};

const struct probe no_rate_limit = {.rule = &rule, .doors = true, .survey = survey_logins};
