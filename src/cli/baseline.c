/* SPDX-License-Identifier: Apache-2.0 */
/* Reading fingerprints from a JSON report. */
#include "cli/baseline.h"

#include "base/io.h"
#include "base/mutant.h"
#include "text/json.h"

enum { BASELINE_BYTES = 256 << 20 };

static enum err tell(struct diag *diag, struct span path, enum err err, const char *what) {
    diag_add(diag, DIAG_ERROR, (struct place){.file = path}, "%s", what);
    return err;
}

enum err baseline_read(struct arena *arena, struct span path, struct baseline *out,
                       struct diag *diag) {
    struct span text;
    const struct node *root;
    enum err err = io_read(arena, path.ptr, BASELINE_BYTES, &text);
    if (err != OK) {
        return tell(diag, path, err, io_words(err));
    }
    TRY(json_parse(arena, text, &(struct json_options){.file = path}, &root, diag));
    const struct node *findings = node_get(root, SPAN("findings"));
    if (!node_is(node_get(root, SPAN("postern")), NODE_STRING) || !node_is(findings, NODE_ARRAY)) {
        return tell(diag, path, ERR_INVALID, "this is no JSON report of postern");
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
