/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as the head of a journal, and as a record of one: refused, or written as they were
 * read. */
#include "scan/journal/journal_head.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds) {
        abort();
    }
}

static void check_same(struct arena *arena, const struct record *record) {
    BUF_SCOPE out = {0};
    struct record again;
    journal_record_write(record, &out);
    check(buf_status(&out) == OK);
    check(journal_record_read(arena, buf_span(&out), &again) == OK);
    check(again.sent == record->sent && again.round == record->round);
    check(again.all.n == record->all.n && span_equal(again.operation, record->operation));
    for (size_t i = 0; i < again.all.n; i++) {
        const struct recorded *one = &record->all.at[i], *other = &again.all.at[i];
        check(span_equal(one->by, other->by) && span_equal(one->path, other->path));
        check(span_equal(one->response.body, other->response.body));
        check(one->response.status == other->response.status);
        check(one->response.fields.n == other->response.fields.n);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)256 << 20);
    struct span bytes = {(const char *)data, size};
    struct journal_head head;
    struct record record;
    off_t end = 0;
    if (journal_head_read(bytes, &head, &end) == OK) {
        BUF_SCOPE out = {0};
        journal_head_write(&head, &out);
        check(end > 0 && (size_t)end <= size && journal_head_change(&head, &head) == NULL);
    }
    if (size <= 65536 && journal_record_read(&arena, bytes, &record) == OK) {
        check_same(&arena, &record);
    }
    return 0;
}
