/* SPDX-License-Identifier: Apache-2.0 */
/* Counting, from one policy to the next. */
#include "guard/counters.h"

#include "base/map.h"

enum { COUNTERS_MEMORY = 64 << 20 };

#define LATENCY_BOUND(us) us,
static const uint64_t BOUNDS_US[] = {LATENCY_LIST(LATENCY_BOUND)};

static struct counter *add(struct counters *to, struct span method, struct span template) {
    struct counter *counter = arena_new(&to->arena, struct counter);
    if (counter) {
        *counter = (struct counter){.method = arena_dup(&to->arena, method),
                                    .template = arena_dup(&to->arena, template)};
    }
    bool added = counter && counter->method.ptr && counter->template.ptr &&
                 vec_push(&to->arena, &to->all, counter);
    return added ? counter : NULL;
}

static struct span name_of(struct arena *arena, struct span method, struct span template) {
    return arena_printf(arena, "%.*s %.*s", SPAN_ARG(method), SPAN_ARG(template));
}

static enum err copy(const struct counters *from, struct counters *to, struct map *by_name) {
    VEC_EACH(struct counter *, old, &from->all) {
        struct counter *counter = add(to, (*old)->method, (*old)->template);
        TRY_PTR(counter);
        memcpy(counter->grounds, (*old)->grounds, sizeof(counter->grounds));
        struct span name = name_of(&to->arena, counter->method, counter->template);
        TRY_PTR(name.ptr);
        TRY(map_put(&to->arena, by_name, name, counter));
    }
    return OK;
}

static enum err follow(struct counters *to, const struct policy *policy, struct map *by_name) {
    to->of = arena_take(&to->arena, (policy->operations.n + 1) * sizeof(*to->of),
                        _Alignof(struct counter *));
    TRY_PTR(to->of);
    VEC_EACH(struct policy_operation *, operation, &policy->operations) {
        struct span name = name_of(&to->arena, (*operation)->method, (*operation)->template);
        TRY_PTR(name.ptr);
        struct counter *counter = map_get(by_name, name);
        counter = counter ? counter : add(to, (*operation)->method, (*operation)->template);
        TRY_PTR(counter);
        to->of[(*operation)->index] = counter;
    }
    return OK;
}

enum err counters_follow(struct counters *counters, const struct policy *policy) {
    struct counters next = *counters;
    next.of = NULL;
    next.all.at = NULL;
    next.all.n = next.all.room = 0;
    arena_init(&next.arena, COUNTERS_MEMORY);
    struct map by_name = {0};
    enum err err = copy(counters, &next, &by_name);
    err = err == OK ? follow(&next, policy, &by_name) : err;
    if (err != OK) {
        arena_free(&next.arena);
        counters->of = NULL;
        return err;
    }
    arena_free(&counters->arena);
    *counters = next;
    return OK;
}

void counters_free(struct counters *counters) {
    arena_free(&counters->arena);
    *counters = (struct counters){0};
}

void counters_add(struct counters *counters, const struct decision *decision, uint64_t ns) {
    bool known = decision->operation && counters->of;
    struct counter *counter = known ? counters->of[decision->operation->index] : &counters->none;
    counter->grounds[decision->ground]++;
    counters->latency_ns += ns;
    counters->answered++;
    counters->recalled += decision->recalled;
    for (size_t i = 0; i < LATENCY_BUCKETS; i++) {
        counters->latency[i] += ns <= BOUNDS_US[i] * 1000;
    }
}
