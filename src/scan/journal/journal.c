/* SPDX-License-Identifier: Apache-2.0 */
/* A journal's file: a head in plain words, then sealed records, each with its length before it. */
#include "scan/journal/journal.h"

#include "base/clock.h"
#include "base/io.h"
#include "base/map.h"
#include "base/mutant.h"
#include "scan/journal/journal_head.h"
#include "token/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LENGTH = 4, RECORD_MOST = 16 << 20 };

/* The first byte of what is sealed. */
enum { KIND_CHECK = 'C', KIND_RECORD = 'R', KIND_END = 'E' };

static const size_t MEMORY = (size_t)1 << 30;

/* Where a record stands in the file. */
struct place_of {
    off_t at;
    size_t len;
};

struct journal {
    struct arena arena;
    struct span path;
    struct diag *diag;
    int fd;
    off_t size;         /* of what is whole */
    struct map records; /* by operation and round */
    struct map operations;
    size_t surveys; /* of the records */
    struct journal_head head;
    unsigned char key[SEAL_KEY];
    bool deaf; /* it cannot be written any more */
};

static void tell(const struct journal *journal, enum diag_level level, const char *what,
                 const char *why) {
    diag_add(journal->diag, level, (struct place){.file = journal->path}, "%s%s%s", what,
             why ? ": " : "", why ? why : "");
}

static enum err refuse(const struct journal *journal, const char *what) {
    tell(journal, DIAG_ERROR, what, NULL);
    return ERR_INVALID;
}

/* Reads so many bytes of the file, or those that there are; how many. */
static size_t read_at(const struct journal *journal, off_t at, void *into, size_t n) {
    size_t got = 0;
    while (got < n) {
        ssize_t more = pread(journal->fd, (char *)into + got, n - got, at + (off_t)got);
        if (more <= 0 && !(more < 0 && errno == EINTR)) {
            break;
        }
        got += more > 0 ? (size_t)more : 0;
    }
    return got;
}

/* Opens the sealed bytes at a place. ERR_MISSING: it is torn; ERR_INVALID: not sealed with this
 * key, or changed. */
static enum err unseal(const struct journal *journal, struct arena *arena, off_t at,
                       struct span *plain, off_t *next) {
    unsigned char length[LENGTH];
    if (read_at(journal, at, length, LENGTH) != LENGTH) {
        return ERR_MISSING;
    }
    size_t n =
        length[0] | (size_t)length[1] << 8 | (size_t)length[2] << 16 | (size_t)length[3] << 24;
    struct stat info;
    bool room = fstat(journal->fd, &info) == 0 && n <= RECORD_MOST &&
                (off_t)n <= info.st_size - at - LENGTH;
    if (!room) {
        return ERR_MISSING;
    }
    unsigned char *sealed = arena_take(arena, n + 1, 1), *out = arena_take(arena, n + 1, 1);
    TRY_PTR(sealed);
    TRY_PTR(out);
    if (read_at(journal, at + LENGTH, sealed, n) != n) {
        return ERR_MISSING;
    }
    *next = at + LENGTH + (off_t)n;
    TRY(seal_open(journal->key, (struct span){(const char *)sealed, n}, out, plain));
    return plain->len ? OK : ERR_INVALID;
}

/* Adds sealed bytes. What is written in part is taken back. Errors: ERR_IO. */
static enum err append(struct journal *journal, char kind, struct span plain) {
    BUF_SCOPE whole = {0}, out = {0};
    buf_byte(&whole, kind);
    buf_add(&whole, plain);
    size_t n = whole.len + SEAL_MORE;
    for (unsigned i = 0; i < LENGTH; i++) {
        buf_byte(&out, (char)(n >> (8 * i) & 255));
    }
    buf_fill(&out, '\0', n);
    TRY(buf_status(&whole));
    TRY(buf_status(&out));
    if (n > RECORD_MOST) {
        return OK; /* it will be asked again */
    }
    TRY(seal_close(journal->key, buf_span(&whole), (unsigned char *)out.data + LENGTH));
    enum err written = io_write_fd(journal->fd, buf_span(&out));
    if (written != OK) {
        int why = errno;
        (void)!ftruncate(journal->fd, journal->size);
        errno = why;
        return written;
    }
    journal->size += (off_t)out.len;
    return OK;
}

static void add(struct journal *journal, char kind, struct span plain) {
    if (journal->deaf) {
        return;
    }
    enum err err = append(journal, kind, plain);
    if (err != OK) {
        journal->deaf = true;
        tell(journal, DIAG_WARNING,
             "the journal could not be written, and the scan goes on without it", io_words(err));
    }
}

static struct span key_of(struct arena *arena, struct span operation, unsigned round) {
    return arena_printf(arena, "%u %.*s", round, SPAN_ARG(operation));
}

static enum err index_record(struct journal *journal, struct arena *scratch, struct span plain,
                             off_t at) {
    struct record record;
    enum err err = journal_record_read(scratch, span_from_index(plain, 1), &record);
    if (err != OK) {
        return err == ERR_SYNTAX ? ERR_INVALID : err;
    }
    struct place_of *place = arena_new(&journal->arena, struct place_of);
    struct span key = key_of(&journal->arena, record.operation, record.round);
    TRY_PTR(place);
    TRY_PTR(key.ptr);
    *place = (struct place_of){at, plain.len};
    if (span_starts(record.operation, SPAN(JOURNAL_SURVEY))) {
        journal->surveys++;
    } else {
        struct span operation = arena_dup(&journal->arena, record.operation);
        TRY_PTR(operation.ptr);
        TRY(map_put(&journal->arena, &journal->operations, operation, place));
    }
    return map_put(&journal->arena, &journal->records, key, place);
}

/* Reads what is whole; *ended: its scan came to its end. */
static enum err read_records(struct journal *journal, bool *ended) {
    off_t at = journal->size, next = at;
    enum err err = OK;
    for (bool first = true; err == OK; first = false) {
        ARENA_SCOPE scratch;
        arena_init(&scratch, MEMORY);
        struct span plain;
        err = unseal(journal, &scratch, at, &plain, &next);
        if (first && err == ERR_INVALID) {
            return refuse(journal, "it is of a scan with other identities; to begin anew, remove "
                                   "it or name another");
        }
        if (err == OK && plain.ptr[0] == KIND_RECORD) {
            err = index_record(journal, &scratch, plain, at);
        } else if (err == OK) {
            *ended |= plain.ptr[0] == KIND_END;
        }
        at = err == OK ? next : at;
    }
    journal->size = at;
    return err == ERR_MISSING || err == ERR_INVALID ? OK : err;
}

/* A new head, and a first record by which its key is known again. */
static enum err begin(struct journal *journal, const struct journal_terms *terms) {
    BUF_SCOPE head = {0};
    journal->records = (struct map){0};
    TRY(journal_head_make(terms, clock_unix(), &journal->head));
    journal_head_write(&journal->head, &head);
    TRY(buf_status(&head));
    TRY(seal_key(terms->secret, journal->head.salt, journal->key));
    if (ftruncate(journal->fd, 0) != 0 || io_write_fd(journal->fd, buf_span(&head)) != OK) {
        return ERR_IO;
    }
    journal->size = (off_t)head.len;
    return append(journal, KIND_CHECK, SPAN(""));
}

/* Goes on with what is there. *fresh: nothing is, or it came to its end. */
static enum err resume(struct journal *journal, const struct journal_terms *terms, bool *fresh) {
    bool ended = false;
    struct journal_head now;
    TRY(journal_head_make(terms, 0, &now));
    char first[JOURNAL_HEAD_MOST];
    struct span text = {first, read_at(journal, 0, first, sizeof(first))};
    enum err err = journal_head_read(text, &journal->head, &journal->size);
    if (err == ERR_MISSING) {
        *fresh = true;
        return OK;
    }
    if (err != OK) {
        return refuse(journal, "it is no journal of this version of postern");
    }
    const char *changed = journal_head_change(&journal->head, &now);
    if (changed) {
        return refuse(journal, changed);
    }
    TRY(seal_key(terms->secret, journal->head.salt, journal->key));
    TRY(read_records(journal, &ended));
    *fresh = ended;
    if (ended) {
        tell(journal, DIAG_NOTE, "its scan came to its end; a new one begins", NULL);
    }
    return OK;
}

/* What was torn off is cut off, so that what is added follows what is whole. */
static enum err drop_torn(struct journal *journal) {
    struct stat info;
    if (fstat(journal->fd, &info) != 0 || ftruncate(journal->fd, journal->size) != 0) {
        return ERR_IO;
    }
    if (info.st_size > journal->size && !MUTANT(torn_untold)) {
        tell(journal, DIAG_NOTE, "its last record was not whole, and is dropped", NULL);
    }
    diag_add(journal->diag, DIAG_NOTE, (struct place){.file = journal->path},
             "the scan goes on: %zu operations are known, and %zu questions about the target",
             journal->operations.n, journal->surveys);
    return OK;
}

static enum err open_file(struct journal *journal, const struct journal_terms *terms) {
    bool fresh = false;
    struct stat info;
    journal->fd =
        open(journal->path.ptr, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (journal->fd < 0) {
        return ERR_IO;
    }
    if (fstat(journal->fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        return refuse(journal, "it is no regular file");
    }
    if (flock(journal->fd, LOCK_EX | LOCK_NB) != 0) {
        return refuse(journal, "another scan is using it");
    }
    TRY(resume(journal, terms, &fresh));
    return fresh ? begin(journal, terms) : drop_torn(journal);
}

enum err journal_open(struct span path, const struct journal_terms *terms, struct diag *diag,
                      struct journal **out) {
    struct journal *journal = calloc(1, sizeof(*journal));
    TRY_PTR(journal);
    arena_init(&journal->arena, MEMORY);
    journal->path = path;
    journal->diag = diag;
    enum err err = open_file(journal, terms);
    *out = journal;
    if (err != OK) {
        if (err != ERR_INVALID) {
            tell(journal, DIAG_ERROR, "the journal cannot be kept", io_words(err));
        }
        journal_close(out);
    }
    return err;
}

void journal_close(struct journal **journal) {
    if (*journal) {
        io_close(&(*journal)->fd);
        arena_free(&(*journal)->arena);
        free(*journal);
        *journal = NULL;
    }
}

int64_t journal_begun(const struct journal *journal) {
    return journal->head.begun;
}

enum err journal_knows(const struct journal *journal, struct arena *arena, struct span operation,
                       unsigned round, bool *known) {
    struct span key = key_of(arena, operation, round);
    TRY_PTR(key.ptr);
    *known = map_get(&journal->records, key) != NULL;
    return OK;
}

enum err journal_recall(const struct journal *journal, struct arena *arena, struct span operation,
                        unsigned round, struct record *out) {
    *out = (struct record){0};
    struct span key = key_of(arena, operation, round), plain;
    TRY_PTR(key.ptr);
    const struct place_of *place = map_get(&journal->records, key);
    off_t next;
    if (!place) {
        return OK;
    }
    enum err err = unseal(journal, arena, place->at, &plain, &next);
    err = err == OK ? journal_record_read(arena, span_from_index(plain, 1), out) : err;
    if (err != OK) {
        *out = (struct record){0};
    }
    return err == ERR_MEMORY ? err : OK;
}

void journal_add(struct journal *journal, const struct record *record) {
    BUF_SCOPE plain = {0};
    journal_record_write(record, &plain);
    if (buf_status(&plain) == OK) {
        add(journal, KIND_RECORD, buf_span(&plain));
    }
}

void journal_end(struct journal *journal) {
    add(journal, KIND_END, SPAN(""));
}
