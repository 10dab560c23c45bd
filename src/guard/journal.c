/* SPDX-License-Identifier: Apache-2.0 */
/* Writing and verifying chained lines. */
#include "guard/journal.h"

#include "base/clock.h"
#include "base/io.h"
#include "base/mutant.h"
#include "text/json.h"

#include <sys/stat.h>
#include <unistd.h>

enum {
    TAIL_BYTES = 16384,      /* more than any line */
    WAITING_MOST = 64 << 10, /* bytes that are written together */
    RESERVED = 256 << 10,    /* set aside at a time */
};

static const struct span HASH_MEMBER = SPAN_INIT(",\"hash\":\"");
static const struct span LINE_END = SPAN_INIT("\"}");
static const struct span OPENED = SPAN_INIT("\"event\":\"opened\",\"previous\":\"");

/* What the hash is of, and the hash. False when the line is none of ours. */
static bool take_apart(struct span line, struct span *object, struct span *hash) {
    size_t tail = HASH_MEMBER.len + DIGEST_HEX + LINE_END.len;
    if (line.len <= tail || !span_ends(line, LINE_END)) {
        return false;
    }
    *object = span_slice(line, 0, line.len - tail);
    *hash = span_slice(line, line.len - LINE_END.len - DIGEST_HEX, DIGEST_HEX);
    return span_equal(span_slice(line, object->len, HASH_MEMBER.len), HASH_MEMBER);
}

/* The hash of the last line in the end of a file; whether half a line follows it. */
static void read_tail(struct journal *journal, struct span tail) {
    struct span object, hash;
    journal->torn = tail.len && tail.ptr[tail.len - 1] != '\n';
    struct span rest = tail;
    while (rest.ptr && rest.len) {
        struct span line = span_cut(&rest, '\n');
        if (rest.ptr && take_apart(line, &object, &hash)) {
            memcpy(journal->hash, hash.ptr, DIGEST_HEX);
        }
    }
}

void journal_take_up(struct journal *journal, int fd, const struct journal *before) {
    char tail[TAIL_BYTES];
    struct stat info;
    *journal = (struct journal){.fd = fd};
    memset(journal->hash, '0', DIGEST_HEX);
    if (before) {
        memcpy(journal->hash, before->hash, DIGEST_HEX);
        journal->failures = before->failures;
    }
    journal->sized = fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
    journal->size = journal->sized ? (int64_t)info.st_size : 0;
    journal->reserved = journal->size;
    if (journal->size > 0) {
        off_t from = info.st_size > TAIL_BYTES ? info.st_size - TAIL_BYTES : 0;
        ssize_t got = pread(fd, tail, sizeof(tail), from);
        read_tail(journal, (struct span){tail, got > 0 ? (size_t)got : 0});
    }
    memcpy(journal->written, journal->hash, DIGEST_HEX);
}

/* Takes half a line back that a full disk has left, if it can only be ours. */
static void mend(struct journal *journal, size_t tried) {
    struct stat after;
    int64_t more = journal->sized && fstat(journal->fd, &after) == 0
                       ? (int64_t)after.st_size - journal->size
                       : 0;
    if (more > 0) {
        journal->torn = more > (int64_t)tried || ftruncate(journal->fd, (off_t)journal->size) != 0;
    }
    journal->failures++;
}

/* The hash is of the hash before it and the object. */
static enum err compose(struct journal *journal, struct span object, char hash[DIGEST_HEX]) {
    struct buf *line = &journal->line;
    buf_clear(line);
    buf_add(line, (struct span){journal->hash, DIGEST_HEX});
    buf_add(line, object);
    TRY(buf_status(line));
    if (!journal->digest) {
        TRY(digest_open(&journal->digest));
    }
    TRY(digest_hex(journal->digest,
                   span_from_index(buf_span(line), MUTANT(chain_of_one) ? DIGEST_HEX : 0), hash));
    buf_add(line, HASH_MEMBER);
    buf_add(line, (struct span){hash, DIGEST_HEX});
    buf_add(line, LINE_END);
    buf_byte(line, '\n');
    return buf_status(line);
}

/* Whether a line of that length may wait: the disk has promised that it can be written. */
static bool may_wait(struct journal *journal, size_t len) {
    int64_t end = journal->size + (int64_t)(journal->waiting.len + len);
    if (!journal->gathers || !journal->sized || journal->torn) {
        return false;
    }
    if (end > journal->reserved && io_reserve(journal->fd, journal->size, RESERVED)) {
        journal->reserved = journal->size + RESERVED;
    }
    return end <= journal->reserved || MUTANT(wait_for_nothing);
}

void journal_flush(struct journal *journal) {
    struct buf *waiting = &journal->waiting;
    if (!journal->waiting_n) {
        return;
    }
    if (buf_status(waiting) == OK && io_write_fd(journal->fd, buf_span(waiting)) == OK) {
        journal->size += (int64_t)waiting->len;
        memcpy(journal->written, journal->hash, DIGEST_HEX);
    } else {
        journal->failures += journal->waiting_n - 1; /* and one for this try */
        journal->lost += journal->waiting_n;
        mend(journal, waiting->len);
        memcpy(journal->hash, journal->written, DIGEST_HEX);
        journal->reserved = journal->size;
    }
    buf_clear(waiting);
    journal->waiting_n = 0;
}

static enum err append(struct journal *journal, struct span object) {
    char hash[DIGEST_HEX];
    if (journal->waiting.len > WAITING_MOST) {
        journal_flush(journal);
    }
    TRY(compose(journal, object, hash));
    struct span text = span_from_index(buf_span(&journal->line), DIGEST_HEX);
    if (may_wait(journal, text.len)) {
        buf_add(&journal->waiting, text);
        TRY(buf_status(&journal->waiting));
        memcpy(journal->hash, hash, DIGEST_HEX);
        journal->waiting_n++;
        return OK;
    }
    if (journal->waiting_n) { /* one cannot wait: nor can those before it */
        journal_flush(journal);
        return append(journal, object);
    }
    if (journal->torn) {
        TRY(io_write_fd(journal->fd, SPAN("\n")));
        journal->size++;
        journal->torn = false;
    }
    if (io_write_fd(journal->fd, text) != OK) {
        mend(journal, text.len);
        return ERR_IO;
    }
    journal->size += (int64_t)text.len;
    memcpy(journal->hash, hash, DIGEST_HEX);
    memcpy(journal->written, hash, DIGEST_HEX);
    return OK;
}

void journal_free(struct journal *journal) {
    buf_free(&journal->line);
    buf_free(&journal->waiting);
    digest_close(journal->digest);
    journal->digest = NULL;
}

static enum err begin(struct journal *journal, int64_t now) {
    char time[CLOCK_ISO_SIZE];
    BUF_SCOPE line = {0};
    buf_printf(&line, "{\"time\":\"%s\",", clock_iso(now, time));
    buf_add(&line, OPENED);
    buf_add(&line, (struct span){journal->hash, DIGEST_HEX});
    buf_byte(&line, '"');
    TRY(buf_status(&line));
    TRY(append(journal, buf_span(&line)));
    journal->begun = true;
    return OK;
}

enum err journal_write(struct journal *journal, int64_t now, struct span object) {
    if (!journal->begun) {
        TRY(begin(journal, now));
    }
    return append(journal, object);
}

/* What an opening line says came before it; {NULL, 0} for any other line. */
static struct span previous_of(struct span object) {
    struct span rest = object;
    (void)span_cut(&rest, ',');
    bool opens = rest.ptr && span_starts(rest, OPENED) && rest.len == OPENED.len + DIGEST_HEX + 1;
    return opens ? span_slice(rest, OPENED.len, DIGEST_HEX) : (struct span){NULL, 0};
}

static enum err check_line(struct journal_check *check, struct span line) {
    struct span object, hash;
    char found[DIGEST_HEX];
    if (!take_apart(line, &object, &hash)) {
        check->fault = SPAN("is no whole line of an audit log");
        return OK;
    }
    struct span previous = previous_of(object);
    if (!check->begun && !previous.ptr) {
        check->fault = SPAN("should open the log: what came before it is missing");
        return OK;
    }
    if (!check->begun) {
        memcpy(check->hash, previous.ptr, DIGEST_HEX);
        check->begun = true;
    }
    if (previous.ptr && !span_equal(previous, (struct span){check->hash, DIGEST_HEX})) {
        check->fault = SPAN("does not follow the line before it: lines are missing");
        return OK;
    }
    BUF_SCOPE text = {0};
    buf_add(&text, (struct span){check->hash, MUTANT(chain_of_one) ? 0 : DIGEST_HEX});
    buf_add(&text, object);
    TRY(buf_status(&text));
    TRY(digest_sha256(buf_span(&text), found));
    if (!span_equal(hash, (struct span){found, DIGEST_HEX})) {
        check->fault = SPAN("was changed, or lines before it are missing");
    }
    memcpy(check->hash, found, DIGEST_HEX);
    return OK;
}

enum err journal_verify(struct journal_check *check, struct span text) {
    struct span rest = text;
    while (rest.ptr && rest.len && !check->fault.len) {
        struct span line = span_cut(&rest, '\n');
        check->lines++;
        if (!rest.ptr) {
            check->fault = SPAN("is cut off");
            return OK;
        }
        TRY(check_line(check, line));
    }
    return OK;
}
