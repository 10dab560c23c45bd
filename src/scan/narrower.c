/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens with less than an identity's own scopes, shown to what asks for more. */
#include "scan/narrower.h"

#include "base/mutant.h"
#include "scan/probe.h"
#include "token/jws.h"

enum { MOST_NARROWER = 3, MOST_BESIDE = 8 };

/* Whether the reads that ask for one scope alone refuse a token. */
struct beside {
    struct span wanted;
    bool refused;
};

/* A token that its endpoint gave for less than the identity's own. */
struct narrower {
    struct span scope, token;
    struct scopes held;
    struct beside beside[MOST_BESIDE];
    size_t beside_n;
};

/* One identity's credential for one scheme, at one operation. */
struct fetched {
    struct survey *survey;
    const struct probe *probe;
    const struct credential *credential;
    struct narrower all[MOST_NARROWER];
    size_t n;
};

/* Whether the endpoint gave what was asked for, and no more, is in the token or in its answer. */
static enum err fetch(struct fetched *fetched, struct span scope, struct narrower *out) {
    struct span given;
    struct jws jws = {0};
    struct arena *arena = survey_arena(fetched->survey);
    *out = (struct narrower){.scope = scope};
    TRY(survey_narrow(fetched->survey, fetched->credential, scope, &out->token, &given));
    if (jws_looks_like(out->token)) {
        enum err read = jws_read(arena, out->token, &jws);
        TRY(read == ERR_MEMORY ? read : OK);
    }
    scopes_add_claims(&out->held, jws.payload_node);
    if (!out->held.n) {
        scopes_add(&out->held, given);
    }
    return OK;
}

/* Asked for once; NULL: there are too many. */
static enum err narrower_of(struct fetched *fetched, struct span scope, struct narrower **out) {
    *out = NULL;
    for (size_t i = 0; i < fetched->n && !*out; i++) {
        *out = span_equal(fetched->all[i].scope, scope) ? &fetched->all[i] : NULL;
    }
    if (!*out && fetched->n < MOST_NARROWER) {
        *out = &fetched->all[fetched->n++];
        return fetch(fetched, scope, &fetched->all[fetched->n - 1]);
    }
    return OK;
}

/* In the place of the identity's own token. */
static enum err ask_with(struct fetched *fetched, const struct operation *operation,
                         const struct request *bare, struct span token, struct reply *out) {
    struct survey *survey = fetched->survey;
    struct arena *arena = survey_arena(survey);
    const struct identity *identity = fetched->credential->identity;
    struct presented presented = wallet_form(survey_wallet(survey), fetched->credential);
    struct request request;
    TRY(request_copy(arena, bare, &request));
    TRY(wallet_present(survey_wallet(survey), arena, identity,
                       wallet_choose(survey_wallet(survey), identity, &operation->security),
                       &request));
    TRY(presented_replace(arena, &presented, token, &request));
    return survey_fetch(survey, &request, out);
}

static enum err report_fetched(struct fetched *fetched, const struct operation *operation,
                               const struct narrower *narrower, struct span wanted,
                               const struct reply *nobody, const struct reply *served) {
    struct arena *arena = survey_arena(fetched->survey);
    struct span name = fetched->credential->identity->name;
    const struct exhibit exhibits[] = {{SPAN("no credential"), &nobody->exchange, false, false},
                                       {arena_printf(arena, "%.*s, with the scope %.*s alone",
                                                     SPAN_ARG(name), SPAN_ARG(narrower->scope)),
                                        &served->exchange, true, false}};
    const struct disclosure what = {
        .operation = operation,
        .cause = wanted,
        .message = arena_printf(arena,
                                "%.*s asked for a token with the scope %.*s alone, and is served "
                                "with it, though the contract asks for %.*s.",
                                SPAN_ARG(name), SPAN_ARG(narrower->scope), SPAN_ARG(wanted)),
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = exhibits,
        .exhibit_n = 2,
    };
    TRY_PTR(what.message.ptr);
    return survey_report(fetched->survey, fetched->probe, &what);
}

/* Served, nobody is, and served once more. */
static enum err try_narrower(struct fetched *fetched, const struct operation *operation,
                             const struct narrower *narrower, struct span wanted) {
    struct reply first, nobody, again;
    struct draft draft;
    TRY(survey_build(fetched->survey, operation, NULL, &draft));
    if (!draft.built) {
        return OK;
    }
    TRY(ask_with(fetched, operation, &draft.request, narrower->token, &first));
    if (!sample_served(&first.sample) || first.sample.refusal) {
        return OK;
    }
    TRY(survey_ask(fetched->survey, operation, &draft.request, NULL, &nobody));
    TRY(ask_with(fetched, operation, &draft.request, narrower->token, &again));
    bool told = nobody.sample.wire == WIRE_OK && !sample_served(&nobody.sample) &&
                sample_served(&again.sample);
    return told ? report_fetched(fetched, operation, narrower, wanted, &nobody, &again) : OK;
}

/* A read that serves the identity for this credential alone. */
static bool is_served_by(const struct fetched *fetched, const struct operation *operation) {
    const struct operation_result *row = survey_row(fetched->survey, operation);
    const struct identity *identity = fetched->credential->identity;
    const struct requirement *requirement =
        wallet_choose(survey_wallet(fetched->survey), identity, &operation->security);
    return row && row->gate == GATE_ENFORCED && survey_status(row, identity) / 100 == 2 &&
           span_equal(operation->method, SPAN("GET")) && !build_has_effect(operation) &&
           !entrance_is(operation) && requirement && requirement->needs.n == 1 &&
           requirement->needs.at[0].scheme == fetched->credential->scheme;
}

/* One that asks for more may refuse a token for want of the rest. */
static bool asks_alone(const struct operation *operation, const struct scheme *scheme,
                       struct span wanted) {
    const struct scopes one = {.at = {wanted}, .n = 1};
    return span_equal(scopes_asked(operation, scheme), wanted) &&
           (!scopes_lacking(operation, scheme, &one).len || MUTANT(rest_unasked));
}

/* Whether a read that asks for that scope alone refuses the token, which then does not hold it. */
static enum err ask_beside(struct fetched *fetched, const struct narrower *narrower,
                           struct span wanted, bool *out) {
    const struct scheme *scheme = fetched->credential->scheme;
    size_t asked = 0;
    VEC_EACH(const struct operation, other, &survey_contract(fetched->survey)->operations) {
        struct draft draft;
        struct reply reply;
        if (*out || asked == MOST_BESIDE || !is_served_by(fetched, other) ||
            !asks_alone(other, scheme, wanted)) {
            continue;
        }
        asked++;
        TRY(survey_build(fetched->survey, other, NULL, &draft));
        if (draft.built) {
            TRY(ask_with(fetched, other, &draft.request, narrower->token, &reply));
            *out = reply.sample.wire == WIRE_OK && reply.sample.status == 403;
        }
    }
    return OK;
}

/* Asked once; of more scopes than there is room for, it is not known. */
static enum err refused_beside(struct fetched *fetched, struct narrower *narrower,
                               struct span wanted, bool *out) {
    struct beside *beside = NULL;
    for (size_t i = 0; i < narrower->beside_n && !beside && !MUTANT(beside_forgotten); i++) {
        beside = span_equal(narrower->beside[i].wanted, wanted) ? &narrower->beside[i] : NULL;
    }
    if (!beside && narrower->beside_n < MOST_BESIDE) {
        beside = &narrower->beside[narrower->beside_n++];
        *beside = (struct beside){.wanted = wanted};
        TRY(ask_beside(fetched, narrower, wanted, &beside->refused));
    }
    *out = beside && beside->refused;
    return OK;
}

/* A token for something wider, or so it sounds, which may well hold what is asked for: a read that
 * refuses it tells that it does not. */
static enum err try_beside(struct fetched *fetched, const struct operation *operation) {
    const struct scheme *scheme = fetched->credential->scheme;
    struct span other = scopes_beside(survey_contract(fetched->survey), operation, scheme);
    struct span wanted = scopes_asked(operation, scheme);
    struct narrower *narrower = NULL;
    bool refused = false;
    if (!other.len || !wanted.len || MUTANT(wide_scopes_unfetched)) {
        return OK;
    }
    TRY(narrower_of(fetched, other, &narrower));
    if (narrower && narrower->token.len && narrower->held.n == 1 &&
        span_equal(narrower->held.at[0], other)) {
        TRY(refused_beside(fetched, narrower, wanted, &refused));
    }
    return refused ? try_narrower(fetched, operation, narrower, wanted) : OK;
}

static enum err try_credential(struct fetched *fetched) {
    const struct contract *contract = survey_contract(fetched->survey);
    const struct scheme *scheme = fetched->credential->scheme;
    VEC_EACH(const struct operation, operation, &contract->operations) {
        struct narrower *narrower = NULL;
        struct span lower =
            is_served_by(fetched, operation) ? scopes_lower(contract, operation, scheme) : SPAN("");
        TRY(lower.len ? narrower_of(fetched, lower, &narrower) : OK);
        struct span wanted = narrower && narrower->token.len
                                 ? scopes_lacked(contract, operation, scheme, &narrower->held)
                                 : SPAN("");
        TRY(wanted.len ? try_narrower(fetched, operation, narrower, wanted) : OK);
        TRY(!lower.len && is_served_by(fetched, operation) ? try_beside(fetched, operation) : OK);
    }
    return OK;
}

enum err narrower_survey(struct survey *survey, const struct probe *probe) {
    VEC_EACH(const struct scheme, scheme, &survey_contract(survey)->schemes) {
        bool asked = MUTANT(scopes_unfetched);
        VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
            struct fetched fetched = {.survey = survey,
                                      .probe = probe,
                                      .credential =
                                          wallet_find(survey_wallet(survey), identity, scheme)};
            if (!asked && fetched.credential && fetched.credential->grant) {
                TRY(try_credential(&fetched));
                asked = fetched.n > 0;
            }
        }
    }
    return OK;
}
