/* SPDX-License-Identifier: Apache-2.0 */
/* Three requests that tell a good credential from a bad one. */
#include "scan/login/login_prove.h"

#include "base/mutant.h"
#include "scan/build/build.h"
#include "scan/login/login_need.h"
#include "scan/login/login_operation.h"
#include "scan/oracle_parts.h"
#include "scan/probe.h"
#include "scan/sample.h"
#include "text/field.h"

enum { MOST_OPERATIONS = 4, MOST_REFUSALS = 2, MOST_WORDS = 7 };

enum proof { PROOF_UNCLEAR = 0, PROOF_GOOD, PROOF_BAD };

/* One operation, with what it answers to nobody. */
struct witness {
    const struct operation *operation;
    const struct requirement *requirement;
    struct request request;
    struct sample anonymous, worthless;
    struct fields challenge; /* of the refusal */
};

struct trial {
    struct login *login;
    struct credential *credential;
    struct arena arena;
    struct witness at[MOST_OPERATIONS];
    size_t n;
};

/* The requirement that the scheme alone meets, or that the identity's other credentials complete.
 */
static const struct requirement *requirement_with(struct trial *t,
                                                  const struct operation *operation) {
    VEC_EACH(const struct requirement, requirement, &operation->security.any) {
        if (requirement_names(requirement, t->credential->scheme) &&
            wallet_meets(t->login->wallet, t->credential->identity, requirement)) {
            return requirement;
        }
    }
    return NULL;
}

static enum err ask(struct trial *t, struct request *request, struct sample *out,
                    struct fields *fields) {
    struct exchange exchange = {.request = *request};
    TRY(client_fetch(t->login->client, &t->arena, &exchange));
    TRY(wire_ends(exchange.response.wire));
    if (fields) {
        *fields = exchange.response.fields;
    }
    return sample_take(&t->arena, &exchange, NULL, out);
}

static bool may_ask(const struct trial *t, const struct operation *operation) {
    const struct login *login = t->login;
    return span_equal(operation->method, SPAN("GET")) && login_selects(login, operation) &&
           !security_is_public(&operation->security) && !entrance_ends_session(operation) &&
           (!build_has_effect(operation) || MUTANT(proven_by_effects)) &&
           !login_is_operation(login, operation);
}

/* A success that does not say, in its body, that nobody was let in. */
static bool lets_in(const struct sample *sample) {
    return sample_served(sample) && (!oracle_turns_away(sample) || MUTANT(polite_word_opens));
}

/* Asks for nobody; an operation that serves either tells nothing. */
static enum err add_witness(struct trial *t, const struct operation *operation) {
    struct draft draft;
    struct witness *w = &t->at[t->n];
    const struct requirement *requirement = requirement_with(t, operation);
    if (!requirement) {
        return OK;
    }
    struct known_values none = {.arena = &t->arena};
    TRY(build_request(&t->arena, t->login->contract, operation, &none, t->login->base_url,
                      BUILD_REAL, &draft));
    if (!draft.built) {
        return OK;
    }
    *w = (struct witness){
        .operation = operation, .requirement = requirement, .request = draft.request};
    struct request worthless = draft.request;
    TRY(ask(t, &w->request, &w->anonymous, NULL));
    TRY(wallet_worthless(t->login->wallet, &t->arena, requirement, &worthless));
    TRY(ask(t, &worthless, &w->worthless, &w->challenge));
    t->n += !lets_in(&w->anonymous) && !lets_in(&w->worthless) && w->worthless.wire == WIRE_OK;
    return OK;
}

/* Those without an id in their path first: they answer more than "not found". */
static enum err find_witnesses(struct trial *t) {
    unsigned asked = 0;
    for (unsigned round = 0; round < 2; round++) {
        VEC_EACH(const struct operation, operation, &t->login->contract->operations) {
            bool plain = !operation_has_variable(operation);
            if (t->n == MOST_REFUSALS || asked == MOST_OPERATIONS) {
                return OK;
            }
            if (plain == (round == 0) && may_ask(t, operation)) {
                size_t before = client_stats(t->login->client).sent;
                TRY(add_witness(t, operation));
                asked += client_stats(t->login->client).sent != before;
            }
        }
    }
    return OK;
}

/* Turned away by words, and by the same ones as whoever has nothing to show. */
static bool turned_away_too(const struct witness *w, const struct sample *valid) {
    static const struct volatility NONE = {0};
    return oracle_turns_away(valid) && !MUTANT(words_are_no_refusal) &&
           (sample_same_refusal(valid, &w->worthless, &NONE) ||
            sample_same_refusal(valid, &w->anonymous, &NONE));
}

/* Served where nobody is; or at least answered otherwise than nobody is. */
static enum proof weigh(const struct witness *w, const struct sample *valid) {
    static const struct volatility NONE = {0};
    if (valid->wire != WIRE_OK || valid->throttled || valid->status >= 500) {
        return PROOF_UNCLEAR;
    }
    bool same = valid->status == w->worthless.status || valid->status == w->anonymous.status;
    if (turned_away_too(w, valid) && !sample_refused(valid)) {
        return PROOF_BAD;
    }
    if (sample_served(valid)) {
        return sample_denies(valid, &w->worthless) && valid->refusal ? PROOF_UNCLEAR : PROOF_GOOD;
    }
    if (valid->status / 100 == 3 && same && span_equal(valid->location, w->worthless.location)) {
        return PROOF_BAD; /* sent to the login page, as anybody is */
    }
    if (sample_refused(valid) && same) {
        bool told_apart = valid->status == 403 &&
                          sample_compare(valid, &w->worthless, &NONE) != LIKE_SAME &&
                          sample_compare(valid, &w->anonymous, &NONE) != LIKE_SAME;
        return told_apart ? PROOF_UNCLEAR : PROOF_BAD;
    }
    if (valid->status == 401 || same) {
        return valid->status == 401 ? PROOF_BAD : PROOF_UNCLEAR;
    }
    return oracle_turns_away(&w->worthless) ? PROOF_GOOD : PROOF_UNCLEAR;
}

/* One word before the credential, at all witnesses. */
static enum err try_word(struct trial *t, struct span word, enum proof *proof,
                         const struct operation **at) {
    const struct credential *credential = t->credential;
    *proof = PROOF_UNCLEAR;
    for (size_t i = 0; i < t->n; i++) {
        struct witness *w = &t->at[i];
        struct request request = w->request;
        struct sample valid;
        TRY(wallet_present(t->login->wallet, &t->arena, credential->identity, w->requirement,
                           &request));
        TRY(credential_put(&t->arena, credential->scheme, word, credential->secret.value,
                           &request));
        TRY(ask(t, &request, &valid, NULL));
        enum proof one = weigh(w, &valid);
        if (one != PROOF_UNCLEAR) {
            *proof = one;
            *at = w->operation;
        }
        if (one == PROOF_GOOD) {
            break;
        }
    }
    return OK;
}

/* Words that may stand before the credential, the likely ones first. */
struct words {
    struct span at[MOST_WORDS];
    size_t n;
};

static void add_word(struct words *words, struct span word) {
    for (size_t i = 0; i < words->n; i++) {
        if (span_equal(words->at[i], word)) {
            return;
        }
    }
    if (words->n < MOST_WORDS) {
        words->at[words->n++] = word;
    }
}

/* What the target itself asks for: a challenge that is no registered scheme's but one of tokens. */
static void add_challenges(struct words *words, const struct trial *t) {
    for (size_t i = 0; i < t->n; i++) {
        struct span field;
        for (size_t n = 0;
             (field = fields_get_nth(&t->at[i].challenge, SPAN("WWW-Authenticate"), n)).ptr; n++) {
            struct field_challenge challenge;
            while (field_challenge_next(&field, &challenge)) {
                if (!span_equal_nocase(challenge.scheme, SPAN("Basic")) &&
                    !span_equal_nocase(challenge.scheme, SPAN("Digest")) &&
                    !span_equal_nocase(challenge.scheme, SPAN("Negotiate"))) {
                    add_word(words, challenge.scheme);
                }
            }
        }
    }
}

static void find_words(struct trial *t, struct words *words) {
    const struct credential *credential = t->credential;
    words->n = 0;
    add_word(words, credential_word(t->login->wallet, credential));
    if (credential->own_prefix.ptr || !credential_takes_word(credential->scheme)) {
        return; /* the user's own word, or nowhere to put one */
    }
    add_challenges(words, t);
    if (credential->scheme->kind != SCHEME_BEARER) {
        add_word(words, SPAN(""));
    }
    add_word(words, SPAN("Bearer"));
    add_word(words, SPAN("Token"));
    add_word(words, SPAN("JWT"));
}

static enum err learn(struct trial *t, struct span word, const struct operation *at) {
    struct login *login = t->login;
    struct credential *credential = t->credential;
    struct span guess = credential_word(login->wallet, credential);
    if (!span_equal(guess, word)) {
        struct span kept = arena_dup(login->wallet->arena, word);
        TRY_PTR(kept.ptr);
        TRY(wallet_learn_prefix(login->wallet, credential->scheme, kept));
        diag_add(login->diag, DIAG_NOTE, credential->scheme->place,
                 word.len ? "%.*s: the word that opens is \"%.*s\" (guessed; a header: in the "
                            "identities file overrides it)"
                          : "%.*s: the credential stands without a word before it (guessed; a "
                            "header: in the identities file overrides it)%.*s",
                 SPAN_ARG(credential->scheme->name), SPAN_ARG(word));
    }
    return wallet_proved(login->wallet, credential->identity, credential->scheme, at);
}

static enum err run(struct trial *t, const struct operation **refused_at) {
    struct words words;
    TRY(find_witnesses(t));
    find_words(t, &words);
    for (size_t i = 0; i < words.n; i++) {
        const struct operation *at = NULL;
        enum proof proof;
        TRY(try_word(t, words.at[i], &proof, &at));
        if (proof == PROOF_GOOD) {
            return learn(t, words.at[i], at);
        }
        if (proof == PROOF_UNCLEAR && i == 0) {
            return OK;
        }
        *refused_at = *refused_at ? *refused_at : at;
    }
    t->credential->standing = STANDING_REFUSED;
    return OK;
}

enum err login_prove(struct login *login, struct credential *credential,
                     const struct operation **refused_at) {
    struct trial trial = {.login = login, .credential = credential};
    arena_init(&trial.arena, SIZE_MAX);
    *refused_at = NULL;
    enum err ran = run(&trial, refused_at);
    arena_free(&trial.arena);
    return ran;
}
