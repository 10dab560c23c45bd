/* SPDX-License-Identifier: Apache-2.0 */
/* Does another method of the same path skip the check? */
#include "base/mutant.h"
#include "scan/probe.h"
#include "text/uri.h"

static enum err add(struct subject *subject, const struct request *request, struct attack attack) {
    return subject_attack(subject, &method_gap, request, attack, NULL);
}

/* A gate, and behind it a server error for the valid credential: what comes as far is past it. */
static bool falls_behind_gate(const struct subject *subject) {
    const struct gate_ruling *gate = subject_gate(subject);
    return gate->gate == GATE_ENFORCED && !gate->valid_accepted &&
           gate->anonymous.verdict == VERDICT_DENIED &&
           subject_controls(subject)->valid.status == 500 && !MUTANT(override_spares_errors);
}

static struct span message(struct subject *subject, const struct attack *attack) {
    if (!subject_is_guarded(subject) && !falls_behind_gate(subject)) {
        return arena_printf(subject_arena(subject),
                            "%.*s, which the contract does not declare, is handled without a "
                            "credential.",
                            SPAN_ARG(attack->label));
    }
    return arena_printf(subject_arena(subject),
                        "%.*s without a credential gets past the gate that %.*s is held at on the "
                        "same path.",
                        SPAN_ARG(attack->label), SPAN_ARG(subject_operation(subject)->method));
}

static struct operation_name named(const struct subject *subject, struct span method) {
    return (struct operation_name){method, subject_operation(subject)->path};
}

/* HEAD has no body to compare, so the statuses must differ where they should not. */
static enum err head(struct subject *subject) {
    struct request request;
    TRY(subject_request(subject, &request));
    request.method = SPAN("HEAD");
    return add(subject, &request,
               (struct attack){.label = SPAN("HEAD"),
                               .cause = SPAN("HEAD"),
                               .only_named = true,
                               .named = named(subject, SPAN("HEAD"))});
}

/* A method that no contract names, and that some routers treat as GET. */
static enum err invented(struct subject *subject) {
    struct request request;
    TRY(subject_request(subject, &request));
    request.method = INVENTED_METHOD;
    return add(subject, &request,
               (struct attack){.label = INVENTED_METHOD,
                               .cause = SPAN("invented method"),
                               .battery = BATTERY_FULL});
}

static enum err put_override(struct subject *subject, struct span method, struct request *request) {
    static const struct span names[] = {SPAN_INIT("X-HTTP-Method-Override"),
                                        SPAN_INIT("X-HTTP-Method"), SPAN_INIT("X-Method-Override")};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (!fields_set(subject_arena(subject), &request->fields, names[i], method)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

/* A gate that looks at the overriding header, before a handler that looks at the method. */
static enum err overridden(struct subject *subject) {
    static const struct span methods[] = {SPAN_INIT("OPTIONS"), SPAN_INIT("HEAD"),
                                          SPAN_INIT("POST")};
    for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
        struct request request;
        TRY(subject_request(subject, &request));
        TRY(put_override(subject, methods[i], &request));
        struct span label =
            arena_printf(subject_arena(subject), "GET overridden to %.*s", SPAN_ARG(methods[i]));
        TRY(add(subject, &request,
                (struct attack){.label = label,
                                .cause = SPAN("override header"),
                                .battery = i == 0 ? BATTERY_SHORT : BATTERY_FULL}));
    }
    return OK;
}

static enum err set_body(struct subject *subject, struct span type, struct span body,
                         struct request *request) {
    request->body = body;
    return fields_set(subject_arena(subject), &request->fields, SPAN("Content-Type"), type)
               ? OK
               : ERR_MEMORY;
}

/* What carries another method, without it. */
static enum err carrying(struct subject *subject, struct span carrier, struct request *plain) {
    TRY(subject_request(subject, plain));
    plain->method = carrier;
    TRY(subject_accompany(subject, plain));
    if (span_equal(carrier, SPAN("POST")) && subject_declares(subject, carrier) &&
        plain->body.len == 0) { /* should it be handled as a POST, it must not create anything */
        TRY(set_body(subject, SPAN("application/json"), SPAN("{\"postern"), plain));
    }
    return OK;
}

/* The other way round: the gate looks at the method, and what is behind it at the header or at the
 * parameter. What the carrier gets by itself shows nothing, which narrow() asks. */
static enum err carried(struct subject *subject, struct span carrier) {
    struct arena *arena = subject_arena(subject);
    struct span method = subject_operation(subject)->method;
    struct request request;
    TRY(carrying(subject, carrier, &request));
    TRY(put_override(subject, method, &request));
    request.url = uri_query_add(arena, request.url, SPAN("_method"), method);
    TRY_PTR(request.url.ptr);
    struct span label = arena_printf(arena,
                                     "%.*s overridden to %.*s by X-HTTP-Method-Override or "
                                     "_method",
                                     SPAN_ARG(carrier), SPAN_ARG(method));
    return add(subject, &request,
               (struct attack){.label = label,
                               .cause = SPAN("override"),
                               .battery = MUTANT(override_once) && build_is_read(method)
                                              ? BATTERY_FULL
                                              : BATTERY_SHORT, /* gates know methods path by path */
                               .tentative = true});
}

/* Rails, Laravel and their kin read the method from a form. */
static enum err carried_in_form(struct subject *subject) {
    struct arena *arena = subject_arena(subject);
    struct span method = subject_operation(subject)->method;
    struct request request;
    TRY(subject_request(subject, &request));
    if (subject_declares(subject, SPAN("POST")) || request.body.len ||
        !sample_served(&subject_controls(subject)->valid)) {
        return OK;
    }
    request.method = SPAN("POST");
    TRY(subject_accompany(subject, &request));
    TRY(set_body(subject, SPAN("application/x-www-form-urlencoded"),
                 arena_join(arena, SPAN("_method="), method), &request));
    struct span label = arena_printf(arena, "POST with the field _method=%.*s", SPAN_ARG(method));
    return add(
        subject, &request,
        (struct attack){.label = label, .cause = SPAN("override field"), .battery = BATTERY_FULL});
}

/* A GET that the contract does not name, where what it names is guarded. */
static enum err undeclared_read(struct subject *subject) {
    struct request request;
    TRY(subject_request(subject, &request));
    request.method = SPAN("GET");
    request.body = SPAN("");
    fields_remove(&request.fields, SPAN("Content-Type"));
    return add(subject, &request,
               (struct attack){.label = SPAN("GET"),
                               .cause = SPAN("GET"),
                               .tentative = true,
                               .only_named = true,
                               .named = named(subject, SPAN("GET"))});
}

static enum err plan_read(struct subject *subject) {
    if (!subject_declares(subject, SPAN("HEAD"))) {
        TRY(head(subject));
    }
    TRY(invented(subject));
    TRY(overridden(subject));
    return carried_in_form(subject);
}

static enum err plan_write(struct subject *subject) {
    struct span path = subject_operation(subject)->path;
    struct span key = arena_join(subject_arena(subject), SPAN("method-gap GET "), path);
    TRY(carried(subject, SPAN("GET")));
    bool read = !subject_declares(subject, SPAN("GET")) && subject_first(subject, key);
    return read ? undeclared_read(subject) : OK;
}

static enum err plan(struct subject *subject) {
    const struct operation *operation = subject_operation(subject);
    bool read = span_equal(operation->method, SPAN("GET"));
    bool carries = !span_equal(operation->method, SPAN("POST"));
    if (falls_behind_gate(subject)) {
        return carries ? carried(subject, SPAN("POST")) : OK;
    }
    if (!subject_is_guarded(subject)) {
        bool public = subject_gate(subject)->gate == GATE_PUBLIC && read &&
                      !undeclared_has_sibling(subject) && !entrance_is(operation);
        return public ? undeclared_plan(subject, &method_gap, "public") : OK;
    }
    if (carries) {
        TRY(carried(subject, SPAN("POST")));
    }
    TRY(read ? plan_read(subject) : plan_write(subject));
    return undeclared_plan(subject, &method_gap, "guarded");
}

/* An override that gets what the valid credential gets, be it an error: the carrier alone, and the
 * same at a path that does not exist, get other answers. */
static bool override_hit(const struct subject *subject, const struct attack *attack) {
    const struct controls *controls = subject_controls(subject);
    bool same = sample_served(&controls->valid)
                    ? attack->ruling.verdict == VERDICT_GRANTED
                    : sample_same_error(attack->sample, &controls->valid, &controls->volatility);
    if (attack->tentative || !same) {
        return same;
    }
    const struct attack *plain = attack->partner, *nowhere = plain->partner;
    return plain->sample->wire == WIRE_OK && nowhere->sample->wire == WIRE_OK &&
           (!subject_alike(subject, attack->sample, plain->sample) || MUTANT(carrier_unasked)) &&
           !subject_alike(subject, attack->sample, nowhere->sample);
}

static bool read_hit(const struct attack *attack) {
    const struct sample *sample = attack->sample;
    return sample_served(sample) && sample->kind == SAMPLE_JSON && !sample->refusal &&
           (attack->tentative || !sample_served(attack->partner->sample));
}

static bool hit(const struct subject *subject, const struct attack *attack) {
    const struct sample *sample = attack->sample;
    const struct controls *controls = subject_controls(subject);
    struct span method = attack->exchange->request.method;
    if (undeclared_is(attack)) {
        return undeclared_hit(subject, attack);
    }
    if (sample->wire != WIRE_OK) {
        return false;
    }
    if (attack->only_named && span_equal(method, SPAN("GET"))) {
        return read_hit(attack);
    }
    if (attack->tentative || attack->partner) {
        return override_hit(subject, attack);
    }
    if (!sample_served(&controls->valid)) {
        return false; /* another method is routed elsewhere: against an error it shows nothing */
    }
    if (span_equal(method, SPAN("HEAD"))) {
        return sample_served(sample) && !sample_served(&controls->anonymous);
    }
    return attack->ruling.verdict == VERDICT_GRANTED;
}

/* What looks like a way in is asked once more, beside its witnesses. */
static enum err narrow(struct subject *subject, const struct attack *attack) {
    const struct request *request = &attack->exchange->request;
    struct request nowhere, plain;
    struct attack whole = *attack;
    if (undeclared_is(attack)) {
        return undeclared_narrow(subject, attack);
    }
    whole.tentative = whole.retried = false;
    TRY(subject_nowhere(subject, request, &nowhere));
    TRY(subject_witness(subject, &method_gap, &nowhere, NULL, &whole.partner));
    if (!attack->only_named) {
        TRY(carrying(subject, request->method, &plain));
        TRY(subject_witness(subject, &method_gap, &plain, whole.partner, &whole.partner));
    }
    return add(subject, request, whole);
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
        "HEAD, invented methods, methods that the contract does not declare, and overrides in both "
        "directions (a header, a parameter or a field named _method) are sent without a "
        "credential; writes are spoiled so that they cannot succeed. It fires when the answer is "
        "that of a valid credential, when an undeclared GET is served where writes are guarded, "
        "and for spoiled writes when they are handled: not as at a path that does not exist, not "
        "as with an invented method, while a worthless credential or a declared method is refused "
        "(on a public path, or where there is none: whatever the body is).",
    .fix = "Django REST framework: permission_classes on the class covers every method; look into "
           "get_permissions, @action(permission_classes=...) and checks that stand in the body of "
           "get() or post(). List http_method_names. Do not let middleware read override headers.",
};

const struct probe method_gap = {.rule = &rule,
                                 .needs = NEEDS_NOTHING,
                                 .opens = true,
                                 .plan = plan,
                                 .hit = hit,
                                 .message = message,
                                 .narrow = narrow};
