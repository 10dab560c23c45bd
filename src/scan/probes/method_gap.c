/* SPDX-License-Identifier: Apache-2.0 */
/* Does another method of the same path skip the check? */
#include "scan/probe.h"

static const struct span WRITES[] = {SPAN_INIT("POST"), SPAN_INIT("PUT"), SPAN_INIT("PATCH"),
                                     SPAN_INIT("DELETE")};

static enum err add(struct subject *subject, const struct request *request, struct span label,
                    struct span cause, const struct attack *partner) {
    bool other = partner || span_equal(request->method, SPAN("HEAD"));
    struct attack attack = {
        .label = label,
        .cause = cause,
        .partner = partner,
        .only_named = other,
        .named = {other ? request->method : SPAN(""),
                  other ? subject_operation(subject)->path : SPAN("")},
    };
    return subject_attack(subject, &method_gap, request, attack, NULL);
}

static struct span message(struct subject *subject, const struct attack *attack) {
    return arena_printf(subject_arena(subject),
                        "%.*s without a credential gets past the gate that %.*s is held at on the "
                        "same path.",
                        SPAN_ARG(attack->label), SPAN_ARG(subject_operation(subject)->method));
}

/* HEAD has no body to compare, so the statuses must differ where they should not. */
static enum err head(struct subject *subject) {
    struct request request;
    TRY(subject_request(subject, &request));
    request.method = SPAN("HEAD");
    return add(subject, &request, SPAN("HEAD"), SPAN("HEAD"), NULL);
}

/* A method that no contract names, and that some routers treat as GET. */
static enum err invented(struct subject *subject) {
    struct request request;
    TRY(subject_request(subject, &request));
    request.method = SPAN("POSTERN");
    return add(subject, &request, SPAN("POSTERN"), SPAN("invented method"), NULL);
}

/* A gate that looks at the overriding header, before a handler that looks at the method. */
static enum err override(struct subject *subject) {
    static const struct span names[] = {SPAN_INIT("X-HTTP-Method-Override"),
                                        SPAN_INIT("X-HTTP-Method"), SPAN_INIT("X-Method-Override")};
    static const struct span methods[] = {SPAN_INIT("OPTIONS"), SPAN_INIT("HEAD"),
                                          SPAN_INIT("POST")};
    for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
        struct request request;
        TRY(subject_request(subject, &request));
        for (size_t j = 0; j < sizeof(names) / sizeof(*names); j++) {
            if (!fields_add(subject_arena(subject), &request.fields, names[j], methods[i])) {
                return ERR_MEMORY;
            }
        }
        struct span label =
            arena_printf(subject_arena(subject), "GET overridden to %.*s", SPAN_ARG(methods[i]));
        TRY(add(subject, &request, label, SPAN("override header"), NULL));
    }
    return OK;
}

static enum err spoiled(struct subject *subject, struct span method, struct draft *draft) {
    struct operation synthetic = *subject_operation(subject);
    struct media json = {.type = SPAN("application/json")};
    synthetic.method = method;
    synthetic.bodies.at = &json;
    synthetic.bodies.n = synthetic.bodies.room = 1;
    return subject_build(subject, &synthetic, BUILD_UNPARSABLE, draft);
}

/* A request whose answer tells whether authentication comes before the errors of spoiled requests.
 */
static enum err witness(struct subject *subject, const struct request *request, struct span label,
                        const struct attack **out) {
    struct attack attack = {.label = label, .witness = true};
    return subject_attack(subject, &method_gap, request, attack, out);
}

/* A declared writing method of the path; empty when there is none. */
static struct span declared_write(const struct subject *subject) {
    for (size_t i = 0; i < sizeof(WRITES) / sizeof(*WRITES); i++) {
        if (subject_declares(subject, WRITES[i])) {
            return WRITES[i];
        }
    }
    return (struct span){NULL, 0};
}

/* A writing method that the contract does not name, spoiled so that it cannot succeed. Held against
 * a worthless credential, and against a declared method that is spoiled just as much. */
static enum err undeclared_write(struct subject *subject, struct span method) {
    struct draft draft;
    TRY(spoiled(subject, method, &draft));
    if (!draft.built || (span_equal(method, SPAN("DELETE")) && !draft.made_up_id)) {
        return OK;
    }
    struct request garbage;
    const struct attack *partner = NULL;
    TRY(request_copy(subject_arena(subject), &draft.request, &garbage));
    TRY(wallet_worthless(subject_wallet(subject), subject_arena(subject),
                         subject_requirement(subject), &garbage));
    TRY(witness(subject, &garbage, SPAN("a worthless credential"), &partner));
    TRY(add(subject, &draft.request, method, method, partner));
    struct span sibling = declared_write(subject);
    struct draft other;
    if (sibling.len == 0) {
        return OK;
    }
    TRY(spoiled(subject, sibling, &other));
    if (!other.built || (span_equal(sibling, SPAN("DELETE")) && !other.made_up_id)) {
        return OK;
    }
    partner = NULL;
    TRY(witness(subject, &other.request, SPAN("another method"), &partner));
    return add(subject, &draft.request, method, method, partner);
}

static enum err plan(struct subject *subject) {
    const struct operation *operation = subject_operation(subject);
    if (span_equal(operation->method, SPAN("GET"))) {
        if (!subject_declares(subject, SPAN("HEAD"))) {
            TRY(head(subject));
        }
        TRY(invented(subject));
        TRY(override(subject));
    }
    struct span key = arena_join(subject_arena(subject), SPAN("method-gap "), operation->path);
    if (!subject_first(subject, key)) {
        return OK;
    }
    for (size_t i = 0; i < sizeof(WRITES) / sizeof(*WRITES); i++) {
        if (!subject_declares(subject, WRITES[i])) {
            TRY(undeclared_write(subject, WRITES[i]));
        }
    }
    return OK;
}

static bool hit(const struct subject *subject, const struct attack *attack) {
    const struct sample *sample = attack->sample;
    int anonymous = subject_controls(subject)->anonymous.status;
    if (sample->wire != WIRE_OK) {
        return false;
    }
    if (span_equal(attack->exchange->request.method, SPAN("HEAD"))) {
        return sample->status / 100 == 2 && anonymous / 100 != 2 &&
               subject_controls(subject)->valid.status / 100 == 2;
    }
    if (!attack->partner) {
        return attack->ruling.verdict == VERDICT_GRANTED;
    }
    bool handled = sample->status / 100 == 2 || sample->status == 400 || sample->status == 415 ||
                   sample->status == 422;
    bool same_method =
        span_equal(attack->partner->exchange->request.method, attack->exchange->request.method);
    bool absent = same_method && sample->status == 404; /* an id that nobody has */
    return sample_refused(&subject_controls(subject)->anonymous) && (handled || absent) &&
           sample_refused(attack->partner->sample) &&
           !(sample->status / 100 == 2 && sample->refusal);
}

static const struct rule rule = {
    .id = "method-gap",
    .group = "access",
    .severity = SEVERITY_HIGH,
    .title = "Another method of the path skips the check",
    .cwe = {"CWE-306"},
    .owasp = "API5:2023",
    .why =
        "The check stands at some methods and not at others. An attacker asks with the method that "
        "nobody thought of: HEAD tells what exists, an undeclared PUT or DELETE changes it, an "
        "overriding header makes the gate and the handler see different methods.",
    .how =
        "HEAD, invented methods, overriding headers and undeclared writing methods are sent "
        "without a credential; writes are spoiled so that they cannot succeed. It fires when the "
        "answer is that of a valid credential, or, for spoiled writes, when it is past the gate "
        "while a worthless credential is refused there.",
    .fix = "Django REST framework: permission_classes on the class covers every method; look into "
           "get_permissions, @action(permission_classes=...) and checks that stand in the body of "
           "get() or post(). List http_method_names. Do not let middleware read override headers.",
};

const struct probe method_gap = {.rule = &rule,
                                 .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                 .opens = true,
                                 .plan = plan,
                                 .hit = hit,
                                 .message = message};
