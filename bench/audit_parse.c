/* SPDX-License-Identifier: Apache-2.0 */
/* Parses the files of a tree that an audit parses, with tree-sitter and nothing else, and prints:
 * files, megabytes, seconds of the processor. It is what no reader by tree-sitter can fall below.
 */
#include "audit/gather.h"
#include "base/io.h"
#include "base/limits.h"
#include "source/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_python(void);

struct sum {
    size_t files, bytes;
    clock_t taken;
};

static void parse(TSParser *parser, struct span text, struct sum *sum) {
    clock_t start = clock();
    TSTree *tree = ts_parser_parse_string(parser, NULL, text.ptr, (uint32_t)text.len);
    ts_tree_delete(tree);
    sum->taken += clock() - start;
    sum->files++;
    sum->bytes += text.len;
}

static void parse_all(struct span root, const struct tree_files *files, struct sum *sum) {
    TSParser *parser = ts_parser_new();
    if (!parser || !ts_parser_set_language(parser, tree_sitter_python())) {
        abort();
    }
    VEC_EACH(const struct tree_file, file, &files->all) {
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        struct span path = folder_join(&arena, root, file->path), text;
        if (path.ptr && io_read_regular(&arena, path.ptr, LIMIT_PYTHON_BYTES, &text) == OK) {
            parse(parser, text, sum);
        }
    }
    ts_parser_delete(parser);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        (void)fprintf(stderr, "usage: audit-parse TREE\n");
        return 2;
    }
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct span root = span_from(argv[1]);
    struct tree_options options = {.root = root, .wanted = gather_wants};
    struct tree_files files = {0};
    struct diag diag;
    struct sum sum = {0};
    diag_init(&diag, &arena);
    if (tree_list(&arena, &options, &files, &diag) != OK) {
        (void)fprintf(stderr, "%s cannot be read\n", argv[1]);
        return 2;
    }
    parse_all(root, &files, &sum);
    (void)printf("%zu\t%.1f\t%.3f\n", sum.files, (double)sum.bytes / 1e6,
                 (double)sum.taken / CLOCKS_PER_SEC);
    return 0;
}
