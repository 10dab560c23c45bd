/* SPDX-License-Identifier: Apache-2.0 */
/* Does any string pass where nothing does not? */
#include "scan/probe.h"

#include "base/mutant.h"
#include "token/jws.h"

/* Where the security names schemes that nobody defined, a worthless credential has no form. */
static bool has_form(const struct requirement *requirement) {
    for (size_t i = 0; requirement && i < requirement->needs.n; i++) {
        if (!requirement->needs.at[i].scheme) {
            return false;
        }
    }
    return true;
}

/* What the finding is named after: the scheme that the worthless credential pretended to. */
static struct span scheme_of(const struct subject *subject) {
    const struct requirement *requirement = subject_requirement(subject);
    const struct security *security = &subject_operation(subject)->security;
    requirement = !requirement && security->any.n ? &security->any.at[0] : requirement;
    return requirement && requirement->needs.n ? requirement->needs.at[0].name : SPAN("any");
}

/* The worthless credential that was let in: of the declared form, or of another one. */
static const struct exchange *accepted(const struct subject *subject) {
    const struct gate_ruling *gate = subject_gate(subject);
    if (gate->gate != GATE_OPEN || gate->anonymous.verdict != VERDICT_DENIED) {
        return NULL;
    }
    if (gate->garbage.verdict == VERDICT_GRANTED) {
        return has_form(subject_requirement(subject)) ? subject_control(subject, CONTROL_GARBAGE)
                                                      : NULL;
    }
    return subject_control(subject, CONTROL_WRONG_SCHEME);
}

static char turned(char c) {
    if (c >= '0' && c <= '9') {
        return (char)('0' + (c - '0' + 5) % 10);
    }
    if (c >= 'a' && c <= 'z') {
        return (char)('a' + (c - 'a' + 13) % 26);
    }
    return c >= 'A' && c <= 'Z' ? (char)('A' + (c - 'A' + 13) % 26) : c;
}

/* The genuine token's like: its prefix ("sk_live_"), its length and its kinds of characters, and
 * what is behind the prefix changed. */
static struct span lookalike(struct arena *arena, struct span genuine) {
    enum { LEAST_CHANGED = 4 };
    struct span copy = arena_dup(arena, genuine);
    char *bytes = (char *)(uintptr_t)copy.ptr;
    size_t from = 0;
    for (size_t i = 0; i + LEAST_CHANGED < copy.len; i++) {
        from = strchr("_-.:", bytes[i]) && bytes[i] ? i + 1 : from;
    }
    for (size_t i = from; i < copy.len; i++) {
        bytes[i] = turned(bytes[i]);
    }
    return copy;
}

/* A JWT behind something else, as in a cookie "Bearer%20eyJ…": its header is a JSON object, whose
 * beginning base64 writes so. */
static bool holds_jwt(struct span value) {
    return span_find(value, SPAN("eyJ")) != SIZE_MAX;
}

/* Gates that look at a token's form, and not whose it is. Of JWTs, other rules know more. */
static enum err plan_lookalike(struct subject *subject) {
    enum { SHORTEST = 8 };
    struct presented presented;
    struct request request;
    struct jws jws;
    struct arena *arena = subject_arena(subject);
    if (!subject_is_guarded(subject) || !sample_served(&subject_controls(subject)->valid) ||
        !subject_presented(subject, &presented) || presented.value.len < SHORTEST ||
        jws_read(arena, presented.value, &jws) == OK || holds_jwt(presented.value)) {
        return OK;
    }
    struct span value = lookalike(arena, presented.value);
    TRY_PTR(value.ptr);
    TRY(subject_valid_request(subject, &request));
    TRY(presented_replace(arena, &presented, value, &request));
    struct attack attack = {
        .label = SPAN("a string of the genuine token's form"),
        .cause = SPAN("form"),
        .message =
            SPAN("The operation accepts any string that has the form of a token (its prefix, "
                 "its length): the form is checked, not the credential."),
        .hide = value,
    };
    return subject_attack(subject, &any_token_accepted, &request, attack, NULL);
}

/* The control of another scheme is a Basic one where no Basic is declared; where no token is
 * declared either, that may be what opens. */
static enum err plan_other_token(struct subject *subject) {
    static const struct scheme bearer = {.kind = SCHEME_BEARER,
                                         .parameter = SPAN_INIT("Authorization"),
                                         .prefix = SPAN_INIT("Bearer")};
    const struct security *security = &subject_operation(subject)->security;
    struct arena *arena = subject_arena(subject);
    struct request request;
    if (!subject_is_guarded(subject) || !sample_served(&subject_controls(subject)->valid) ||
        security_asks(security, SCHEME_BEARER) || security_asks(security, SCHEME_AUTHORIZATION) ||
        security_asks(security, SCHEME_BASIC) || MUTANT(other_tokens_unsent)) {
        return OK;
    }
    TRY(subject_request(subject, &request));
    TRY(credential_put(arena, &bearer, bearer.prefix, credential_worthless(arena, &bearer),
                       &request));
    struct attack attack = {
        .label = SPAN("an arbitrary bearer token"),
        .battery = BATTERY_FULL,
        .cause = SPAN("another scheme"),
        .message = SPAN("The operation refuses requests without a credential, but accepts an "
                        "arbitrary bearer token, which it does not declare: who shows one is not "
                        "asked for what is declared."),
    };
    return subject_attack(subject, &any_token_accepted, &request, attack, NULL);
}

static enum err plan(struct subject *subject) {
    const struct exchange *control = accepted(subject);
    if (!control) {
        TRY(plan_other_token(subject));
        return plan_lookalike(subject);
    }
    struct request request;
    bool declared = subject_gate(subject)->garbage.verdict == VERDICT_GRANTED;
    TRY(request_copy(subject_arena(subject), &control->request, &request));
    struct attack attack = {
        .label = declared ? SPAN("an arbitrary string as credential")
                          : SPAN("an arbitrary credential of another scheme"),
        .battery = BATTERY_QUICK,
        .cause = declared ? scheme_of(subject) : SPAN("another scheme"),
        .message = declared
                       ? SPAN("The operation refuses requests without a credential, but accepts an "
                              "arbitrary string as one: the credential's presence is checked, not "
                              "the credential.")
                       : SPAN("The operation refuses requests without a credential, but accepts an "
                              "arbitrary one of a scheme that it does not declare: who shows that "
                              "is not asked for what is declared."),
    };
    if (subject_gate(subject)->by_siblings) {
        attack.cause = SPAN("lookup");
        attack.message =
            SPAN("With an arbitrary string as credential the API looks for what the path names and "
                 "says that it is not there, and without any it does not; operations beside it "
                 "refuse such a string first. With --allow-writes it can be tried on an object of "
                 "the scan's own.");
    }
    return subject_attack(subject, &any_token_accepted, &request, attack, NULL);
}

/* Without a valid credential to compare with, the answer must be the first one's like. */
static bool hit(const struct subject *subject, const struct attack *attack) {
    static const struct volatility none = {.differing = 0};
    const struct gate_ruling *gate = subject_gate(subject);
    if (gate->likely && (gate->by_lacking || !gate->by_siblings)) {
        const struct controls *controls = subject_controls(subject);
        bool declared = gate->garbage.verdict == VERDICT_GRANTED;
        bool past =
            gate->by_lacking ? attack->sample->wire == WIRE_OK : sample_served(attack->sample);
        return past && sample_compare(attack->sample,
                                      declared ? &controls->garbage : &controls->wrong_scheme,
                                      &none) >= LIKE_FORM;
    }
    return attack->ruling.verdict == VERDICT_GRANTED;
}

static enum err survey_names(struct survey *survey) {
    return name_alone_survey(survey, &any_token_accepted);
}

static const struct rule rule = {
    .id = "any-token-accepted",
    .group = "access",
    .named = true,
    .severity = SEVERITY_CRITICAL,
    .title = "Any string passes as a credential",
    .cwe = {"CWE-287"},
    .owasp = "API2:2023",
    .why = "The gate looks whether a token is there and never whether it is genuine. Everyone who "
           "sends the header with any content is inside.",
    .how =
        "Fixed, worthless credentials of the declared form and of another are sent, and one that "
        "only looks like the genuine token; where Basic opens reads, a user's name with a password "
        "that nobody has, the right one after each, three times a name at most, unless he is "
        "lockable; a "
        "note says how many reads were left out. It fires "
        "when a request "
        "without a credential is refused, and this one gets the answer of a valid credential, "
        "again with fresh controls. Where no valid credential is known, it fires (likely) when "
        "this one gets data where none is refused. An empty list, a shorter view or the error "
        "that a valid credential meets, too, do not count: then the gate is inconclusive. Where it "
        "is told that what the path names is not there, as a valid one is, and operations beside "
        "it refuse such a string first, it fires (likely).",
    .fix = "Django REST framework: an authenticator that finds a credential it cannot verify must "
           "raise AuthenticationFailed; it must not return a user, and must not return None. Use "
           "TokenAuthentication or simplejwt's JWTAuthentication rather than a class of your own.",
    .wide = true,
};

const struct probe any_token_accepted = {.rule = &rule,
                                         .needs = NEEDS_SECURITY,
                                         .opens = true,
                                         .plan = plan,
                                         .hit = hit,
                                         .survey = survey_names};
