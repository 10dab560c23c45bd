/* SPDX-License-Identifier: Apache-2.0 */
/* Recognising the CSRF pair by what it is, and putting it on requests. */
#include "scan/credential/csrf.h"

#include "base/mutant.h"
#include "scan/credential/credential_place.h"
#include "text/field.h"
#include "text/uri.h"

enum { LONGEST_COOKIE = 4096, MOST_COOKIES = 64 };

/* What Django takes for a CSRF token: 64 letters and digits, of which it only asks that cookie and
 * header hold the same. So a session that came without one can write all the same. */
#define ANY_CSRF_TOKEN "posternMadeUpCsrfTokenposternMadeUpCsrfTokenposternMadeUpCsrfTok"

/* The headers in which frameworks want it back, all sent where the contract names none. */
static const struct span HEADERS[] = {SPAN_INIT("X-CSRFToken"), SPAN_INIT("X-CSRF-Token"),
                                      SPAN_INIT("X-XSRF-TOKEN"), SPAN_INIT("CSRF-Token"),
                                      SPAN_INIT("RequestVerificationToken")};

bool csrf_is_name(struct span name) {
    return span_find_nocase(name, SPAN("csrf")) != SIZE_MAX ||
           span_find_nocase(name, SPAN("xsrf")) != SIZE_MAX ||
           span_find_nocase(name, SPAN("antiforgery")) != SIZE_MAX;
}

bool csrf_is_field(struct span name) {
    return csrf_is_name(name) || span_equal_nocase(name, SPAN("authenticity_token")) ||
           span_equal_nocase(name, SPAN("_token")) ||
           span_equal_nocase(name, SPAN("__RequestVerificationToken"));
}

static char plain(char c) {
    bool upper = c >= 'A' && c <= 'Z';
    bool other = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    return (char)(upper ? c - 'A' + 'a' : other ? c : '\0');
}

/* "X-Guard-Token" asks for what the cookie "guard_token" holds. */
static bool is_alike(struct span header, struct span cookie) {
    if (span_starts_nocase(header, SPAN("X-"))) {
        header = span_from_index(header, 2);
    }
    size_t i = 0, k = 0, same = 0;
    while (i < header.len || k < cookie.len) {
        if (i < header.len && !plain(header.ptr[i])) {
            i++;
        } else if (k < cookie.len && !plain(cookie.ptr[k])) {
            k++;
        } else if (i < header.len && k < cookie.len &&
                   plain(header.ptr[i]) == plain(cookie.ptr[k])) {
            i++;
            k++;
            same++;
        } else {
            return false;
        }
    }
    return same > 3;
}

static bool wants(struct span header, const struct span *cookie) {
    return cookie ? is_alike(header, *cookie) : csrf_is_name(header);
}

/* Where the contract itself asks for it: a header parameter, or an apiKey in a header. cookie: of
 * that cookie's name; NULL: of a name that speaks of it. */
static struct span declared_header(const struct contract *contract, const struct span *cookie) {
    if (!contract) {
        return (struct span){NULL, 0};
    }
    VEC_EACH(const struct scheme, scheme, &contract->schemes) {
        if (scheme->kind == SCHEME_HEADER && wants(scheme->parameter, cookie)) {
            return scheme->parameter;
        }
    }
    VEC_EACH(const struct operation, operation, &contract->operations) {
        VEC_EACH(const struct parameter, parameter, &operation->parameters) {
            if (parameter->in == IN_HEADER && wants(parameter->name, cookie)) {
                return parameter->name;
            }
        }
    }
    return (struct span){NULL, 0};
}

/* Where the cookie's value has to come back; false: it is no such cookie. */
static bool recognise(const struct contract *contract, const struct field_cookie *cookie,
                      struct span *header) {
    struct span alike = declared_header(contract, &cookie->name);
    bool named = csrf_is_name(cookie->name);
    *header = alike.len || MUTANT(header_undeclared) ? alike : declared_header(contract, NULL);
    return named || (alike.len && (!cookie->http_only || MUTANT(sealed_is_pair)));
}

/* A token for renewing has a pair of its own, which is for the renewal alone. */
static bool is_better(const struct csrf *held, struct span name) {
    return !held->cookie.len || span_equal(held->cookie, name) ||
           span_find_nocase(name, SPAN("refresh")) == SIZE_MAX || MUTANT(renewals_pair_kept);
}

enum err csrf_take(struct arena *arena, const struct contract *contract,
                   const struct response *response, struct csrf *csrf) {
    struct field_cookie cookie;
    for (size_t n = 0; field_next_cookie(&response->fields, MOST_COOKIES, &n, &cookie);) {
        bool set = cookie.value.len && cookie.value.len <= LONGEST_COOKIE &&
                   (!(cookie.has_max_age && cookie.max_age <= 0) || MUTANT(pair_taken_back));
        struct span header;
        if (!set || !recognise(contract, &cookie, &header) || !is_better(csrf, cookie.name)) {
            continue;
        }
        csrf->cookie = arena_dup(arena, cookie.name);
        csrf->value = arena_dup(arena, cookie.value);
        csrf->header = header;
        csrf->sealed = cookie.http_only;
        TRY_PTR(csrf->cookie.ptr);
        TRY_PTR(csrf->value.ptr);
    }
    return OK;
}

/* "X-shop-csrf", for a cookie "shop_csrf" that nothing says more of. */
static struct span header_alike(struct arena *arena, struct span cookie) {
    struct span name = arena_join(arena, SPAN("X-"), cookie);
    char *bytes = (char *)(uintptr_t)name.ptr; /* our own copy */
    for (size_t i = 0; i < name.len; i++) {
        bytes[i] = plain(bytes[i]) ? bytes[i] : '-';
    }
    return name;
}

bool csrf_is_known(const struct csrf *csrf) {
    return csrf->cookie.len || csrf->token.len;
}

static enum err put_back(struct arena *arena, const struct csrf *csrf, struct span cookie,
                         struct span back, struct request *request) {
    if (csrf && csrf->header.len) {
        return credential_field(arena, request, csrf->header, back);
    }
    bool django = span_equal(cookie, SPAN("csrftoken")) && !(csrf && csrf->token.len);
    for (size_t i = 0; i < sizeof(HEADERS) / sizeof(HEADERS[0]); i++) {
        TRY(credential_field(arena, request, HEADERS[i], back));
        if (django) {
            return OK;
        }
    }
    struct span alike = cookie.len ? header_alike(arena, cookie) : SPAN("");
    TRY_PTR(alike.ptr);
    return alike.len ? credential_field(arena, request, alike, back) : OK;
}

enum err csrf_put(struct arena *arena, const struct csrf *csrf, struct request *request) {
    bool fetched = csrf && csrf->token.len;
    struct span cookie = fetched || (csrf && csrf->cookie.len) ? csrf->cookie : SPAN("csrftoken");
    struct span value = csrf && csrf->value.len ? csrf->value : SPAN(ANY_CSRF_TOKEN);
    if (cookie.len) {
        TRY(credential_cookie(arena, request, cookie, value));
    }
    for (size_t i = 0; fetched && i < csrf->jar.n && !MUTANT(jar_left_out); i++) {
        TRY(credential_cookie(arena, request, csrf->jar.at[i].name, csrf->jar.at[i].value));
    }
    struct span back = fetched                ? csrf->token
                       : MUTANT(pair_encoded) ? value
                                              : uri_decode(arena, value); /* as scripts read it */
    TRY_PTR(back.ptr);
    return put_back(arena, csrf, cookie, back, request);
}
