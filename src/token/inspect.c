/* SPDX-License-Identifier: Apache-2.0 */
/* Header and signature of a token under the glass. Its claims are inspect_claims' part. */
#include "token/inspect.h"

#include "token/inspect_claims.h"

static bool all_zero(struct span bytes) {
    for (size_t i = 0; i < bytes.len; i++) {
        if (bytes.ptr[i]) {
            return false;
        }
    }
    return true;
}

/* The length that alg gives a signature; 0: it depends on the key. */
static size_t signature_size(enum alg alg) {
    const struct alg_info *info = alg_info(alg);
    const struct alg_curve *curve = alg_curve(info->curve);
    return info->family == FAMILY_HMAC ? info->digest_size : curve ? curve->signature_size : 0;
}

static enum err look_at_signature(struct arena *arena, struct inspect *out) {
    const struct jws *jws = &out->jws;
    size_t len = jws->signature.len, wanted = signature_size(jws->alg);
    if (!jws->signature.ptr) {
        return OK; /* not readable, as the fault says */
    }
    if (len == 0) {
        return inspect_note(arena, out, INSPECT_SIGNATURE_EMPTY, SPAN(""));
    }
    if (wanted && len != wanted) {
        return inspect_note(arena, out, INSPECT_SIGNATURE_LENGTH,
                            arena_printf(arena, "%zu bytes instead of %zu", len, wanted));
    }
    if (alg_info(jws->alg)->family == FAMILY_ECDSA &&
        (all_zero(span_slice(jws->signature, 0, len / 2)) ||
         all_zero(span_from_index(jws->signature, len / 2)))) {
        return inspect_note(arena, out, INSPECT_SIGNATURE_ZERO, SPAN(""));
    }
    return OK;
}

static enum err look_at_alg(struct arena *arena, struct inspect *out) {
    const struct jws *jws = &out->jws;
    if (span_equal_nocase(jws->alg_name, SPAN("none"))) {
        return inspect_note(arena, out, INSPECT_ALG_NONE, jws->alg_name);
    }
    if (jws->alg == ALG_UNKNOWN) {
        return inspect_note(arena, out, INSPECT_ALG_UNKNOWN, jws->alg_name);
    }
    if (jws->style != ALG_STYLE_JOSE) {
        TRY(inspect_note(arena, out, INSPECT_ALG_SPELLING, jws->alg_name));
    }
    return alg_info(jws->alg)->family == FAMILY_HMAC
               ? inspect_note(arena, out, INSPECT_SYMMETRIC, jws->alg_name)
               : OK;
}

/* What a strict reader refuses it for, and how it is spelled instead. */
static struct span fault_words(struct arena *arena, const struct jws *jws) {
    static const char *const forms[] = {
        [BASE64_URL] = "",
        [BASE64_PADDED] = ": it is padded with =, and has + and / instead of - and _",
        [BASE64_URL_PADDED] = ": it is padded with =",
        [BASE64_BARE] = ": it has + and / instead of - and _"};
    return arena_printf(arena, "%s%s", reason_words(jws->fault), forms[jws->form]);
}

/* What lets a kid leave the place where keys are looked up. */
static bool is_suspicious(struct span kid) {
    static const struct span marks[] = {
        SPAN_INIT("../"),     SPAN_INIT("..\\"),  SPAN_INIT("://"),   SPAN_INIT("'"),
        SPAN_INIT("\""),      SPAN_INIT(";"),     SPAN_INIT("|"),     SPAN_INIT("`"),
        SPAN_INIT("$("),      SPAN_INIT("/dev/"), SPAN_INIT("/etc/"), SPAN_INIT("/proc/"),
        SPAN_INIT(" union "), SPAN_INIT("\n")};
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (span_find_nocase(kid, marks[i]) != SIZE_MAX) {
            return true;
        }
    }
    return memchr(kid.ptr ? kid.ptr : "", '\0', kid.len) != NULL;
}

static enum err look_at_header(struct arena *arena, struct inspect *out) {
    static const struct {
        struct span name;
        enum inspect_code code;
    } members[] = {{SPAN_INIT("jwk"), INSPECT_EMBEDDED_KEY}, {SPAN_INIT("jku"), INSPECT_REMOTE_KEY},
                   {SPAN_INIT("x5u"), INSPECT_REMOTE_KEY},   {SPAN_INIT("x5c"), INSPECT_REMOTE_KEY},
                   {SPAN_INIT("crit"), INSPECT_CRIT},        {SPAN_INIT("zip"), INSPECT_ZIP},
                   {SPAN_INIT("b64"), INSPECT_B64}};
    const struct node *header = out->jws.header_node;
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        if (node_get(header, members[i].name)) {
            TRY(inspect_note(arena, out, members[i].code, members[i].name));
        }
    }
    const struct node *kid = node_get(header, SPAN("kid"));
    if (kid && !node_is(kid, NODE_STRING)) {
        return inspect_note(arena, out, INSPECT_CLAIM_TYPE, SPAN("kid"));
    }
    return is_suspicious(node_text(kid))
               ? inspect_note(arena, out, INSPECT_KID_SUSPICIOUS, node_text(kid))
               : OK;
}

enum err inspect_token(struct arena *arena, struct span text, int64_t now, struct inspect *out) {
    *out = (struct inspect){0};
    TRY(jws_read(arena, text, &out->jws));
    if (out->jws.fault != TOKEN_ACCEPTED) {
        TRY(inspect_note(arena, out, INSPECT_MALFORMED, fault_words(arena, &out->jws)));
    }
    TRY(look_at_alg(arena, out));
    TRY(look_at_header(arena, out));
    TRY(look_at_signature(arena, out));
    return inspect_claims(arena, out, now);
}
