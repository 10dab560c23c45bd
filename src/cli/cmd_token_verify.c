/* SPDX-License-Identifier: Apache-2.0 */
/* The verb "token verify": accepted, or refused and why. */
#include "base/clock.h"
#include "cli/cmd_token.h"
#include "cli/terminal.h"
#include "cli/token_input.h"
#include "cli/token_output.h"
#include "cli/token_run.h"
#include "report/pen.h"
#include "text/json.h"
#include "token/verify.h"

#include <stddef.h>
#include <stdio.h>

struct verify_fields {
    struct token_fields project;
    struct span key, passphrase, secret, alg, typ;
    struct texts issuers, audiences;
    uint64_t leeway, max_age, at;
    bool jws, without_issuer, without_audience, without_expiry, need_subject, pass_key_hints;
    unsigned format, color;
};

#define FIELD(name) offsetof(struct verify_fields, name)

static const struct option options[] = {
    OPTION_HEADING("The key"),
    {"key", 'k', OPTION_TEXT, FIELD(key), "FILE", "a JWK, a JWKS, or a key in PEM or DER"},
    {"passphrase", 0, OPTION_TEXT, FIELD(passphrase), "env:NAME",
     "of an encrypted --key, from the environment or file:PATH"},
    {"secret", 's', OPTION_TEXT, FIELD(secret), "env:NAME",
     "an HMAC secret, from the environment or file:PATH"},
    {"alg", 'a', OPTION_TEXT, FIELD(alg), "ALG",
     "the algorithm that the key is for, where it does not say so itself (default: by its curve; "
     "RS256 for RSA, HS256 for a secret)"},
    OPTION_HEADING("What is required of the claims"),
    {"issuer", 'i', OPTION_LIST, FIELD(issuers), "TEXT",
     "iss must be this; may be repeated (default: iss must be there)"},
    {"audience", 'A', OPTION_LIST, FIELD(audiences), "TEXT",
     "aud must name this; may be repeated (default: aud must be there)"},
    {"typ", 0, OPTION_TEXT, FIELD(typ), "TYPE",
     "the header's typ, like at+jwt (default: JWT or none)"},
    {"need-subject", 0, OPTION_FLAG, FIELD(need_subject), NULL, "sub must be there"},
    {"max-age", 0, OPTION_NUMBER, FIELD(max_age), "SECONDS", "how long ago iat may be"},
    {"leeway", 0, OPTION_NUMBER, FIELD(leeway), "SECONDS",
     "by how much clocks may differ, at most 300 (default 0)"},
    {"at", 0, OPTION_NUMBER, FIELD(at), "SECONDS",
     "judge as of this time, in seconds since 1970 (default: now)"},
    OPTION_HEADING("What is not required"),
    {"without-issuer", 0, OPTION_FLAG, FIELD(without_issuer), NULL, "iss may be missing"},
    {"without-audience", 0, OPTION_FLAG, FIELD(without_audience), NULL, "aud may be missing"},
    {"without-expiry", 0, OPTION_FLAG, FIELD(without_expiry), NULL,
     "exp may be missing; one that is there counts"},
    {"pass-key-hints", 0, OPTION_FLAG, FIELD(pass_key_hints), NULL,
     "jwk, jku, x5u and x5c in the header are passed over instead of refused; never used"},
    {"jws", 0, OPTION_FLAG, FIELD(jws), NULL, "the signature alone, of any payload; no claims"},
    OPTION_HEADING("Output"),
    {"format", 0, OPTION_CHOICE, FIELD(format), "text|json", "default text"},
    {"color", 0, OPTION_CHOICE, FIELD(color), COLOR_WORDS, "default auto"},
    TOKEN_OPTIONS,
};

static const struct grammar grammar = {
    .verb = "token verify",
    .usage = "[TOKEN|-] --key FILE | --secret env:NAME [options]",
    .summary = "checks signature and claims of a token, with RFC 8725 taken at its word",
    .examples = "# With the keys that a server publishes\n"
                "postern token verify --key jwks.json --issuer https://id.example --audience api < "
                "token.txt\n"
                "# With a shared secret\n"
                "postern token verify --secret env:JWT_SECRET --alg HS512 TOKEN\n"
                "# The signature of any payload\n"
                "postern token verify --jws --key public.pem TOKEN\n",
    .notes =
        "The key decides the algorithm, before the token is seen. Weak keys are not used: RSA "
        "under 2048 bits, ROCA, and secrets that are public keys. With a secret that is shorter "
        "than its hash the token is judged, and the secret warned of.\n"
        "Exit status: 0 accepted, 1 refused (the reason is told), 2 unusable arguments or key, "
        "3 could not be judged.",
    .options = options,
    .options_n = sizeof(options) / sizeof(options[0]),
    .most_words = 1,
    .by_hand = PROJECT_BY_HAND,
};

static enum err read_keys(struct arena *arena, const struct verify_fields *fields,
                          struct keys *keys) {
    enum alg alg = alg_from_name(fields->alg);
    enum key_fault fault = KEY_UNUSABLE;
    struct span text;
    if (fields->alg.ptr && alg == ALG_UNKNOWN) {
        return options_complain(&grammar, "--alg: '%.*s' is no signature algorithm",
                                SPAN_ARG(fields->alg));
    }
    if ((fields->key.ptr != NULL) == (fields->secret.ptr != NULL)) {
        return options_complain(&grammar, "give either --key FILE or --secret env:NAME");
    }
    struct keys_wish wish = {.alg = alg, .short_secrets = true};
    TRY(token_input_passphrase(&grammar, arena, fields->passphrase, &wish.passphrase));
    enum err err;
    if (fields->key.ptr) {
        TRY(token_input_key_file(&grammar, arena, fields->key, &text));
        err = keys_read_with(arena, text, &wish, keys, &fault);
    } else {
        TRY(token_input_secret(&grammar, arena, fields->secret, "secret", &text));
        err = keys_secret_with(arena, text, &wish, keys, &fault);
    }
    if (err == OK && keys->short_secret) {
        (void)fprintf(stderr, "postern token verify: warning: %s; it can be guessed\n",
                      key_fault_words(KEY_SECRET_SHORT));
    }
    if (err == ERR_INVALID) {
        (void)options_complain(&grammar, "the key is not used: %s", key_fault_words(fault));
    }
    return err;
}

static enum err read_policy(const struct verify_fields *fields, struct claims_policy *out) {
    if (fields->leeway > CLAIMS_LEEWAY_MOST) {
        return options_complain(&grammar, "--leeway: at most %d seconds", CLAIMS_LEEWAY_MOST);
    }
    if (fields->max_age > INT32_MAX || fields->at > (uint64_t)INT32_MAX * 100) {
        return options_complain(&grammar, "--max-age or --at: out of range");
    }
    *out = (struct claims_policy){
        .issuers = fields->issuers.at,
        .n_issuers = fields->issuers.n,
        .audiences = fields->audiences.at,
        .n_audiences = fields->audiences.n,
        .any_issuer = fields->issuers.n == 0,
        .any_audience = fields->audiences.n == 0,
        .without_issuer = fields->without_issuer,
        .without_audience = fields->without_audience,
        .without_expiry = fields->without_expiry,
        .need_subject = fields->need_subject,
        .leeway = (int64_t)fields->leeway,
        .max_age = (int64_t)fields->max_age,
        .typ = fields->typ,
    };
    return OK;
}

/* What was required to be there, and not compared with anything. */
static const char *uncompared(const struct verify_fields *fields) {
    bool iss = fields->issuers.n == 0, aud = fields->audiences.n == 0;
    return fields->jws  ? ""
           : iss && aud ? "iss and aud were not compared: no --issuer, no --audience"
           : iss        ? "iss was not compared: no --issuer"
           : aud        ? "aud was not compared: no --audience"
                        : "";
}

/* What is odd about the text itself, and may be why it is refused. */
static const char *form_remark(const struct jws *jws) {
    struct span space = SPAN(" \t\r\n");
    for (size_t i = 0; i < jws->text.len; i++) {
        if (span_find_byte(space, jws->text.ptr[i]) != SIZE_MAX) {
            return "  there is white space in it: line breaks and blanks are no part of a token\n";
        }
    }
    if (span_find_byte(jws->text, '=') != SIZE_MAX) {
        return "  it is padded with =, which JOSE leaves out (RFC 7515, section 2)\n";
    }
    return jws_is_detached(jws)
               ? "  its payload is detached (RFC 7515, appendix F): it is judged as empty here\n"
               : "";
}

static void write_text(struct buf *out, const struct verify_fields *fields, const struct jws *jws,
                       enum token_reason reason) {
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    struct pen pen = {out, terminal_style((enum color)fields->color), &arena};
    const char *remark = uncompared(fields), *form = form_remark(jws);
    if (reason == TOKEN_ACCEPTED) {
        pen_text(&pen, TONE_GOOD, "accepted");
        buf_printf(out, "%s%s\n", remark[0] ? "\n  " : "", remark);
        return;
    }
    pen_text(&pen, TONE_BAD, "refused");
    buf_printf(out, ": %s (%s)\n%s", reason_words(reason), reason_name(reason), form);
    if (reason == TOKEN_ALG_MISMATCH) {
        buf_text(out, "  the header says ");
        pen_put(&pen, TONE_PLAIN, pen_clean(&pen, jws->alg_name));
        buf_text(out, "; the key's own alg, or --alg, says what it is for\n");
    }
}

static void write_json(struct buf *out, const struct verify_fields *fields, const struct jws *jws,
                       enum token_reason reason) {
    struct json_writer w = {.out = out, .indent = 2};
    const char *remark = uncompared(fields);
    json_begin_object(&w);
    json_key(&w, "accepted");
    json_bool(&w, reason == TOKEN_ACCEPTED);
    json_key(&w, "reason");
    json_text(&w, reason_name(reason));
    json_key(&w, "message");
    json_text(&w, reason_words(reason));
    if (remark[0] && reason == TOKEN_ACCEPTED) {
        json_key(&w, "remark");
        json_text(&w, remark);
    }
    token_output_parts(&w, jws);
    json_end_object(&w);
    buf_byte(out, '\n');
}

static enum err verify(const struct token_call *call, const void *given, bool *refused) {
    const struct verify_fields *fields = given;
    struct arena *arena = call->arena;
    KEYS_SCOPE keys = {0};
    struct verifier verifier = {.keys = &keys, .pass_key_hints = fields->pass_key_hints};
    struct span token;
    struct jws jws = {0};
    enum token_reason reason = TOKEN_REFUSED;
    TRY(read_policy(fields, &verifier.policy));
    TRY(read_keys(arena, fields, &keys));
    TRY(token_input_read(&grammar, arena, call->words, true, &token));
    int64_t now = fields->at ? (int64_t)fields->at : clock_unix();
    TRY(fields->jws ? verify_jws(arena, &verifier, token, &jws, &reason)
                    : verify_token(arena, &verifier, now, token, &jws, &reason));
    BUF_SCOPE out = {0};
    if (fields->format == 1) {
        write_json(&out, fields, &jws, reason);
    } else {
        write_text(&out, fields, &jws, reason);
    }
    *refused = reason != TOKEN_ACCEPTED;
    return terminal_print(&out);
}

int cmd_token_verify(const struct verb_call *call) {
    struct verify_fields fields = {0};
    return token_run(call, &(struct token_verb){&grammar, &fields, sizeof(fields), verify});
}
