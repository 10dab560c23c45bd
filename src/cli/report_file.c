/* SPDX-License-Identifier: Apache-2.0 */
/* From a file to a result. */
#include "cli/report_file.h"

#include "cli/input.h"
#include "cli/rule_names.h"
#include "report/json_read.h"
#include "text/json.h"

enum { REPORT_BYTES = 256 << 20 };

static enum err open_report(struct arena *arena, struct span path, struct json_read *read,
                            const struct node **root, struct diag *diag) {
    struct span text;
    struct registry *registry = arena_new(arena, struct registry);
    TRY_PTR(registry);
    TRY(rule_names_all(arena, registry));
    TRY(input_read(arena, path, REPORT_BYTES, &text, diag));
    *read = (struct json_read){.arena = arena, .registry = registry, .file = path, .diag = diag};
    return json_parse(arena, text, &(struct json_options){.file = path}, root, diag);
}

enum err report_file_read(struct arena *arena, struct span path, struct result *out,
                          struct diag *diag) {
    struct json_read read;
    const struct node *root;
    TRY(open_report(arena, path, &read, &root, diag));
    return json_read_result(&read, root, out);
}

enum err report_file_read_findings(struct arena *arena, struct span path, struct result *out,
                                   struct diag *diag) {
    struct json_read read;
    const struct node *root;
    TRY(open_report(arena, path, &read, &root, diag));
    return json_read_baseline(&read, root, out);
}

void report_file_targets(const struct result *earlier, const struct result *later, struct span name,
                         struct diag *diag) {
    if (earlier->target.len && later->target.len && !span_equal(earlier->target, later->target)) {
        diag_add(diag, DIAG_NOTE, (struct place){.file = name},
                 "it is of %.*s; what it is held against is of %.*s", SPAN_ARG(later->target),
                 SPAN_ARG(earlier->target));
    }
}
