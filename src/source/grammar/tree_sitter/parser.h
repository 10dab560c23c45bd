/* SPDX-License-Identifier: Apache-2.0 */
/* The library's parser.h, with what the generated grammar expects of a later one. */
#ifndef POSTERN_SOURCE_GRAMMAR_PARSER_H
#define POSTERN_SOURCE_GRAMMAR_PARSER_H

#include_next <tree_sitter/parser.h>

/* A range of code points, both ends in it; ranges stand in order. */
typedef struct {
    int32_t start, end;
} TSCharacterRange;

static inline bool set_contains(const TSCharacterRange *ranges, uint32_t count, int32_t code) {
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (code > ranges[middle].end) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && code >= ranges[low].start;
}

/* Later grammars give all four in order, by position. */
#undef REDUCE
#define REDUCE(name, children, precedence, production) \
    {                                                  \
        {                                              \
            .reduce = {                                \
                .type = TSParseActionTypeReduce,       \
                .child_count = (children),             \
                .symbol = (name),                      \
                .dynamic_precedence = (precedence),    \
                .production_id = (production),         \
            },                                         \
        }                                              \
    }

/* Pairs of character and state, tried in turn. */
#define ADVANCE_MAP(...)                                                 \
    {                                                                    \
        static const uint16_t pairs[] = {__VA_ARGS__};                   \
        for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i += 2) { \
            if (pairs[i] == lookahead) {                                 \
                state = pairs[i + 1];                                    \
                goto next_state;                                         \
            }                                                            \
        }                                                                \
    }

#endif
