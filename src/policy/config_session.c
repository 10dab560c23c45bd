/* SPDX-License-Identifier: Apache-2.0 */
/* Reading secret:, csrf: and origins:. */
#include "policy/config_session.h"

#include "text/uri.h"

static void check_origins(const struct member_reader *reader, const struct node *scheme,
                          const struct member_texts *origins) {
    for (size_t i = 0; i < origins->n; i++) {
        struct span origin = origins->at[i];
        if (!origin.len || !span_equal(uri_origin(origin), origin)) {
            MEMBER_FAULT(reader, node_get(scheme, SPAN("origins")),
                         "'%.*s' is no origin, like https://shop.example", SPAN_ARG(origin));
        }
    }
}

enum err config_session_read(const struct member_reader *reader, const struct node *scheme,
                             struct config_session *out) {
    static const char *const words[] = {"check", "application"};
    unsigned csrf = 0;
    *out = (struct config_session){.csrf_cookie = SPAN("csrftoken"),
                                   .csrf_header = SPAN("X-CSRFToken")};
    struct span secret = SPAN("");
    member_text(reader, scheme, "secret", &secret);
    if (!secret.len) {
        MEMBER_FAULT(reader, scheme,
                     "scheme '%.*s' has no 'secret': a file with Django's SECRET_KEY, or env:NAME",
                     SPAN_ARG(node_key(scheme)));
    } else if (!vec_push(reader->arena, &out->secrets, secret)) {
        return ERR_MEMORY;
    }
    TRY(member_texts(reader, scheme, "secret_fallbacks", &out->secrets));
    TRY(member_texts(reader, scheme, "origins", &out->origins));
    TRY(member_texts(reader, scheme, "backends", &out->backends));
    member_choice(reader, scheme, "csrf", words, 2, &csrf);
    member_text(reader, scheme, "csrf_cookie", &out->csrf_cookie);
    member_text(reader, scheme, "csrf_header", &out->csrf_header);
    out->csrf_elsewhere = csrf == 1;
    check_origins(reader, scheme, &out->origins);
    return OK;
}
