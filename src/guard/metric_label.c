/* SPDX-License-Identifier: Apache-2.0 */
/* A label's value has three characters of its own. */
#include "guard/metric_label.h"

void metric_label(struct buf *out, struct span value) {
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        buf_text(out, c == '\\' || c == '"' ? "\\" : "");
        buf_text(out, c == '\n' ? "\\n" : "");
        if (c != '\n') {
            buf_byte(out, c);
        }
    }
}
