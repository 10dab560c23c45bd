/* SPDX-License-Identifier: Apache-2.0 */
/* The first rule that fits a request answers it. */
#include "script.h"

#include "base/buf.h"
#include "text/glob.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const char rule_words[] = "request query with body scheme elsewhere if unless after before "
                                 "since times chance sets clears answer";
static const char answer_words[] = "status headers body wire takes";

static bool has_word(const char *words, struct span word) {
    struct span rest = span_from(words);
    while (rest.ptr) {
        if (span_equal(span_cut(&rest, ' '), word)) {
            return true;
        }
    }
    return false;
}

void script_knows(const char *name, const struct node *object, const char *words) {
    if (!node_is(object, NODE_OBJECT)) {
        fail_msg("%s: line %u: an object with these members belongs here: %s", name,
                 object ? object->line : 0, words);
    }
    NODE_EACH(member, object) {
        if (!has_word(words, node_key(member))) {
            fail_msg("%s: line %u: '%.*s' is none of: %s", name, member->line,
                     SPAN_ARG(node_key(member)), words);
        }
    }
}

void script_init(struct script *script, struct arena *arena, const char *name,
                 const struct node *rules) {
    *script = (struct script){.arena = arena, .name = name};
    NODE_EACH(rule, rules) {
        script_knows(name, rule, rule_words);
        script_knows(name, node_get(rule, SPAN("answer")), answer_words);
        assert_true(node_text(node_get(rule, SPAN("request"))).len > 0);
        assert_true(vec_push(arena, &script->rules, (struct script_rule){.node = rule}));
    }
}

/* The pattern, or one of a list of them; null: nothing is there. */
static bool fits_text(const struct node *pattern, struct span text) {
    if (node_is(pattern, NODE_ARRAY)) {
        NODE_EACH(one, pattern) {
            if (fits_text(one, text)) {
                return true;
            }
        }
        return false;
    }
    return node_is(pattern, NODE_NULL) ? text.ptr == NULL
                                       : text.ptr && glob_match(node_text(pattern), text);
}

/* Fields of one name are one, as most servers join them (RFC 9110 section 5.2). */
static struct span joined(struct arena *arena, const struct fields *fields, struct span name) {
    struct span all = fields_get(fields, name);
    for (size_t n = 1; fields_get_nth(fields, name, n).ptr; n++) {
        all = arena_printf(arena, "%.*s, %.*s", SPAN_ARG(all),
                           SPAN_ARG(fields_get_nth(fields, name, n)));
    }
    return all;
}

/* "GET /orders/ *", "GET|HEAD /orders", "* /orders": method and path. */
static bool fits_line(struct span line, const struct request *request, struct span path) {
    struct span glob = line, methods = span_cut(&glob, ' ');
    bool method = span_equal(methods, SPAN("*"));
    while (methods.ptr && !method) {
        method = span_equal(span_cut(&methods, '|'), request->method);
    }
    return method && glob_match(glob, path);
}

/* What follows the origin, and what follows that; {NULL, 0} where there is no query. */
static struct span path_of(const struct request *request, struct span *query) {
    struct span rest = span_from_index(request->url, span_find(request->url, SPAN("://")) + 3);
    *query = span_from_index(rest, span_find_byte(rest, '/'));
    return span_cut(query, '?');
}

static bool fits(const struct script *script, const struct node *pattern,
                 const struct request *request) {
    struct span query, path = path_of(request, &query);
    const struct node *of_query = node_get(pattern, SPAN("query"));
    const struct node *of_body = node_get(pattern, SPAN("body"));
    const struct node *of_scheme = node_get(pattern, SPAN("scheme"));
    const struct node *elsewhere = node_get(pattern, SPAN("elsewhere"));
    struct span body = request->body.len ? request->body : (struct span){NULL, 0};
    struct span rest = request->url, scheme = span_cut(&rest, ':');
    if (!fits_line(node_text(node_get(pattern, SPAN("request"))), request, path) ||
        (of_query && !fits_text(of_query, query)) || (of_body && !fits_text(of_body, body)) ||
        !(of_scheme ? fits_text(of_scheme, scheme) : span_equal(scheme, script->scheme)) ||
        (elsewhere && node_true(elsewhere) != (request->from != NULL))) {
        return false;
    }
    NODE_EACH(field, node_get(pattern, SPAN("with"))) {
        if (!fits_text(field, joined(script->arena, &request->fields, node_key(field)))) {
            return false;
        }
    }
    return true;
}

static int64_t number(const struct node *node, int64_t otherwise) {
    int64_t value = otherwise;
    (void)node_i64(node, &value);
    return value;
}

/* Of a hundred requests so many, scattered, but the same ones each time. */
static bool drawn(const struct script *script, const struct script_rule *rule) {
    enum { HUNDRED = 100 };
    uint32_t mixed = (uint32_t)script->log.n * 2654435761u;
    mixed = (mixed ^ (mixed >> 15)) * 2246822519u;
    mixed ^= mixed >> 13;
    return mixed % HUNDRED < number(node_get(rule->node, SPAN("chance")), HUNDRED);
}

static bool is_set(const struct script *script, const struct node *flag) {
    return map_get(&script->flags, node_text(flag)) == script;
}

static bool applies(const struct script *script, const struct script_rule *rule,
                    const struct request *request) {
    const struct node *wanted = node_get(rule->node, SPAN("if"));
    const struct node *unwanted = node_get(rule->node, SPAN("unless"));
    int64_t now = (int64_t)(script->now_ns / 1000000000u);
    return now >= number(node_get(rule->node, SPAN("since")), 0) &&
           now < number(node_get(rule->node, SPAN("before")), INT64_MAX) &&
           (!wanted || is_set(script, wanted)) && (!unwanted || !is_set(script, unwanted)) &&
           (int64_t)script->log.n > number(node_get(rule->node, SPAN("after")), 0) &&
           drawn(script, rule) &&
           rule->answered < number(node_get(rule->node, SPAN("times")), INT64_MAX) &&
           fits(script, rule->node, request);
}

static struct span keep(struct script *script, struct span text) {
    struct span copy = arena_dup(script->arena, text);
    assert_non_null(copy.ptr);
    return text.ptr ? copy : text;
}

static void note(struct script *script, const struct request *request) {
    struct request copy = {.method = keep(script, request->method),
                           .url = keep(script, request->url),
                           .body = keep(script, request->body),
                           .from = request->from};
    for (size_t i = 0; i < request->fields.n; i++) {
        const struct field *field = &request->fields.at[i];
        assert_true(fields_add(script->arena, &copy.fields, keep(script, field->name),
                               keep(script, field->value)));
    }
    assert_true(vec_push(script->arena, &script->log, copy));
}

/* The text with $COUNT (of requests so far), $TARGET (what was asked for) and $CREDENTIAL (what
 * the Authorization field says) filled in. */
static struct span fill_in(struct script *script, const struct request *request, struct span text) {
    BUF_SCOPE out = {0};
    struct span query, path = path_of(request, &query);
    const struct {
        struct span name, value;
    } known[] = {{SPAN("$COUNT"), arena_printf(script->arena, "%zu", script->log.n)},
                 {SPAN("$TARGET"), path},
                 {SPAN("$CREDENTIAL"), fields_get(&request->fields, SPAN("Authorization"))}};
    enum { KNOWN = sizeof(known) / sizeof(*known) };
    while (text.len) {
        size_t i = 0;
        while (i < KNOWN && !span_starts(text, known[i].name)) {
            i++;
        }
        buf_add(&out, i < KNOWN ? known[i].value : span_slice(text, 0, 1));
        text = span_from_index(text, i < KNOWN ? known[i].name.len : 1);
    }
    assert_int_equal(buf_status(&out), OK);
    return arena_dup(script->arena, buf_span(&out));
}

static struct span kind_of(struct span body) {
    bool json = body.len && strchr("{[\"", body.ptr[0]);
    bool html = body.len && body.ptr[0] == '<';
    return json ? SPAN("application/json") : html ? SPAN("text/html") : SPAN("text/plain");
}

static enum wire wire_of(const struct script *script, const struct node *word) {
    static const struct {
        const char *word;
        enum wire wire;
    } words[] = {{"timeout", WIRE_TIMEOUT},
                 {"closed", WIRE_CLOSED},
                 {"cut", WIRE_CUT},
                 {"refused", WIRE_CONNECT},
                 {"garbled", WIRE_PROTOCOL}};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        if (span_equal(node_text(word), span_from(words[i].word))) {
            return words[i].wire;
        }
    }
    fail_msg("%s: line %u: wire is timeout, closed, cut, refused or garbled", script->name,
             word->line);
    return WIRE_FAILED;
}

static void give(struct script *script, const struct node *answer, const struct request *request,
                 struct response *out) {
    struct arena *arena = script->arena;
    const struct node *wire = node_get(answer, SPAN("wire"));
    *out = (struct response){
        .wire = wire ? wire_of(script, wire) : WIRE_OK,
        .status = (int)number(node_get(answer, SPAN("status")), 200),
        .body = fill_in(script, request, node_text(node_get(answer, SPAN("body")))),
        .elapsed_ns = (uint64_t)number(node_get(answer, SPAN("takes")), 0) * 1000000000u,
    };
    NODE_EACH(field, node_get(answer, SPAN("headers"))) {
        const struct node *value = node_is(field, NODE_ARRAY) ? node_first(field) : field;
        for (; value; value = value == field ? NULL : value->next) {
            assert_true(fields_add(arena, &out->fields, node_key(field),
                                   fill_in(script, request, node_text(value))));
        }
    }
    if (out->body.len && !fields_get(&out->fields, SPAN("Content-Type")).ptr) {
        assert_true(fields_add(arena, &out->fields, SPAN("Content-Type"), kind_of(out->body)));
    }
}

static void set_flag(struct script *script, const struct node *flag, void *value) {
    if (flag) {
        assert_int_equal(map_put(script->arena, &script->flags, node_text(flag), value), OK);
    }
}

void script_answer(void *user, const struct request *request, uint64_t now_ns,
                   struct response *out) {
    static char unset;
    struct script *script = user;
    note(script, request);
    script->now_ns = now_ns;
    VEC_EACH(struct script_rule, rule, &script->rules) {
        if (applies(script, rule, request)) {
            rule->answered++;
            set_flag(script, node_get(rule->node, SPAN("sets")), script);
            set_flag(script, node_get(rule->node, SPAN("clears")), &unset);
            give(script, node_get(rule->node, SPAN("answer")), request, out);
            return;
        }
    }
    *out = (struct response){
        .wire = WIRE_OK, .status = 404, .body = SPAN("{\"detail\": \"Not found.\"}")};
    assert_true(
        fields_add(script->arena, &out->fields, SPAN("Content-Type"), SPAN("application/json")));
}

size_t script_count(const struct script *script, const struct node *pattern) {
    size_t n = 0;
    VEC_EACH(const struct request, request, &script->log) {
        n += fits(script, pattern, request);
    }
    return n;
}
