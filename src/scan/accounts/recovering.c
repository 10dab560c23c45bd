/* SPDX-License-Identifier: Apache-2.0 */
/* The steps of a recovery, and codes to try. */
#include "scan/accounts/recovering.h"

#include "base/mutant.h"
#include "text/base64.h"
#include "token/digest.h"

enum err recovering_ask(struct recovering *trial, struct span field, struct span value,
                        struct reply *out) {
    struct request request;
    unsigned places;
    *out = (struct reply){.sample.wire = WIRE_UNSENT};
    TRY(recovery_build(trial->survey, trial->way.ask, &trial->way.account, &request, &places));
    if (!(places & (ACCOUNT_NAME | ACCOUNT_EMAIL))) {
        return OK;
    }
    if (field.len && !fields_set(survey_arena(trial->survey), &request.fields, field, value)) {
        return ERR_MEMORY;
    }
    return survey_ask(trial->survey, trial->way.ask, &request, trial->way.asks, out);
}

enum err recovering_reset(struct recovering *trial, struct span code, const struct node *beside,
                          struct reply *out) {
    struct arena *arena = survey_arena(trial->survey);
    struct request request;
    unsigned places;
    *out = (struct reply){.sample.wire = WIRE_UNSENT};
    if (trial->own || MUTANT(user_set_anew)) {
        trial->way.account.password = arena_printf(arena, "Zq7-postern-%04u-Lw9", ++trial->resets);
        TRY_PTR(trial->way.account.password.ptr);
    }
    struct account account = trial->way.account;
    account.code = code;
    account.told = beside;
    TRY(recovery_build(trial->survey, trial->way.end, &account, &request, &places));
    bool complete = (places & ACCOUNT_CODE) && (places & ACCOUNT_PASSWORD);
    return complete ? survey_ask(trial->survey, trial->way.end, &request, trial->way.ends, out)
                    : OK;
}

bool recovering_is_told_apart(const struct reply *taken, const struct reply *wrong) {
    static const struct volatility none = {.differing = 0};
    return survey_took(taken) && wrong->sample.wire == WIRE_OK && wrong->sample.status / 100 != 5 &&
           !wrong->sample.throttled &&
           (!survey_took(wrong) || wrong->sample.status != taken->sample.status ||
            sample_compare(&wrong->sample, &taken->sample, &none) < LIKE_FORM);
}

enum err recovering_opens(struct recovering *trial, struct span code, const struct node *beside,
                          bool *out) {
    struct span other = recovery_made_up(survey_arena(trial->survey), code);
    TRY_PTR(other.ptr);
    TRY(recovering_reset(trial, code, beside, &trial->taken));
    *out = survey_took(&trial->taken);
    if (*out) {
        TRY(recovering_reset(trial, other, beside, &trial->wrong));
        *out = recovering_is_told_apart(&trial->taken, &trial->wrong) || MUTANT(recovery_unproven);
    }
    return OK;
}

static enum err hex_of(struct arena *arena, struct span text, bool md5, struct span *out) {
    char hex[DIGEST_HEX];
    TRY(md5 ? digest_md5(text, hex) : digest_sha256(text, hex));
    *out = arena_dup(arena, (struct span){hex, md5 ? DIGEST_MD5_HEX : DIGEST_HEX});
    return out->ptr ? OK : ERR_MEMORY;
}

enum err recovering_guesses(const struct recovering *trial, struct span out[RECOVERING_GUESSES],
                            size_t *n) {
    static const struct span common[] = {SPAN_INIT("000000"), SPAN_INIT("123456"),
                                         SPAN_INIT("1234"), SPAN_INIT("0000")};
    struct arena *arena = survey_arena(trial->survey);
    const struct span users[] = {trial->way.account.email, trial->way.account.name};
    *n = 0;
    for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++) {
        out[(*n)++] = common[i];
    }
    for (size_t i = 0; i < sizeof(users) / sizeof(*users); i++) {
        if (users[i].len) {
            out[(*n)++] = users[i];
            out[(*n)++] = base64_encode(arena, BASE64_PADDED, users[i]);
            TRY_PTR(out[*n - 1].ptr);
            TRY(hex_of(arena, users[i], true, &out[(*n)++]));
            TRY(hex_of(arena, users[i], false, &out[(*n)++]));
        }
    }
    return OK;
}
