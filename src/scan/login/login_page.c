/* SPDX-License-Identifier: Apache-2.0 */
/* Just enough of HTML: start tags and their attributes. */
#include "scan/login/login_page.h"

#include "scan/credential/csrf.h"

enum { MOST_HIDDEN = 32 };

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool ends_name(char c) {
    return is_space(c) || c == '=' || c == '>' || c == '/';
}

/* The next attribute of a tag; false at its end. *at: a position within the tag. */
static bool next_attribute(struct span tag, size_t *at, struct page_field *out) {
    while (*at < tag.len && (is_space(tag.ptr[*at]) || tag.ptr[*at] == '/')) {
        (*at)++;
    }
    size_t start = *at;
    while (*at < tag.len && !ends_name(tag.ptr[*at])) {
        (*at)++;
    }
    out->name = span_slice(tag, start, *at - start);
    out->value = (struct span){"", 0};
    if (*at == start) {
        return false;
    }
    if (*at >= tag.len || tag.ptr[*at] != '=') {
        return true;
    }
    (*at)++;
    char quote = *at < tag.len ? tag.ptr[*at] : '\0';
    start = *at;
    if (quote == '"' || quote == '\'') {
        size_t end = span_find_byte(span_from_index(tag, start + 1), quote);
        end = end == SIZE_MAX ? tag.len : start + 1 + end;
        out->value = span_slice(tag, start + 1, end - start - 1);
        *at = end + 1;
        return true;
    }
    while (*at < tag.len && !is_space(tag.ptr[*at])) {
        (*at)++;
    }
    out->value = span_slice(tag, start, *at - start);
    return true;
}

static struct span attribute(struct span tag, struct span name) {
    struct page_field found;
    size_t at = 0;
    while (at < tag.len && next_attribute(tag, &at, &found)) {
        if (span_equal_nocase(found.name, name)) {
            return found.value;
        }
    }
    return (struct span){NULL, 0};
}

/* The attributes of the next tag of that name at or after *at, which moves behind it. */
static bool next_tag(struct span html, size_t *at, struct span *name, struct span *inside) {
    while (*at < html.len) {
        size_t open = span_find_byte(span_from_index(html, *at), '<');
        if (open == SIZE_MAX) {
            return false;
        }
        struct span rest = span_from_index(html, *at + open + 1);
        size_t length = 0;
        while (length < rest.len && !ends_name(rest.ptr[length])) {
            length++;
        }
        bool closing = rest.len && rest.ptr[0] == '/';
        size_t end = span_find_byte(rest, '>');
        if (end == SIZE_MAX) {
            return false;
        }
        *name = closing ? span_slice(rest, 0, end) : span_slice(rest, 0, length);
        *inside = closing ? (struct span){"", 0} : span_slice(rest, length, end - length);
        *at += open + 1 + end + 1;
        if (name->len) {
            return true;
        }
    }
    return false;
}

/* The five references that forms hold; others stay as they are. */
static struct span unescape(struct arena *arena, struct span text) {
    static const struct {
        struct span name;
        char byte;
    } known[] = {{SPAN_INIT("&amp;"), '&'},   {SPAN_INIT("&quot;"), '"'},
                 {SPAN_INIT("&#x27;"), '\''}, {SPAN_INIT("&#39;"), '\''},
                 {SPAN_INIT("&lt;"), '<'},    {SPAN_INIT("&gt;"), '>'}};
    char *out = arena_take(arena, text.len + 1, 1);
    size_t len = 0;
    if (!out) {
        return (struct span){NULL, 0};
    }
    for (size_t i = 0; i < text.len;) {
        size_t skip = 1;
        out[len] = text.ptr[i];
        for (size_t k = 0; text.ptr[i] == '&' && k < sizeof(known) / sizeof(known[0]); k++) {
            if (span_starts(span_from_index(text, i), known[k].name)) {
                out[len] = known[k].byte;
                skip = known[k].name.len;
                break;
            }
        }
        len++;
        i += skip;
    }
    out[len] = '\0';
    return (struct span){out, len};
}

static bool add_input(struct arena *arena, struct page_form *form, struct span tag) {
    struct span type = attribute(tag, SPAN("type")), name = attribute(tag, SPAN("name"));
    if (name.len == 0) {
        return true;
    }
    if (span_equal_nocase(type, SPAN("password"))) {
        form->password = form->password.len ? form->password : name;
    } else if (span_equal_nocase(type, SPAN("hidden"))) {
        struct page_field field = {name, unescape(arena, attribute(tag, SPAN("value")))};
        return field.value.ptr &&
               (form->hidden.n >= MOST_HIDDEN || vec_push(arena, &form->hidden, field));
    } else if (type.len == 0 || span_equal_nocase(type, SPAN("text")) ||
               span_equal_nocase(type, SPAN("email"))) {
        form->username = form->username.len ? form->username : name;
    }
    return true;
}

bool page_read(struct arena *arena, struct span html, struct page_form *out) {
    struct span name, inside;
    *out = (struct page_form){0};
    for (size_t at = 0; next_tag(html, &at, &name, &inside);) {
        if (span_equal_nocase(name, SPAN("form"))) {
            *out = (struct page_form){0};
            out->action = unescape(arena, attribute(inside, SPAN("action")));
        } else if (span_equal_nocase(name, SPAN("/form")) && out->password.len) {
            return true;
        } else if (span_equal_nocase(name, SPAN("input")) && !add_input(arena, out, inside)) {
            return false;
        }
    }
    return out->password.len != 0;
}

struct page_csrf page_csrf_read(struct arena *arena, struct span html) {
    struct page_csrf out = {{NULL, 0}, {NULL, 0}};
    struct span element, inside;
    for (size_t at = 0; next_tag(html, &at, &element, &inside);) {
        bool meta = span_equal_nocase(element, SPAN("meta"));
        bool input = span_equal_nocase(element, SPAN("input"));
        struct span name = attribute(inside, SPAN("name"));
        struct span value = attribute(inside, meta ? SPAN("content") : SPAN("value"));
        if (!(meta || input) || !csrf_is_field(name) || !value.len) {
            continue;
        }
        bool says = span_find_nocase(name, SPAN("header")) != SIZE_MAX;
        bool param = span_find_nocase(name, SPAN("param")) != SIZE_MAX;
        struct span *to = says ? &out.header : &out.token;
        if (!param && !to->len) {
            *to = unescape(arena, value);
        }
    }
    return out;
}
