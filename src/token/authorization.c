/* SPDX-License-Identifier: Apache-2.0 */
/* Scheme, spaces, and then token68 or parameters: whatever is neither is refused. */
#include "token/authorization.h"

#include "text/base64.h"
#include "text/field.h"
#include "text/utf8.h"

const char *authorization_words(enum authorization_fault fault) {
#define AUTHORIZATION_WORDS(code, words) words,
    static const char *const texts[] = {AUTHORIZATION_LIST(AUTHORIZATION_WORDS)};
#undef AUTHORIZATION_WORDS
    return texts[(unsigned)fault < AUTHORIZATION_COUNT ? fault : AUTHORIZATION_UNUSABLE];
}

/* A look at a table for each character: tokens have hundreds. */
static const bool IS_68[256] = {
    ['A'] = true, ['B'] = true, ['C'] = true, ['D'] = true, ['E'] = true, ['F'] = true,
    ['G'] = true, ['H'] = true, ['I'] = true, ['J'] = true, ['K'] = true, ['L'] = true,
    ['M'] = true, ['N'] = true, ['O'] = true, ['P'] = true, ['Q'] = true, ['R'] = true,
    ['S'] = true, ['T'] = true, ['U'] = true, ['V'] = true, ['W'] = true, ['X'] = true,
    ['Y'] = true, ['Z'] = true, ['a'] = true, ['b'] = true, ['c'] = true, ['d'] = true,
    ['e'] = true, ['f'] = true, ['g'] = true, ['h'] = true, ['i'] = true, ['j'] = true,
    ['k'] = true, ['l'] = true, ['m'] = true, ['n'] = true, ['o'] = true, ['p'] = true,
    ['q'] = true, ['r'] = true, ['s'] = true, ['t'] = true, ['u'] = true, ['v'] = true,
    ['w'] = true, ['x'] = true, ['y'] = true, ['z'] = true, ['0'] = true, ['1'] = true,
    ['2'] = true, ['3'] = true, ['4'] = true, ['5'] = true, ['6'] = true, ['7'] = true,
    ['8'] = true, ['9'] = true, ['-'] = true, ['.'] = true, ['_'] = true, ['~'] = true,
    ['+'] = true, ['/'] = true,
};

/* RFC 9110, section 11.2: padding stands at the end only. */
static bool is_token68(struct span text) {
    size_t len = text.len;
    while (len && text.ptr[len - 1] == '=') {
        len--;
    }
    for (size_t i = 0; i < len; i++) {
        if (!IS_68[(unsigned char)text.ptr[i]]) {
            return false;
        }
    }
    return len > 0;
}

static bool has_space(struct span text) {
    return span_find_byte(text, ' ') != SIZE_MAX || span_find_byte(text, '\t') != SIZE_MAX;
}

/* Controls, which no field may have (RFC 9110, section 5.5), tab among them here. */
static bool has_control(struct span text) {
    unsigned char any = 0; /* of a byte, so that many are looked at together */
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        any |= (unsigned char)((unsigned char)(c < 0x20) | (unsigned char)(c == 0x7f));
    }
    return any != 0;
}

static enum err read_params(struct arena *arena, struct span rest, struct authorization *out,
                            enum authorization_fault *fault) {
    struct span item;
    *fault = AUTHORIZATION_PARAMETER;
    while (field_next_item(&rest, &item)) {
        struct field_param param;
        if (!field_param_read(item, &param) || !field_is_token(param.name) ||
            (!param.quoted && !field_is_token(param.value)) ||
            fields_get(&out->params, param.name).ptr ||
            out->params.n == AUTHORIZATION_PARAMS_MOST) {
            return OK;
        }
        struct span value = field_unquote(arena, &param);
        TRY_PTR(value.ptr);
        if (!fields_add(arena, &out->params, param.name, value)) {
            return ERR_MEMORY;
        }
    }
    *fault = out->params.n ? AUTHORIZATION_SOUND : AUTHORIZATION_PARAMETER;
    return OK;
}

enum err authorization_read(struct arena *arena, struct span value, struct authorization *out,
                            enum authorization_fault *fault) {
    *out = (struct authorization){0};
    *fault = AUTHORIZATION_TOO_LONG;
    if (value.len > AUTHORIZATION_BYTES) {
        return OK;
    }
    struct span rest = value;
    out->scheme = span_cut(&rest, ' ');
    if (has_control(value) || !field_is_token(out->scheme)) {
        *fault = has_control(value) ? AUTHORIZATION_SPACES : AUTHORIZATION_SCHEME;
        return OK;
    }
    while (rest.len && rest.ptr[0] == ' ') {
        rest = span_from_index(rest, 1);
    }
    if (is_token68(rest)) {
        out->token68 = rest;
        *fault = AUTHORIZATION_SOUND;
        return OK;
    }
    if (rest.len == 0) {
        *fault = AUTHORIZATION_SOUND;
        return OK;
    }
    TRY(read_params(arena, rest, out, fault));
    if (*fault != AUTHORIZATION_SOUND && span_find_byte(rest, '=') == SIZE_MAX) {
        *fault = has_space(rest) ? AUTHORIZATION_SPACES : AUTHORIZATION_CHARACTERS;
    }
    return OK;
}

enum err authorization_of(struct arena *arena, const struct fields *fields,
                          struct authorization *out, enum authorization_fault *fault) {
    struct span name = SPAN("Authorization");
    *out = (struct authorization){0};
    if (fields_get_nth(fields, name, 1).ptr) {
        *fault = AUTHORIZATION_REPEATED;
        return OK;
    }
    struct span value = fields_get(fields, name);
    if (!value.ptr) {
        *fault = AUTHORIZATION_MISSING;
        return OK;
    }
    return authorization_read(arena, value, out, fault);
}

enum authorization_fault authorization_token(const struct authorization *authorization,
                                             struct span scheme, struct span *token) {
    *token = (struct span){NULL, 0};
    if (!span_equal_nocase(authorization->scheme, scheme)) {
        return AUTHORIZATION_OTHER_SCHEME;
    }
    if (authorization->params.n) {
        return AUTHORIZATION_CHARACTERS;
    }
    *token = authorization->token68;
    return token->ptr ? AUTHORIZATION_SOUND : AUTHORIZATION_MISSING;
}

/* UTF-8 without controls (RFC 7617, section 2). */
static bool is_plain(struct span text) {
    return !has_control(text) && utf8_invalid(text) == SIZE_MAX;
}

enum err authorization_basic(struct arena *arena, const struct authorization *authorization,
                             struct span *user, struct span *password,
                             enum authorization_fault *fault) {
    struct span token, pair;
    *user = *password = (struct span){NULL, 0};
    *fault = authorization_token(authorization, SPAN("Basic"), &token);
    if (*fault != AUTHORIZATION_SOUND) {
        return OK;
    }
    enum err err = base64_decode(arena, BASE64_PADDED, token, &pair);
    if (err == ERR_SYNTAX || (err == OK && !is_plain(pair))) {
        *fault = AUTHORIZATION_ENCODING;
        return OK;
    }
    TRY(err);
    struct span name = span_cut(&pair, ':');
    if (!pair.ptr) {
        *fault = AUTHORIZATION_COLON;
        return OK;
    }
    *user = name;
    *password = pair;
    return OK;
}
