/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a wordlist: the words must be those of a plain split, and no rule may overrun. */
#include "token/crack_rules.h"
#include "token/crack_words.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Exactly the room that is promised, so that the sanitizer sees a byte too many. */
static void mangle(struct span word) {
    size_t count;
    const struct crack_rule *rules = crack_rules_list(&count);
    for (size_t i = 0; i < count && word.len; i++) {
        char *out = malloc(crack_rule_room(word.len));
        if (out) {
            size_t len = rules[i].apply(&rules[i], word, 2026, out);
            assert(len <= crack_rule_room(word.len));
        }
        free(out);
    }
}

/* The next word of a plain split at LF, without one CR before it. */
static struct span plain_next(struct span *rest) {
    size_t end = span_find_byte(*rest, '\n');
    struct span line = span_slice(*rest, 0, end);
    *rest = end == SIZE_MAX ? (struct span){0} : span_from_index(*rest, end + 1);
    return span_ends(line, SPAN("\r")) ? span_slice(line, 0, line.len - 1) : line;
}

static void check(struct crack_words *words, struct span text, char *room) {
    struct span chunk, word;
    do {
        if (crack_words_take(words, room, NULL, &chunk) != OK) {
            abort();
        }
        while (crack_words_next(&chunk, &word)) {
            struct span expected = plain_next(&text);
            while (expected.len > LIMIT_CRACK_WORD && !span_equal(expected, word)) {
                expected = plain_next(&text); /* may be left out */
            }
            assert(span_equal(expected, word));
            mangle(span_slice(word, 0, 200));
        }
    } while (!words->end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    FILE *file = tmpfile();
    char *room = malloc(CRACK_CHUNK_ROOM);
    struct crack_words words = {0};
    char path[64];
    if (file && room && fwrite(data, 1, size, file) == size && fflush(file) == 0) {
        (void)snprintf(path, sizeof(path), "/dev/fd/%d", fileno(file));
        if (crack_words_open(&words, path) == OK) {
            check(&words, (struct span){(const char *)data, size}, room);
        }
        crack_words_close(&words);
    }
    free(room);
    if (file) {
        (void)fclose(file);
    }
    return 0;
}
