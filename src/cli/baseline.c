/* SPDX-License-Identifier: Apache-2.0 */
/* Reading fingerprints from a JSON report. */
#include "cli/baseline.h"

#include "base/mutant.h"
#include "cli/input.h"
#include "text/json.h"

enum { BASELINE_BYTES = 256 << 20 };

enum err baseline_read(struct arena *arena, struct span path, struct baseline *out,
                       struct diag *diag) {
    struct span text;
    const struct node *root;
    TRY(input_read(arena, path, BASELINE_BYTES, &text, diag));
    TRY(json_parse(arena, text, &(struct json_options){.file = path}, &root, diag));
    const struct node *findings = node_get(root, SPAN("findings"));
    if (!node_is(node_get(root, SPAN("postern")), NODE_STRING) || !node_is(findings, NODE_ARRAY)) {
        diag_add(diag, DIAG_ERROR, (struct place){.file = path},
                 "this is no JSON report of postern");
        return ERR_INVALID;
    }
    NODE_EACH(finding, findings) {
        struct span fingerprint = node_text(node_get(finding, SPAN("fingerprint")));
        if (fingerprint.len && !vec_push(arena, &out->fingerprints, fingerprint)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static bool holds(const struct baseline *baseline, struct span fingerprint) {
    for (size_t i = 0; i < baseline->fingerprints.n; i++) {
        if (span_equal(baseline->fingerprints.at[i], fingerprint)) {
            return true;
        }
    }
    return MUTANT(baseline_all);
}

void baseline_mark(const struct baseline *baseline, struct result *result) {
    for (size_t i = 0; i < result->findings.n; i++) {
        struct finding *finding = &result->findings.at[i];
        finding->known = holds(baseline, finding->fingerprint);
    }
}
