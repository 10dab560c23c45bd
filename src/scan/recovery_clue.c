/* SPDX-License-Identifier: Apache-2.0 */
/* Codes in members, links, texts and redirects. */
#include "scan/recovery_clue.h"

#include "scan/account.h"
#include "scan/recovery.h"
#include "text/json.h"
#include "text/uri.h"
#include "text/words.h"
#include "token/jws.h"

enum { DEPTH = 16, LEVELS = 4, SHORTEST = 4, LONG = 16, LONGEST = 2048, DIGITS_MOST = 8 };

static const struct span RESETS = SPAN_INIT(" reset recovery recover forgot otp pin ");

static void add(struct clues *out, struct span code, const struct node *beside, bool named) {
    for (size_t i = 0; i < out->n; i++) {
        if (span_equal(out->at[i].code, code)) {
            return;
        }
    }
    if (code.len >= SHORTEST && code.len <= LONGEST && out->n < RECOVERY_CLUES) {
        out->at[out->n++] = (struct clue){code, beside, named};
    }
}

/* A link's query as an object; of its path the part before the last as what Django calls uid. */
static enum err link_object(struct arena *arena, const struct uri *uri, struct span before,
                            const struct node **out) {
    const struct json_options options = {.depth = DEPTH};
    BUF_SCOPE text = {0};
    struct json_writer writer = {.out = &text};
    json_begin_object(&writer);
    for (struct span rest = uri->query; rest.len;) {
        struct span value = span_cut(&rest, '&'), key = span_cut(&value, '=');
        json_key_span(&writer, key);
        json_string(&writer, uri_decode(arena, value));
    }
    if (before.len) {
        json_key_span(&writer, SPAN("uid"));
        json_string(&writer, before);
        json_key_span(&writer, SPAN("uidb64"));
        json_string(&writer, before);
    }
    json_end_object(&writer);
    TRY(buf_status(&text));
    struct span kept = arena_dup(arena, buf_span(&text));
    TRY_PTR(kept.ptr);
    enum err read = json_parse(arena, kept, &options, out, NULL);
    return read == ERR_MEMORY ? read : OK;
}

static enum err read_link(struct arena *arena, struct span link, struct clues *out) {
    struct uri uri;
    const struct node *beside = NULL;
    if (uri_split(link, &uri) != OK) {
        return OK;
    }
    bool named = recovery_is_name(uri.path);
    struct span last = uri_last_segment(uri.path);
    struct span before =
        last.len ? uri_last_segment(span_slice(uri.path, 0, (size_t)(last.ptr - uri.path.ptr)))
                 : SPAN("");
    TRY(link_object(arena, &uri, before, &beside));
    NODE_EACH(member, beside) {
        if (account_is_code(node_key(member))) {
            add(out, node_text(member), beside, named);
        }
    }
    if (!uri.query.len) {
        add(out, last, beside, named && last.len >= LONG);
    }
    return OK;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Numbers of four to eight digits that stand alone: "Your code is 482913." */
static void read_numbers(struct span text, const struct node *beside, struct clues *out) {
    for (size_t i = 0; i < text.len; i++) {
        size_t end = i;
        while (end < text.len && is_digit(text.ptr[end])) {
            end++;
        }
        bool alone =
            (i == 0 || !is_word(text.ptr[i - 1])) && (end == text.len || !is_word(text.ptr[end]));
        if (end > i && end - i <= DIGITS_MOST && alone) {
            add(out, span_slice(text, i, end - i), beside, false);
        }
        i = end > i ? end : i;
    }
}

/* Every word of a text that is a link. */
static enum err read_text(struct arena *arena, struct span text, const struct node *beside,
                          struct clues *out) {
    for (struct span rest = text; rest.len;) {
        struct span word = span_cut(&rest, ' ');
        if (span_find(word, SPAN("://")) != SIZE_MAX || span_starts(word, SPAN("/"))) {
            TRY(read_link(arena, word, out));
        }
    }
    read_numbers(text, beside, out);
    return OK;
}

static enum err read_node(struct arena *arena, const struct node *node, unsigned level,
                          struct clues *out) {
    NODE_EACH(member, node) {
        struct span key = node_key(member), value = node_scalar(member);
        if (value.len && account_is_code(key)) {
            add(out, value, node, words_any(key, RESETS));
        } else if (node_is(member, NODE_STRING)) {
            TRY(read_text(arena, value, node, out));
        } else if (node_is(member, NODE_OBJECT) && level < LEVELS) {
            TRY(read_node(arena, member, level + 1, out));
        }
    }
    return OK;
}

enum err recovery_clues(struct arena *arena, const struct exchange *exchange, struct clues *out) {
    const struct json_options options = {.depth = DEPTH};
    const struct response *response = &exchange->response;
    const struct node *root = NULL;
    *out = (struct clues){.n = 0};
    enum err read = json_parse(arena, response->body, &options, &root, NULL);
    if (read == OK && node_is(root, NODE_OBJECT)) {
        TRY(read_node(arena, root, 0, out));
    } else if (read == ERR_MEMORY) {
        return read;
    }
    struct span location = fields_get(&response->fields, SPAN("Location"));
    return location.len ? read_link(arena, location, out) : OK;
}

enum err recovery_lifetime(struct arena *arena, const struct clue *clue, int64_t *out) {
    struct jws jws;
    int64_t from = 0, until = 0;
    *out = 0;
    if (!jws_looks_like(clue->code)) {
        NODE_EACH(member, clue->beside) {
            bool says = words_any(node_key(member), SPAN(" expires ttl lifetime validity ")) &&
                        words_any(node_key(member), SPAN(" in seconds ttl lifetime "));
            if (says && node_i64(member, &until)) {
                *out = until;
            }
        }
        return OK;
    }
    enum err read = jws_parse(arena, clue->code, &jws);
    if (read != OK || !node_is(jws.payload_node, NODE_OBJECT)) {
        return read == ERR_MEMORY ? read : OK;
    }
    if (!node_i64(node_get(jws.payload_node, SPAN("exp")), &until)) {
        *out = -1;
        return OK;
    }
    bool known = node_i64(node_get(jws.payload_node, SPAN("iat")), &from);
    *out = known ? until - from : 0;
    return OK;
}

/* Every digit and letter another of its kind. */
struct span recovery_made_up(struct arena *arena, struct span code) {
    char *text = arena_take(arena, code.len, 1);
    for (size_t i = 0; text && i < code.len; i++) {
        char c = code.ptr[i];
        text[i] = is_digit(c)              ? (char)('0' + (c - '0' + 5) % 10)
                  : (c >= 'a' && c <= 'z') ? (char)('a' + (c - 'a' + 7) % 26)
                  : (c >= 'A' && c <= 'Z') ? (char)('A' + (c - 'A' + 7) % 26)
                                           : c;
    }
    return (struct span){text, text ? code.len : 0};
}
