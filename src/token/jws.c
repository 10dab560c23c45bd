/* SPDX-License-Identifier: Apache-2.0 */
/* Splitting a compact JWS and reading its header. */
#include "token/jws.h"

#include "text/base64.h"
#include "text/json.h"
#include "token/mutant.h"

enum { HEAD_MEMORY = 1 << 20 /* for JWS_HEADER_BYTES and the tree of them */ };

static enum err fault(struct jws *jws, enum token_reason reason) {
    jws->fault = reason;
    return ERR_SYNTAX;
}

static size_t count_dots(struct span text) {
    size_t dots = 0;
    for (size_t i = 0; i < text.len; i++) {
        dots += text.ptr[i] == '.';
    }
    return dots;
}

/* Two dots: whatever else there is says what it might have been meant for. */
static enum token_reason wrong_form(struct span text) {
    bool one_word = span_find_byte(text, ' ') == SIZE_MAX && span_find_byte(text, '\n') == SIZE_MAX;
    return text.len && text.ptr[0] == '{'      ? TOKEN_JSON_FORM
           : count_dots(text) == 4 && one_word ? TOKEN_ENCRYPTED
                                               : TOKEN_SEGMENTS;
}

static enum err cut_segments(struct jws *jws) {
    struct span rest = jws->text;
    struct span header = span_cut(&rest, '.'), payload = span_cut(&rest, '.');
    bool more = rest.ptr && span_find_byte(rest, '.') != SIZE_MAX;
    if (!rest.ptr || (more && !MUTANT(dots))) {
        return fault(jws, wrong_form(jws->text));
    }
    jws->header64 = header;
    jws->payload64 = payload;
    jws->signature64 = MUTANT(dots) ? span_cut(&rest, '.') : rest;
    jws->signing_input = span_slice(jws->text, 0, header.len + 1 + payload.len);
    return OK;
}

/* Limits come before decoding, so that a large segment costs nothing. */
static enum err limit_segments(struct jws *jws) {
    bool fits = jws->text.len <= LIMIT_TOKEN_BYTES && jws->header64.len <= JWS_HEADER_BYTES &&
                jws->signature64.len <= JWS_SIGNATURE_BYTES;
    return fits || MUTANT(size) ? OK : fault(jws, TOKEN_TOO_LONG);
}

static enum err decode(struct arena *arena, struct jws *jws, struct span text, struct span *out,
                       enum token_reason reason) {
    enum err err = base64_decode(arena, BASE64_URL, text, out);
    if (MUTANT(base64_tail) && err == ERR_SYNTAX && text.len % 4 > 1) {
        err = base64_decode(arena, BASE64_URL, span_slice(text, 0, text.len - text.len % 4), out);
    }
    if (MUTANT(base64_padded) && err == ERR_SYNTAX) {
        err = base64_decode(arena, BASE64_URL_PADDED, text, out);
    }
    return err == ERR_SYNTAX ? fault(jws, reason) : err;
}

/* Reads JSON strictly; *twice when that failed for a repeated member alone. NULL for what is no
 * object. */
static enum err read_object(struct arena *arena, struct span text, const struct node **out,
                            bool *twice) {
    struct json_options options = {.depth = JWS_DEPTH, .refuse_duplicates = !MUTANT(duplicates)};
    *out = NULL;
    *twice = false;
    const struct node *root = NULL;
    enum err err = json_parse(arena, text, &options, &root, NULL);
    if (err == ERR_SYNTAX) {
        options.refuse_duplicates = false;
        err = json_parse(arena, text, &options, &root, NULL);
        *twice = err == OK;
    }
    if (err == ERR_MEMORY) {
        return err;
    }
    *out = err == OK && node_is(root, NODE_OBJECT) ? root : NULL;
    return OK;
}

static void name_alg(struct jws *jws) {
    jws->alg_name = node_text(node_get(jws->header_node, SPAN("alg")));
    jws->alg =
        MUTANT(alg_spelled) ? alg_from_spelling(jws->alg_name, NULL) : alg_from_name(jws->alg_name);
}

static enum err read_header(struct arena *arena, struct jws *jws) {
    bool twice;
    TRY(read_object(arena, jws->header, &jws->header_node, &twice));
    if (!jws->header_node) {
        return fault(jws, TOKEN_HEADER_JSON);
    }
    name_alg(jws);
    return twice ? fault(jws, TOKEN_HEADER_DUPLICATE) : OK;
}

static enum err take_header(struct arena *arena, struct jws *jws) {
    TRY(decode(arena, jws, jws->header64, &jws->header, TOKEN_BASE64_HEADER));
    return read_header(arena, jws);
}

void jws_head_free(struct jws_head *head) {
    arena_free(&head->arena);
    *head = (struct jws_head){0};
}

static bool is_known(const struct jws_head *head, const struct jws *jws) {
    bool same = MUTANT(any_head) ? head->header64.len == jws->header64.len
                                 : span_equal(head->header64, jws->header64);
    return head->node && same;
}

/* Kept in memory of its own, as long as no other one is; what is not sound is not kept. */
static enum err take_known_header(struct jws_head *head, struct jws *jws) {
    if (!is_known(head, jws)) {
        head->node = NULL;
        head->arena.limit = HEAD_MEMORY;
        arena_reset(&head->arena);
        struct span header64 = arena_dup(&head->arena, jws->header64);
        TRY_PTR(header64.ptr);
        TRY(take_header(&head->arena, jws));
        *head = (struct jws_head){head->arena, header64, jws->header, jws->header_node};
        return OK;
    }
    jws->header = head->header;
    jws->header_node = head->node;
    name_alg(jws);
    return OK;
}

enum err jws_split(struct arena *arena, struct span text, struct jws *out) {
    return jws_split_after(arena, NULL, text, out);
}

enum err jws_split_after(struct arena *arena, struct jws_head *head, struct span text,
                         struct jws *out) {
    *out = (struct jws){.text = text};
    if (text.len > LIMIT_TOKEN_BYTES && !MUTANT(size)) {
        return fault(out, TOKEN_TOO_LONG);
    }
    TRY(cut_segments(out));
    TRY(limit_segments(out));
    TRY(head ? take_known_header(head, out) : take_header(arena, out));
    TRY(decode(arena, out, out->payload64, &out->payload, TOKEN_BASE64_PAYLOAD));
    TRY(decode(arena, out, out->signature64, &out->signature, TOKEN_BASE64_SIGNATURE));
    out->fault = TOKEN_ACCEPTED;
    return OK;
}

enum err jws_parse_payload(struct arena *arena, struct jws *jws) {
    bool twice;
    TRY(read_object(arena, jws->payload, &jws->payload_node, &twice));
    return twice ? fault(jws, TOKEN_PAYLOAD_DUPLICATE) : OK;
}

enum err jws_parse(struct arena *arena, struct span text, struct jws *out) {
    TRY(jws_split(arena, text, out));
    return jws_parse_payload(arena, out);
}

/* What a strict reader would refuse it for; the first one counts. */
static void note(struct jws *jws, enum token_reason reason) {
    jws->fault = jws->fault == TOKEN_ACCEPTED ? reason : jws->fault;
}

static enum err decode_loose(struct arena *arena, struct jws *jws, struct span text,
                             struct span *out, enum token_reason reason) {
    enum base64_form form = BASE64_URL;
    enum err err = base64_decode(arena, BASE64_URL, text, out);
    if (err == ERR_SYNTAX) {
        note(jws, reason);
        *out = (struct span){NULL, 0};
        err = base64_decode_loose(arena, text, out, &form);
    }
    jws->form = base64_both(jws->form, form);
    return err == ERR_SYNTAX ? OK : err;
}

enum err jws_read(struct arena *arena, struct span text, struct jws *out) {
    bool twice;
    *out = (struct jws){.text = text};
    if (text.len > LIMIT_TOKEN_BYTES) {
        return fault(out, TOKEN_TOO_LONG);
    }
    TRY(cut_segments(out));
    out->fault = TOKEN_ACCEPTED;
    TRY(decode_loose(arena, out, out->header64, &out->header, TOKEN_BASE64_HEADER));
    TRY(decode_loose(arena, out, out->payload64, &out->payload, TOKEN_BASE64_PAYLOAD));
    TRY(decode_loose(arena, out, out->signature64, &out->signature, TOKEN_BASE64_SIGNATURE));
    enum token_reason before = out->fault;
    enum err err = read_header(arena, out);
    if (err == ERR_MEMORY || !out->header_node) {
        return err;
    }
    out->fault = before != TOKEN_ACCEPTED ? before : out->fault;
    out->alg = alg_from_spelling(out->alg_name, &out->style);
    TRY(read_object(arena, out->payload, &out->payload_node, &twice));
    if (twice) {
        note(out, TOKEN_PAYLOAD_DUPLICATE);
    }
    return OK;
}

bool jws_is_detached(const struct jws *jws) {
    return jws->signing_input.ptr && jws->payload64.len == 0 && jws->signature64.len > 0;
}

bool jws_looks_like(struct span text) {
    if (text.len > LIMIT_TOKEN_BYTES || count_dots(text) != 2) {
        return false;
    }
    ARENA_SCOPE arena;
    arena_init(&arena, LIMIT_TOKEN_BYTES * 64);
    struct jws jws;
    enum err err = jws_read(&arena, text, &jws);
    return err == OK && jws.alg_name.ptr;
}
