/* SPDX-License-Identifier: Apache-2.0 */
/* The contract's operation that trades a refresh token for a new token. */
#include "scan/login/login_refresh.h"

#include "base/mutant.h"
#include "scan/login/login_fields.h"
#include "scan/login/login_url.h"
#include "text/field.h"
#include "text/words.h"

bool login_is_refresh(const struct contract *contract, const struct operation *operation) {
    const struct media *media;
    return span_equal(operation->method, SPAN("POST")) && !operation_has_variable(operation) &&
           (span_find_nocase(operation->path, SPAN("refresh")) != SIZE_MAX ||
            words_any(operation->path, SPAN(" renew renewal ")) ||
            words_any(operation->id, SPAN(" refresh renew "))) &&
           login_fields_refresh(contract, operation, &media).ptr;
}

/* By its name, and that it asks for a credential and takes nothing else. */
static bool takes_header(const struct contract *contract, const struct operation *operation) {
    (void)contract;
    return span_equal(operation->method, SPAN("POST")) && !operation_has_variable(operation) &&
           words_any(operation->path, SPAN(" refresh renew renewal ")) && !operation->bodies.n &&
           !security_is_public(&operation->security) && !MUTANT(refresh_in_body_alone);
}

typedef bool is_refresh(const struct contract *contract, const struct operation *operation);

static const struct operation *nearest(const struct login *login, is_refresh *is,
                                       struct span near) {
    const struct operation *found = NULL;
    VEC_EACH(const struct operation, operation, &login->contract->operations) {
        if (is(login->contract, operation) && operation_is_nearer(operation, found, near) &&
            !(found && MUTANT(refresh_anywhere))) {
            found = operation;
        }
    }
    return found;
}

const struct operation *login_refresh_in_header(const struct login *login, struct span near) {
    return nearest(login, takes_header, near);
}

bool login_find_refresh(struct arena *arena, const struct login *login, struct span near,
                        struct login_route *out) {
    const struct operation *operation = nearest(login, login_is_refresh, near);
    const struct media *media;
    if (!operation) {
        return false;
    }
    *out = (struct login_route){
        .method = SPAN("POST"),
        .path = operation->path,
        .password_field = login_fields_refresh(login->contract, operation, &media),
        .declared = true,
        .gives = CREDENTIAL_BEARER,
    };
    out->kind = field_is_json(media->type) ? LOGIN_JSON : LOGIN_FORM;
    out->url = login_url(arena, login, operation->base, operation->path);
    return out->url.ptr != NULL;
}
