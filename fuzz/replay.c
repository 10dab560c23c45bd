/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a fuzz target over every file of the folders named, so that its corpus is a test. */
#define _GNU_SOURCE
#include "base/io.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LARGEST_INPUT = 16 << 20 };

/* The input is an allocation of its exact size, so that a sanitizer sees one byte too many. */
static int replay_file(const char *path) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct span text;
    if (io_read(&arena, path, LARGEST_INPUT, &text) != OK) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        return -1;
    }
    uint8_t *copy = malloc(text.len ? text.len : 1);
    if (!copy) {
        return -1;
    }
    memcpy(copy, text.ptr, text.len);
    (void)fprintf(stderr, "%s\n", path); /* the last one named is the one that crashed */
    int status = LLVMFuzzerTestOneInput(copy, text.len);
    free(copy);
    return status;
}

/* Counts the files replayed; -1 when one failed. */
static int replay_folder(const char *folder) {
    struct dirent **entries;
    int found = scandir(folder, &entries, NULL, alphasort);
    int replayed = 0;
    for (int i = 0; i < found; i++) {
        char path[4096];
        int len = snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && replayed >= 0) {
            bool done = len > 0 && (size_t)len < sizeof(path) && replay_file(path) == 0;
            replayed = done ? replayed + 1 : -1;
        }
        free(entries[i]);
    }
    if (found >= 0) {
        free(entries);
    }
    return replayed;
}

int main(int count, char **folders) {
    for (int i = 1; i < count; i++) {
        int replayed = replay_folder(folders[i]);
        if (replayed <= 0) {
            (void)fprintf(stderr, "%s: nothing replayed\n", folders[i]);
            return 1;
        }
        (void)printf("%s: %d inputs\n", folders[i], replayed);
    }
    return count > 1 ? 0 : 1;
}
