/* SPDX-License-Identifier: Apache-2.0 */
/* Writing down what was decided, for whom, and why. */
#include "guard/audit_line.h"

#include "base/mutant.h"
#include "guard/users/rights.h"
#include "text/json.h"

enum { TEXT_BYTES = 512 /* of anything that comes from outside */ };

/* A member; its name comes as it is written, with all that stands around it. */
static void put(struct buf *out, struct span name, struct span value) {
    buf_add(out, name);
    json_quote(out, span_slice(value, 0, TEXT_BYTES));
}

/* Three digits: formatting them takes longer than the rest of a member. */
static void put_status(struct buf *out, int status) {
    const char digits[] = {(char)('0' + status / 100 % 10), (char)('0' + status / 10 % 10),
                           (char)('0' + status % 10)};
    buf_add(out, SPAN(",\"status\":"));
    buf_add(out, (struct span){digits, sizeof(digits)});
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

static void put_request(struct buf *out, const struct facts_request *request,
                        const struct decision *decision) {
    put(out, SPAN(",\"method\":"), request->method);
    if (decision->operation) {
        put(out, SPAN(",\"operation\":"), decision->operation->template);
        return;
    }
    struct span rest = request->target;
    put(out, SPAN(",\"path\":"), span_cut(&rest, '?'));
}

void audit_line_write(struct buf *out, const struct audit_line *line,
                      const struct facts_request *request, const struct facts *facts,
                      const struct decision *decision) {
    put(out, SPAN("{\"time\":"), line->time);
    put(out, SPAN(",\"id\":"), line->id);
    if (line->observed) {
        buf_add(out, SPAN(",\"observed\":true"));
    }
    put_status(out, ground_status(decision->ground));
    put(out, SPAN(",\"ground\":"), span_from(ground_name(decision->ground)));
    put(out, SPAN(",\"detail\":"), detail(facts, decision));
    put_request(out, request, decision);
    if (MUTANT(log_secret)) {
        put(out, SPAN(",\"credential\":"), facts->secret);
    }
    if (decision->choice) {
        put(out, SPAN(",\"scheme\":"), decision->choice->scheme->config->name);
    }
    if (decision->claims) {
        put(out, SPAN(",\"subject\":"),
            node_scalar(rights_claim(decision->claims, decision->user, SPAN("sub"))));
    }
}
