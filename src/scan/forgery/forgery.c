/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens changed, and put back into requests. */
#include "scan/forgery/forgery.h"

#include "base/mutant.h"
#include "scan/subject.h"
#include "text/json.h"

#include <assert.h>

enum { HEADER_EDITS = 16 };

/* Members of a header that lead to a key. */
static const struct span POINTERS[] = {SPAN_INIT("jwk"), SPAN_INIT("jku"), SPAN_INIT("x5u"),
                                       SPAN_INIT("x5c"), SPAN_INIT("x5t"), SPAN_INIT("x5t#S256")};
enum { POINTER_COUNT = sizeof(POINTERS) / sizeof(*POINTERS) };

static bool edits_name(const struct forgery_change *change, struct span name) {
    for (size_t i = 0; i < change->header_n; i++) {
        if (span_equal(change->header[i].name, name)) {
            return true;
        }
    }
    return false;
}

static enum err edit_header(struct subject *subject, const struct forgery *forgery,
                            const struct forgery_change *change, struct span *header) {
    struct edit edits[HEADER_EDITS];
    size_t n = 0;
    assert(change->header_n + POINTER_COUNT <= HEADER_EDITS);
    for (; n < change->header_n; n++) {
        edits[n] = change->header[n];
    }
    for (size_t i = 0; change->alone && i < POINTER_COUNT; i++) {
        if (!edits_name(change, POINTERS[i])) {
            edits[n++] = (struct edit){POINTERS[i], {NULL, 0}};
        }
    }
    *header = forgery->jws.header;
    return n ? edit_object(&subject->arena, *header, edits, n, header) : OK;
}

enum err forgery_make(struct subject *subject, const struct forgery *forgery,
                      const struct forgery_change *change, struct span *token) {
    struct span header, payload = forgery->jws.payload;
    struct forge_signer signer = change->signer;
    signer.form = forgery->jws.form;
    TRY(edit_header(subject, forgery, change, &header));
    if (change->payload_n) {
        TRY(edit_object(&subject->arena, payload, change->payload, change->payload_n, &payload));
    }
    return forge_token(&subject->arena, header, payload, &signer, token);
}

struct span forgery_alg(struct subject *subject, const struct forgery *forgery, enum alg alg) {
    struct span name = alg_spell(&subject->arena, alg, forgery->jws.style);
    return name.ptr ? forge_string(&subject->arena, name) : name;
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-_.+/=", c));
}

/* As a word of its own: a genuine token without its signature is none. */
static bool holds(struct span value, struct span token) {
    size_t at = span_find(value, token), end = at + token.len;
    return at != SIZE_MAX && (at == 0 || !is_word(value.ptr[at - 1])) &&
           (end == value.len || !is_word(value.ptr[end]));
}

/* Any credential that we hold. */
static bool is_genuine(const struct subject *subject, struct span token) {
    VEC_EACH(struct credential *const, credential, &subject->engine->wallet.all) {
        if (holds((*credential)->secret.value, token)) {
            return true;
        }
    }
    VEC_EACH(struct grant *const, grant, &subject->engine->wallet.grants) {
        if (span_equal((*grant)->access.value, token) ||
            span_equal((*grant)->refresh.value, token)) {
            return true;
        }
    }
    return false;
}

enum err forgery_attack_genuine(struct subject *subject, const struct probe *probe,
                                const struct forgery *forgery, struct span token,
                                struct attack attack) {
    struct request request;
    struct span value = arena_printf(&subject->arena, "%.*s%.*s%.*s", SPAN_ARG(forgery->before),
                                     SPAN_ARG(token), SPAN_ARG(forgery->after));
    TRY_PTR(value.ptr);
    struct presented instead = forgery->presented;
    instead.value = value;
    TRY(subject_request(subject, &request));
    TRY(wallet_present_instead(subject_wallet(subject), &subject->arena, forgery->identity,
                               forgery->requirement, &instead, &request));
    attack.hide = token;
    attack.genuine = is_genuine(subject, token);
    return subject_attack(subject, probe, &request, attack, NULL);
}

enum err forgery_attack_hidden(struct subject *subject, const struct probe *probe,
                               const struct forgery *forgery, struct span token,
                               struct attack attack) {
    return is_genuine(subject, token) && !MUTANT(genuine_sent)
               ? OK
               : forgery_attack_genuine(subject, probe, forgery, token, attack);
}

enum err forgery_attack(struct subject *subject, const struct probe *probe,
                        const struct forgery *forgery, struct span token, struct attack attack) {
    size_t before = subject->attacks.n;
    TRY(forgery_attack_hidden(subject, probe, forgery, token, attack));
    if (subject->attacks.n > before) {
        subject->attacks.at[before]->hide = attack.hide;
    }
    return OK;
}

enum err forgery_witness(struct subject *subject, const struct probe *probe,
                         const struct forgery *forgery, struct span token, struct attack attack,
                         const struct attack **out) {
    size_t before = subject->attacks.n;
    TRY(forgery_attack_hidden(subject, probe, forgery, token, attack));
    *out = subject->attacks.n > before ? subject->attacks.at[before] : NULL;
    return OK;
}

size_t forgery_copy_claims(struct subject *subject, const struct forgery *from,
                           const struct span *names, size_t names_n, struct edit *edits) {
    size_t n = 0;
    for (size_t i = 0; i < names_n; i++) {
        const struct node *claim = node_get(from->jws.payload_node, names[i]);
        if (claim) {
            BUF_SCOPE json = {0};
            struct json_writer writer = {.out = &json};
            json_node(&writer, claim);
            edits[n++] = (struct edit){names[i], arena_dup(&subject->arena, buf_span(&json))};
        }
    }
    return n;
}

struct span forgery_old_token(const struct forgery *forgery) {
    return forgery->presented.credential->old_value;
}

struct span forgery_refresh(const struct subject *subject, const struct forgery *forgery) {
    return wallet_refresh_token(subject_wallet(subject), forgery->identity);
}

const struct identity *forgery_refused(const struct subject *subject, size_t index) {
    VEC_EACH(struct shot *, shot, &subject->valid) {
        if ((*shot)->sample.status == 403 && index-- == 0) {
            return (*shot)->identity;
        }
    }
    return NULL;
}

const struct published *forgery_public_keys(const struct subject *subject) {
    return &subject->engine->published;
}
