/* SPDX-License-Identifier: Apache-2.0 */
/* Opening, following a new policy, and collecting. */
#include "guard/backing.h"

#include "base/clock.h"
#include "guard/web.h"

enum { AWAIT_MS = 1000 /* for Redis's first answer */ };

/* Requests whose errands are done, or came to nothing, are judged again. */
static void resume(struct errand *errand) {
    while (errand) {
        struct errand *next = desk_next(errand);
        web_resume(errand->waiting);
        errand = next;
    }
}

static void open_desk(struct backing *backing) {
    const struct policy *policy = backing->service->state.policy;
    if (policy->config->users.node &&
        desk_open(policy, ++backing->generation, &backing->desk) != OK) {
        backing->desk = NULL; /* whoever needs it is refused */
    }
}

static bool fetches_keys(const struct policy *policy) {
    VEC_EACH(struct policy_scheme *, scheme, &policy->schemes) {
        if ((*scheme)->config->remote.url.len) {
            return true;
        }
    }
    return false;
}

/* Without a keyring what needs one is refused. */
static void follow_keys(struct backing *backing) {
    const struct policy *policy = backing->service->state.policy;
    if (!backing->keyring && (!fetches_keys(policy) ||
                              keyring_new(backing->tell, backing->user, &backing->keyring) != OK)) {
        backing->keyring = NULL;
    } else if (keyring_follow(backing->keyring, policy) != OK && backing->tell) {
        backing->tell(backing->user,
                      SPAN("not all keys can be fetched: out of memory, or too many"));
    }
}

/* What guards share; a new policy may say otherwise. Counts stay where the key does. */
static enum err follow_shared(struct service *service) {
    const struct policy *policy = service->state.policy;
    struct limits *limits;
    if (service->shared && shared_fits(service->shared, policy)) {
        shared_renew(service->shared);
        return OK;
    }
    if (!service->shared && !policy->config->redis.node && service->limits) {
        return OK;
    }
    shared_close(service->shared);
    service->shared = NULL;
    if (policy->config->redis.node && shared_open(policy, &service->shared) != OK) {
        service->shared = NULL; /* whoever shows a credential is refused */
    }
    TRY(limits_new(service->shared ? shared_key(service->shared) : NULL, &limits));
    limits_free(service->limits);
    service->limits = limits;
    if (service->shared) {
        shared_await(service->shared, AWAIT_MS);
    }
    return OK;
}

/* Without memory to count in nothing is shared, so that whoever needs it is refused. */
static void close_shared(struct service *service) {
    shared_close(service->shared);
    service->shared = NULL;
}

static void collect_shared(struct service *service) {
    if (service->shared && service->limits) {
        shared_collect(service->shared, service->limits, &service->state.policy->config->limits);
    }
    service->state.revocations.lists[1] = service->shared ? shared_revoked(service->shared) : NULL;
}

enum err backing_follow(struct backing *backing) {
    follow_keys(backing);
    enum err err = follow_shared(backing->service);
    if (err != OK) {
        close_shared(backing->service);
    }
    collect_shared(backing->service);
    open_desk(backing);
    return err;
}

void backing_leave_policy(struct backing *backing) {
    struct desk *desk = backing->desk;
    backing->desk = NULL;
    resume(desk_close(desk));
}

void backing_close(struct backing *backing) {
    struct keyring *keyring = backing->keyring;
    backing->keyring = NULL;
    resume(keyring_close(keyring));
    backing_leave_policy(backing);
}

void backing_poll(const struct backing *backing, struct pollfd fds[BACKING_FDS]) {
    const struct shared *shared = backing->service->shared;
    fds[0] = (struct pollfd){backing->desk ? desk_fd(backing->desk) : -1, POLLIN, 0};
    fds[1] = (struct pollfd){backing->keyring ? keyring_fd(backing->keyring) : -1, POLLIN, 0};
    fds[2] = (struct pollfd){shared ? shared_fd(shared) : -1, POLLIN, 0};
}

void backing_collect(struct backing *backing, const struct pollfd fds[BACKING_FDS]) {
    if (backing->desk) {
        resume(desk_collect(backing->desk));
    }
    if (fds[1].revents & POLLIN) {
        resume(keyring_collect(backing->keyring));
    }
    if (fds[2].revents & POLLIN) {
        collect_shared(backing->service);
    }
}

bool backing_blind(const struct backing *backing) {
    const struct service *service = backing->service;
    const struct config_redis *redis = &service->state.policy->config->redis;
    return redis->node &&
           (!service->shared || shared_view(service->shared, redis, clock_ns()) == SHARED_BLIND);
}

bool backing_tells_users(const struct backing *backing) {
    const struct config_users *users = &backing->service->state.policy->config->users;
    return !users->node || (backing->desk && (desk_sees(backing->desk) || users->goes_on_blind));
}
