/* SPDX-License-Identifier: Apache-2.0 */
/* A journal's head: lines of a word and its value, ended by an empty line. */
#include "scan/journal/journal_head.h"

#include "base/mutant.h"

#include <inttypes.h>

#define MAGIC "postern-journal 2 " POSTERN_VERSION

enum err journal_head_make(const struct journal_terms *terms, int64_t begun,
                           struct journal_head *out) {
    *out = (struct journal_head){.begun = begun};
#define TERM_DIGEST(name, word) TRY(digest_sha256(terms->name, out->name));
    JOURNAL_TERM_LIST(TERM_DIGEST)
#undef TERM_DIGEST
    return seal_new_salt(out->salt);
}

void journal_head_write(const struct journal_head *head, struct buf *out) {
    buf_printf(out, MAGIC "\nbegun %" PRId64 "\nsalt ", head->begun);
    for (size_t i = 0; i < SEAL_SALT; i++) {
        buf_printf(out, "%02x", head->salt[i]);
    }
#define TERM_LINE(name, word) buf_printf(out, "\n" #name " %.*s", DIGEST_HEX, head->name);
    JOURNAL_TERM_LIST(TERM_LINE)
#undef TERM_LINE
    buf_text(out, "\n\n");
}

/* The value of the next line, which must begin with that word. */
static bool next_value(struct span *rest, const char *word, struct span *out) {
    *out = span_cut(rest, '\n');
    struct span name = span_cut(out, ' ');
    return rest->ptr && out->ptr && span_equal(name, span_from(word));
}

static bool read_salt(struct span hex, unsigned char salt[SEAL_SALT]) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < (size_t)SEAL_SALT * 2 && hex.len == (size_t)SEAL_SALT * 2; i++) {
        const char *digit = memchr(digits, hex.ptr[i], 16);
        if (!digit) {
            return false;
        }
        salt[i / 2] = (unsigned char)(salt[i / 2] << 4 | (digit - digits));
    }
    return hex.len == (size_t)SEAL_SALT * 2;
}

static bool read_digest(struct span hex, char out[DIGEST_HEX]) {
    if (hex.len != DIGEST_HEX) {
        return false;
    }
    memcpy(out, hex.ptr, DIGEST_HEX);
    return true;
}

enum err journal_head_read(struct span text, struct journal_head *out, off_t *end) {
    struct span magic = SPAN(MAGIC "\n"), rest = text, value;
    uint64_t begun = 0;
    size_t ends = span_find(text, SPAN("\n\n"));
    *out = (struct journal_head){0};
    if (text.len < magic.len ? span_starts(magic, text) : false) {
        return ERR_MISSING;
    }
    if (!span_starts(text, magic)) {
        return ERR_SYNTAX;
    }
    if (ends == SIZE_MAX) {
        return text.len < JOURNAL_HEAD_MOST ? ERR_MISSING : ERR_SYNTAX;
    }
    *end = (off_t)ends + 2;
    rest = span_slice(text, magic.len, ends + 1 - magic.len);
    bool good = next_value(&rest, "begun", &value) && span_to_u64(value, &begun) &&
                next_value(&rest, "salt", &value) && read_salt(value, out->salt);
    out->begun = (int64_t)begun;
#define TERM_READ(name, word) \
    good = good && next_value(&rest, #name, &value) && read_digest(value, out->name);
    JOURNAL_TERM_LIST(TERM_READ)
#undef TERM_READ
    return good ? OK : ERR_SYNTAX;
}

const char *journal_head_change(const struct journal_head *then, const struct journal_head *now) {
#define TERM_COMPARE(name, word)                                                          \
    if (memcmp(then->name, now->name, DIGEST_HEX) != 0) {                                 \
        return "it is of a scan with " word "; to begin anew, remove it or name another"; \
    }
    JOURNAL_TERM_LIST(TERM_COMPARE)
#undef TERM_COMPARE
    return NULL;
}
