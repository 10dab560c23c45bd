/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the claim exp of every token that an identity holds. */
#include "scan/login/expiry.h"

#include "scan/credential/secret.h"

static void sooner(int64_t *expires, int64_t other) {
    if (other && (!*expires || other < *expires)) {
        *expires = other;
    }
}

/* Of a value that may have a prefix: "Bearer eyJ…". */
static int64_t value_expiry(struct span value) {
    size_t space = span_find_byte(value, ' ');
    return secret_expiry(space == SIZE_MAX ? value : span_trim(span_from_index(value, space)));
}

static bool asked_for(const struct login_needs *needs, const struct named_secret *named,
                      bool cookie) {
    VEC_EACH(const struct scheme *, scheme, &needs->schemes) {
        struct span parameter = (*scheme)->parameter;
        if (((*scheme)->kind == SCHEME_COOKIE) == cookie && (*scheme)->kind != SCHEME_QUERY &&
            (cookie ? span_equal(parameter, named->name)
                    : span_equal_nocase(parameter, named->name))) {
            return true;
        }
    }
    return false;
}

void expiry_of_file(struct identity *identity, const struct login_needs *needs) {
    identity->expires = identity->bearer_expires;
    VEC_EACH(const struct named_secret, header, &identity->headers) {
        if (asked_for(needs, header, false)) {
            sooner(&identity->expires, value_expiry(header->secret.value));
        }
    }
    VEC_EACH(const struct named_secret, cookie, &identity->cookies) {
        if (asked_for(needs, cookie, true)) {
            sooner(&identity->expires, value_expiry(cookie->secret.value));
        }
    }
}

static void sooner_of(int64_t *expires, const struct named_secret *all, size_t n) {
    for (size_t i = 0; i < n; i++) {
        sooner(expires, all[i].from_login ? value_expiry(all[i].secret.value) : 0);
    }
}

void expiry_of_login(struct identity *identity) {
    identity->expires = identity->bearer_from_login ? identity->bearer_expires : 0;
    sooner(&identity->expires, value_expiry(identity->session.value));
    sooner_of(&identity->expires, identity->headers.at, identity->headers.n);
    sooner_of(&identity->expires, identity->cookies.at, identity->cookies.n);
}

struct span expiry_token(const struct identity *identity) {
    if (identity->bearer.value.len || identity->session.value.len) {
        return identity->bearer.value.len ? identity->bearer.value : identity->session.value;
    }
    VEC_EACH(const struct named_secret, header, &identity->headers) {
        if (header->from_login) {
            return header->secret.value;
        }
    }
    return (struct span){NULL, 0};
}
