/* SPDX-License-Identifier: Apache-2.0 */
/* Wrong keys, in the form of one that opens. */
#include "scan/accounts/guessing_key.h"

#include "base/mutant.h"
#include "scan/survey_rows.h"

enum { LONGEST = 8, SHORTEST = 3, FEWEST = 3 };

/* A session's or a login's token is made anew each time: it is no key that somebody was given. */
static bool is_short(const struct credential *credential) {
    struct span key = credential->secret.value;
    uint64_t number;
    return !credential->grant && credential->scheme->kind != SCHEME_BASIC && key.len >= SHORTEST &&
           key.len <= LONGEST && span_to_u64(key, &number) && !MUTANT(short_keys_unseen);
}

static enum err write_key(const struct guessing *guessing, struct span user, struct span secret,
                          struct request *out) {
    (void)user;
    return survey_build_instead(guessing->survey, guessing->operation, guessing->at, secret, out);
}

enum err guessing_key(struct survey *survey, const struct identity *identity,
                      const struct scheme *scheme, struct guessing *out, bool *open) {
    const struct credential *like = wallet_find(survey_wallet(survey), identity, scheme);
    *open = false;
    if (!like || !is_short(like) || survey_guesses(survey) < FEWEST) {
        return OK;
    }
    *out = (struct guessing){.survey = survey,
                             .operation = survey_read_by(survey, identity, scheme),
                             .right = like->secret.value,
                             .write = write_key,
                             .at = like,
                             .digits = (unsigned)like->secret.value.len};
    TRY(out->operation ? guessing_run(out, open) : OK);
    *open &= out->operation && sample_refused(&out->first.sample);
    return *open ? guessing_opens(out, out->own, open) : OK;
}
