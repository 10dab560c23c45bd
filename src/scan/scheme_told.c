/* SPDX-License-Identifier: Apache-2.0 */
/* By what an answer shows whether its request was taken for https or for plain HTTP. */
#include "scan/survey_ask.h"

#include "text/field.h"
#include "text/json.h"
#include "text/uri.h"
#include "text/words.h"

enum { MOST_COOKIES = 64, DEPTH = 16 };

static const struct span CLEAR = SPAN_INIT("http://"), SECURE = SPAN_INIT("https://"),
                         HSTS = SPAN_INIT("Strict-Transport-Security");

/* Words in the names of members that say how a request came. */
static const struct span TELLING = SPAN_INIT(" secure https ssl tls scheme protocol ");

static struct span field_of(const struct response *response, struct span name) {
    return fields_get(&response->fields, name);
}

/* Sends the visitor of a page to the same page by https. */
static bool redirects_up(const struct response *response, struct span url) {
    struct span location = field_of(response, SPAN("Location"));
    return response->status / 100 == 3 && span_starts_nocase(location, SECURE) &&
           span_equal_nocase(uri_host(location), uri_host(url)) &&
           span_equal(uri_path(location), uri_path(url));
}

static size_t count_in(struct span text, struct span needle) {
    size_t n = 0;
    for (size_t at = span_find(text, needle); at != SIZE_MAX; at = span_find(text, needle)) {
        text = span_from_index(text, at + needle.len);
        n++;
    }
    return n;
}

/* How often links of that scheme stand where links of the server's own stand. */
static size_t links(const struct response *response, struct span scheme) {
    static const struct span names[] = {SPAN_INIT("Location"), SPAN_INIT("Content-Location"),
                                        SPAN_INIT("Link")};
    size_t n = count_in(response->body, scheme);
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        n += count_in(field_of(response, names[i]), scheme);
    }
    return n;
}

/* As many links as lead to https more lead to http less. */
static bool links_change(const struct response *clear, const struct response *secure) {
    size_t more = links(secure, SECURE), before = links(clear, SECURE);
    size_t less = links(secure, CLEAR), had = links(clear, CLEAR);
    return more > before && had > less && more - before == had - less;
}

static bool cookie_of(const struct response *response, struct span name, struct field_cookie *out) {
    for (size_t n = 0; field_next_cookie(&response->fields, MOST_COOKIES, &n, out);) {
        if (span_equal(out->name, name)) {
            return true;
        }
    }
    return false;
}

/* What one answer sets with Secure, the other sets without, or not at all. */
static const char *cookies_change(const struct response *clear, const struct response *secure) {
    struct field_cookie cookie, other;
    for (size_t n = 0; field_next_cookie(&secure->fields, MOST_COOKIES, &n, &cookie);) {
        bool set = cookie_of(clear, cookie.name, &other);
        if (cookie.secure && !(set && other.secure)) {
            return set ? "cookies are Secure" : "a Secure cookie is set that else is not";
        }
    }
    return NULL;
}

/* {"secure": false} has become {"secure": true}. */
static bool says_so(const struct node *clear, const struct node *secure) {
    NODE_EACH(member, secure) {
        const struct node *before = node_get(clear, node_key(member));
        bool told = (node_is(before, NODE_FALSE) && node_is(member, NODE_TRUE)) ||
                    (span_equal_nocase(node_text(before), SPAN("http")) &&
                     span_equal_nocase(node_text(member), SPAN("https")));
        if ((told && words_any(node_key(member), TELLING)) ||
            (node_is(member, NODE_OBJECT) && node_is(before, NODE_OBJECT) &&
             says_so(before, member))) {
            return true;
        }
    }
    return false;
}

static bool bodies_say_so(struct arena *arena, const struct response *clear,
                          const struct response *secure) {
    const struct json_options options = {.depth = DEPTH};
    const struct node *a = NULL, *b = NULL;
    return json_parse(arena, clear->body, &options, &a, NULL) == OK &&
           json_parse(arena, secure->body, &options, &b, NULL) == OK && node_is(a, NODE_OBJECT) &&
           node_is(b, NODE_OBJECT) && says_so(a, b);
}

const char *scheme_told(struct arena *arena, struct span url, const struct response *clear,
                        const struct response *secure) {
    if (clear->wire != WIRE_OK || secure->wire != WIRE_OK) {
        return NULL;
    }
    if (redirects_up(clear, url) && !redirects_up(secure, url)) {
        return "the redirect to https does not come";
    }
    if (links_change(clear, secure)) {
        return "absolute links lead to https";
    }
    if (field_of(secure, HSTS).len && !field_of(clear, HSTS).len) {
        return "Strict-Transport-Security is sent";
    }
    const char *cookies = cookies_change(clear, secure);
    return cookies                               ? cookies
           : bodies_say_so(arena, clear, secure) ? "the answer says that it came by https"
                                                 : NULL;
}

bool scheme_spoken(const struct response *response) {
    static const struct span words[] = {SPAN_INIT("http://"), SPAN_INIT("https://"),
                                        SPAN_INIT("secure"),  SPAN_INIT("scheme\""),
                                        SPAN_INIT("https\""), SPAN_INIT("protocol\"")};
    if (response->status / 100 != 2 && response->status / 100 != 3) {
        return false;
    }
    bool spoken = links(response, CLEAR) || links(response, SECURE) ||
                  field_of(response, HSTS).len || field_of(response, SPAN("Set-Cookie")).len;
    for (size_t i = 0; i < sizeof(words) / sizeof(*words) && !spoken; i++) {
        spoken = span_find_nocase(response->body, words[i]) != SIZE_MAX;
    }
    return spoken;
}
