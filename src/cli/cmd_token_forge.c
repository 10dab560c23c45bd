/* SPDX-License-Identifier: Apache-2.0 */
/* The verb "token forge": any header, any claim, any signature. */
#include "cli/cmd_token.h"
#include "cli/forge_edits.h"
#include "cli/terminal.h"
#include "cli/token_input.h"
#include "cli/token_run.h"
#include "text/base64.h"
#include "token/forge.h"
#include "token/jwk.h"
#include "token/jws.h"
#include "token/key_pem.h"

#include <stddef.h>
#include <stdio.h>

struct forge_fields {
    struct token_fields project;
    struct span alg, sign_as, secret, key, passphrase, header_text, payload_text;
    struct texts header, claim, without_header, without_claim;
    bool unsigned_, keep_signature, embed_key;
};

#define FIELD(name) offsetof(struct forge_fields, name)

static const struct option options[] = {
    OPTION_HEADING("Header and claims"),
    {"alg", 'a', OPTION_TEXT, FIELD(alg), "ALG",
     "what the header says, in any spelling; 'none' too (default: the token's, else HS256)"},
    {"header", 'H', OPTION_LIST, FIELD(header), "NAME=VALUE",
     "sets a member of the header; may be repeated"},
    {"claim", 'c', OPTION_LIST, FIELD(claim), "NAME=VALUE",
     "sets a claim; may be repeated. VALUE is JSON, or else text; now, now+60 and now-60 are "
     "times"},
    {"without-header", 0, OPTION_LIST, FIELD(without_header), "NAME",
     "takes a member out; may be repeated"},
    {"without-claim", 0, OPTION_LIST, FIELD(without_claim), "NAME",
     "takes a claim out; may be repeated"},
    {"header-text", 0, OPTION_TEXT, FIELD(header_text), "TEXT", "the whole header, to the byte"},
    {"payload-text", 0, OPTION_TEXT, FIELD(payload_text), "TEXT", "the whole payload, to the byte"},
    OPTION_HEADING("Signature"),
    {"secret", 's', OPTION_TEXT, FIELD(secret), "env:NAME",
     "an HMAC secret, from the environment or file:PATH (a public key's file, for confusion)"},
    {"key", 'k', OPTION_TEXT, FIELD(key), "FILE", "a private key: JWK, PEM or DER"},
    {"passphrase", 0, OPTION_TEXT, FIELD(passphrase), "env:NAME",
     "of an encrypted --key, from the environment or file:PATH"},
    {"sign-as", 0, OPTION_TEXT, FIELD(sign_as), "ALG",
     "sign with this algorithm, whatever the header says"},
    {"unsigned", 0, OPTION_FLAG, FIELD(unsigned_), NULL, "an empty signature"},
    {"keep-signature", 0, OPTION_FLAG, FIELD(keep_signature), NULL, "the signature of TOKEN"},
    {"embed-key", 0, OPTION_FLAG, FIELD(embed_key), NULL,
     "put the public part of --key into the header (jwk)"},
    TOKEN_OPTIONS,
};

static const struct grammar grammar = {
    .verb = "token forge",
    .usage = "[TOKEN|-] [options]",
    .summary = "writes a token: from nothing, or from one whose other bytes stay as they were",
    .examples = "# From nothing, signed with a secret\n"
                "postern token forge --claim sub=alice --claim exp=now+3600 --secret "
                "env:JWT_SECRET\n"
                "# From a token: another subject, no signature\n"
                "postern token forge TOKEN --alg none --claim sub=admin\n"
                "# Algorithm confusion: the public key as HMAC secret\n"
                "postern token forge TOKEN --alg HS256 --secret file:public.pem\n",
    .notes = "For systems that you are allowed to test. Without TOKEN it starts from nothing.\n"
             "Exit status: 0 when the token was written, 2 for unusable arguments.",
    .options = options,
    .options_n = sizeof(options) / sizeof(options[0]),
    .most_words = 1,
    .by_hand = PROJECT_BY_HAND,
};

/* What the token is made of, as it comes together. */
struct making {
    struct jws from; /* the token it starts from; zero: none */
    struct span header, payload;
    EVP_PKEY *pkey;
};

#define MAKING_SCOPE __attribute__((cleanup(making_free))) struct making

static void making_free(struct making *making) {
    pkey_free(&making->pkey);
}

static enum err start(struct arena *arena, const struct forge_fields *fields,
                      const struct texts *words, struct making *making) {
    if (words->n == 0) {
        struct span alg = fields->alg.ptr ? fields->alg : SPAN("HS256");
        making->header = forge_header(arena, alg);
        making->payload = SPAN("{}");
        return making->header.ptr ? OK : ERR_MEMORY;
    }
    struct span token;
    TRY(token_input_read(&grammar, arena, words, false, &token));
    enum err err = jws_read(arena, token, &making->from);
    if (err == ERR_SYNTAX && !making->from.signing_input.ptr) {
        return options_complain(&grammar, "this is no token that can be read: %s",
                                reason_words(making->from.fault));
    }
    if (err != OK && err != ERR_SYNTAX) {
        return err;
    }
    making->header = making->from.header;
    making->payload = making->from.payload;
    return OK;
}

static enum err read_key(struct arena *arena, const struct forge_fields *fields,
                         struct making *making) {
    struct span text;
    enum key_fault fault;
    if (!fields->key.ptr) {
        return OK;
    }
    TRY(token_input_key_file(&grammar, arena, fields->key, &text));
    if (span_starts(span_trim(text), SPAN("{"))) {
        struct jwk jwk;
        if (jwk_read_text(arena, span_trim(text), &jwk, &fault) != OK || !jwk.pkey) {
            jwk_free(&jwk);
            return options_complain(&grammar, "%.*s is no asymmetric JWK that can be used",
                                    SPAN_ARG(fields->key));
        }
        making->pkey = jwk.pkey;
        return OK;
    }
    struct span passphrase;
    TRY(token_input_passphrase(&grammar, arena, fields->passphrase, &passphrase));
    enum key_pem_kind kind = key_pem_read_with(text, passphrase, &making->pkey);
    fault = key_pem_fault(kind, passphrase);
    return kind == KEY_PEM_KEY
               ? OK
               : options_complain(&grammar, "the key is not used: %s", key_fault_words(fault));
}

/* Applies edits to one part; without any its bytes are not touched at all. */
static enum err edit(struct arena *arena, const struct forge_edits *edits, const char *what,
                     struct span *part) {
    if (edits->list.n == 0) {
        return OK;
    }
    enum err err = edit_object(arena, *part, edits->list.at, edits->list.n, part);
    return err == ERR_SYNTAX ? options_complain(&grammar, "the %s is no JSON object to edit", what)
                             : err;
}

static enum err edit_header(struct arena *arena, const struct forge_fields *fields,
                            struct making *making) {
    struct forge_edits edits = {0};
    if (fields->alg.ptr && making->from.text.ptr) {
        TRY(forge_edits_set(arena, &edits, SPAN("alg"), forge_string(arena, fields->alg)));
    }
    if (fields->embed_key) {
        struct span jwk;
        if (!making->pkey) {
            return options_complain(&grammar, "--embed-key needs --key");
        }
        TRY(pkey_jwk(arena, making->pkey, SPAN(""), SPAN(""), &jwk));
        TRY(forge_edits_set(arena, &edits, SPAN("jwk"), jwk));
    }
    TRY(forge_edits_read(&grammar, arena, &fields->header, &fields->without_header, &edits));
    if (fields->header_text.ptr) {
        making->header = fields->header_text;
    }
    return edit(arena, &edits, "header", &making->header);
}

static enum err edit_payload(struct arena *arena, const struct forge_fields *fields,
                             struct making *making) {
    struct forge_edits edits = {0};
    TRY(forge_edits_read(&grammar, arena, &fields->claim, &fields->without_claim, &edits));
    if (fields->payload_text.ptr) {
        making->payload = fields->payload_text;
    }
    return edit(arena, &edits, "payload", &making->payload);
}

/* The algorithm to sign with: --sign-as, --alg, what the finished header says. */
static enum alg signing_alg(struct arena *arena, const struct forge_fields *fields,
                            const struct making *making) {
    if (fields->sign_as.ptr || fields->alg.ptr) {
        return alg_from_spelling(fields->sign_as.ptr ? fields->sign_as : fields->alg, NULL);
    }
    struct jws jws;
    struct span token;
    bool read = forge_token(arena, making->header, making->payload, &(struct forge_signer){0},
                            &token) == OK &&
                jws_read(arena, token, &jws) == OK;
    return read ? jws.alg : ALG_UNKNOWN;
}

static enum err choose_signer(struct arena *arena, const struct forge_fields *fields,
                              const struct making *making, struct forge_signer *out) {
    *out = (struct forge_signer){.pkey = making->pkey, .form = making->from.form};
    if (fields->keep_signature) {
        out->signature = making->from.signature;
        return making->from.text.ptr ? OK : options_complain(&grammar, "--keep-signature of what?");
    }
    out->alg = fields->unsigned_ ? ALG_UNKNOWN : signing_alg(arena, fields, making);
    if (fields->sign_as.ptr && out->alg == ALG_UNKNOWN) {
        return options_complain(&grammar, "--sign-as: '%.*s' is no signature algorithm",
                                SPAN_ARG(fields->sign_as));
    }
    if (out->alg == ALG_UNKNOWN) {
        return OK;
    }
    bool hmac = alg_info(out->alg)->family == FAMILY_HMAC;
    if (hmac && !fields->secret.ptr) {
        return options_complain(&grammar, "%s needs --secret, or --unsigned",
                                alg_info(out->alg)->name.ptr);
    }
    if (!hmac && !making->pkey) {
        return options_complain(&grammar, "%s needs --key, or --unsigned",
                                alg_info(out->alg)->name.ptr);
    }
    return hmac ? token_input_secret(&grammar, arena, fields->secret, "secret", &out->secret) : OK;
}

/* Segments that were not changed go out as they came in. */
static struct span segment(struct arena *arena, const struct making *making, struct span text,
                           struct span from, struct span from64) {
    return from.ptr && text.ptr == from.ptr && text.len == from.len
               ? from64
               : base64_encode(arena, making->from.form, text);
}

static enum err forge(const struct token_call *call, const void *given, bool *told) {
    const struct forge_fields *fields = given;
    struct arena *arena = call->arena;
    MAKING_SCOPE making = {0};
    struct forge_signer signer;
    struct span token;
    (void)told; /* a token that was written is all there is to tell */
    TRY(start(arena, fields, call->words, &making));
    TRY(read_key(arena, fields, &making));
    TRY(edit_header(arena, fields, &making));
    TRY(edit_payload(arena, fields, &making));
    TRY(choose_signer(arena, fields, &making, &signer));
    struct span header64 =
        segment(arena, &making, making.header, making.from.header, making.from.header64);
    struct span payload64 =
        segment(arena, &making, making.payload, making.from.payload, making.from.payload64);
    enum err err = forge_segments(arena, header64, payload64, &signer, &token);
    if (err == ERR_INVALID) {
        return options_complain(&grammar, "the key is none that signs %s",
                                alg_info(signer.alg)->name.ptr);
    }
    TRY(err);
    BUF_SCOPE out = {0};
    buf_add(&out, token);
    buf_byte(&out, '\n');
    return terminal_print(&out);
}

int cmd_token_forge(const struct verb_call *call) {
    struct forge_fields fields = {0};
    return token_run(call, &(struct token_verb){&grammar, &fields, sizeof(fields), forge});
}
