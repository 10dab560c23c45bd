/* SPDX-License-Identifier: Apache-2.0 */
/* What looking at a token can find: the list, and its words. */
#ifndef POSTERN_TOKEN_INSPECT_ITEM_H
#define POSTERN_TOKEN_INSPECT_ITEM_H

#include "base/vec.h"
#include "token/jws.h"

enum {
    INSPECT_LIFETIME_MOST = 24 * 60 * 60,             /* seconds; longer is long-lived */
    INSPECT_REFRESH_LIFETIME_MOST = 90 * 24 * 60 * 60 /* of a token that calls itself refresh */
};

/* Code, name for machines, whether it is a weakness (else a remark), words for people. */
#define INSPECT_LIST(X)                                                                           \
    X(MALFORMED, "malformed", true, "a strict reader refuses it")                                 \
    X(ALG_NONE, "alg-none", true, "alg is none: anybody can write such a token")                  \
    X(ALG_UNKNOWN, "alg-unknown", true, "alg is missing or no known signature algorithm")         \
    X(ALG_SPELLING, "alg-spelling", true, "alg is not spelled as RFC 7518 has it")                \
    X(SIGNATURE_EMPTY, "signature-empty", true, "the signature is empty")                         \
    X(SIGNATURE_LENGTH, "signature-length", true, "the signature is not as long as alg makes it") \
    X(SIGNATURE_ZERO, "signature-zero", true, "r or s of the signature is zero (CVE-2022-21449)") \
    X(EMBEDDED_KEY, "embedded-key", true, "the header carries the key to verify it with (jwk)")   \
    X(REMOTE_KEY, "remote-key", true, "the header says where its key is (jku, x5u, x5c)")         \
    X(KID_SUSPICIOUS, "kid-suspicious", true, "kid looks like a path, a URL or a query")          \
    X(CRIT, "crit", false, "crit: a reader must understand these extensions or refuse")           \
    X(ZIP, "zip", true, "the payload is compressed")                                              \
    X(B64, "b64", true, "the payload is not base64url-encoded (b64)")                             \
    X(DETACHED, "detached", false, "the payload is detached: it is empty here, or elsewhere")     \
    X(PAYLOAD, "payload", false, "the payload is no JSON object, so there are no claims")         \
    X(EXP_MISSING, "no-expiry", true, "exp is missing: it never expires")                         \
    X(LONG_LIVED, "long-lived", true, "it lives longer than it should if stolen")                 \
    X(TIME_TYPE, "time-type", true, "a time is no number of seconds since 1970")                  \
    X(TIME_ORDER, "time-order", true, "it expires before it begins")                              \
    X(IAT_FUTURE, "iat-future", true, "it says that it was issued in the future")                 \
    X(ISS_MISSING, "no-issuer", true, "iss is missing: who issued it cannot be checked")          \
    X(AUD_MISSING, "no-audience", true, "aud is missing: any service that has the key takes it")  \
    X(CLAIM_TYPE, "claim-type", true, "a registered claim has the wrong type")                    \
    X(SECRET_CLAIM, "secret-claim", true, "a claim looks like a secret; payloads are not hidden") \
    X(EXPIRED, "expired", false, "it has expired")                                                \
    X(NOT_YET, "not-yet-valid", false, "it is not valid yet")                                     \
    X(SYMMETRIC, "symmetric", false, "whoever can verify it can also forge it (HMAC)")

#define INSPECT_ENUM(code, name, weak, words) INSPECT_##code,
enum inspect_code { INSPECT_LIST(INSPECT_ENUM) INSPECT_COUNT };
#undef INSPECT_ENUM

struct inspect_item {
    enum inspect_code code;
    struct span detail; /* what exactly: "iss", "9 days"; may be empty */
};

struct inspect {
    struct jws jws;
    VEC(struct inspect_item) items;
    bool weak; /* one of them is a weakness */
};

const char *inspect_name(enum inspect_code code);
const char *inspect_words(enum inspect_code code);
bool inspect_is_weak(enum inspect_code code);

/* Adds an item. */
NODISCARD enum err inspect_note(struct arena *arena, struct inspect *out, enum inspect_code code,
                                struct span detail);

/* A length of time in words, rounded down to its largest units: "2 days 3 hours". */
struct span inspect_duration(struct arena *arena, int64_t seconds);

#endif
