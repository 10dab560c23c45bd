/* SPDX-License-Identifier: Apache-2.0 */
/* A JWS in the compact serialization (RFC 7515, section 7.1), taken apart; its bytes are kept. */
#ifndef POSTERN_TOKEN_JWS_H
#define POSTERN_TOKEN_JWS_H

#include "base/limits.h"
#include "text/base64.h"
#include "text/tree.h"
#include "token/alg.h"
#include "token/alg_spelling.h"
#include "token/reason.h"

enum {
    JWS_DEPTH = 32,               /* nesting of the header's and the payload's JSON */
    JWS_HEADER_BYTES = 4 << 10,   /* of base64url */
    JWS_SIGNATURE_BYTES = 3 << 10 /* of base64url; RSA of 16384 bits takes 2731 */
};

struct jws {
    /* As received; signing_input is "header.payload" (RFC 7515, section 5.1). */
    struct span text, signing_input;
    struct span header64, payload64, signature64;
    /* Decoded. */
    struct span header, payload, signature;
    const struct node *header_node;  /* an object */
    const struct node *payload_node; /* NULL when the payload is no JSON object */
    struct span alg_name;            /* alg as the header spells it; {NULL, 0} when missing */
    enum alg alg;
    bool awaited;            /* its signature is being checked: by verify_jws alone */
    enum token_reason fault; /* TOKEN_ACCEPTED when well formed; else the first thing wrong */
    /* How it was written, where that is not as RFC 7515 has it: by jws_read alone. */
    enum base64_form form;
    enum alg_style style;
};

/* The header that was read last, for tokens that begin alike, as an issuer's do. Zero is none;
 * jws_head_free it. One thread at a time. */
struct jws_head {
    struct arena arena;
    struct span header64, header;
    const struct node *node; /* NULL: none */
};

void jws_head_free(struct jws_head *head);

/* Takes text apart, strictly: size, three segments, canonical base64url, a header that is a JSON
 * object without duplicates. The tree of the payload is not made. text must outlive the result.
 * Errors: ERR_SYNTAX with out->fault set (what was read before it is there too), ERR_MEMORY. */
NODISCARD enum err jws_split(struct arena *arena, struct span text, struct jws *out);

/* The same; a header of the very same bytes as the last sound one is not read again. What *out says
 * of the header is head's, until the next call. head: NULL is none. */
NODISCARD enum err jws_split_after(struct arena *arena, struct jws_head *head, struct span text,
                                   struct jws *out);

/* The same, and reads the payload as JSON. A payload that is no JSON object leaves payload_node
 * NULL and is no error here: a JWS may carry anything. A repeated claim is a fault
 * (TOKEN_PAYLOAD_DUPLICATE, and ERR_SYNTAX), with the tree in place. Errors: as jws_split. */
NODISCARD enum err jws_parse(struct arena *arena, struct span text, struct jws *out);

/* The payload alone, of a JWS that jws_split took apart. */
NODISCARD enum err jws_parse_payload(struct arena *arena, struct jws *jws);

/* Takes text apart as far as it can be read, for looking at it and for forging others like it:
 * padded segments, the other alphabet, algorithms by other names and repeated members are read;
 * out->fault is what a strict reader refuses it for, out->form and out->style say how it is
 * spelled. A payload or signature that is no base64 at all stays {NULL, 0}. Never for verifying.
 * Errors: ERR_SYNTAX when it is too long or has no three segments or no header, with out->fault
 * set; ERR_MEMORY. */
NODISCARD enum err jws_read(struct arena *arena, struct span text, struct jws *out);

/* True when the payload is left out: it is elsewhere (RFC 7515, appendix F; RFC 7797), or blank. */
bool jws_is_detached(const struct jws *jws);

/* True for text that looks like a compact JWS, however it is spelled: three segments of which the
 * first is a JSON object with "alg"; for recognising tokens in credentials and answers. */
bool jws_looks_like(struct span text);

#endif
