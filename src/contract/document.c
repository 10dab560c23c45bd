/* SPDX-License-Identifier: Apache-2.0 */
/* Telling JSON from YAML, and from what is neither. */
#include "contract/document.h"

#include "base/limits.h"
#include "text/json.h"
#include "text/yaml.h"

static enum err refuse(struct diag *diag, struct span file, enum err code, const char *what) {
    diag_add(diag, DIAG_ERROR, (struct place){.file = file, .line = 1, .column = 1}, "%s", what);
    return code;
}

/* UTF-16 and UTF-32 show themselves by a mark, or by a zero among the first bytes. */
static bool is_wide(struct span text) {
    return span_starts(text, SPAN("\xff\xfe")) || span_starts(text, SPAN("\xfe\xff")) ||
           span_find_byte(span_slice(text, 0, 4), '\0') != SIZE_MAX;
}

/* JSON starts with a brace and then a quote; a brace before anything else is YAML's flow style. */
static bool is_json(struct span text) {
    struct span start = span_trim(text);
    if (start.len == 0 || (start.ptr[0] != '{' && start.ptr[0] != '[')) {
        return false;
    }
    struct span inside = span_trim(span_from_index(start, 1));
    return start.ptr[0] == '[' || inside.len == 0 || inside.ptr[0] == '"' || inside.ptr[0] == '}';
}

enum err document_parse(struct arena *arena, struct span text, struct span file,
                        const struct node **root, struct diag *diag) {
    if (text.len > LIMIT_CONTRACT_BYTES) {
        return refuse(diag, file, ERR_LIMIT, "the file is too large");
    }
    if (is_wide(text)) {
        return refuse(diag, file, ERR_UNSUPPORTED,
                      "the text is in UTF-16 or UTF-32, or binary; only UTF-8 is read");
    }
    if (span_starts(text, SPAN("\xef\xbb\xbf"))) {
        text = span_from_index(text, 3);
    }
    struct span start = span_trim(text);
    if (start.len == 0) {
        return refuse(diag, file, ERR_INVALID, "the file is empty");
    }
    if (start.ptr[0] == '<') {
        return refuse(diag, file, ERR_INVALID, "this is HTML or XML, not JSON or YAML");
    }
    if (is_json(text)) {
        return json_parse(arena, text, &(struct json_options){.file = file}, root, diag);
    }
    return yaml_parse(arena, text, &(struct yaml_options){.file = file}, root, diag);
}
