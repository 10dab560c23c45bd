/* SPDX-License-Identifier: Apache-2.0 */
/* Threads with a connection each, and what they remember in common. */
#include "guard/users/desk.h"

#include "base/clock.h"
#include "base/mutant.h"
#include "guard/users/recall.h"

#include <stdatomic.h>
#include <stdlib.h>

enum {
    ERRAND_BYTES = 1 << 20, /* all that asking for one request may take */
    WAITING_MOST = 64,      /* questions for each thread: more would only wait for their clients */
};

struct desk {
    struct workers *workers;
    struct workers_task probe;
    bool probing;      /* it is under way */
    atomic_bool blind; /* the last question, or probe, could not be asked */
    struct hits *hits;
    struct recall *recall; /* NULL: without the database nobody is let in */
    uint64_t keep_ns;
    size_t threads;
    uint64_t generation;
    struct users at[]; /* by thread */
};

enum err errand_new(struct errand **out) {
    *out = calloc(1, sizeof(**out));
    TRY_PTR(*out);
    arena_init(&(*out)->arena, ERRAND_BYTES);
    return OK;
}

void errand_free(struct errand *errand) {
    if (errand) {
        arena_free(&errand->arena);
        free(errand);
    }
}

/* What the row came to, or what it came to last where it cannot be read. */
static void remember(struct desk *desk, struct errand *errand, enum err err) {
    struct account before;
    uint64_t now = clock_ns();
    if (err == OK) {
        recall_put(desk->recall, &errand->question, errand->answer, now + desk->keep_ns);
    } else if (recall_get(desk->recall, &errand->arena, &errand->question, now, &before)) {
        *errand->answer = before;
    }
}

static void work(void *user, size_t thread, struct workers_task *task) {
    struct desk *desk = user;
    if (task == &desk->probe) {
        atomic_store(&desk->blind, users_probe(&desk->at[thread]) == ERR_IO);
        return;
    }
    struct errand *errand = (struct errand *)(void *)task;
    struct account account;
    enum err err =
        account_judge(&desk->at[thread], desk->hits, &errand->arena, &errand->question, &account);
    atomic_store(&desk->blind, err == ERR_IO);
    *errand->answer = err == OK ? account : (struct account){.reason = ACCOUNT_DATABASE};
    if (desk->recall) {
        remember(desk, errand, err);
    }
}

enum err desk_open(const struct policy *policy, uint64_t generation, struct desk **out) {
    size_t threads = (size_t)policy->config->users.threads;
    struct desk *desk = calloc(1, sizeof(*desk) + threads * sizeof(struct users));
    *out = NULL;
    TRY_PTR(desk);
    desk->generation = generation;
    enum err err = hits_new(&desk->hits);
    desk->keep_ns = (uint64_t)policy->config->users.keep * 1000000000;
    err = err == OK && policy->config->users.goes_on_blind ? recall_new(&desk->recall) : err;
    for (size_t i = 0; err == OK && i < threads; i++) {
        desk->threads++;
        err = users_open(policy->config, &desk->at[i]);
    }
    err =
        err == OK ? workers_open(threads, threads * WAITING_MOST, work, desk, &desk->workers) : err;
    if (err != OK) {
        (void)desk_close(desk);
        return err;
    }
    *out = desk;
    return OK;
}

void desk_take(const struct desk *desk, struct errand *errand) {
    if (errand->generation != desk->generation) {
        arena_reset(&errand->arena);
        memset(errand->answers, 0, sizeof(errand->answers));
        errand->generation = desk->generation;
    }
}

static enum err copy(struct errand *errand, const struct account_question *question) {
    struct account_question *to = &errand->question;
    *to = (struct account_question){.scheme = question->scheme, .secrets = question->secrets};
    to->user = arena_dup(&errand->arena, question->user);
    to->secret = arena_dup(&errand->arena, question->secret);
    to->claims = arena_dup(&errand->arena, question->claims);
    return to->user.ptr && to->secret.ptr && to->claims.ptr ? OK : ERR_MEMORY;
}

bool desk_ask(struct desk *desk, struct errand *errand, size_t choice,
              const struct account_question *question) {
    errand->answer = &errand->answers[choice];
    bool taken = copy(errand, question) == OK && workers_submit(desk->workers, &errand->task);
    if (!taken) {
        errand->answer->reason = ACCOUNT_OVERLOAD;
    }
    return taken;
}

int desk_fd(const struct desk *desk) {
    return workers_fd(desk->workers);
}

/* The list without the probe, which nobody waits for. */
static struct errand *errands_of(struct desk *desk, struct workers_task *first) {
    struct workers_task **link = &first;
    while (*link) {
        if (*link == &desk->probe) {
            desk->probing = false;
            *link = (*link)->next;
        } else {
            link = &(*link)->next;
        }
    }
    return (struct errand *)(void *)first;
}

bool desk_sees(struct desk *desk) {
    desk->probing = desk->probing || workers_submit(desk->workers, &desk->probe);
    return !atomic_load(&desk->blind) || MUTANT(ready_blind);
}

struct errand *desk_collect(struct desk *desk) {
    return errands_of(desk, workers_collect(desk->workers));
}

struct errand *desk_next(const struct errand *errand) {
    return (struct errand *)(void *)errand->task.next;
}

struct errand *desk_close(struct desk *desk) {
    if (!desk) {
        return NULL;
    }
    struct errand *left = errands_of(desk, workers_close(desk->workers));
    for (size_t i = 0; i < desk->threads; i++) {
        users_close(&desk->at[i]);
    }
    hits_free(desk->hits);
    recall_free(desk->recall);
    free(desk);
    return left;
}
