/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens taken from requests, changed, and put back. */
#include "scan/forgery/forgery.h"

#include "scan/subject.h"
#include "text/json.h"

enum err forgery_take_of(struct subject *subject, const struct identity *identity,
                         struct forgery *out, bool *found) {
    *found = false;
    *out = (struct forgery){0};
    if (!subject_presented_by(subject, identity, &out->presented) ||
        !jws_looks_like(out->presented.value)) {
        return OK;
    }
    enum err parsed = jws_parse(&subject->arena, out->presented.value, &out->jws);
    if (parsed == ERR_MEMORY) {
        return ERR_MEMORY;
    }
    *found = parsed == OK && out->jws.payload_node != NULL;
    return OK;
}

enum err forgery_take(struct subject *subject, struct forgery *out, bool *found) {
    *found = false;
    return subject->identity ? forgery_take_of(subject, subject->identity, out, found) : OK;
}

enum err forgery_make(struct subject *subject, const struct forgery *forgery,
                      const struct edit *header, size_t header_n, const struct edit *payload,
                      size_t payload_n, const struct forge_signer *signer, struct span *token) {
    struct span new_header = forgery->jws.header, new_payload = forgery->jws.payload;
    if (header_n) {
        TRY(edit_object(&subject->arena, new_header, header, header_n, &new_header));
    }
    if (payload_n) {
        TRY(edit_object(&subject->arena, new_payload, payload, payload_n, &new_payload));
    }
    return forge_token(&subject->arena, new_header, new_payload, signer, token);
}

enum err forgery_attack(struct subject *subject, const struct probe *probe,
                        const struct forgery *forgery, struct span token, struct attack attack) {
    struct request request;
    TRY(subject_valid_request(subject, &request));
    TRY(presented_replace(&subject->arena, &forgery->presented, token, &request));
    return subject_attack(subject, probe, &request, attack, NULL);
}

enum err forgery_attack_hidden(struct subject *subject, const struct probe *probe,
                               const struct forgery *forgery, struct span token,
                               struct attack attack) {
    attack.hide = token;
    return forgery_attack(subject, probe, forgery, token, attack);
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

struct forge_signer forgery_signer(const struct forgery *forgery, struct span secret) {
    return (struct forge_signer){.alg = forgery->jws.alg, .secret = secret};
}

struct span forgery_old_token(const struct subject *subject) {
    return subject->identity ? wallet_old_token(subject_wallet(subject), subject->identity)
                             : (struct span){NULL, 0};
}

struct span forgery_refresh(const struct subject *subject) {
    return subject->identity ? wallet_refresh_token(subject_wallet(subject), subject->identity)
                             : (struct span){NULL, 0};
}

const struct identity *forgery_refused(const struct subject *subject, size_t index) {
    VEC_EACH(struct shot *, shot, &subject->valid) {
        if ((*shot)->sample.status == 403 && index-- == 0) {
            return (*shot)->identity;
        }
    }
    return NULL;
}
