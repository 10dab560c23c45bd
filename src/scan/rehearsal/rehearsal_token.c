/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens of the rehearsal's own: nobody takes them but itself. */
#include "scan/rehearsal/rehearsal_token.h"

#include "base/clock.h"
#include "text/base64.h"

enum { TOKEN_SECONDS = 3600, SIGNATURE_BYTES = 64 };

static struct span encoded(struct arena *arena, struct span text) {
    return base64_encode(arena, BASE64_URL, text);
}

/* The algorithm that is named where a scheme is described. */
static enum alg alg_of(const struct rehearsal *rehearsal) {
    VEC_EACH(const struct scheme, scheme, &rehearsal->engine->options->contract->schemes) {
        for (unsigned alg = ALG_UNKNOWN + 1; alg < ALG_COUNT; alg++) {
            if (span_find(scheme->description, alg_info((enum alg)alg)->name) != SIZE_MAX) {
                return (enum alg)alg;
            }
        }
    }
    return ALG_HS256;
}

/* A JWT whose signature no secret makes. */
static struct span issue_signed(struct rehearsal *rehearsal, struct arena *arena,
                                struct span kind) {
    char signature[SIGNATURE_BYTES] = {0};
    unsigned number = ++rehearsal->issued;
    int64_t now = clock_unix();
    memcpy(signature, &number, sizeof(number));
    struct span header = arena_printf(arena, "{\"alg\":\"%.*s\",\"typ\":\"JWT\"}",
                                      SPAN_ARG(alg_info(alg_of(rehearsal))->name));
    struct span claims = arena_printf(
        arena, "{\"sub\":\"rehearsed-%u\",\"token_type\":\"%.*s\",\"iat\":%lld,\"exp\":%lld}",
        number, SPAN_ARG(kind), (long long)now, (long long)now + TOKEN_SECONDS);
    return arena_printf(arena, "%.*s.%.*s.%.*s", SPAN_ARG(encoded(arena, header)),
                        SPAN_ARG(encoded(arena, claims)),
                        SPAN_ARG(encoded(arena, (struct span){signature, sizeof(signature)})));
}

/* Whether what is written of a scheme tells of tokens that are signed. */
static bool tells_signed(struct span text) {
    static const struct span words[] = {SPAN_INIT("jwt"), SPAN_INIT("json web"), SPAN_INIT("jwk"),
                                        SPAN_INIT("signed"), SPAN_INIT("public key")};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        if (span_find_nocase(text, words[i]) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static bool is_signed(const struct scheme *scheme) {
    return scheme->oauth2 || scheme->openid || tells_signed(scheme->bearer_format) ||
           tells_signed(scheme->name) || tells_signed(scheme->prefix) ||
           tells_signed(scheme->description);
}

static bool gives_signed(const struct rehearsal *rehearsal) {
    VEC_EACH(const struct scheme, scheme, &rehearsal->engine->options->contract->schemes) {
        if (is_signed(scheme)) {
            return true;
        }
    }
    return false;
}

/* It says so itself, or it is one of a contract's with signed tokens, and is called one. */
bool rehearsal_cookie_is_signed(const struct rehearsal *rehearsal, const struct scheme *scheme) {
    bool token = span_find_nocase(scheme->parameter, SPAN("token")) != SIZE_MAX;
    bool csrf = span_find_nocase(scheme->parameter, SPAN("csrf")) != SIZE_MAX ||
                span_find_nocase(scheme->parameter, SPAN("xsrf")) != SIZE_MAX;
    return is_signed(scheme) || (token && !csrf && gives_signed(rehearsal));
}

struct span rehearsal_issue(struct rehearsal *rehearsal, struct arena *arena, struct span kind) {
    return gives_signed(rehearsal)
               ? issue_signed(rehearsal, arena, kind)
               : arena_printf(arena, "rehearsal-%.*s-%024u", SPAN_ARG(kind), ++rehearsal->issued);
}
