/* SPDX-License-Identifier: Apache-2.0 */
/* Does a login, a registration or a recovery tell which users there are? */
#include "base/mutant.h"
#include "scan/probe.h"

enum { FIRST_NUMBER = 700, NUMBERS = 2, MILLISECOND = 1000000 };

/* What told it. */
struct told {
    const struct operation *operation;
    struct span cause, message;
    enum confidence confidence;
    bool mild;
    const struct reply *nobody, *somebody; /* nobody NULL: was not asked for */
};

static enum err report(struct survey *survey, const struct told *told) {
    bool both = told->nobody && told->somebody;
    const struct reply *first = told->nobody ? told->nobody : told->somebody;
    const struct exhibit exhibits[] = {
        {told->nobody ? SPAN("a user that there is not") : SPAN("a user that there is"),
         &first->exchange, !both, true},
        {SPAN("a user that there is"), both ? &told->somebody->exchange : NULL, true, true}};
    const struct disclosure what = {
        .operation = told->operation,
        .cause = told->cause,
        .message = told->message,
        .confidence = told->confidence,
        .mild = told->mild,
        .exhibits = exhibits,
        .exhibit_n = 1 + both,
    };
    TRY_PTR(told->message.ptr);
    return survey_report(survey, &user_enumeration, &what);
}

/* "A wrong password is answered with different statuses …". */
static struct span differs_in_words(const struct telling *telling, const char *what) {
    int known = telling->answered.sample.status, strange = telling->strange.sample.status;
    return arena_printf(
        survey_arena(telling->survey),
        "%s is answered %s for a user that there is (%d) and for one that there is not (%d).", what,
        known != strange ? "with different statuses" : "in different words", known, strange);
}

static bool is_address(struct span user) {
    return span_find_byte(user, '@') != SIZE_MAX;
}

static enum err write_login(const struct telling *telling, const struct account *account,
                            struct request *out, bool *written) {
    const struct door *door = telling->at;
    struct span user = is_address(door->user) ? account->email : account->name;
    *written = true;
    return door_request(survey_arena(telling->survey), door, user,
                        SPAN("postern-Wrong-7301-password"), out);
}

static enum err enter(const struct telling *telling) {
    const struct door *door = telling->at;
    const struct account *account = &telling->known;
    struct span user = is_address(door->user) ? account->email : account->name;
    struct request request;
    struct reply reply;
    TRY(door_request(survey_arena(telling->survey), door, user, account->password, &request));
    return survey_fetch_at_once(telling->survey, &request, &reply);
}

static struct telling at_door(struct survey *survey, const struct door *door) {
    return (struct telling){
        .survey = survey,
        .known = {.name = door->user, .email = door->user, .password = door->password},
        .write = write_login,
        .enter = enter,
        .at = door};
}

/* Somebody whose logins may fail so often: he who may be locked out, or an account of our own.
 * *found false: there is nobody. */
static enum err find_patient(struct survey *survey, const struct door *door, struct telling *out,
                             bool *found) {
    struct account account;
    bool own = false;
    *found = false;
    VEC_EACH(const struct door, other, &survey_doors(survey)->all) {
        if (!*found && (other->identity->lockable || MUTANT(anybody_timed)) &&
            span_equal(other->request.url, door->request.url)) {
            *out = at_door(survey, other);
            *found = true;
        }
    }
    if (!*found && survey_may_write(survey)) {
        TRY(survey_user(survey, &account, &own, found));
        *found &= own;
        *out = at_door(survey, door);
        out->known = account;
    }
    return OK;
}

static enum err try_time(struct survey *survey, const struct door *door) {
    struct telling telling;
    struct timing timing;
    bool found;
    if (survey_guesses(survey) < 2 * TIMING_KNOWN) {
        return OK;
    }
    TRY(find_patient(survey, door, &telling, &found));
    TRY(found ? telling_takes_longer(&telling, survey_guesses(survey), &timing, &found) : OK);
    if (!found) {
        return OK;
    }
    const struct told told = {
        .operation = survey_asked(survey, &door->request),
        .cause = SPAN("login, by time"),
        .message = arena_printf(
            survey_arena(survey),
            "A wrong password is refused after %llu ms for a user that there is, and after %llu ms "
            "for names that nobody has (medians of %zu and %zu, asked in turn; by chance less than "
            "once in 100,000).",
            (unsigned long long)(timing_known(&timing) / MILLISECOND),
            (unsigned long long)(timing_strange(&timing) / MILLISECOND),
            timing.batches * TIMING_KNOWN, timing.batches * TIMING_STRANGE),
        .confidence = CONFIDENCE_CONFIRMED,
        .nobody = &telling.strange};
    return report(survey, &told);
}

/* A user's password is got wrong once, and once more only where the first time told something. */
static enum err try_door(struct survey *survey, const struct door *door) {
    struct telling telling = at_door(survey, door);
    bool found;
    TRY(telling_differs(&telling, &found));
    if (!found) {
        return try_time(survey, door);
    }
    const struct told told = {.operation = survey_asked(survey, &door->request),
                              .cause = SPAN("login"),
                              .message = differs_in_words(&telling, "A wrong password"),
                              .confidence = CONFIDENCE_CONFIRMED,
                              .nobody = &telling.strange,
                              .somebody = &telling.answered};
    return report(survey, &told);
}

static enum err write_recovery(const struct telling *telling, const struct account *account,
                               struct request *out, bool *written) {
    unsigned places;
    TRY(recovery_build(telling->survey, telling->at, account, out, &places));
    *written = ((places & ACCOUNT_NAME) && account->name.len) ||
               ((places & ACCOUNT_EMAIL) && account->email.len);
    return OK;
}

/* Without --allow-writes only for names that nobody has: nobody is written to. */
static enum err try_recovery(struct survey *survey, const struct operation *operation) {
    struct telling telling = {.survey = survey, .write = write_recovery, .at = operation};
    struct recovery way;
    bool own, found;
    TRY(telling_stranger(survey, 0, &telling.known));
    TRY(recovery_find(survey, operation, &telling.known, &way, &found));
    if (!found || way.asks) {
        return OK;
    }
    struct told told = {
        .operation = operation, .cause = SPAN("recovery"), .nobody = &telling.strange};
    if (survey_may_write(survey)) {
        TRY(survey_user(survey, &telling.known, &own, &found));
        TRY(found ? telling_differs(&telling, &found) : OK);
        told.message = differs_in_words(&telling, "A recovery");
        told.confidence = CONFIDENCE_CONFIRMED;
        told.somebody = &telling.answered;
    } else {
        TRY(telling_asks_strangers(&telling));
        found = telling_says_nobody(&telling.strange) && telling_says_nobody(&telling.stranger);
        told.message = arena_printf(survey_arena(survey),
                                    "A recovery says of a name that nobody has that there is no "
                                    "such user (%d).",
                                    telling.strange.sample.status);
        told.confidence = CONFIDENCE_LIKELY;
    }
    return found && !MUTANT(recoveries_untold) ? report(survey, &told) : OK;
}

static enum err try_registration(struct survey *survey, const struct operation *operation,
                                 const struct identity *sender, unsigned number) {
    struct registration registration = {.survey = survey, .operation = operation, .sender = sender};
    TRY(registration_judge(&registration, number));
    const struct told told = {
        .operation = operation,
        .cause = SPAN("registration"),
        .message =
            arena_printf(survey_arena(survey), "A registration says of %s that it is taken (%d).",
                         registration.address ? "a user's address" : "a user's name",
                         registration.taken.sample.status),
        .confidence = registration.compared ? CONFIDENCE_CONFIRMED : CONFIDENCE_LIKELY,
        .mild = !registration.address,
        .nobody = registration.compared ? &registration.fresh : NULL,
        .somebody = &registration.taken};
    return registration.told ? report(survey, &told) : OK;
}

/* One identity at each place of a login; each registration and recovery of the contract. */
static enum err survey_tellers(struct survey *survey) {
    const struct doors *doors = survey_doors(survey);
    unsigned number = FIRST_NUMBER;
    VEC_EACH(const struct door, door, &doors->all) {
        TRY(door_is_first(doors, door) ? try_door(survey, door) : OK);
    }
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        const struct identity *sender;
        if (!doors->all.n || !survey_row(survey, operation) ||
            !survey_sender(survey, operation, &sender)) {
            continue;
        }
        if (account_is_opened(operation)) {
            TRY(try_registration(survey, operation, sender, number));
            number += NUMBERS;
        }
        TRY(recovery_is_named(operation) ? try_recovery(survey, operation) : OK);
    }
    return OK;
}

static const struct rule rule = {
    .id = "user-enumeration",
    .group = "account",
    .wide = true,
    .severity = SEVERITY_LOW,
    .title = "A login, a registration or a recovery tells which users there are",
    .cwe = {"CWE-204"},
    .owasp = "API2:2023",
    .why = "Whoever knows which names exist guesses passwords for them alone, and writes letters "
           "that look genuine to their owners.",
    .how =
        "A login that worked is sent again with a wrong password: for its own user, and for two "
        "names that nobody has. It fires when the two are answered alike and the user otherwise, "
        "by status or by words, and all of it once more. A user's password is got wrong once, or "
        "twice where the first time told something. Time is looked at only for a user whom the "
        "identities file calls lockable, or for an account of the scan's own (--allow-writes): "
        "eight to twelve wrong passwords, among three times as many for names that nobody has. It "
        "fires when the user takes twice as long and 10 ms longer, in two batches one after the "
        "other, and the rank test of Mann and Whitney says that this is chance less than once in "
        "100,000. A recovery is asked for two names that nobody has, and fires (likely) when it "
        "says that there is no such user; with --allow-writes it is compared with a user's, who "
        "is sent a letter. A registration is asked for a user's own name where the contract says "
        "that it answers conflicts (409): likely; with --allow-writes accounts are opened to "
        "compare with. Of a mere name, and no address, that is information.",
    .fix =
        "Answer the same, with the same status, whether the name or the password is wrong; hash a "
        "password also where there is no user. Django's authenticate() does both. Answer "
        "recoveries and registrations by letter, and on the screen always the same.",
};

const struct probe user_enumeration = {.rule = &rule, .doors = true, .survey = survey_tellers};
