/* SPDX-License-Identifier: Apache-2.0 */
/* Names out of a token, and what becomes of them when somebody needs a secret in a hurry. */
#include "token/crack_guess.h"

#include "base/map.h"
#include "token/crack_known.h"

enum { NAME_LEAST = 2, NAME_MOST = 64 };

struct guesser {
    struct arena *arena;
    struct crack_guesses *out;
    struct map seen;
};

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_word(char c) {
    return is_letter(c) || (c >= '0' && c <= '9');
}

static enum err add_name(struct guesser *guesser, struct span name) {
    if (name.len < NAME_LEAST || name.len > NAME_MOST ||
        guesser->out->names.n >= CRACK_GUESS_PIECES || map_get(&guesser->seen, name)) {
        return OK;
    }
    TRY(map_put(guesser->arena, &guesser->seen, name, guesser));
    return vec_push(guesser->arena, &guesser->out->names, name) ? OK : ERR_MEMORY;
}

/* "https://auth.shop.example:8443/realms/main" gives itself, the host, its registrable part, and
 * every word. */
static enum err add_text(struct guesser *guesser, struct span text) {
    TRY(add_name(guesser, text));
    size_t scheme = span_find(text, SPAN("://"));
    struct span rest = scheme == SIZE_MAX ? text : span_from_index(text, scheme + 3);
    size_t end = 0;
    while (end < rest.len && !strchr("/:?#@", rest.ptr[end])) {
        end++;
    }
    TRY(add_name(guesser, span_slice(rest, 0, end)));
    TRY(add_name(guesser, rest));
    for (size_t start = 0; start < rest.len;) {
        size_t len = 0;
        while (start + len < rest.len && is_word(rest.ptr[start + len])) {
            len++;
        }
        struct span word = span_slice(rest, start, len);
        if (len && is_letter(word.ptr[0]) && !span_equal(word, SPAN("www"))) {
            TRY(add_name(guesser, word));
        }
        start += len + 1;
    }
    return OK;
}

/* Strings of an object and of the lists in it; what is deeper names nothing. */
static enum err add_strings(struct guesser *guesser, const struct node *parent) {
    NODE_EACH(item, parent) {
        if (node_is(item, NODE_STRING)) {
            TRY(add_text(guesser, node_text(item)));
        }
        if (node_is(item, NODE_ARRAY)) {
            TRY(add_strings(guesser, item));
        }
    }
    return OK;
}

static enum err add_clues(struct guesser *guesser, const struct jws *jws, struct span host) {
    static const struct span telling[] = {SPAN_INIT("iss"), SPAN_INIT("aud"), SPAN_INIT("azp"),
                                          SPAN_INIT("client_id"), SPAN_INIT("sub")};
    TRY(add_text(guesser, host));
    for (size_t i = 0; i < sizeof(telling) / sizeof(telling[0]); i++) {
        const struct node *claim = node_get(jws->payload_node, telling[i]);
        TRY(add_text(guesser, node_text(claim)));
        TRY(node_is(claim, NODE_ARRAY) ? add_strings(guesser, claim) : OK);
    }
    TRY(add_text(guesser, node_text(node_get(jws->header_node, SPAN("kid")))));
    return add_strings(guesser, jws->payload_node);
}

static enum err add_joined(struct guesser *guesser, struct span a, const char *between,
                           struct span b) {
    struct span text =
        arena_printf(guesser->arena, "%.*s%s%.*s", SPAN_ARG(a), between, SPAN_ARG(b));
    TRY_PTR(text.ptr);
    return vec_push(guesser->arena, &guesser->out->joined, text) ? OK : ERR_MEMORY;
}

/* The name with every usual word behind and before it. */
static enum err join_name(struct guesser *guesser, struct span name) {
    static const struct span words[] = {
        SPAN_INIT("secret"),    SPAN_INIT("key"),   SPAN_INIT("secretkey"), SPAN_INIT("jwt"),
        SPAN_INIT("jwtsecret"), SPAN_INIT("token"), SPAN_INIT("auth"),      SPAN_INIT("api"),
        SPAN_INIT("app"),       SPAN_INIT("pass"),  SPAN_INIT("password"),  SPAN_INIT("admin"),
        SPAN_INIT("backend"),   SPAN_INIT("dev"),   SPAN_INIT("prod"),      SPAN_INIT("Secret"),
        SPAN_INIT("Key"),       SPAN_INIT("JWT"),   SPAN_INIT("JwtSecret"), SPAN_INIT("SecretKey")};
    static const char *const between[] = {"", "-", "_", ".", "@"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        for (size_t j = 0; j < sizeof(between) / sizeof(between[0]); j++) {
            TRY(add_joined(guesser, name, between[j], words[i]));
            TRY(add_joined(guesser, words[i], between[j], name));
        }
    }
    return OK;
}

enum err crack_guess(struct arena *arena, const struct jws *jws, struct span host,
                     struct crack_guesses *out) {
    *out = (struct crack_guesses){0};
    struct guesser guesser = {.arena = arena, .out = out};
    TRY(add_clues(&guesser, jws, host));
    for (size_t i = 0; i < out->names.n; i++) {
        struct span name = out->names.at[i];
        TRY(join_name(&guesser, name));
        if (name.ptr[0] >= 'a' && name.ptr[0] <= 'z') {
            struct span capital =
                arena_printf(arena, "%c%.*s", name.ptr[0] & ~0x20, (int)name.len - 1, name.ptr + 1);
            TRY_PTR(capital.ptr);
            TRY(join_name(&guesser, capital));
        }
    }
    return OK;
}

enum err crack_target_of(const struct jws *jws, struct crack_target *out) {
    static const enum crack_hash hashes[] = {CRACK_SHA256, CRACK_SHA384, CRACK_SHA512};
    struct span name = alg_info(alg_from_spelling(jws->alg_name, NULL))->name;
    for (size_t i = 0; i < sizeof(hashes) / sizeof(hashes[0]); i++) {
        const struct crack_hash_info *info = crack_hash_info(hashes[i]);
        /* However it is spelled: there are servers that accept "hs256". */
        if (span_equal(name, span_from(info->jose))) {
            *out = (struct crack_target){hashes[i], jws->signing_input, jws->signature};
            return jws->signature.len == info->mac ? OK : ERR_INVALID;
        }
    }
    return ERR_UNSUPPORTED;
}

size_t crack_built_in(const struct crack_guesses *guesses, bool rules,
                      struct crack_source out[CRACK_BUILT_IN]) {
    size_t count;
    const struct span *known = crack_known(&count);
    enum crack_rules all = rules ? CRACK_RULES_ALL : CRACK_RULES_NONE;
    enum crack_rules years = rules ? CRACK_RULES_YEARS : CRACK_RULES_NONE;
    out[0] = (struct crack_source){
        .name = "the list of known secrets", .words = known, .n = count, .rules = all};
    out[1] = (struct crack_source){.name = "names in the token",
                                   .words = guesses->names.at,
                                   .n = guesses->names.n,
                                   .rules = all};
    out[2] = (struct crack_source){.name = "names in the token with usual words",
                                   .words = guesses->joined.at,
                                   .n = guesses->joined.n,
                                   .rules = years};
    return CRACK_BUILT_IN;
}

size_t crack_spaces(enum crack_patience patience, struct crack_source out[CRACK_SPACES]) {
    bool patient = patience == CRACK_PATIENT;
    out[0] = (struct crack_source){
        .name = "all digits", .alphabet = "0123456789", .most = patient ? 8 : 7};
    out[1] = (struct crack_source){.name = "all small letters",
                                   .alphabet = "abcdefghijklmnopqrstuvwxyz",
                                   .most = patient ? 6 : 4};
    return CRACK_SPACES;
}
