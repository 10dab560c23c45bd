/* SPDX-License-Identifier: Apache-2.0 */
/* Are the claims read from one serialization, and the signature from another? */
#include "scan/forgery/forgery.h"

/* JSON to a reader of JSON, which verifies the genuine parts in it; three segments to one who
 * splits at the dots, and skips what is no base64. "~~" keeps the groups of four together. */
static enum err forge(struct subject *subject, const struct forgery *forgery) {
    struct arena *arena = subject_arena(subject);
    const struct jws *jws = &forgery->jws;
    struct edit extra = {SPAN("postern"), SPAN("1")};
    struct span claims, claims64;
    TRY(edit_object(arena, jws->payload, &extra, 1, &claims));
    claims64 = base64_encode(arena, jws->form, claims);
    TRY_PTR(claims64.ptr);
    struct span token =
        arena_printf(arena,
                     "{\"~~%.*s.%.*s.\":\"\",\"protected\":\"%.*s\",\"payload\":\"%.*s\","
                     "\"signature\":\"%.*s\"}",
                     SPAN_ARG(jws->header64), SPAN_ARG(claims64), SPAN_ARG(jws->header64),
                     SPAN_ARG(jws->payload64), SPAN_ARG(jws->signature64));
    TRY_PTR(token.ptr);
    struct attack attack = {
        .label = SPAN("a genuine token as JSON, whose first name is a token with other claims"),
        .cause = SPAN("format"),
        .battery = BATTERY_FULL,
        .message = SPAN("The signature of one token is verified and the claims of another are "
                        "believed: whoever has a token can change what it says."),
    };
    return forgery_attack_hidden(subject, &jwt_format_confusion, forgery, token, attack);
}

static const struct rule rule = {
    .id = "jwt-format-confusion",
    .group = "jwt",
    .severity = SEVERITY_CRITICAL,
    .title = "A token is verified in one form and read in another",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why = "A JWS may be compact or JSON. A library that splits at the dots itself and leaves the "
           "signature to another, which reads JSON as well, verifies one token and believes "
           "another (CVE-2022-39227).",
    .how = "A genuine token is sent as JSON in which a name holds a compact token with other "
           "claims. It fires when that is accepted, and altered signatures are refused otherwise.",
    .fix = "Use what the verification gives, never what was parsed beside it; accept the compact "
           "form alone. Update python-jwt to 3.3.4 or later, or use PyJWT.",
};

const struct probe jwt_format_confusion = {.rule = &rule,
                                           .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                           .opens = true,
                                           .cause = &jwt_signature_unchecked,
                                           .forge = forge};
