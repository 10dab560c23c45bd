/* SPDX-License-Identifier: Apache-2.0 */
/* Times, registered claims, and claims that should not be seen by everybody. */
#include "token/inspect_claims.h"

#include "token/claims.h"

struct times {
    int64_t exp, nbf, iat;
    bool has_exp, has_nbf, has_iat;
};

static enum err read_time(struct arena *arena, struct inspect *out, struct span name,
                          int64_t *seconds, bool *found) {
    const struct node *node = node_get(out->jws.payload_node, name);
    *found = node && claims_seconds(node, false, seconds);
    return node && !*found ? inspect_note(arena, out, INSPECT_TIME_TYPE, name) : OK;
}

/* A token that says it is for getting others may live longer. */
static bool is_refresh(const struct node *claims) {
    return span_equal(node_text(node_get(claims, SPAN("token_type"))), SPAN("refresh")) ||
           span_equal_nocase(node_text(node_get(claims, SPAN("typ"))), SPAN("refresh"));
}

static enum err look_at_lifetime(struct arena *arena, struct inspect *out, const struct times *at,
                                 int64_t now) {
    int64_t begin = at->has_iat ? at->iat : at->has_nbf ? at->nbf : now;
    int64_t most =
        is_refresh(out->jws.payload_node) ? INSPECT_REFRESH_LIFETIME_MOST : INSPECT_LIFETIME_MOST;
    if (at->has_exp && at->exp - begin > most) {
        struct span life = inspect_duration(arena, at->exp - begin);
        TRY_PTR(life.ptr);
        TRY(inspect_note(arena, out, INSPECT_LONG_LIVED, life));
    }
    bool backwards = (at->has_exp && at->has_nbf && at->exp <= at->nbf) ||
                     (at->has_exp && at->has_iat && at->exp <= at->iat);
    return backwards ? inspect_note(arena, out, INSPECT_TIME_ORDER, SPAN("")) : OK;
}

static enum err look_at_times(struct arena *arena, struct inspect *out, int64_t now) {
    struct times at = {0};
    TRY(read_time(arena, out, SPAN("exp"), &at.exp, &at.has_exp));
    TRY(read_time(arena, out, SPAN("nbf"), &at.nbf, &at.has_nbf));
    TRY(read_time(arena, out, SPAN("iat"), &at.iat, &at.has_iat));
    if (!node_get(out->jws.payload_node, SPAN("exp"))) {
        TRY(inspect_note(arena, out, INSPECT_EXP_MISSING, SPAN("")));
    }
    TRY(look_at_lifetime(arena, out, &at, now));
    if (at.has_exp && now >= at.exp) {
        TRY(inspect_note(arena, out, INSPECT_EXPIRED, SPAN("")));
    }
    if (at.has_nbf && now < at.nbf) {
        TRY(inspect_note(arena, out, INSPECT_NOT_YET, SPAN("")));
    }
    bool future = at.has_iat && at.iat > now + CLAIMS_LEEWAY_MOST;
    return future ? inspect_note(arena, out, INSPECT_IAT_FUTURE, SPAN("")) : OK;
}

static bool sound_audience(const struct node *aud) {
    bool sound = node_is(aud, NODE_STRING) || node_first(aud);
    if (node_is(aud, NODE_ARRAY)) {
        NODE_EACH(one, aud) {
            sound = sound && node_is(one, NODE_STRING);
        }
    }
    return sound && !node_is(aud, NODE_OBJECT);
}

static enum err look_at_types(struct arena *arena, struct inspect *out) {
    static const struct span texts[] = {SPAN_INIT("iss"), SPAN_INIT("sub"), SPAN_INIT("jti")};
    const struct node *claims = out->jws.payload_node, *aud = node_get(claims, SPAN("aud"));
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        const struct node *claim = node_get(claims, texts[i]);
        if (claim && !node_is(claim, NODE_STRING)) {
            TRY(inspect_note(arena, out, INSPECT_CLAIM_TYPE, texts[i]));
        }
    }
    if (!node_get(claims, SPAN("iss"))) {
        TRY(inspect_note(arena, out, INSPECT_ISS_MISSING, SPAN("")));
    }
    if (!aud) {
        return inspect_note(arena, out, INSPECT_AUD_MISSING, SPAN(""));
    }
    return sound_audience(aud) ? OK : inspect_note(arena, out, INSPECT_CLAIM_TYPE, SPAN("aud"));
}

static enum err look_for_secrets(struct arena *arena, struct inspect *out) {
    static const struct span names[] = {
        SPAN_INIT("password"),    SPAN_INIT("passwd"),      SPAN_INIT("secret"),
        SPAN_INIT("api_key"),     SPAN_INIT("apikey"),      SPAN_INIT("private_key"),
        SPAN_INIT("credit_card"), SPAN_INIT("card_number"), SPAN_INIT("ssn"),
        SPAN_INIT("cvv"),         SPAN_INIT("pin_code")};
    NODE_EACH(claim, out->jws.payload_node) {
        for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
            struct span key = node_key(claim);
            bool whole = names[i].len < 5; /* short names only as they stand */
            if (whole ? span_equal_nocase(key, names[i])
                      : span_find_nocase(key, names[i]) != SIZE_MAX) {
                TRY(inspect_note(arena, out, INSPECT_SECRET_CLAIM, key));
                break;
            }
        }
    }
    return OK;
}

enum err inspect_claims(struct arena *arena, struct inspect *out, int64_t now) {
    if (jws_is_detached(&out->jws)) {
        return inspect_note(arena, out, INSPECT_DETACHED, SPAN(""));
    }
    if (!out->jws.payload_node) {
        return out->jws.payload.ptr ? inspect_note(arena, out, INSPECT_PAYLOAD, SPAN("")) : OK;
    }
    TRY(look_at_times(arena, out, now));
    TRY(look_at_types(arena, out));
    return look_for_secrets(arena, out);
}
