/* SPDX-License-Identifier: Apache-2.0 */
/* Writing down what was decided, for whom, and why. */
#include "guard/audit_line.h"

#include "base/clock.h"
#include "base/mutant.h"
#include "text/json.h"

enum { TEXT_BYTES = 512 /* of anything that comes from outside */ };

static void put(struct json_writer *w, const char *key, struct span value) {
    json_key(w, key);
    json_string(w, span_slice(value, 0, TEXT_BYTES));
}

static const char *token_words(const struct facts *facts) {
    enum token_reason reason = TOKEN_REFUSED;
    for (size_t i = 0; i < POLICY_CHOICES_MOST; i++) {
        reason = facts->proofs[i].made ? facts->proofs[i].reason : reason;
    }
    return reason_name(reason);
}

static const char *account_words(const struct facts *facts) {
    enum account_reason reason = ACCOUNT_NONE;
    for (size_t i = 0; i < POLICY_CHOICES_MOST; i++) {
        reason = facts->proofs[i].account ? facts->proofs[i].account : reason;
    }
    return account_name(reason);
}

/* The part that failed, where the ground alone does not say it. */
static struct span detail(const struct facts *facts, const struct decision *decision) {
    if (decision->ground == GROUND_TOKEN) {
        return span_from(token_words(facts));
    }
    if (decision->ground == GROUND_USER || decision->ground == GROUND_USERS) {
        return span_from(account_words(facts));
    }
    if (decision->ground == GROUND_PATH) {
        return span_from(path_fault_name(facts->path_fault));
    }
    return decision->ground == GROUND_FORGED ? facts->forged : decision->lacking;
}

static void put_request(struct json_writer *w, const struct facts_request *request,
                        const struct decision *decision) {
    put(w, "method", request->method);
    if (decision->operation) {
        put(w, "operation", decision->operation->template);
        return;
    }
    struct span rest = request->target;
    put(w, "path", span_cut(&rest, '?'));
}

void audit_line_write(struct buf *out, const struct audit_line *line,
                      const struct facts_request *request, const struct facts *facts,
                      const struct decision *decision) {
    char time[CLOCK_ISO_SIZE];
    struct json_writer w = {.out = out};
    json_begin_object(&w);
    json_key(&w, "time");
    json_text(&w, clock_iso(line->now, time));
    put(&w, "id", line->id);
    if (line->observed) {
        json_key(&w, "observed");
        json_bool(&w, true);
    }
    json_key(&w, "status");
    json_i64(&w, ground_status(decision->ground));
    json_key(&w, "ground");
    json_text(&w, ground_name(decision->ground));
    put(&w, "detail", detail(facts, decision));
    put_request(&w, request, decision);
    if (MUTANT(log_secret)) {
        put(&w, "credential", facts->secret);
    }
    if (decision->choice) {
        put(&w, "scheme", decision->choice->scheme->config->name);
    }
    if (decision->claims) {
        put(&w, "subject", node_text(node_get(decision->claims, SPAN("sub"))));
    }
}
