/* SPDX-License-Identifier: Apache-2.0 */
/* Header fields, and the words for how far an exchange came. */
#include "text/message.h"

struct span fields_get_nth(const struct fields *fields, struct span name, size_t n) {
    for (size_t i = 0; i < fields->n; i++) {
        const struct field *field = &fields->at[i];
        if (field->name.len == name.len && span_equal_nocase(field->name, name) && n-- == 0) {
            return field->value;
        }
    }
    return (struct span){NULL, 0};
}

struct span fields_get(const struct fields *fields, struct span name) {
    return fields_get_nth(fields, name, 0);
}

bool fields_add(struct arena *arena, struct fields *fields, struct span name, struct span value) {
    return vec_push(arena, fields, ((struct field){name, value}));
}

bool fields_keep(struct arena *arena, const struct fields *from, struct fields *to) {
    for (size_t i = 0; i < from->n; i++) {
        struct span name = arena_dup(arena, from->at[i].name);
        struct span value = arena_dup(arena, from->at[i].value);
        if (!name.ptr || !value.ptr || !fields_add(arena, to, name, value)) {
            return false;
        }
    }
    return true;
}

void fields_remove(struct fields *fields, struct span name) {
    size_t kept = 0;
    for (size_t i = 0; i < fields->n; i++) {
        if (!span_equal_nocase(fields->at[i].name, name)) {
            fields->at[kept++] = fields->at[i];
        }
    }
    fields->n = kept;
}

bool fields_set(struct arena *arena, struct fields *fields, struct span name, struct span value) {
    fields_remove(fields, name);
    return fields_add(arena, fields, name, value);
}

bool request_holds_pem(const struct request *request) {
    return span_starts(request->certificate, SPAN("-----BEGIN "));
}

const char *wire_words(enum wire wire) {
    switch (wire) {
#define WIRE_WORDS(code, words) \
    case code:                  \
        return words;
        WIRE_LIST(WIRE_WORDS)
#undef WIRE_WORDS
    }
    return "";
}

bool wire_of_target(enum wire wire) {
    return wire == WIRE_OK || wire == WIRE_CERTIFICATE || wire == WIRE_CLOSED || wire == WIRE_CUT ||
           wire == WIRE_PROTOCOL || wire == WIRE_HEADERS;
}

enum err wire_ends(enum wire wire) {
    return wire == WIRE_STOPPED ? ERR_STOPPED : wire == WIRE_BUDGET ? ERR_BUDGET : OK;
}
