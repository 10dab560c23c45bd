/* SPDX-License-Identifier: Apache-2.0 */
/* Two credentials at once, of which one is believed beside what the other proves. */
#include "base/mutant.h"
#include "scan/probe.h"
#include "token/edit.h"
#include "token/forge.h"
#include "token/jws.h"

enum { MOST_PAIRS = 6 };

static const struct span RIGHTS = SPAN_INIT("rights of a token beside");
static const struct span SUBJECT = SPAN_INIT("subject of a token beside");
static const struct span SET = SPAN_INIT("set of two users");

/* What one identity presents by one scheme, and another one's token of another scheme. */
struct pair {
    struct subject *subject;
    const struct probe *probe;
    struct offer low, high;     /* high: the other's; NULL identity: nobody else was asked */
    size_t low_at, high_at;     /* among the offers */
    const struct scheme *shown; /* by which low comes */
    const struct credential *credential; /* the token that is altered */
    struct jws jws;
};

static bool in_authorization(const struct scheme *scheme) {
    return scheme->kind == SCHEME_BEARER || scheme->kind == SCHEME_AUTHORIZATION ||
           scheme->kind == SCHEME_BASIC || scheme->kind == SCHEME_DIGEST;
}

static bool shares_place(const struct scheme *a, const struct scheme *b) {
    return a == b || (in_authorization(a) && in_authorization(b)) ||
           (a->kind == b->kind && span_equal_nocase(a->parameter, b->parameter));
}

/* The identity's token of the scheme, if it can be read. */
static enum err token_of(struct subject *subject, const struct identity *identity,
                         const struct scheme *scheme, struct pair *pair, bool *found) {
    pair->credential = wallet_find(subject_wallet(subject), identity, scheme);
    *found = pair->credential && jws_looks_like(pair->credential->secret.value);
    enum err read =
        *found ? jws_read(subject_arena(subject), pair->credential->secret.value, &pair->jws) : OK;
    *found = *found && read == OK && node_is(pair->jws.payload_node, NODE_OBJECT);
    return read == ERR_MEMORY ? read : OK;
}

/* Other claims, and a signature that is nobody's. */
static enum err unsigned_like(struct pair *pair, const struct edit *edits, size_t n,
                              struct span *token) {
    struct arena *arena = subject_arena(pair->subject);
    struct span payload;
    size_t len = pair->jws.signature.len;
    char *bytes = arena_array(arena, char, len);
    TRY_PTR(bytes);
    for (size_t i = 0; i < len; i++) {
        bytes[i] = (char)(i * 41 + 7);
    }
    struct forge_signer signer = {.signature = {bytes, len}, .form = pair->jws.form};
    TRY(edit_object(arena, pair->jws.payload, edits, n, &payload));
    return forge_token(arena, pair->jws.header, payload, &signer, token);
}

static enum err put_token(struct pair *pair, struct span token, struct request *request) {
    struct presented presented = wallet_form(subject_wallet(pair->subject), pair->credential);
    return presented_replace(subject_arena(pair->subject), &presented, token, request);
}

/* The token alone is a witness: where it opens by itself, nothing is confused. */
static enum err send(struct pair *pair, struct span token, struct attack attack) {
    struct subject *subject = pair->subject;
    struct request request;
    const struct security *security = &subject_operation(subject)->security;
    bool declared = security_names(security, pair->credential->scheme);
    attack.battery = declared ? BATTERY_SHORT : BATTERY_FULL;
    attack.from = pair->low_at;
    attack.to = pair->high_at;
    attack.symptom_of = &jwt_signature_unchecked;
    TRY_PTR(attack.label.ptr);
    TRY_PTR(attack.message.ptr);
    TRY(subject_request(subject, &request));
    TRY(put_token(pair, token, &request));
    struct attack witness = {
        .label = SPAN("the token alone"), .witness = true, .battery = attack.battery};
    TRY(subject_attack(subject, pair->probe, &request, witness, &attack.partner));
    TRY(subject_request(subject, &request));
    TRY(wallet_present(subject_wallet(subject), subject_arena(subject), pair->low.identity,
                       pair->low.requirement, &request));
    TRY(put_token(pair, token, &request));
    return subject_attack(subject, pair->probe, &request, attack, NULL);
}

/* Refused for want of a right: with a token beside it that claims one. */
static enum err claim_rights(struct pair *pair, const struct edit *edits, size_t n) {
    struct arena *arena = subject_arena(pair->subject);
    struct span token, who = pair->low.identity->name;
    TRY(unsigned_like(pair, edits, n, &token));
    const struct attack attack = {
        .label = arena_printf(arena, "%.*s of %.*s beside a token with other rights",
                              SPAN_ARG(pair->shown->name), SPAN_ARG(who)),
        .cause = RIGHTS,
        .message = arena_printf(
            arena,
            "%.*s is refused with 403 by %.*s, and served with a token of %.*s beside it that "
            "nobody signed: who he is comes from the one, what he may from the other.",
            SPAN_ARG(who), SPAN_ARG(pair->shown->name), SPAN_ARG(pair->credential->scheme->name)),
    };
    return send(pair, token, attack);
}

static enum err claim_subject(struct pair *pair) {
    static const struct edit ours = {SPAN_INIT("postern"), SPAN_INIT("1")};
    struct arena *arena = subject_arena(pair->subject);
    struct span token, who = pair->low.identity->name, other = pair->high.identity->name;
    TRY(unsigned_like(pair, &ours, 1, &token));
    const struct attack attack = {
        .label = arena_printf(arena, "%.*s of %.*s beside a token that names %.*s",
                              SPAN_ARG(pair->shown->name), SPAN_ARG(who), SPAN_ARG(other)),
        .cause = SUBJECT,
        .message = arena_printf(
            arena,
            "%.*s is served what is %.*s's, by %.*s of his own with a token of %.*s beside it "
            "that names %.*s and that nobody signed.",
            SPAN_ARG(who), SPAN_ARG(other), SPAN_ARG(pair->shown->name),
            SPAN_ARG(pair->credential->scheme->name), SPAN_ARG(other)),
    };
    return send(pair, token, attack);
}

static bool is_forbidden(const struct sample *sample) {
    return sample->wire == WIRE_OK && sample->status == 403;
}

static enum err as_administrator(struct pair *pair) {
    static const struct edit admin[] = {{SPAN_INIT("role"), SPAN_INIT("\"admin\"")},
                                        {SPAN_INIT("roles"), SPAN_INIT("[\"admin\"]")},
                                        {SPAN_INIT("is_admin"), SPAN_INIT("true")},
                                        {SPAN_INIT("is_staff"), SPAN_INIT("true")},
                                        {SPAN_INIT("is_superuser"), SPAN_INIT("true")}};
    return claim_rights(pair, admin, sizeof(admin) / sizeof(*admin));
}

/* With the other's token beside it, or what his own would be for an administrator. */
static enum err try_scheme(struct pair *pair, const struct scheme *scheme) {
    static const struct edit ours = {SPAN_INIT("postern"), SPAN_INIT("1")};
    bool found, forbidden = is_forbidden(pair->low.sample);
    TRY(token_of(pair->subject, pair->high.identity, scheme, pair, &found));
    if (found && forbidden) {
        TRY(claim_rights(pair, &ours, 1));
    } else if (found && !subject_alike(pair->subject, pair->low.sample, pair->high.sample)) {
        TRY(claim_subject(pair));
    }
    if (forbidden) {
        TRY(token_of(pair->subject, pair->low.identity, scheme, pair, &found));
        TRY(found ? as_administrator(pair) : OK);
    }
    return OK;
}

/* Somebody else who is served what this one is not. */
static bool other_offer(struct subject *subject, struct pair *pair) {
    for (size_t i = 0; subject_offer(subject, i, &pair->high); i++) {
        if (pair->high.identity != pair->low.identity && sample_served(pair->high.sample)) {
            pair->high_at = i;
            return true;
        }
    }
    return false;
}

static enum err try_offer(struct pair *pair, size_t *pairs) {
    struct subject *subject = pair->subject;
    const struct requirement *requirement = pair->low.requirement;
    bool judged = is_forbidden(pair->low.sample) || sample_served(pair->low.sample);
    if (!judged || requirement->needs.n != 1 || !requirement->needs.at[0].scheme ||
        !other_offer(subject, pair)) {
        return OK;
    }
    pair->shown = requirement->needs.at[0].scheme;
    VEC_EACH(const struct scheme, scheme, &subject_contract(subject)->schemes) {
        if (*pairs < MOST_PAIRS && !shares_place(pair->shown, scheme)) {
            *pairs += 1;
            TRY(try_scheme(pair, scheme));
        }
    }
    return OK;
}

/* A user's own name and password, or a session of theirs. */
static bool proves_user(const struct credential *credential) {
    enum scheme_kind kind = credential->scheme->kind;
    return kind == SCHEME_BASIC || (kind == SCHEME_COOKIE && credential->grant);
}

/* Both are of the same users: each identity has its own, and a login with the same name and
 * password gave the token. A pair of an application beside users' tokens is none. */
static bool of_same_users(const struct pair *pair, const struct credential *mine,
                          const struct credential *others) {
    const struct identity *identity = pair->credential->identity;
    bool logged_in = pair->credential->grant && identity->username.len;
    bool own = mine->scheme->kind != SCHEME_BASIC || !identity->basic_user.len ||
               span_equal(identity->basic_user, identity->username);
    return proves_user(mine) && !span_equal(mine->secret.value, others->secret.value) && own &&
           logged_in;
}

static enum err mix(struct pair *pair, const struct credential *mine) {
    struct subject *subject = pair->subject;
    struct arena *arena = subject_arena(subject);
    struct request request;
    struct attack attack = {
        .label =
            arena_printf(arena, "%.*s of %.*s, and %.*s of %.*s", SPAN_ARG(mine->scheme->name),
                         SPAN_ARG(mine->identity->name), SPAN_ARG(pair->credential->scheme->name),
                         SPAN_ARG(pair->credential->identity->name)),
        .cause = SET,
        .genuine = true,
        .message = arena_printf(
            arena,
            "The contract asks for %.*s and %.*s together: those of two users, %.*s and %.*s, are "
            "served, so the one is not held against the other.",
            SPAN_ARG(mine->scheme->name), SPAN_ARG(pair->credential->scheme->name),
            SPAN_ARG(mine->identity->name), SPAN_ARG(pair->credential->identity->name)),
    };
    TRY_PTR(attack.label.ptr);
    TRY_PTR(attack.message.ptr);
    TRY(subject_request(subject, &request));
    TRY(wallet_present(subject_wallet(subject), arena, mine->identity, pair->low.requirement,
                       &request));
    TRY(put_token(pair, pair->credential->secret.value, &request));
    return subject_attack(subject, pair->probe, &request, attack, NULL);
}

/* Of a set: the first part as this one, the token as the other. */
static enum err try_set(struct pair *pair) {
    struct subject *subject = pair->subject;
    struct wallet *wallet = subject_wallet(subject);
    const struct requirement *requirement = pair->low.requirement;
    if (requirement->needs.n < 2 || !sample_served(pair->low.sample) ||
        !other_offer(subject, pair) || pair->high.requirement != requirement) {
        return OK;
    }
    VEC_EACH(const struct need, first, &requirement->needs) {
        VEC_EACH(const struct need, second, &requirement->needs) {
            bool found = false;
            const struct credential *mine =
                first->scheme ? wallet_find(wallet, pair->low.identity, first->scheme) : NULL;
            const struct credential *others =
                first->scheme ? wallet_find(wallet, pair->high.identity, first->scheme) : NULL;
            if (mine && others && second->scheme && !shares_place(first->scheme, second->scheme)) {
                TRY(token_of(subject, pair->high.identity, second->scheme, pair, &found));
            }
            if (found && of_same_users(pair, mine, others)) {
                return mix(pair, mine);
            }
        }
    }
    return OK;
}

enum err deputy_plan(struct subject *subject, const struct probe *probe) {
    struct pair pair = {.subject = subject, .probe = probe};
    size_t pairs = 0;
    bool set = false;
    for (; subject_offer(subject, pair.low_at, &pair.low); pair.low_at++) {
        TRY(try_offer(&pair, &pairs));
        if (!set && pair.low.requirement->needs.n > 1) {
            set = true;
            TRY(try_set(&pair));
        }
    }
    return OK;
}

bool deputy_is(const struct attack *attack) {
    return span_equal(attack->cause, RIGHTS) || span_equal(attack->cause, SUBJECT) ||
           span_equal(attack->cause, SET);
}

bool deputy_hit(const struct subject *subject, const struct attack *attack) {
    struct offer low, high;
    if (!sample_served(attack->sample) || attack->sample->refusal) {
        return false;
    }
    if (span_equal(attack->cause, SET)) {
        return attack->ruling.verdict == VERDICT_GRANTED;
    }
    bool alone = !attack->partner || attack->partner->sample->wire != WIRE_OK ||
                 sample_served(attack->partner->sample);
    if ((alone && !MUTANT(deputy_alone)) || !subject_offer(subject, attack->from, &low) ||
        !subject_offer(subject, attack->to, &high)) {
        return false;
    }
    return span_equal(attack->cause, RIGHTS)
               ? is_forbidden(low.sample)
               : subject_alike(subject, attack->sample, high.sample) &&
                     !subject_alike(subject, attack->sample, low.sample);
}
