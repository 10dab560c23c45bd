/* SPDX-License-Identifier: Apache-2.0 */
/* The verdict on a token: accepted, or refused for one exact reason. */
#ifndef POSTERN_TOKEN_REASON_H
#define POSTERN_TOKEN_REASON_H

/* Code, its name for machines, its words for people. The first, zero, refuses. */
#define REASON_LIST(X)                                                                   \
    X(REFUSED, "refused", "refused")                                                     \
    X(ACCEPTED, "accepted", "accepted")                                                  \
    X(TOO_LONG, "too-long", "it is too long: the limit is 16 KiB")                       \
    X(JSON_FORM, "json-form", "it is in the JSON serialization, not the compact one")    \
    X(ENCRYPTED, "encrypted", "it has five segments: an encrypted token (JWE)")          \
    X(SEGMENTS, "segments", "it does not have three segments")                           \
    X(BASE64_HEADER, "base64-header", "the header is not canonical base64url")           \
    X(BASE64_PAYLOAD, "base64-payload", "the payload is not canonical base64url")        \
    X(BASE64_SIGNATURE, "base64-signature", "the signature is not canonical base64url")  \
    X(HEADER_JSON, "header-json", "the header is not a JSON object")                     \
    X(HEADER_DUPLICATE, "header-duplicate", "a member of the header is repeated")        \
    X(ALG_MISSING, "alg-missing", "the header has no alg, or it is no string")           \
    X(ALG_NONE, "alg-none", "alg is none: nobody signed it")                             \
    X(ALG_UNKNOWN, "alg-unknown", "alg is no known signature algorithm")                 \
    X(ALG_MISMATCH, "alg-mismatch", "alg is not the algorithm of the key")               \
    X(CRIT, "crit", "crit names an extension that is not understood")                    \
    X(B64, "b64", "the payload is not base64url-encoded (b64), which is not accepted")   \
    X(ZIP, "zip", "it is compressed")                                                    \
    X(EMBEDDED_KEY, "embedded-key", "the header carries its own key (jwk)")              \
    X(REMOTE_KEY, "remote-key", "the header points to its own key (jku, x5u, x5c)")      \
    X(KID_TYPE, "kid-type", "kid is no string")                                          \
    X(KID_UNKNOWN, "kid-unknown", "kid names none of the keys")                          \
    X(KID_MISSING, "kid-missing", "without a kid it does not say which of several keys") \
    X(TYP, "typ", "typ is not the type that is expected")                                \
    X(SIGNATURE_EMPTY, "signature-empty", "the signature is empty")                      \
    X(SIGNATURE_LENGTH, "signature-length", "the signature has the wrong length")        \
    X(SIGNATURE_RANGE, "signature-range", "r or s of the signature is out of range")     \
    X(SIGNATURE_WRONG, "signature-wrong", "the signature does not verify")               \
    X(PAYLOAD_JSON, "payload-json", "the payload is not a JSON object")                  \
    X(PAYLOAD_DUPLICATE, "payload-duplicate", "a claim is repeated")                     \
    X(EXP_MISSING, "exp-missing", "exp is missing: it would never expire")               \
    X(EXP_TYPE, "exp-type", "exp is no number of seconds")                               \
    X(EXPIRED, "expired", "it has expired")                                              \
    X(NBF_TYPE, "nbf-type", "nbf is no number of seconds")                               \
    X(NOT_YET, "not-yet-valid", "it is not valid yet (nbf)")                             \
    X(IAT_TYPE, "iat-type", "iat is no number of seconds")                               \
    X(IAT_MISSING, "iat-missing", "iat is missing, so its age is unknown")               \
    X(IAT_FUTURE, "iat-future", "it was issued in the future (iat)")                     \
    X(TOO_OLD, "too-old", "it was issued too long ago (iat)")                            \
    X(ISS_MISSING, "iss-missing", "iss is missing")                                      \
    X(ISS_TYPE, "iss-type", "iss is no string")                                          \
    X(ISS_WRONG, "iss-wrong", "iss is not the issuer that is expected")                  \
    X(AUD_MISSING, "aud-missing", "aud is missing")                                      \
    X(AUD_TYPE, "aud-type", "aud is neither a string nor a list of strings")             \
    X(AUD_WRONG, "aud-wrong", "aud does not name the audience that is expected")         \
    X(SUB_MISSING, "sub-missing", "sub is missing")                                      \
    X(SUB_TYPE, "sub-type", "sub is no string")                                          \
    X(JTI_TYPE, "jti-type", "jti is no string")

#define REASON_ENUM(code, name, words) TOKEN_##code,
enum token_reason { REASON_LIST(REASON_ENUM) TOKEN_REASON_COUNT };
#undef REASON_ENUM

/* "expired": the name for machines. Static. */
const char *reason_name(enum token_reason reason);

/* "it has expired": the words for people. Static. */
const char *reason_words(enum token_reason reason);

#endif
