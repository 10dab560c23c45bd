/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a refusal for the names of what it misses. */
#include "scan/credential/admitted.h"

#include "base/mutant.h"
#include "scan/credential/leftover.h"
#include "scan/credential/wallet_bind.h"
#include "text/field.h"

enum { MOST_READ = 4096, MOST_CHALLENGES = 8 }; /* bytes of the body; of one refusal */

static bool is_alnum(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool joins(char c) {
    return c == '-' || c == '_' || c == ' ' || c == '.';
}

/* What begins the text is the name, whichever way the words of either are joined. */
static bool begins_with(struct span text, struct span name) {
    size_t at = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (!is_alnum(name.ptr[i])) {
            continue;
        }
        while (at < text.len && joins(text.ptr[at])) {
            at++;
        }
        if (at == text.len || !span_equal_nocase(span_slice(text, at, 1), span_slice(name, i, 1))) {
            return false;
        }
        at++;
    }
    return at == text.len || !is_alnum(text.ptr[at]) || MUTANT(longer_words_name);
}

bool admitted_names(struct span text, struct span name) {
    if (span_starts_nocase(name, SPAN("X-"))) {
        name = span_from_index(name, 2);
    }
    for (size_t i = 0; i < text.len && name.len; i++) {
        bool begins = is_alnum(text.ptr[i]) &&
                      (i == 0 || !is_alnum(text.ptr[i - 1]) || MUTANT(ends_of_words_name));
        if (begins && begins_with(span_from_index(text, i), name)) {
            return true;
        }
    }
    return false;
}

/* In a challenge only whole names: "ApiKey" is the last of "X-Gateway-Api-Key". */
static bool challenge_names(struct span field, struct span name) {
    struct field_challenge challenge;
    struct span rest = field;
    while (field_challenge_next(&rest, &challenge)) {
        if (admitted_names(name, challenge.scheme)) {
            return true;
        }
    }
    return admitted_names(field, name);
}

static bool names(const struct response *refusal, struct span name) {
    struct span field;
    for (size_t n = 0; (field = fields_get_nth(&refusal->fields, SPAN("WWW-Authenticate"), n)).ptr;
         n++) {
        if (challenge_names(field, name) && !MUTANT(admitted_by_body_alone)) {
            return true;
        }
    }
    return admitted_names(span_slice(refusal->body, 0, MOST_READ), name) &&
           !MUTANT(admitted_by_challenge_alone);
}

static enum err add(struct wallet *wallet, struct arena *arena, const struct identity *identity,
                    const struct scheme *scheme, struct security *security) {
    TRY_PTR(scheme);
    const struct credential *held = wallet_find(wallet, identity, scheme);
    if (!held || held->standing == STANDING_REFUSED || security_names(security, scheme)) {
        return OK;
    }
    struct requirement requirement = {0};
    struct need need = {.name = scheme->name, .scheme = scheme};
    bool kept = vec_push(wallet->arena, &requirement.needs, need) &&
                vec_push(arena, &security->any, requirement);
    return kept ? OK : ERR_MEMORY;
}

/* Headers, parameters and cookies by their own names. */
static enum err add_named(struct wallet *wallet, struct arena *arena,
                          const struct identity *identity, struct admission admission,
                          struct security *security) {
    struct unnamed unnamed;
    for (size_t i = 0; companion_next(wallet->contract, identity, &i, &unnamed);) {
        if (!unnamed.companion &&
            (admission.silent || names(admission.refusal, unnamed.given->name))) {
            TRY(add(wallet, arena, identity, leftover_scheme(wallet, &unnamed), security));
        }
    }
    return OK;
}

/* What we cannot speak with a value alone. */
static bool is_dialogue(struct span scheme) {
    return span_equal_nocase(scheme, SPAN("Digest")) ||
           span_equal_nocase(scheme, SPAN("Negotiate")) ||
           span_equal_nocase(scheme, SPAN("NTLM")) || span_equal_nocase(scheme, SPAN("Mutual"));
}

/* Behind the word that the file itself has: a whole Authorization field, or DRF's "Token". */
static enum err add_own_word(struct wallet *wallet, struct arena *arena,
                             const struct identity *identity, struct security *security) {
    struct span word = identity->token.value.len ? SPAN("Token") : SPAN(""), rest;
    for (size_t i = 0; i < identity->headers.n; i++) {
        const struct named_secret *header = &identity->headers.at[i];
        if (span_equal_nocase(header->name, SPAN("Authorization"))) {
            word = credential_split(header->secret.value, &word, &rest) ? word : SPAN("");
        }
    }
    return word.len ? add(wallet, arena, identity, leftover_authorization(wallet, word), security)
                    : OK;
}

/* Tokens and passwords behind the word that the challenge, or the body, asks for; where neither
 * says anything, behind the usual ones. */
static enum err add_authorization(struct wallet *wallet, struct arena *arena,
                                  const struct identity *identity, struct admission admission,
                                  struct security *security) {
    static const struct span words[] = {SPAN_INIT("Bearer"), SPAN_INIT("Basic")};
    const struct response *refusal = admission.refusal;
    struct span field = SPAN("");
    struct field_challenge challenge;
    size_t told = 0;
    for (size_t n = 0; (field = fields_get_nth(&refusal->fields, SPAN("WWW-Authenticate"), n)).ptr;
         n++) {
        while (field_challenge_next(&field, &challenge) && told++ < MOST_CHALLENGES) {
            if (!is_dialogue(challenge.scheme)) {
                TRY(add(wallet, arena, identity, leftover_authorization(wallet, challenge.scheme),
                        security));
            }
        }
    }
    struct span body = span_slice(refusal->body, 0, MOST_READ);
    for (size_t i = 0; !told && i < sizeof(words) / sizeof(*words); i++) {
        if (admission.silent || admitted_names(body, words[i])) {
            TRY(add(wallet, arena, identity, leftover_authorization(wallet, words[i]), security));
        }
    }
    return told || !admission.silent ? OK : add_own_word(wallet, arena, identity, security);
}

/* Whoever holds something for a scheme of the contract, or held it, has his tokens tried there. A
 * password that a login was made with is sent nowhere else: somebody counts wrong ones. */
static bool fits_any(struct wallet *wallet, const struct identity *identity) {
    bool fits = identity->username.len > 0 && !identity->basic_user.len;
    VEC_EACH(const struct scheme, scheme, &wallet->contract->schemes) {
        fits |= !wallet_is_csrf(scheme) && wallet_find(wallet, identity, scheme);
    }
    VEC_EACH(struct credential *const, each, &wallet->all) {
        fits |= (*each)->identity == identity && wallet_defines(wallet, (*each)->scheme) &&
                ((*each)->standing == STANDING_REFUSED || (*each)->standing == STANDING_LOST);
    }
    return fits;
}

enum err admitted_add(struct wallet *wallet, struct arena *arena, const struct identity *identity,
                      struct admission admission, struct security *security) {
    TRY(add_named(wallet, arena, identity, admission, security));
    return fits_any(wallet, identity)
               ? OK
               : add_authorization(wallet, arena, identity, admission, security);
}
