/* SPDX-License-Identifier: Apache-2.0 */
/* Routes, from Django's spelling to OpenAPI's. */
#include "django/route.h"

#include "tests/base/check.h"

static const struct {
    const char *part;
    bool regex;
    const char *shown;
} samples[] = {
    {"slots/<int:pk>/", false, "slots/{pk}/"},
    {"<slug>/x", false, "{slug}/x"},
    {"^slots/(?P<pk>[^/.]+)/$", true, "slots/{pk}/"},
    {"^a/(\\d+)/b\\.json$", true, "a/{}/b.json"},
    {"^a/(?:x|y)/?$", true, "a/{}/"},
    {"^(?i:a)[0-9]{4}/\\w+", true, "{}/{}"},
    {"(?P<n>(a|b)[)])", true, "{n}"},
    {"(", true, "{}"},
    {"<", false, "<"},
    {"\\", true, ""},
};

static void test_routes(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
        BUF_SCOPE out = {0};
        route_add(&out, span_from(samples[i].part), samples[i].regex);
        if (!span_equal(buf_span(&out), span_from(samples[i].shown))) {
            fail_msg("%s gives %.*s, not %s", samples[i].part, SPAN_ARG(buf_span(&out)),
                     samples[i].shown);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_routes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
