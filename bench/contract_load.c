/* SPDX-License-Identifier: Apache-2.0 */
/* Loads one contract and prints: error, operations, schemes, errors, warnings, seconds of the
 * processor, peak KB. */
#include "base/io.h"
#include "base/limits.h"
#include "contract/contract.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static void print_all(const struct diag *diag) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    VEC_EACH(const struct diag_item, item, &diag->items) {
        (void)fprintf(stderr, "%.*s\n", SPAN_ARG(diag_line(&arena, item)));
    }
}

static long peak_kb(void) {
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : -1;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        (void)fprintf(stderr, "usage: contract-load FILE [-v]\n");
        return 2;
    }
    ARENA_SCOPE arena;
    arena_init(&arena, LIMIT_CONTRACT_MEMORY);
    struct span text = {NULL, 0};
    struct contract contract;
    struct diag diag;
    struct contract_options options = {.file = span_from(argv[1])};
    clock_t start = clock();
    diag_init(&diag, &arena);
    enum err error = io_read(&arena, argv[1], LIMIT_CONTRACT_BYTES, &text);
    if (error == OK) {
        error = contract_load(&arena, text, &options, &contract, &diag);
    } else {
        contract = (struct contract){0};
    }
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    (void)printf("%d\t%zu\t%zu\t%zu\t%zu\t%.4f\t%ld\n", (int)error, contract.operations.n,
                 contract.schemes.n, diag.errors, diag.warnings, seconds, peak_kb());
    if (argc > 2) {
        print_all(&diag);
    }
    return 0;
}
