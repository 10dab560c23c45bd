/* SPDX-License-Identifier: Apache-2.0 */
/* Do credentials of a scheme that the operation does not declare open it all the same? */
#include "scan/probe.h"

/* Schemes that frameworks accept whether or not a contract speaks of them. */
static const struct scheme COMMON[] = {
    {.name = SPAN_INIT("HTTP Basic"),
     .kind = SCHEME_BASIC,
     .parameter = SPAN_INIT("Authorization"),
     .prefix = SPAN_INIT("Basic")},
    {.name = SPAN_INIT("Bearer token"),
     .kind = SCHEME_BEARER,
     .parameter = SPAN_INIT("Authorization"),
     .prefix = SPAN_INIT("Bearer")},
    {.name = SPAN_INIT("Token (Django REST framework)"),
     .kind = SCHEME_AUTHORIZATION,
     .parameter = SPAN_INIT("Authorization"),
     .prefix = SPAN_INIT("Token")},
    {.name = SPAN_INIT("session cookie"),
     .kind = SCHEME_COOKIE,
     .parameter = SPAN_INIT("sessionid")},
};

/* A declaration that names a scheme which the contract does not define may mean any. */
static bool undefined(const struct subject *subject) {
    VEC_EACH(const struct requirement, requirement, &subject_operation(subject)->security.any) {
        VEC_EACH(const struct need, need, &requirement->needs) {
            if (!need->scheme) {
                return true;
            }
        }
    }
    return false;
}

static bool declared(const struct subject *subject, const struct scheme *scheme) {
    VEC_EACH(const struct requirement, requirement, &subject_operation(subject)->security.any) {
        VEC_EACH(const struct need, need, &requirement->needs) {
            if (need->scheme && wallet_same_place(subject_wallet(subject), need->scheme, scheme)) {
                return true;
            }
        }
    }
    return false;
}

/* A scheme of the contract's own that stands for the common one is tried under its own name. */
static bool in_contract(const struct subject *subject, const struct scheme *scheme) {
    VEC_EACH(const struct scheme, own, &subject_contract(subject)->schemes) {
        if (own != scheme && wallet_same_place(subject_wallet(subject), own, scheme)) {
            return true;
        }
    }
    return false;
}

static enum err try_identity(struct subject *subject, const struct scheme *scheme,
                             const struct identity *identity, enum battery battery) {
    struct arena *arena = subject_arena(subject);
    struct request request;
    TRY(subject_request(subject, &request));
    TRY(wallet_present_scheme(subject_wallet(subject), arena, identity, scheme, &request));
    struct attack attack = {
        .battery = battery,
        .label =
            arena_printf(arena, "%.*s of %.*s", SPAN_ARG(scheme->name), SPAN_ARG(identity->name)),
        .cause = arena_printf(arena, "%d %.*s", (int)scheme->kind, SPAN_ARG(scheme->parameter)),
        .message = arena_printf(arena,
                                "The operation does not declare %.*s, but a valid credential of "
                                "that scheme opens it.",
                                SPAN_ARG(scheme->name)),
    };
    return subject_attack(subject, &undeclared_scheme_accepted, &request, attack, NULL);
}

/* One identity speaks for the scheme: the accepted one, if it has a credential for it. */
static enum err try_scheme(struct subject *subject, const struct scheme *scheme) {
    enum { IDENTITIES = 4 };
    struct wallet *wallet = subject_wallet(subject);
    const struct identity *speaker = subject_identity(subject);
    unsigned tried = 0;
    if (declared(subject, scheme)) {
        return OK;
    }
    speaker = speaker && wallet_find(wallet, speaker, scheme) ? speaker : NULL;
    VEC_EACH(const struct identity, identity, &subject_identities(subject)->all) {
        if (wallet_find(wallet, identity, scheme) && tried++ < IDENTITIES) {
            speaker = speaker ? speaker : identity;
            TRY(try_identity(subject, scheme, identity,
                             identity == speaker ? BATTERY_SHORT : BATTERY_FULL));
        }
    }
    return OK;
}

static enum err plan(struct subject *subject) {
    const struct gate_ruling *gate = subject_gate(subject);
    if (gate->anonymous.verdict != VERDICT_DENIED || gate->gate == GATE_OPEN ||
        undefined(subject)) {
        return OK;
    }
    VEC_EACH(const struct scheme, scheme, &subject_contract(subject)->schemes) {
        TRY(try_scheme(subject, scheme));
    }
    for (size_t i = 0; i < sizeof(COMMON) / sizeof(*COMMON); i++) {
        if (!in_contract(subject, &COMMON[i])) {
            TRY(try_scheme(subject, &COMMON[i]));
        }
    }
    return OK;
}

/* Where the declared credential itself is refused there is nothing to compare with: then a success
 * with data has to do. */
static bool hit(const struct subject *subject, const struct attack *attack) {
    const struct sample *sample = attack->sample;
    if (subject_gate(subject)->valid_accepted) {
        return attack->ruling.verdict == VERDICT_GRANTED;
    }
    return sample_served(sample) && sample->kind == SAMPLE_JSON &&
           !sample_denies(sample, &subject_controls(subject)->valid);
}

static const struct rule rule = {
    .id = "undeclared-scheme-accepted",
    .group = "access",
    .severity = SEVERITY_MEDIUM,
    .title = "A scheme that the contract does not declare opens the operation",
    .cwe = {"CWE-287", "CWE-309"},
    .owasp = "API2:2023",
    .why =
        "A second door stands beside the guarded one. Basic lets passwords be guessed request by "
        "request, past token lifetimes, scopes and multi-factor login; a session cookie brings "
        "cross-site requests. Nobody who reads the contract knows that the door is there.",
    .how =
        "Valid credentials of every other scheme that an identity holds are sent alone. It fires "
        "when the answer is that of a declared credential, while no credential and a worthless "
        "one are refused.",
    .fix =
        "Django REST framework: set authentication_classes on the view, or "
        "DEFAULT_AUTHENTICATION_CLASSES, to just what the contract declares; the framework's own "
        "default is SessionAuthentication and BasicAuthentication.",
};

const struct probe undeclared_scheme_accepted = {
    .rule = &rule, .needs = NEEDS_SECURITY, .plan = plan, .hit = hit};
