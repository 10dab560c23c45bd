/* SPDX-License-Identifier: Apache-2.0 */
/* Each entry becomes the claims that a token of its holder would have. */
#include "policy/api_keys.h"

#include "base/clock.h"
#include "base/mutant.h"
#include "text/json.h"
#include "text/yaml.h"
#include "token/digest.h"

static const char *const NAMES[] = {"sha256", "subject", "scopes", "expires", "claims"};

static bool is_hash(struct span text) {
    bool sound = text.len == DIGEST_HEX;
    for (size_t i = 0; sound && i < text.len; i++) {
        char c = text.ptr[i];
        sound = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return sound;
}

static void write_scopes(struct json_writer *w, struct span name,
                         const struct member_texts *scopes) {
    BUF_SCOPE text = {0};
    for (size_t i = 0; i < scopes->n; i++) {
        buf_text(&text, i ? " " : "");
        buf_add(&text, scopes->at[i]);
    }
    json_key_span(w, name);
    json_string(w, buf_span(&text));
    w->out->failed |= text.failed;
}

static enum err make_claims(const struct member_reader *reader, const struct node *node,
                            struct span subject, struct span scope_claim, struct api_key *out) {
    struct member_texts scopes = {0};
    BUF_SCOPE text = {0};
    struct json_writer w = {.out = &text};
    TRY(member_texts(reader, node, "scopes", &scopes));
    json_begin_object(&w);
    json_key(&w, "sub");
    json_string(&w, subject);
    write_scopes(&w, scope_claim, &scopes);
    NODE_EACH(claim, node_get(node, SPAN("claims"))) {
        if (!span_equal(node_key(claim), SPAN("sub")) &&
            !span_equal(node_key(claim), scope_claim)) {
            json_key_span(&w, node_key(claim));
            json_node(&w, claim);
        }
    }
    json_end_object(&w);
    TRY(buf_status(&text));
    struct span kept = arena_dup(reader->arena, buf_span(&text));
    TRY_PTR(kept.ptr);
    return json_parse(reader->arena, kept, &(struct json_options){.depth = 32}, &out->claims,
                      reader->diag);
}

/* A day is over when it begins: "2027-01-01" is its midnight, UTC. */
static bool read_time(struct arena *arena, struct span text, int64_t *out) {
    struct span whole = text.len == 10 ? arena_join(arena, text, SPAN("T00:00:00Z")) : text;
    return whole.ptr && clock_from_iso(whole, out);
}

static enum err read_one(const struct member_reader *reader, const struct node *node,
                         struct span scope_claim, struct api_keys *out) {
    struct span hash = SPAN(""), subject = SPAN(""), expires = SPAN("");
    if (!member_check(reader, node, "a key", NAMES, sizeof(NAMES) / sizeof(*NAMES))) {
        return OK;
    }
    struct api_key *key = arena_new(reader->arena, struct api_key);
    TRY_PTR(key);
    member_text(reader, node, "sha256", &hash);
    member_text(reader, node, "subject", &subject);
    member_text(reader, node, "expires", &expires);
    key->expires = INT64_MAX;
    if (!is_hash(hash)) {
        MEMBER_FAULT(reader, node,
                     "'sha256' must be the SHA-256 of the key: 64 lower-case hexadecimal digits");
    }
    if (!subject.len) {
        MEMBER_FAULT(reader, node, "'subject' is missing: who has the key");
    }
    if (expires.len && !read_time(reader->arena, expires, &key->expires)) {
        MEMBER_FAULT(reader, node, "'expires' must be a day or a time: 2027-01-31T12:00:00Z");
    }
    if (map_get(&out->by_hash, hash)) {
        MEMBER_FAULT(reader, node, "the same key stands there twice");
    }
    const struct node *claims = node_get(node, SPAN("claims"));
    if (claims && !member_check(reader, claims, "claims", NULL, 0)) {
        return OK;
    }
    key->sha256 = hash;
    out->n++;
    TRY(make_claims(reader, node, subject, scope_claim, key));
    return map_put(reader->arena, &out->by_hash, hash, key);
}

enum err api_keys_read(struct arena *arena, struct span file, struct span text,
                       struct span scope_claim, struct api_keys *out, struct diag *diag) {
    struct member_reader reader = {arena, file, diag};
    size_t before = diag->errors;
    const struct node *root;
    *out = (struct api_keys){0};
    struct yaml_options options = {.file = file, .nodes = 1 << 20, .alias_nodes = 1 << 16};
    TRY(yaml_parse(arena, text, &options, &root, diag));
    if (!node_is(root, NODE_ARRAY)) {
        MEMBER_FAULT(&reader, root, "a list of keys is wanted, each with 'sha256' and 'subject'");
        return ERR_INVALID;
    }
    NODE_EACH(node, root) {
        TRY(read_one(&reader, node, scope_claim, out));
    }
    return diag->errors > before ? ERR_INVALID : OK;
}
