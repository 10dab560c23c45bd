/* SPDX-License-Identifier: Apache-2.0 */
/* Can somebody else recover the password that a user forgot? */
#include "scan/probe.h"

enum { SHORT_CODE = 5, NEAR = 16 };
enum { A_DAY = 24 * 3600 };

static enum err tell(struct recovering *trial, const struct operation *operation, struct span cause,
                     struct span message, enum confidence confidence, bool mild) {
    const struct exhibit exhibits[] = {
        {SPAN("a made-up code"), &trial->wrong.exchange, false, true},
        {SPAN("the recovery"), &trial->asked.exchange, true, true}};
    bool compared = trial->wrong.sample.wire == WIRE_OK;
    size_t n = trial->asked.exchange.request.url.len ? 1 + compared : 0; /* by the contract alone */
    const struct disclosure what = {
        .operation = operation,
        .cause = cause,
        .message = message,
        .confidence = confidence,
        .mild = mild,
        .exhibits = exhibits + !compared,
        .exhibit_n = n,
    };
    TRY_PTR(message.ptr);
    return survey_report(trial->survey, &weak_recovery, &what);
}

/* What else is wrong with a code that was seen to work. */
static enum err judge_code(struct recovering *trial, const struct clue *clue) {
    struct arena *arena = survey_arena(trial->survey);
    uint64_t number, next;
    int64_t lifetime;
    struct reply again;
    struct clues later;
    TRY(recovering_reset(trial, clue->code, clue->beside, &again));
    if (recovering_is_told_apart(&again, &trial->wrong)) {
        TRY(tell(trial, trial->way.end, SPAN("reusable"),
                 SPAN("A code sets the password once more after it was used."),
                 CONFIDENCE_CONFIRMED, true));
    }
    TRY(recovery_lifetime(arena, clue, &lifetime));
    if (lifetime < 0 || lifetime > A_DAY) {
        TRY(tell(trial, trial->way.ask, SPAN("no expiry"),
                 lifetime < 0 ? SPAN("The code is a token that says of itself that it has no end.")
                              : SPAN("By what it says, the code is good for more than a day."),
                 CONFIDENCE_LIKELY, true));
    }
    bool digits = span_to_u64(clue->code, &number);
    if (digits && clue->code.len <= SHORT_CODE) {
        struct span message =
            arena_printf(arena, "The code has %zu digits: it can be guessed.", clue->code.len);
        TRY(tell(trial, trial->way.ask, SPAN("short"), message, CONFIDENCE_CONFIRMED, true));
    }
    TRY(recovering_ask(trial, SPAN(""), SPAN(""), &again));
    TRY(recovery_clues(arena, &again.exchange, &later));
    for (size_t i = 0; digits && i < later.n; i++) {
        if (span_to_u64(later.at[i].code, &next) && next > number && next - number <= NEAR) {
            return tell(trial, trial->way.ask, SPAN("counted"),
                        SPAN("The next code can be told from the one before: they are counted."),
                        CONFIDENCE_CONFIRMED, false);
        }
    }
    return OK;
}

/* A code that is shown is shown to whoever asks: it opens, or the one that it is traded for. */
static enum err try_clue(struct recovering *trial, const struct clue *clue, bool *found) {
    static const struct span SHOWN = SPAN_INIT(
        "Whoever asks for a user's recovery gets the code in the answer, and sets his password.");
    struct clues next;
    const struct clue *good = clue;
    TRY(recovering_opens(trial, clue->code, clue->beside, found));
    if (!*found) {
        TRY(recovering_trade(trial, clue, &next));
        for (size_t i = 0; i < next.n && !*found; i++) {
            good = &next.at[i];
            TRY(recovering_opens(trial, good->code, good->beside, found));
        }
    }
    TRY(*found ? tell(trial, trial->way.ask, SPAN("answer"), SHOWN, CONFIDENCE_CONFIRMED, false)
               : OK);
    return *found ? judge_code(trial, good) : OK;
}

static enum err try_clues(struct recovering *trial, bool *found) {
    for (size_t i = 0; i < trial->clues.n && !*found; i++) {
        const struct clue *clue = &trial->clues.at[i];
        if (trial->way.end) {
            TRY(try_clue(trial, clue, found));
        } else if (clue->named) {
            *found = true;
            TRY(tell(trial, trial->way.ask, SPAN("answer"),
                     SPAN("The answer to a recovery holds what looks like its code."),
                     CONFIDENCE_LIKELY, false));
        }
    }
    return OK;
}

/* Some operation sets the password and asks for no code at all. */
static enum err try_without_code(struct recovering *trial) {
    VEC_EACH(const struct operation, operation, &survey_contract(trial->survey)->operations) {
        bool found = false;
        TRY(recovering_without_code(trial, operation, &found));
        if (found) {
            return tell(trial, operation, SPAN("no code"),
                        SPAN("A user's password is set by whoever knows his name: no code is asked "
                             "for."),
                        CONFIDENCE_CONFIRMED, false);
        }
    }
    return OK;
}

/* Ends at the first answer that is not the usual refusal. */
static enum err try_guesses(struct recovering *trial) {
    static const struct volatility none = {.differing = 0};
    struct span guesses[RECOVERING_GUESSES];
    size_t n;
    bool found = false, on = true;
    TRY(recovering_guesses(trial, guesses, &n));
    TRY(recovering_reset(trial, SPAN("postern-made-up-0001"), NULL, &trial->wrong));
    for (size_t i = 0; i < n && on && i < survey_guesses(trial->survey); i++) {
        TRY(recovering_opens(trial, guesses[i], NULL, &found));
        if (found) {
            return tell(trial, trial->way.end, SPAN("guessed"),
                        SPAN("The code can be told from the user's name or address, or is the same "
                             "for everybody: whoever knows it sets his password."),
                        CONFIDENCE_CONFIRMED, false);
        }
        on = trial->taken.sample.status == trial->wrong.sample.status &&
             sample_compare(&trial->taken.sample, &trial->wrong.sample, &none) >= LIKE_FORM;
    }
    return OK;
}

/* A code that nobody sees is as short as the contract says. */
static enum err try_declared_length(struct recovering *trial) {
    unsigned digits = guessing_digits(survey_contract(trial->survey), trial->way.end);
    struct span message =
        arena_printf(survey_arena(trial->survey),
                     "By its contract the code has %u digits: it can be guessed.", digits);
    return digits && digits <= SHORT_CODE
               ? tell(trial, trial->way.end, SPAN("short"), message, CONFIDENCE_LIKELY, true)
               : OK;
}

/* A made-up code is taken, and our account has the new password. */
static enum err try_any_code(struct recovering *trial, bool *found) {
    TRY(recovering_reset(trial, SPAN("postern-made-up-0001"), NULL, &trial->wrong));
    if (trial->own && survey_took(&trial->wrong)) {
        TRY(survey_logs_in(trial->survey, &trial->way.account, found));
    }
    return *found ? tell(trial, trial->way.end, SPAN("any code"),
                         SPAN("Any code sets a user's password."), CONFIDENCE_CONFIRMED, false)
                  : OK;
}

static bool leads_nowhere(const struct reply *reply) {
    const struct response *response = &reply->exchange.response;
    struct span location = fields_get(&response->fields, SPAN("Location"));
    return reply->sample.status / 100 < 4 &&
           (span_find(response->body, SPAN("://" RECOVERING_NOWHERE)) != SIZE_MAX ||
            span_find(location, SPAN("://" RECOVERING_NOWHERE)) != SIZE_MAX);
}

/* Links that lead where the request says that it came: then letters do, too. */
static enum err try_hosts(struct recovering *trial) {
    static const struct {
        struct span field, value;
    } claims[] = {{SPAN_INIT("X-Forwarded-Host"), SPAN_INIT(RECOVERING_NOWHERE)},
                  {SPAN_INIT("Forwarded"), SPAN_INIT("host=" RECOVERING_NOWHERE)},
                  {SPAN_INIT("Host"), SPAN_INIT(RECOVERING_NOWHERE)}};
    for (size_t i = 0; i < sizeof(claims) / sizeof(*claims); i++) {
        struct reply reply;
        TRY(recovering_ask(trial, claims[i].field, claims[i].value, &reply));
        if (survey_took(&reply) && leads_nowhere(&reply)) {
            trial->asked = reply;
            struct span message = arena_printf(
                survey_arena(trial->survey),
                "The link of a recovery leads to the host that the request names in %.*s.",
                SPAN_ARG(claims[i].field));
            return tell(trial, trial->way.ask, SPAN("host"), message, CONFIDENCE_CONFIRMED, false);
        }
    }
    return OK;
}

static enum err try_recovery(struct recovering *trial) {
    bool found = false;
    TRY(recovering_ask(trial, SPAN(""), SPAN(""), &trial->asked));
    if (!survey_took(&trial->asked)) {
        return OK;
    }
    TRY(recovery_clues(survey_arena(trial->survey), &trial->asked.exchange, &trial->clues));
    TRY(try_clues(trial, &found));
    TRY(trial->way.end && !found ? try_any_code(trial, &found) : OK);
    TRY(trial->way.end && !found && !survey_took(&trial->wrong) ? try_guesses(trial) : OK);
    TRY(trial->way.end && !found ? try_declared_length(trial) : OK);
    TRY(try_without_code(trial));
    return try_hosts(trial);
}

/* By the contract alone: whoever knows a user well, or reads what he writes, has the answer. */
static enum err try_questions(struct survey *survey) {
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        struct recovering trial = {.survey = survey};
        if (recovery_is_named(operation) && survey_row(survey, operation) &&
            recovering_asks_question(survey_contract(survey), operation)) {
            TRY(tell(&trial, operation, SPAN("question"),
                     SPAN("By its contract a recovery takes the answer to a question: others know "
                          "it, or guess it."),
                     CONFIDENCE_LIKELY, true));
        }
    }
    return OK;
}

static enum err survey_recoveries(struct survey *survey) {
    struct account user = {.told = NULL};
    unsigned resets = 0;
    bool chosen = false, own = false;
    TRY(try_questions(survey));
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        struct recovering trial = {.survey = survey};
        bool found = false;
        if (!survey_may_write(survey) || !recovery_is_named(operation)) {
            continue;
        }
        TRY(chosen ? OK : survey_user(survey, &user, &own, &chosen));
        TRY(chosen ? recovery_find(survey, operation, &user, &trial.way, &found) : OK);
        if (found) {
            trial.own = own;
            trial.resets = resets;
            TRY(try_recovery(&trial));
            user.password = trial.way.account.password;
            resets = trial.resets;
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "weak-recovery",
    .group = "account",
    .wide = true,
    .severity = SEVERITY_HIGH,
    .title = "Somebody else can recover a user's password",
    .cwe = {"CWE-640"},
    .owasp = "API2:2023",
    .why = "A recovery is a login without a password. Who gets its code, or can tell it, has the "
           "account, however good the password was.",
    .how =
        "With --allow-writes alone, since the target may send letters: a recovery is asked for, "
        "for an account that the scan opened itself, or else for the first user who logs in (his "
        "password is set to what it is). It fires when the answer shows the code (a member, a "
        "link, a number in a text) and the contract's operation for it takes that code and no "
        "made-up one, at once or after it was traded for another in a step between; likely, where "
        "there is no such operation and the member says what it is. It goes on to ask whether such "
        "a code is taken twice, is short, counted or without an end, whether one that is made of "
        "the user's name or address is taken, or any, or none is asked for, and whether a link "
        "leads to the host that the request names. Of a code that is only sent by letter, nothing "
        "of its end or second use can be seen; of its length what the contract says (likely). By "
        "the contract alone, and without any request, a recovery that takes the answer to a "
        "question is told (likely).",
    .fix =
        "Send at least 128 random bits to the address that the account has, never in the answer; "
        "keep its digest, let it end within the hour, and delete it when it is used or another one "
        "is asked for. Make links from a host that stands in the configuration. Django: "
        "PasswordResetTokenGenerator and PASSWORD_RESET_TIMEOUT, with ALLOWED_HOSTS set.",
};

const struct probe weak_recovery = {.rule = &rule, .doors = true, .survey = survey_recoveries};
