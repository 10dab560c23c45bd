/* SPDX-License-Identifier: Apache-2.0 */
/* Findings beside those that were accepted. */
#include "cli/baseline.h"

#include "base/mutant.h"
#include "catalog/difference.h"
#include "cli/report_file.h"

#include <unistd.h>

enum err baseline_read(struct arena *arena, struct span path, struct baseline *out,
                       struct diag *diag) {
    if (access(path.ptr, F_OK) != 0) {
        diag_add(diag, DIAG_ERROR, (struct place){.file = path},
                 "not found; 'postern baseline update REPORT.json -b %.*s' makes one",
                 SPAN_ARG(path));
        return ERR_MISSING;
    }
    return report_file_read_findings(arena, path, &out->accepted, diag);
}

static bool covered(const struct baseline *baseline, const struct finding *finding) {
    VEC_EACH(const struct finding, accepted, &baseline->accepted.findings) {
        if (finding_covers(accepted, finding)) {
            return true;
        }
    }
    return MUTANT(baseline_all);
}

enum err baseline_mark(const struct baseline *baseline, struct arena *arena,
                       struct result *result) {
    VEC_EACH(struct finding, finding, &result->findings) {
        finding->known = covered(baseline, finding);
    }
    const struct result *before = &baseline->accepted;
    VEC_EACH(const struct finding, accepted, &before->findings) {
        bool gone =
            !finding_in(result, accepted) && !finding_unjudged(before, result, accepted).len;
        if (gone && !vec_push(arena, &result->fixed, *accepted)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}
