/* SPDX-License-Identifier: Apache-2.0 */
/* Reading dialect:, mode: and their like. */
#include "policy/config_serving.h"

#define DIALECT_NAME(code, name) name,
static const char *const DIALECTS[] = {DIALECT_LIST(DIALECT_NAME)};
static const char *const MODES[] = {"enforce", "observe"};
static const char *const LOG_FAILURES[] = {"refuse", "pass"};

void config_serving_read(const struct member_reader *reader, const struct node *root,
                         struct config_serving *out) {
    unsigned dialect = DIALECT_NGINX, mode = 0, log_failure = 0;
    member_choice(reader, root, "dialect", DIALECTS, DIALECT_COUNT, &dialect);
    member_choice(reader, root, "mode", MODES, 2, &mode);
    member_choice(reader, root, "log_failure", LOG_FAILURES, 2, &log_failure);
    member_flag(reader, root, "https_only", &out->https_only);
    member_flag(reader, root, "append_slash", &out->append_slash);
    member_text(reader, root, "path_prefix", &out->path_prefix);
    member_text(reader, root, "metrics", &out->metrics);
    bool confine = true;
    member_flag(reader, root, "confine", &confine);
    out->unconfined = !confine;
    member_text(reader, root, "user", &out->user);
    member_text(reader, root, "group", &out->group);
    if (out->group.len && !out->user.len) {
        MEMBER_FAULT(reader, node_get(root, SPAN("group")), "'group' needs a 'user'");
    }
    out->dialect = (enum dialect)dialect;
    out->observe = mode == 1;
    out->log_may_fail = log_failure == 1;
    out->metrics_node = node_get(root, SPAN("metrics"));
    if (out->path_prefix.len &&
        (out->dialect != DIALECT_ENVOY || !span_starts(out->path_prefix, SPAN("/")) ||
         span_ends(out->path_prefix, SPAN("/")))) {
        MEMBER_FAULT(reader, node_get(root, SPAN("path_prefix")),
                     "'path_prefix' is Envoy's, and starts but does not end with a slash");
    }
}
