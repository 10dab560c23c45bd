/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing two scans of one target, verdict by verdict and finding by finding. */
#include "trade.h"

static bool has(const struct result *result, const struct rule *rule,
                const struct operation_name *name) {
    VEC_EACH(const struct finding, finding, &result->findings) {
        VEC_EACH(const struct operation_name, one, &finding->operations) {
            if (finding->rule == rule && span_equal(one->method, name->method) &&
                span_equal(one->path, name->path)) {
                return true;
            }
        }
    }
    return false;
}

static void judge_verdicts(struct scenario *scenario, const struct result *thorough) {
    for (size_t i = 0; i < thorough->operations.n; i++) {
        const struct operation_result *all = &thorough->operations.at[i];
        const struct operation_result *few = &scenario->result.operations.at[i];
        if (all->gate != few->gate) {
            COMPLAIN(scenario, "%.*s %.*s is %s, and %s with all batteries", SPAN_ARG(few->method),
                     SPAN_ARG(few->path), gate_word(few->gate), gate_word(all->gate));
        }
    }
}

void trade_judge(struct scenario *scenario, const struct result *thorough) {
    if (scenario->result.operations.n != thorough->operations.n) {
        COMPLAIN(scenario, "has other rows than with all batteries");
        return;
    }
    judge_verdicts(scenario, thorough);
    VEC_EACH(const struct finding, finding, &thorough->findings) {
        VEC_EACH(const struct operation_name, name, &finding->operations) {
            if (!has(&scenario->result, finding->rule, name)) {
                COMPLAIN(scenario, "%s at %.*s %.*s is found with all batteries alone",
                         finding->rule->id, SPAN_ARG(name->method), SPAN_ARG(name->path));
            }
        }
    }
}
