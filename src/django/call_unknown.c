/* SPDX-License-Identifier: Apache-2.0 */
/* What comes back carries where it may be from. */
#include "django/call_unknown.h"

#include "django/arguments.h"
#include "django/rows.h"

/* What a lookup further down a chain says by its keywords: objects.select_related("user")
 * .filter(user__is_active=True). */
static unsigned lookup_taint(const struct arguments *arguments) {
    static const struct span who[] = {SPAN_INIT("id"),
                                      SPAN_INIT("pk"),
                                      SPAN_INIT("username"),
                                      SPAN_INIT("email"),
                                      SPAN_INIT("login"),
                                      SPAN_INIT("user__pk"),
                                      SPAN_INIT("user__username"),
                                      SPAN_INIT("user_id")};
    unsigned taint = 0;
    bool named = false, secret = arguments->list.n != 0;
    for (size_t i = 0; i < arguments->named.n; i++) {
        struct span key = arguments->named.at[i].key->text;
        unsigned given = value_taint(arguments->named.at[i].value);
        bool one = false;
        taint |= span_find(key, SPAN("active")) != SIZE_MAX ? TAINT_ACTIVE : 0;
        for (size_t k = 0; k < sizeof(who) / sizeof(*who); k++) {
            one |= span_equal(key, who[k]);
        }
        named |= one && (given & TAINT_INPUT) && !(given & TAINT_VERIFIED);
        secret |= !one && (given & TAINT_INPUT);
    }
    return taint | (named && !secret ? TAINT_NAMED : 0);
}

/* Nobody knows what it does: what comes back may have come from what went in. */
const struct value *call_unknown(struct interp *in, const struct value *callee,
                                 const struct arguments *arguments) {
    unsigned taint = callee->taint;
    const struct value *inner = NULL;
    taint |= taint & TAINT_STORED ? lookup_taint(arguments) : 0;
    taint |= arguments_taint(arguments);
    in->failures++;
    for (size_t i = 0; i < arguments->list.n; i++) {
        const struct value *given = arguments->list.at[i];
        if (in->event && (value_is_function(given) || given->kind == VALUE_OBJECT)) {
            in->event(in, SPAN("handed"), given);
        }
        bool callable = given->kind == VALUE_FUNCTION || given->kind == VALUE_CLASS ||
                        given->kind == VALUE_METHOD;
        if (!inner && (callable || given->inner) && arguments->list.n == 1) {
            inner = callable ? given : given->inner;
        }
    }
    if (callee->inner && callee->kind == VALUE_UNKNOWN && in->event) {
        in->event(in, SPAN("wrapped"), callee);
    }
    struct span name = callee->kind == VALUE_FOREIGN ? callee->text : (struct span){0};
    struct value *value =
        (struct value *)(name.len
                             ? value_why(in, taint, "what %.*s gives is not known", SPAN_ARG(name))
                             : value_why(in, taint, "%.*s", SPAN_ARG(callee->text)));
    if (value->kind == VALUE_UNKNOWN && value != &value_unknown) {
        value->inner = inner;
        value->module = arguments->module;
        value->node = arguments->node;
    }
    return rows_of(in, value, rows_model(callee));
}
