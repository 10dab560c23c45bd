/* SPDX-License-Identifier: Apache-2.0 */
/* Origin, Referer, and Django's pair of cookie and header. */
#include "guard/same_site.h"

#include "base/mutant.h"
#include "guard/carrier.h"
#include "text/uri.h"
#include "token/django_signing.h"

static bool is_listed(const struct member_texts *origins, struct span origin) {
    for (size_t i = 0; i < origins->n; i++) {
        if (span_equal_nocase(origins->at[i], origin)) {
            return true;
        }
    }
    return false;
}

static bool comes_from_us(const struct config_session *config, const struct fields *fields) {
    struct span origin = fields_get(fields, SPAN("Origin"));
    struct span referer = fields_get(fields, SPAN("Referer"));
    return is_listed(&config->origins, origin.ptr ? origin : uri_origin(referer));
}

bool same_site(const struct config_session *config, const struct fields *fields) {
    struct span token = fields_get(fields, config->csrf_header), cookie;
    return comes_from_us(config, fields) ||
           (carrier_cookie(fields, config->csrf_cookie, &cookie) && token.ptr &&
            django_csrf_same(token, cookie)) ||
           MUTANT(any_site);
}
