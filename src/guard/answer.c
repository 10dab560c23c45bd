/* SPDX-License-Identifier: Apache-2.0 */
/* Status, challenge, identity headers, body. */
#include "guard/answer.h"

#include "base/mutant.h"
#include "guard/users/rights.h"

#include <inttypes.h>

/* Status that is meant, status that nginx understands, body. */
struct form {
    int meant, sent;
    struct span text, body;
};

static const struct form FORMS[] = {
    {503, 403, SPAN_INIT("503"), SPAN_INIT("{\"detail\":\"The request could not be judged.\"}\n")},
    {200, 200, SPAN_INIT("200"), SPAN_INIT("{\"detail\":\"Passed.\"}\n")},
    {400, 403, SPAN_INIT("400"), SPAN_INIT("{\"detail\":\"The request is malformed.\"}\n")},
    {401, 401, SPAN_INIT("401"), SPAN_INIT("{\"detail\":\"A valid credential is needed.\"}\n")},
    {403, 403, SPAN_INIT("403"), SPAN_INIT("{\"detail\":\"This is not allowed.\"}\n")},
    {429, 403, SPAN_INIT("429"), SPAN_INIT("{\"detail\":\"Too many attempts.\"}\n")},
};

static const struct form *form_of(int meant) {
    for (size_t i = 0; i < sizeof(FORMS) / sizeof(*FORMS); i++) {
        if (FORMS[i].meant == meant) {
            return &FORMS[i];
        }
    }
    return &FORMS[0];
}

static bool is_repeated(const struct policy_operation *operation, size_t at) {
    struct span prefix = operation->choices[at].scheme->prefix;
    for (size_t i = 0; i < at; i++) {
        if (span_equal_nocase(operation->choices[i].scheme->prefix, prefix)) {
            return true;
        }
    }
    return false;
}

/* Scopes have no quotes and no backslashes (RFC 6749, appendix A.4); a contract may. */
static bool is_scope(struct span scope) {
    for (size_t i = 0; i < scope.len; i++) {
        bool outside = scope.ptr[i] <= ' ' || scope.ptr[i] > '~' || scope.ptr[i] == '"' ||
                       scope.ptr[i] == '\\';
        if (outside && !MUTANT(any_scope)) {
            return false;
        }
    }
    return scope.len > 0;
}

static void write_scopes(struct buf *out, const struct policy_choice *choice) {
    bool follows = false;
    buf_text(out, ", error=\"insufficient_scope\", scope=\"");
    for (size_t i = 0; i < choice->scopes.n; i++) {
        if (is_scope(choice->scopes.at[i])) {
            buf_text(out, follows ? " " : "");
            buf_add(out, choice->scopes.at[i]);
            follows = true;
        }
    }
    buf_byte(out, '"');
}

static void write_challenge(struct buf *out, const struct policy *policy,
                            const struct policy_choice *choice) {
    buf_printf(out, "%.*s realm=\"%.*s\"", SPAN_ARG(choice->scheme->prefix),
               SPAN_ARG(policy->config->realm));
}

/* A challenge for each word that may stand before a credential, in one field, since nginx hands on
 * one. What was shown is named invalid, never why. */
static void write_challenges(struct buf *out, const struct policy *policy,
                             const struct facts *facts, const struct policy_operation *operation) {
    for (size_t i = 0; i < operation->n; i++) {
        if (!is_repeated(operation, i)) {
            buf_text(out, out->len ? ", " : "");
            write_challenge(out, policy, &operation->choices[i]);
            bool basic = operation->choices[i].scheme->config->kind == CONFIG_BASIC;
            buf_text(out, basic               ? ", charset=\"UTF-8\""
                          : facts->credential ? ", error=\"invalid_token\""
                                              : "");
        }
    }
}

static enum err add_challenge(struct arena *arena, const struct policy *policy,
                              const struct facts *facts, const struct decision *decision,
                              struct answer *out) {
    BUF_SCOPE text = {0};
    if (decision->ground == GROUND_SCOPE) {
        write_challenge(&text, policy, decision->choice);
        write_scopes(&text, decision->choice);
    } else if (ground_status(decision->ground) == 401) {
        write_challenges(&text, policy, facts, decision->operation);
    }
    TRY(buf_status(&text));
    struct span value = arena_dup(arena, buf_span(&text));
    TRY_PTR(value.ptr);
    bool added = !value.len || fields_add(arena, &out->fields, SPAN("WWW-Authenticate"), value);
    return added ? OK : ERR_MEMORY;
}

/* Seconds (RFC 9110, section 10.2.3). */
static enum err add_wait(struct arena *arena, const struct decision *decision, struct answer *out) {
    if (ground_status(decision->ground) != 429) {
        return OK;
    }
    uint64_t seconds = (decision->wait_ns + 999999999) / 1000000000;
    struct span value = arena_printf(arena, "%" PRIu64, seconds ? seconds : 1);
    TRY_PTR(value.ptr);
    return fields_add(arena, &out->fields, SPAN("Retry-After"), value) ? OK : ERR_MEMORY;
}

static enum err add_identity(struct arena *arena, const struct policy *policy,
                             const struct decision *decision, struct answer *out) {
    VEC_EACH(const struct config_identity, identity, &policy->config->identity) {
        struct span value;
        TRY(rights_text(arena, rights_claim(decision->claims, decision->user, identity->claim),
                        &value));
        bool left_out = MUTANT(empty_identity) && !value.len;
        if (!left_out && !fields_add(arena, &out->fields, identity->header, value)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

/* What is not enforced passes, and says what it would have been. */
static enum err observe(struct arena *arena, const struct policy *policy,
                        const struct decision *decision, struct answer *out) {
    out->status = 200;
    out->body = form_of(200)->body;
    return add_identity(arena, policy, decision, out);
}

enum err answer_make(struct arena *arena, const struct policy *policy, const struct facts *facts,
                     const struct decision *decision, struct answer *out) {
    bool permits = decision->effect == EFFECT_PERMIT;
    int meant = ground_status(decision->ground);
    const struct form *form = form_of(permits == (meant == 200) ? meant : 503);
    bool is_nginx = policy->config->serving.dialect == DIALECT_NGINX;
    *out = (struct answer){.status = is_nginx ? form->sent : form->meant, .body = form->body};
    if (!fields_add(arena, &out->fields, SPAN("X-Postern-Status"), form->text)) {
        return ERR_MEMORY;
    }
    if (policy->config->serving.observe) {
        return observe(arena, policy, decision, out);
    }
    TRY(add_challenge(arena, policy, facts, decision, out));
    TRY(add_wait(arena, decision, out));
    return permits ? add_identity(arena, policy, decision, out) : OK;
}
