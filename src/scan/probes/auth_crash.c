/* SPDX-License-Identifier: Apache-2.0 */
/* Does a malformed credential crash the code that should refuse it? */
#include "scan/probe.h"

#include "base/mutant.h"

struct shape {
    const char *label;
    struct span value;
    enum battery battery;
};

/* Whole values of the Authorization field. */
static const struct shape BEARER[] = {
    {"a scheme without a token", SPAN_INIT("Bearer"), BATTERY_SHORT},
    {"a scheme and a space", SPAN_INIT("Bearer "), BATTERY_FULL},
    {"three parts", SPAN_INIT("Bearer one two"), BATTERY_FULL},
    {"two dots and nothing", SPAN_INIT("Bearer .."), BATTERY_FULL},
    {"a token whose header is not JSON", SPAN_INIT("Bearer bm90LWpzb24.bm90LWpzb24.bm90LWpzb24"),
     BATTERY_SHORT},
    {"a token with one dot", SPAN_INIT("Bearer eyJhbGciOiJIUzI1NiJ9.e30"), BATTERY_FULL},
    {"a token with an array for a header", SPAN_INIT("Bearer W10.W10.AAAA"), BATTERY_FULL},
    {"a token without claims",
     SPAN_INIT("Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
               "AAAAAAAAAAA"),
     BATTERY_FULL},
    {"a token that is not ASCII", SPAN_INIT("Bearer t\xc3\xb6k\xc3\xa9n"), BATTERY_FULL},
    {"bytes that are not UTF-8", SPAN_INIT("Bearer \xff\xfe\xfd"), BATTERY_SHORT},
};
static const struct shape TOKEN[] = {
    {"a scheme without a token", SPAN_INIT("Token"), BATTERY_SHORT},
    {"three parts", SPAN_INIT("Token one two"), BATTERY_FULL},
    {"bytes that are not UTF-8", SPAN_INIT("Token \xff\xfe\xfd"), BATTERY_SHORT},
};
static const struct shape BASIC[] = {
    {"a scheme without a value", SPAN_INIT("Basic"), BATTERY_SHORT},
    {"a scheme and a space", SPAN_INIT("Basic "), BATTERY_FULL},
    {"a value that is not base64", SPAN_INIT("Basic !!!"), BATTERY_SHORT},
    {"a pair without a colon", SPAN_INIT("Basic cG9zdGVybg=="), BATTERY_SHORT},
    {"base64 with wrong padding", SPAN_INIT("Basic cG9zdGVy="), BATTERY_FULL},
    {"bytes that are not UTF-8", SPAN_INIT("Basic //79Ov8="), BATTERY_FULL},
    {"a NUL in the user's name", SPAN_INIT("Basic AHBvc3Rlcm46AA=="), BATTERY_FULL},
};

static enum err add(struct subject *subject, const char *label, const struct request *request,
                    enum battery battery) {
    struct attack attack = {
        .label = span_from(label), .cause = SPAN("malformed credential"), .battery = battery};
    return subject_attack(subject, &auth_crash, request, attack, NULL);
}

static struct span message(struct subject *subject, const struct attack *attack) {
    bool closed = attack->sample->wire == WIRE_CLOSED;
    return arena_printf(subject_arena(subject), "A malformed credential (%.*s) %s.",
                        SPAN_ARG(attack->label),
                        closed ? "ends the connection without an answer, instead of being refused"
                               : "is answered with a server error instead of a refusal");
}

static enum err add_all(struct subject *subject, const struct shape *shapes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct request request;
        TRY(subject_request(subject, &request));
        if (!fields_set(subject_arena(subject), &request.fields, SPAN("Authorization"),
                        shapes[i].value)) {
            return ERR_MEMORY;
        }
        TRY(add(subject, shapes[i].label, &request, shapes[i].battery));
    }
    return OK;
}

/* An API key, a cookie or a parameter with bytes that no key has. */
static enum err add_keys(struct subject *subject) {
    static const struct span values[] = {SPAN_INIT("\xff\xfe\xfd"), SPAN_INIT("'\"{}[]%00"),
                                         SPAN_INIT("-1")};
    VEC_EACH(const struct requirement, requirement, &subject_operation(subject)->security.any) {
        VEC_EACH(const struct need, need, &requirement->needs) {
            const struct scheme *scheme = need->scheme;
            if (!scheme || (scheme->kind != SCHEME_HEADER && scheme->kind != SCHEME_COOKIE &&
                            scheme->kind != SCHEME_QUERY)) {
                continue;
            }
            for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
                struct request request;
                TRY(subject_request(subject, &request));
                TRY(credential_put(subject_arena(subject), scheme,
                                   wallet_prefix(subject_wallet(subject), scheme), values[i],
                                   &request));
                TRY(add(subject, "a key of strange bytes", &request,
                        i == 0 ? BATTERY_SHORT : BATTERY_FULL));
            }
        }
    }
    return OK;
}

/* A server error, or a connection that ends without an answer. 502, 503 and 504 speak of a proxy or
 * of load. */
static bool is_crash(const struct sample *sample) {
    int status = sample->status;
    bool closed = sample->wire == WIRE_CLOSED && !MUTANT(dropped_is_calm);
    return closed || (status >= 500 && status < 502) || status > 504;
}

static enum err plan(struct subject *subject) {
    struct request request;
    if (subject_gate(subject)->by_crash) {
        TRY(subject_request(subject, &request));
        return add(subject, "none at all", &request, BATTERY_QUICK);
    }
    if (subject_gate(subject)->anonymous.verdict == VERDICT_GRANTED) {
        return OK; /* nobody asks for the credential: whatever falls over it is no gate */
    }
    const struct controls *controls = subject_controls(subject);
    if (is_crash(&controls->valid) || is_crash(&controls->anonymous) ||
        controls->valid.status / 100 == 5 || controls->anonymous.status / 100 == 5) {
        return OK;
    }
    if (security_asks(&subject_operation(subject)->security, SCHEME_BEARER)) {
        TRY(add_all(subject, BEARER, sizeof(BEARER) / sizeof(*BEARER)));
    }
    if (security_asks(&subject_operation(subject)->security, SCHEME_AUTHORIZATION)) {
        TRY(add_all(subject, TOKEN, sizeof(TOKEN) / sizeof(*TOKEN)));
    }
    if (security_asks(&subject_operation(subject)->security, SCHEME_BASIC)) {
        TRY(add_all(subject, BASIC, sizeof(BASIC) / sizeof(*BASIC)));
    }
    TRY(add_keys(subject));
    if (is_crash(&controls->garbage)) {
        const struct request *sent = &subject_control(subject, CONTROL_GARBAGE)->request;
        TRY(request_copy(subject_arena(subject), sent, &request));
        TRY(add(subject, "an arbitrary string", &request, BATTERY_QUICK));
    }
    return OK;
}

static bool hit(const struct subject *subject, const struct attack *attack) {
    (void)subject;
    return is_crash(attack->sample);
}

static const struct rule rule = {
    .id = "auth-crash",
    .group = "leakage",
    .severity = SEVERITY_LOW,
    .title = "A malformed credential is answered with a server error",
    .cwe = {"CWE-755"},
    .owasp = "API2:2023",
    .why = "Code that was to refuse a credential falls over it instead. The error page may tell of "
           "the "
           "inside, each such request costs a stack trace and an alarm, and where an exception is "
           "caught further out the request may come through.",
    .how =
        "Credentials that fit no grammar are sent where the contract wants one. It fires when the "
        "answer is a server error, or the connection ends without one, twice, while requests "
        "without a credential and with a valid one are answered.",
    .fix =
        "Django REST framework: inherit from BaseAuthentication and define authenticate_header; "
        "catch what parsing can raise (IndexError, UnicodeError, KeyError, DoesNotExist) and raise "
        "AuthenticationFailed.",
};

const struct probe auth_crash = {.rule = &rule,
                                 .once = true,
                                 .needs = NEEDS_SECURITY,
                                 .plan = plan,
                                 .hit = hit,
                                 .message = message};
