/* SPDX-License-Identifier: Apache-2.0 */
/* Is a user there whose name and password everybody knows? */
#include "base/mutant.h"
#include "scan/probe.h"
#include "text/words.h"

/* As published lists have them; one name never more than twice at a login. */
static const struct pair {
    struct span user, password;
} PAIRS[] = {
    {SPAN_INIT("admin"), SPAN_INIT("admin")},
    {SPAN_INIT("test"), SPAN_INIT("test")},
    {SPAN_INIT("guest"), SPAN_INIT("guest")},
    {SPAN_INIT("admin"), SPAN_INIT("password")},
    {SPAN_INIT("root"), SPAN_INIT("root")},
    {SPAN_INIT("user"), SPAN_INIT("user")},
    {SPAN_INIT("administrator"), SPAN_INIT("administrator")},
    {SPAN_INIT("admin@example.com"), SPAN_INIT("admin")},
};

enum { N_PAIRS = sizeof(PAIRS) / sizeof(*PAIRS), MOST_WRONG = 4, BETWEEN = 3 };
static const struct pair NOBODY = {SPAN_INIT("postern-nobody-3203"),
                                   SPAN_INIT("postern-wrong-0000")};

/* Of those whom nobody must lock out: wrong passwords that each has had, over all logins, which may
 * be of one house. */
struct tally {
    unsigned wrong[N_PAIRS];
};
static const struct span KEEPERS = SPAN_INIT(" admin root administrator ");

struct trial {
    struct survey *survey;
    const struct door *door;
    struct reply right, strange, stranger, tried;
    struct volatility volatility;
    unsigned sent; /* wrong ones */
};

static enum err ask(struct trial *trial, struct span user, struct span password,
                    struct reply *out) {
    struct request request;
    TRY(door_request(survey_arena(trial->survey), trial->door, user, password, &request));
    return survey_fetch_at_once(trial->survey, &request, out);
}

static bool opens(const struct sample *sample) {
    return sample->wire == WIRE_OK && (sample->status / 100 == 2 || sample->status / 100 == 3);
}

static bool is_refusal(const struct trial *trial, const struct reply *reply) {
    return reply->sample.wire == WIRE_OK && reply->sample.status == trial->strange.sample.status &&
           sample_compare(&reply->sample, &trial->strange.sample, &trial->volatility) == LIKE_SAME;
}

/* Logs in as the right pair does, in the same form. */
static bool is_login(const struct trial *trial, const struct reply *reply) {
    static const struct volatility none = {.differing = 0};
    return opens(&reply->sample) && reply->sample.status == trial->right.sample.status &&
           !is_refusal(trial, reply) &&
           (sample_compare(&reply->sample, &trial->right.sample, &none) >= LIKE_FORM);
}

/* The right pair logs in, and those who are nobody are refused alike. */
static enum err can_tell(struct trial *trial, bool *out) {
    const struct door *door = trial->door;
    TRY(ask(trial, door->user, door->password, &trial->right));
    TRY(ask(trial, NOBODY.user, NOBODY.password, &trial->strange));
    TRY(ask(trial, NOBODY.user, NOBODY.password, &trial->stranger));
    TRY(sample_learn(survey_arena(trial->survey), &trial->strange.sample, &trial->stranger.sample,
                     &trial->volatility));
    *out = opens(&trial->right.sample) && is_refusal(trial, &trial->stranger) &&
           !trial->strange.sample.throttled && !is_login(trial, &trial->strange) &&
           trial->strange.sample.status / 100 != 5;
    return OK;
}

/* Whose password the user gave is a real user, and not to be guessed at. */
static bool is_given(const struct survey *survey, struct span user) {
    VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
        if ((span_equal_nocase(identity->username, user) ||
             span_equal_nocase(identity->basic_user, user) ||
             span_equal_nocase(identity->name, user)) &&
            !MUTANT(given_guessed_at)) {
            return true;
        }
    }
    return false;
}

static unsigned *wrong_of(struct tally *tally, struct span user) {
    size_t i = 0;
    while (!span_equal(PAIRS[i].user, user)) {
        i++;
    }
    return &tally->wrong[i];
}

static enum err report(struct trial *trial, const struct pair *pair) {
    const struct exhibit exhibits[] = {
        {SPAN("a user that there is not"), &trial->stranger.exchange, false, false},
        {SPAN("a pair that everybody knows"), &trial->tried.exchange, true, true}};
    const struct disclosure what = {
        .operation = survey_asked(trial->survey, &trial->door->request),
        .cause = pair->user,
        .message =
            arena_printf(survey_arena(trial->survey), "%.*s logs in with the password \"%.*s\".",
                         SPAN_ARG(pair->user), SPAN_ARG(pair->password)),
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(what.message.ptr);
    return survey_report(trial->survey, &default_credentials, &what);
}

/* Once more, and nobody is still refused: else it is a login that takes everybody. */
static enum err confirm(struct trial *trial, const struct pair *pair) {
    TRY(ask(trial, NOBODY.user, pair->password, &trial->stranger));
    TRY(ask(trial, pair->user, pair->password, &trial->tried));
    bool holds = is_refusal(trial, &trial->stranger) && is_login(trial, &trial->tried);
    return holds ? report(trial, pair) : OK;
}

/* *on: the answer was the usual refusal; a lock, a riddle or 429 ends it. */
static enum err try_pair(struct trial *trial, const struct pair *pair, unsigned *wrong, bool *on) {
    TRY(ask(trial, pair->user, pair->password, &trial->tried));
    trial->sent++;
    if (is_login(trial, &trial->tried)) {
        return confirm(trial, pair);
    }
    (*wrong)++;
    *on = is_refusal(trial, &trial->tried);
    if (*on &&
        trial->sent % BETWEEN == 0) { /* starts the count of failures anew, where there is one */
        TRY(ask(trial, trial->door->user, trial->door->password, &trial->right));
        *on = opens(&trial->right.sample);
    }
    return OK;
}

static enum err try_door(struct trial *trial, struct tally *tally) {
    bool on;
    TRY(can_tell(trial, &on));
    for (size_t i = 0; i < N_PAIRS && on && trial->sent < survey_guesses(trial->survey); i++) {
        unsigned *wrong = wrong_of(tally, PAIRS[i].user);
        bool spared = *wrong >= MOST_WRONG && words_listed(PAIRS[i].user, KEEPERS);
        if (!spared && !is_given(trial->survey, PAIRS[i].user)) {
            TRY(try_pair(trial, &PAIRS[i], wrong, &on));
        }
    }
    return OK;
}

static enum err survey_logins(struct survey *survey) {
    const struct doors *doors = survey_doors(survey);
    struct tally tally = {{0}};
    VEC_EACH(const struct door, door, &doors->all) {
        struct trial trial = {.survey = survey, .door = door};
        bool wanted = survey_guesses(survey) > 0 && door_is_first(doors, door);
        TRY(wanted ? try_door(&trial, &tally) : OK);
    }
    return OK;
}

static const struct rule rule = {
    .id = "default-credentials",
    .group = "account",
    .wide = true,
    .severity = SEVERITY_CRITICAL,
    .title = "A user can log in with a name and password that everybody knows",
    .cwe = {"CWE-1392"},
    .owasp = "API2:2023",
    .why = "Names and passwords that software is delivered with stand in public lists, and those "
           "are what machines try first, at every address that answers.",
    .how =
        "A login that worked is sent again with a few pairs from such lists (admin and admin, "
        "test and test and the like). It fires when one logs in as the right pair does, twice, "
        "while a name that nobody has is refused. One name is tried at most twice at a login, "
        "administrators four times in all, names that the identities file gives are not, a right "
        "login comes in between, and it stops at the first answer that is not the usual "
        "refusal: nobody is to be locked out. --guesses 0 leaves it out.",
    .fix = "Delete the user, or give it a password of its own: python manage.py changepassword "
           "admin. Make no users in migrations and fixtures that reach a deployment; take the "
           "first "
           "administrator's password from the environment (DJANGO_SUPERUSER_PASSWORD) and refuse "
           "to start without it.",
};

const struct probe default_credentials = {.rule = &rule, .doors = true, .survey = survey_logins};
