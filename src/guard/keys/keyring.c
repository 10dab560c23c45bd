/* SPDX-License-Identifier: Apache-2.0 */
/* What was fetched becomes keys on the loop's own thread, so that no request sees half a set. */
#include "guard/keys/keyring.h"

#include "base/clock.h"
#include "base/map.h"
#include "base/mutant.h"
#include "guard/keys/fetcher.h"
#include "guard/metric_label.h"
#include "policy/fetched_keys.h"

#include <inttypes.h>
#include <stdlib.h>
#include <sys/random.h>

enum { SET_MEMORY = 64 << 20, NAMES_MEMORY = 1 << 20, ABSENT_ROOM = 1024 };
static const uint64_t SECOND_NS = 1000000000;

/* One scheme's keys. */
struct entry {
    struct arena names;
    struct span name, url, ca;
    int64_t refresh;
    struct policy_scheme *scheme; /* of the policy that is followed */
    size_t place;                 /* of the fetcher */
    struct arena arena;           /* of the keys */
    struct keys keys;
    struct buf text;            /* that they were read from */
    uint64_t at_ns, hurried_ns; /* when they were fetched last; when a kid had them fetched last */
    uint64_t fetches, failures;
    bool failing; /* it was told */
};

/* A kid that was looked for in vain. */
struct absent {
    uint64_t hash, until_ns;
};

struct keyring {
    struct fetcher *fetcher;
    keyring_tell tell;
    void *user;
    struct entry at[FETCHER_MOST];
    size_t n;
    struct absent absent[ABSENT_ROOM];
    uint64_t seed[2];
    struct errand *waiting;
};

enum err keyring_new(keyring_tell tell, void *user, struct keyring **out) {
    struct keyring *keyring = calloc(1, sizeof(*keyring));
    TRY_PTR(keyring);
    *out = NULL;
    keyring->tell = tell;
    keyring->user = user;
    bool seeded = getrandom(keyring->seed, sizeof(keyring->seed), 0) > 0;
    if (!seeded || fetcher_new(&keyring->fetcher) != OK) {
        free(keyring);
        return ERR_MEMORY;
    }
    *out = keyring;
    return OK;
}

static void drop_keys(struct entry *entry) {
    keys_free(&entry->keys);
    arena_free(&entry->arena);
    if (entry->scheme) {
        entry->scheme->keys.n = 0;
        if (entry->scheme->verifier.cache && !MUTANT(verified_for_ever)) {
            cache_clear(entry->scheme->verifier.cache); /* those were other keys */
        }
    }
}

static void forget(struct entry *entry) {
    drop_keys(entry);
    buf_free(&entry->text);
    arena_free(&entry->names);
    *entry = (struct entry){0};
}

static struct errand *take_waiting(struct keyring *keyring) {
    struct errand *first = keyring->waiting;
    keyring->waiting = NULL;
    return first;
}

struct errand *keyring_close(struct keyring *keyring) {
    if (!keyring) {
        return NULL;
    }
    struct errand *waiting = take_waiting(keyring);
    fetcher_close(keyring->fetcher);
    for (size_t i = 0; i < keyring->n; i++) {
        forget(&keyring->at[i]);
    }
    free(keyring);
    return waiting;
}

static void tell(struct keyring *keyring, const struct entry *entry, const char *words,
                 struct span more) {
    BUF_SCOPE text = {0};
    buf_printf(&text, "the keys of '%.*s' %s%.*s", SPAN_ARG(entry->name), words, SPAN_ARG(more));
    if (keyring->tell && buf_status(&text) == OK) {
        keyring->tell(keyring->user, buf_span(&text));
    }
}

/* Reads a set, and puts it in the place of the one before; what cannot be used changes nothing. */
static enum err read_set(struct entry *entry, struct span text, enum key_fault *fault) {
    struct arena arena;
    struct keys keys = {0};
    arena_init(&arena, SET_MEMORY);
    struct span own = arena_dup(&arena, text);
    enum err err =
        own.ptr ? fetched_keys_read(&arena, entry->scheme->config, own, &keys, fault) : ERR_MEMORY;
    if (err != OK) {
        keys_free(&keys);
        arena_free(&arena);
        return err;
    }
    drop_keys(entry);
    entry->arena = arena;
    entry->keys = keys;
    entry->scheme->keys = keys;
    return OK;
}

static void fail(struct keyring *keyring, struct entry *entry, struct span why) {
    entry->failures++;
    if (!entry->failing) {
        entry->failing = true;
        tell(keyring, entry,
             entry->keys.n ? "cannot be fetched, the old ones count for a while: "
                           : "cannot be fetched, and there are none: ",
             why);
    }
}

static void succeed(struct keyring *keyring, struct entry *entry, struct fetched_text *fetched) {
    enum key_fault fault = KEY_UNUSABLE;
    struct span text = buf_span(&fetched->text);
    bool same = entry->keys.n && span_equal(text, buf_span(&entry->text));
    enum err err = same ? OK : read_set(entry, text, &fault);
    if (err != OK) {
        fail(keyring, entry,
             span_from(err == ERR_INVALID ? key_fault_words(fault) : err_words(err)));
        return;
    }
    entry->fetches++;
    entry->at_ns = fetched->at_ns;
    entry->failing = false;
    if (!same) {
        buf_free(&entry->text);
        entry->text = fetched->text;
        fetched->text = (struct buf){0};
        memset(keyring->absent, 0, sizeof(keyring->absent));
        tell(keyring, entry, "were fetched from ", entry->url);
    }
}

struct errand *keyring_collect(struct keyring *keyring) {
    bool any = false;
    fetcher_clear(keyring->fetcher);
    for (size_t i = 0; i < keyring->n; i++) {
        struct entry *entry = &keyring->at[i];
        struct fetched_text fetched;
        fetcher_take(keyring->fetcher, entry->place, &fetched);
        any = any || fetched.done;
        bool given = fetched.text.len > 0;
        if (fetched.done && given) {
            succeed(keyring, entry, &fetched);
        }
        if (fetched.done && (fetched.why[0] || !given)) {
            fail(keyring, entry, span_from(fetched.why[0] ? fetched.why : "an empty answer"));
        }
        buf_free(&fetched.text);
    }
    return any ? take_waiting(keyring) : NULL;
}

static struct entry *find(struct keyring *keyring, const struct policy_scheme *scheme) {
    for (size_t i = 0; keyring && i < keyring->n; i++) {
        if (keyring->at[i].scheme == scheme) {
            return &keyring->at[i];
        }
    }
    return NULL;
}

bool keyring_fresh(struct keyring *keyring, const struct policy_scheme *scheme) {
    struct entry *entry;
    if (!scheme->config->remote.url.len) {
        return true;
    }
    entry = find(keyring, scheme);
    if (!entry || !entry->keys.n) {
        return false;
    }
    uint64_t most = (uint64_t)scheme->config->remote.stale * SECOND_NS;
    if (clock_ns() - entry->at_ns > most && !MUTANT(stale_for_ever)) {
        drop_keys(entry);
        buf_clear(&entry->text);
    }
    return entry->keys.n > 0;
}

static struct absent *absent_of(struct keyring *keyring, const struct entry *entry, struct span kid,
                                uint64_t *hash) {
    *hash = map_hash(keyring->seed, kid) ^ (uint64_t)entry->place;
    return &keyring->absent[*hash % ABSENT_ROOM];
}

/* A first fetch is waited for by whoever comes; later ones only by a kid that may be a new key's,
 * and that only so often. Without any keys, fetches are due anyway. */
bool keyring_wait(struct keyring *keyring, const struct policy_scheme *scheme, struct span kid,
                  struct errand *errand) {
    struct entry *entry = find(keyring, scheme);
    uint64_t now = clock_ns(), hash;
    if (!entry) {
        return false;
    }
    if (entry->fetches + entry->failures > 0) {
        struct absent *absent = absent_of(keyring, entry, kid, &hash);
        bool known = absent->hash == hash && now < absent->until_ns;
        bool cooling =
            entry->hurried_ns && now - entry->hurried_ns < KEYRING_COOL_SECONDS * SECOND_NS;
        if (!kid.ptr || !entry->keys.n || known || (cooling && !MUTANT(fetch_by_kid))) {
            return false;
        }
        *absent = (struct absent){hash, now + KEYRING_ABSENT_SECONDS * SECOND_NS};
        entry->hurried_ns = now;
        fetcher_hurry(keyring->fetcher, entry->place);
    }
    errand->task.next = keyring->waiting ? &keyring->waiting->task : NULL;
    keyring->waiting = errand;
    return true;
}

int keyring_fd(const struct keyring *keyring) {
    return fetcher_fd(keyring->fetcher);
}

struct span keyring_lacks(struct keyring *keyring) {
    for (size_t i = 0; i < keyring->n; i++) {
        if (!keyring_fresh(keyring, keyring->at[i].scheme)) {
            return keyring->at[i].name;
        }
    }
    return SPAN("");
}

static enum err name_entry(struct entry *entry, struct policy_scheme *scheme) {
    const struct config_remote *remote = &scheme->config->remote;
    arena_init(&entry->names, NAMES_MEMORY);
    entry->scheme = scheme;
    entry->refresh = remote->refresh;
    entry->name = arena_dup(&entry->names, scheme->config->name);
    entry->url = arena_dup(&entry->names, remote->url);
    entry->ca = arena_dup(&entry->names, scheme->key_ca);
    return entry->name.ptr && entry->url.ptr && entry->ca.ptr ? OK : ERR_MEMORY;
}

static bool is_same(const struct entry *a, const struct entry *b) {
    return a->url.ptr && span_equal(a->name, b->name) && span_equal(a->url, b->url) &&
           span_equal(a->ca, b->ca) && a->refresh == b->refresh;
}

/* What was fetched for the same scheme from the same address stays, and is read by the new
 * configuration's algorithms. */
static bool take_over(struct keyring *keyring, struct entry *entry) {
    enum key_fault fault;
    for (size_t i = 0; i < keyring->n; i++) {
        struct entry *old = &keyring->at[i];
        if (is_same(old, entry)) {
            entry->place = old->place;
            entry->text = old->text;
            entry->at_ns = old->at_ns;
            entry->hurried_ns = old->hurried_ns;
            entry->fetches = old->fetches;
            entry->failures = old->failures;
            entry->failing = old->failing;
            old->text = (struct buf){0};
            old->url = (struct span){NULL, 0}; /* its place is not dropped */
            if (entry->text.len) {
                (void)read_set(entry, buf_span(&entry->text), &fault);
            }
            return true;
        }
    }
    return false;
}

static enum err add(struct keyring *keyring, struct entry *entry, struct policy_scheme *scheme) {
    TRY(name_entry(entry, scheme));
    return take_over(keyring, entry) ? OK
                                     : fetcher_add(keyring->fetcher, entry->url, entry->ca,
                                                   entry->refresh, &entry->place);
}

enum err keyring_follow(struct keyring *keyring, const struct policy *policy) {
    struct entry next[FETCHER_MOST] = {0};
    size_t n = 0;
    enum err err = OK;
    for (size_t i = 0; i < keyring->n; i++) {
        keyring->at[i].scheme = NULL; /* of a policy that may be gone */
    }
    VEC_EACH(struct policy_scheme *, scheme, &policy->schemes) {
        if ((*scheme)->config->remote.url.len && err == OK) {
            err = n < FETCHER_MOST ? add(keyring, &next[n], *scheme) : ERR_LIMIT;
            if (err == OK) {
                n++;
            } else if (n < FETCHER_MOST) {
                forget(&next[n]);
            }
        }
    }
    for (size_t i = 0; i < keyring->n; i++) {
        if (keyring->at[i].url.ptr) {
            fetcher_drop(keyring->fetcher, keyring->at[i].place);
        }
        forget(&keyring->at[i]);
    }
    memcpy(keyring->at, next, sizeof(next));
    keyring->n = n;
    return err;
}

static void metric(struct keyring *keyring, struct buf *out, const char *name, const char *kind,
                   const char *help, uint64_t (*value)(const struct entry *)) {
    buf_printf(out, "# HELP postern_guard_%s %s\n# TYPE postern_guard_%s %s\n", name, help, name,
               kind);
    for (size_t i = 0; i < keyring->n; i++) {
        buf_printf(out, "postern_guard_%s{scheme=\"", name);
        metric_label(out, keyring->at[i].name);
        buf_printf(out, "\"} %" PRIu64 "\n", value(&keyring->at[i]));
    }
}

static uint64_t held(const struct entry *entry) {
    return entry->keys.n;
}

static uint64_t age(const struct entry *entry) {
    return entry->at_ns ? (clock_ns() - entry->at_ns) / SECOND_NS : 0;
}

static uint64_t fetches(const struct entry *entry) {
    return entry->fetches;
}

static uint64_t failures(const struct entry *entry) {
    return entry->failures;
}

void keyring_metrics(struct keyring *keyring, struct buf *out) {
    metric(keyring, out, "keys", "gauge", "Keys that were fetched and count.", held);
    metric(keyring, out, "keys_age_seconds", "gauge", "Since they were fetched last.", age);
    metric(keyring, out, "keys_fetched_total", "counter", "Fetches that gave keys.", fetches);
    metric(keyring, out, "keys_fetch_failures_total", "counter", "Fetches that gave none.",
           failures);
}
