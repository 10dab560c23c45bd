/* SPDX-License-Identifier: Apache-2.0 */
/* Two credentials at once: does a bad one beside a good one still open? Does half of a pair? */
#include "scan/probe.h"

#include "base/mutant.h"

static bool in_authorization(const struct scheme *scheme) {
    return scheme->kind == SCHEME_BEARER || scheme->kind == SCHEME_AUTHORIZATION ||
           scheme->kind == SCHEME_BASIC || scheme->kind == SCHEME_DIGEST;
}

static bool shares_place(const struct scheme *a, const struct scheme *b) {
    return (in_authorization(a) && in_authorization(b)) ||
           (a->kind == b->kind && span_equal_nocase(a->parameter, b->parameter));
}

static enum err add(struct subject *subject, const struct request *request, struct span label,
                    struct span cause, struct span message) {
    struct attack attack = {.label = label, .cause = cause, .message = message};
    return subject_attack(subject, &scheme_confusion, request, attack, NULL);
}

/* "Bearer good junk": RFC 6750 has one token after the scheme. */
static enum err trailing(struct subject *subject) {
    struct arena *arena = subject_arena(subject);
    struct request request;
    TRY(subject_valid_request(subject, &request));
    struct span field = fields_get(&request.fields, SPAN("Authorization"));
    if (!field.len || span_starts_nocase(field, SPAN("Basic "))) {
        return OK;
    }
    struct span value = arena_join(arena, field, SPAN(" postern-second-credential"));
    TRY_PTR(value.ptr);
    if (!fields_set(arena, &request.fields, SPAN("Authorization"), value)) {
        return ERR_MEMORY;
    }
    struct attack attack = {
        .label = SPAN("a valid token, then another string"),
        .cause = SPAN("trailing"),
        .message = SPAN("The Authorization field may hold a second string behind the valid token: "
                        "what does not fit the scheme's grammar is passed over, not refused."),
        .mild = MUTANT(junk_weighs) ? 0 : 2,    /* whoever sends it holds the token already */
        .symptom_of = &jwt_signature_unchecked, /* then it may be taken for a part of the token */
    };
    return subject_attack(subject, &scheme_confusion, &request, attack, NULL);
}

/* Two Authorization fields, the worthless one first. */
static enum err duplicate(struct subject *subject) {
    struct arena *arena = subject_arena(subject);
    struct request valid, request;
    TRY(subject_valid_request(subject, &valid));
    struct span field = fields_get(&valid.fields, SPAN("Authorization"));
    if (!field.len) {
        return OK;
    }
    TRY(subject_request(subject, &request));
    TRY(wallet_worthless(subject_wallet(subject), arena, subject_requirement(subject), &request));
    if (!fields_add(arena, &request.fields, SPAN("Authorization"), field)) {
        return ERR_MEMORY;
    }
    struct attack attack = {
        .label = SPAN("a worthless Authorization field, then a valid one"),
        .cause = SPAN("duplicate"),
        .message = SPAN("Of two Authorization fields the first, worthless one is passed over. A "
                        "proxy that checks the first and a server that believes the last do not "
                        "see the same credential."),
        .symptom_of = &jwt_signature_unchecked, /* servers join fields: it is one long token */
    };
    return subject_attack(subject, &scheme_confusion, &request, attack, NULL);
}

static const struct requirement *alternative(const struct subject *subject,
                                             const struct identity *identity) {
    const struct requirement *chosen = subject_requirement(subject);
    VEC_EACH(const struct requirement, other, &subject_operation(subject)->security.any) {
        bool fits = other != chosen && wallet_meets(subject_wallet(subject), identity, other);
        VEC_EACH(const struct need, need, &other->needs) {
            VEC_EACH(const struct need, mine, &chosen->needs) {
                fits = fits && mine->scheme && !shares_place(mine->scheme, need->scheme);
            }
        }
        if (fits) {
            return other;
        }
    }
    return NULL;
}

/* Browsers send the cookie of a session that is over along with whatever a page sends: to pass it
 * over is no confusion. */
static bool is_stale_cookie(const struct requirement *bad) {
    bool cookies = true;
    VEC_EACH(const struct need, need, &bad->needs) {
        cookies &= need->scheme && need->scheme->kind == SCHEME_COOKIE;
    }
    return cookies;
}

static enum err beside(struct subject *subject, const struct requirement *bad,
                       const struct requirement *good, const struct identity *identity) {
    struct arena *arena = subject_arena(subject);
    struct request request;
    if (is_stale_cookie(bad) && !MUTANT(stale_cookie_confuses)) {
        return OK;
    }
    TRY(subject_request(subject, &request));
    TRY(wallet_worthless(subject_wallet(subject), arena, bad, &request));
    TRY(wallet_present(subject_wallet(subject), arena, identity, good, &request));
    struct span label =
        arena_printf(arena, "a worthless %.*s beside a valid %.*s", SPAN_ARG(bad->needs.at[0].name),
                     SPAN_ARG(good->needs.at[0].name));
    return add(subject, &request, label, SPAN("beside"),
               SPAN("A credential that fails is ignored when a valid one of another scheme stands "
                    "beside it, so the request is served with a forged token on board."));
}

/* Where the contract is silent, what others use is only guessed: an operation that takes no key may
 * well pass over a bad one. */
static bool is_guessed(const struct subject *subject) {
    return subject_operation(subject) != subject_declared(subject) && !MUTANT(guessed_beside);
}

/* Two schemes by choice: the bad one of the first, the good one of the second, and the other way.
 */
static enum err crossed(struct subject *subject) {
    if (is_guessed(subject)) {
        return OK;
    }
    VEC_EACH(const struct identity, identity, &subject_identities(subject)->all) {
        const struct requirement *other = alternative(subject, identity);
        if (other) {
            TRY(beside(subject, subject_requirement(subject), other, identity));
            if (identity == subject_identity(subject)) {
                TRY(beside(subject, other, subject_requirement(subject), identity));
            }
            break;
        }
    }
    return OK;
}

/* An AND of schemes of which only one is shown, or one is worthless. */
static enum err halves(struct subject *subject) {
    struct arena *arena = subject_arena(subject);
    const struct requirement *requirement = subject_requirement(subject);
    size_t credentials = wallet_set_size(requirement);
    VEC_EACH(const struct need, need, &requirement->needs) {
        bool guessed = wallet_is_leftover(subject_wallet(subject), need->scheme);
        if (credentials < 2 || wallet_is_csrf(need->scheme) || guessed) {
            continue;
        }
        struct request request;
        TRY(subject_request(subject, &request));
        TRY(wallet_present_scheme(subject_wallet(subject), arena, subject_identity(subject),
                                  need->scheme, &request));
        TRY(add(subject, &request,
                arena_printf(arena, "only %.*s of the required set", SPAN_ARG(need->name)),
                SPAN("half"),
                SPAN("The contract asks for several credentials at once; one of them is enough.")));
        TRY(subject_request(subject, &request));
        TRY(wallet_present_but(subject_wallet(subject), arena, subject_identity(subject),
                               requirement, need->scheme, &request));
        TRY(add(subject, &request,
                arena_printf(arena, "a worthless %.*s in the required set", SPAN_ARG(need->name)),
                SPAN("half"),
                SPAN("The contract asks for several credentials at once; of one of them any string "
                     "is taken.")));
    }
    return OK;
}

static enum err plan(struct subject *subject) {
    TRY(trailing(subject));
    TRY(duplicate(subject));
    TRY(crossed(subject));
    return halves(subject);
}

static const struct rule rule = {
    .id = "scheme-confusion",
    .group = "access",
    .severity = SEVERITY_MEDIUM,
    .title = "Two credentials at once are not refused",
    .cwe = {"CWE-287"},
    .owasp = "API2:2023",
    .why =
        "When a failing credential is ignored because another is present, a token that was forged "
        "or revoked travels on a request that counts as authenticated, and code that reads it "
        "later believes it. Servers and proxies that pick different ones of two credentials see "
        "two different users.",
    .how =
        "A valid credential is sent with a second string behind it, behind a worthless one of the "
        "same kind, and beside a worthless one of another declared scheme (but for cookies, which "
        "browsers send of sessions that are over); of a set that must "
        "come together, one alone, and each worthless beside the valid others. It fires when the "
        "answer is that of the valid credential. A string behind the token alone is told as "
        "information: who sends it holds the token.",
    .fix =
        "Django REST framework: an authenticator that finds its own kind of credential and cannot "
        "verify it must raise AuthenticationFailed, so that no other is asked; split the field "
        "with get_authorization_header(request).split() and refuse any other count than two. "
        "Where two credentials are needed, check both in one permission class.",
};

const struct probe scheme_confusion = {
    .rule = &rule,
    .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
    .cause = &any_token_accepted, /* where a token's form is all that counts, junk is a token */
    .plan = plan};
