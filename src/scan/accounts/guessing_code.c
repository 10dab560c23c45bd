/* SPDX-License-Identifier: Apache-2.0 */
/* Which operations take short codes, and wrong ones for them. */
#include "scan/accounts/guessing_code.h"

#include "base/mutant.h"
#include "scan/accounts/recovering.h"
#include "scan/accounts/second_step.h"
#include "scan/build/build_schema.h"
#include "scan/survey_rows.h"
#include "text/words.h"

enum { USUAL = 6, LONGEST = 8, FEWEST = 3 };

/* Digits by nature. A "code" or a "token" may as well be long. */
static const struct span SHORT = SPAN_INIT(" otp totp pin passcode ");

static unsigned digits_of(const struct contract *contract, const struct node *schema,
                          struct span key) {
    schema = contract_resolve(contract, schema);
    int64_t most = 0;
    struct span pattern = node_scalar(node_get(schema, SPAN("pattern")));
    struct span example = node_scalar(node_get(schema, SPAN("example")));
    size_t brace = span_find_byte(pattern, '{');
    uint64_t number;
    if (node_i64(node_get(schema, SPAN("maxLength")), &most) && most > 0) {
        return most <= LONGEST ? (unsigned)most : 0;
    }
    struct span counted = brace == SIZE_MAX ? SPAN("") : span_from_index(pattern, brace + 1);
    counted = span_slice(counted, 0, span_find_byte(counted, '}'));
    bool of_digits =
        span_find(pattern, SPAN("\\d")) != SIZE_MAX || span_find(pattern, SPAN("0-9]")) != SIZE_MAX;
    if (of_digits && span_to_u64(counted, &number)) {
        return number <= LONGEST ? (unsigned)number : 0;
    }
    if (span_to_u64(example, &number)) {
        return example.len <= LONGEST ? (unsigned)example.len : 0;
    }
    return words_any(key, SHORT) ? USUAL : 0;
}

unsigned guessing_digits(const struct contract *contract, const struct operation *operation) {
    VEC_EACH(const struct media, media, &operation->bodies) {
        struct schema_view view;
        schema_open_whole(&view, contract, media->schema);
        for (struct schema_walk walk = {.view = &view}; schema_next(&walk);) {
            struct span name = node_key(walk.property);
            unsigned digits = account_is_code(name) ? digits_of(contract, walk.property, name) : 0;
            if (digits) {
                return digits;
            }
        }
    }
    return 0;
}

/* Refused, and for what can be nothing but the code. */
static enum err run(struct guessing *guessing, bool *open) {
    *open = false;
    if (survey_guesses(guessing->survey) < FEWEST) {
        return OK;
    }
    TRY(guessing_run(guessing, open));
    *open &= !survey_took(&guessing->first) && guessing->first.sample.status != 404 &&
             guessing->first.sample.status != 405;
    return *open && guessing->right.ptr && !MUTANT(code_that_was_locked)
               ? guessing_opens(guessing, guessing->own, open)
               : OK;
}

static enum err write_at_door(const struct guessing *guessing, struct span user, struct span secret,
                              struct request *out) {
    const struct door *door = guessing->at;
    struct account account = {.name = {NULL, 0}, .code = secret};
    unsigned places;
    TRY(door_request(survey_arena(guessing->survey), door, user, door->password, out));
    return account_fill(survey_arena(guessing->survey), &account, guessing->operation, out,
                        &places);
}

enum err guessing_code_at_door(struct survey *survey, const struct door *door, struct guessing *out,
                               bool *open) {
    struct account account = {.name = {NULL, 0}, .code = SPAN("000000")};
    struct request request;
    unsigned places = 0, digits;
    *open = false;
    *out = guessing_at_door(survey, door, door->user);
    out->right = (struct span){NULL, 0};
    out->write = write_at_door;
    out->kind = "beside the password";
    digits = out->operation ? guessing_digits(survey_contract(survey), out->operation) : 0;
    out->digits = digits;
    if (!door->identity->lockable || !digits) {
        return OK;
    }
    TRY(door_request(survey_arena(survey), door, door->user, door->password, &request));
    TRY(account_fill(survey_arena(survey), &account, out->operation, &request, &places));
    return places & ACCOUNT_CODE ? run(out, open) : OK;
}

/* What a code is sent with. */
struct step {
    const struct operation *operation;
    const struct identity *sender; /* NULL: nobody */
    struct account account;
};

static enum err write_step(const struct guessing *guessing, struct span user, struct span secret,
                           struct request *out) {
    struct survey *survey = guessing->survey;
    const struct step *step = guessing->at;
    struct account account = step->account;
    struct wallet *wallet = survey_wallet(survey);
    unsigned places;
    (void)user;
    account.code = secret;
    TRY(recovery_build(survey, step->operation, &account, out, &places));
    const struct requirement *requirement =
        step->sender ? wallet_choose(wallet, step->sender, &step->operation->security) : NULL;
    TRY(wallet_accompany(wallet, survey_arena(survey), step->operation, step->sender, out));
    return requirement
               ? wallet_present(wallet, survey_arena(survey), step->sender, requirement, out)
               : OK;
}

static const struct identity *lockable_of(struct survey *survey) {
    VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
        if (identity->lockable) {
            return identity;
        }
    }
    return NULL;
}

static enum err keep_step(struct survey *survey, const struct step *step, struct guessing *out) {
    struct step *kept = arena_take(survey_arena(survey), sizeof(*kept), _Alignof(struct step));
    TRY_PTR(kept);
    *kept = *step;
    out->at = kept;
    return OK;
}

static enum err start(struct survey *survey, const struct step *step, unsigned digits,
                      const char *kind, struct guessing *out) {
    *out = (struct guessing){.survey = survey,
                             .operation = step->operation,
                             .user = step->account.name,
                             .own = step->account.name,
                             .right = step->account.code,
                             .write = write_step,
                             .kind = kind,
                             .digits = digits};
    return keep_step(survey, step, out);
}

/* It said stop; but whoever has the password logs in again, and guesses on. What a fresh challenge
 * is refused at once is a limit. */
static enum err guess_on(struct second_step *first, struct step *step, struct guessing *out,
                         bool *open) {
    bool found = true, limited = out->sent < FEWEST || MUTANT(challenge_kept);
    unsigned row = 0; /* with the same challenge */
    while (found && !limited && out->sent < survey_guesses(out->survey)) {
        if (!row) {
            TRY(second_step_renew(out->survey, first, &found));
            step->account.told = first->told;
            TRY(keep_step(out->survey, step, out));
        }
        TRY(found ? guessing_once(out, out->user, NULL, &out->last) : OK);
        bool alike = found && guessing_is_unmoved(out, &out->last);
        limited = !alike && !row;
        row = alike ? row + 1 : 0;
        out->sent++;
    }
    *open = out->renewed = found && !limited;
    return OK;
}

/* A second step that takes the challenge of a first one beside the code. */
static enum err try_challenge(struct survey *survey, const struct operation *operation,
                              unsigned digits, struct guessing *out, bool *open) {
    struct second_step first;
    bool found;
    TRY(second_step_begin(survey, operation, true, &first, &found));
    if (!found || (!digits && MUTANT(codes_are_declared))) {
        return OK;
    }
    struct step step = {.operation = operation,
                        .account = {.told = first.told, .challenge = first.name}};
    TRY(start(survey, &step, digits ? digits : USUAL, "beside a challenge", out));
    TRY(run(out, open));
    return *open ? OK : guess_on(&first, &step, out, open);
}

/* A second step: a code by itself, from whoever is logged in, is named, or took the first one. */
static enum err try_second_step(struct survey *survey, const struct operation *operation,
                                unsigned places, struct guessing *out, bool *open) {
    const struct identity *identity = lockable_of(survey);
    unsigned digits = guessing_digits(survey_contract(survey), operation);
    bool public = security_is_public(&operation->security);
    if (!identity || !second_step_is(operation)) {
        return OK;
    }
    if (public && !(places & (ACCOUNT_NAME | ACCOUNT_EMAIL))) {
        return try_challenge(survey, operation, digits, out, open);
    }
    if (!digits ||
        (!public && !wallet_choose(survey_wallet(survey), identity, &operation->security))) {
        return OK;
    }
    const struct step step = {
        .operation = operation,
        .sender = public ? NULL : identity,
        .account = {.name = identity_user(identity), .email = identity_user(identity)}};
    TRY(start(survey, &step, digits, "by itself", out));
    return run(out, open);
}

/* The operation that asks for the codes which that one takes. */
static enum err find_recovery(struct survey *survey, const struct operation *end,
                              const struct account *account, struct recovery *out, bool *found) {
    *found = false;
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        if (!*found) {
            TRY(recovery_find(survey, operation, account, out, found));
            *found &= out->end == end && !out->asks && !out->ends;
        }
    }
    return OK;
}

/* A code with a new password: one is asked for first, or there would be nothing to guess at. */
static enum err try_recovery(struct survey *survey, const struct operation *operation,
                             struct guessing *out, bool *open) {
    const struct identity *lockable = lockable_of(survey);
    struct recovering trial = {.survey = survey};
    struct account account;
    bool own, found;
    uint64_t number;
    TRY(survey_user(survey, &account, &own, &found));
    found &= own || (lockable && span_equal(identity_user(lockable), account.name));
    TRY(found ? find_recovery(survey, operation, &account, &trial.way, &found) : OK);
    TRY(found ? recovering_ask(&trial, SPAN(""), SPAN(""), &trial.asked) : OK);
    if (!found || !survey_took(&trial.asked)) {
        return OK;
    }
    unsigned digits = guessing_digits(survey_contract(survey), operation);
    TRY(recovery_clues(survey_arena(survey), &trial.asked.exchange, &trial.clues));
    const struct clue *clue = trial.clues.n ? &trial.clues.at[0] : NULL;
    bool shown = clue && clue->code.len <= LONGEST && span_to_u64(clue->code, &number);
    if (shown) {
        account.code = clue->code;
        account.told = clue->beside;
        digits = (unsigned)clue->code.len;
    }
    const struct step step = {.operation = operation, .account = account};
    TRY(start(survey, &step, digits, "of a recovery", out));
    return digits ? run(out, open) : OK;
}

enum err guessing_code_at_operation(struct survey *survey, const struct operation *operation,
                                    struct guessing *out, bool *open) {
    struct account account = {.name = SPAN("nobody"),
                              .email = SPAN("nobody@example.com"),
                              .password = SPAN("Zq7-postern-0000-Lw9"),
                              .code = SPAN("000000")};
    struct request request;
    unsigned places = 0;
    *open = false;
    if (span_equal(operation->method, SPAN("GET")) || !survey_row(survey, operation)) {
        return OK;
    }
    TRY(recovery_build(survey, operation, &account, &request, &places));
    if (!(places & ACCOUNT_CODE)) {
        return OK;
    }
    if (!(places & ACCOUNT_PASSWORD)) {
        return try_second_step(survey, operation, places, out, open);
    }
    bool asked = survey_may_write(survey) &&
                 (recovery_is_named(operation) || words_any(operation->path, SPAN(" password ")));
    return asked ? try_recovery(survey, operation, out, open) : OK;
}
