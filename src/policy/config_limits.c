/* SPDX-License-Identifier: Apache-2.0 */
/* Reading numbers of failures. */
#include "policy/config_limits.h"

#define LIMIT_NAME(name, most) #name,
static const char *const NAMES[] = {"window", CONFIG_LIMITS_LIST(LIMIT_NAME)};

enum { FAILURES_MOST = 1000000 };

void config_limits_read(const struct member_reader *reader, const struct node *node,
                        struct config_limits *out) {
#define LIMIT_DEFAULT(name, most) .name = (most),
    *out =
        (struct config_limits){.window = CONFIG_WINDOW_SECONDS, CONFIG_LIMITS_LIST(LIMIT_DEFAULT)};
    if (!node || !member_check(reader, node, "limits", NAMES, sizeof(NAMES) / sizeof(*NAMES))) {
        return;
    }
    member_number(reader, node, "window", CONFIG_WINDOW_MOST, &out->window);
    if (!out->window) {
        MEMBER_FAULT(reader, node_get(node, SPAN("window")),
                     "'window' must be at least one second; a limit of 0 is none");
    }
#define LIMIT_READ(name, most) member_number(reader, node, #name, FAILURES_MOST, &out->name);
    CONFIG_LIMITS_LIST(LIMIT_READ)
}
