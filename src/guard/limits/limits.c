/* SPDX-License-Identifier: Apache-2.0 */
/* Failures by name or token at an address, at an address, and everywhere. */
#include "guard/limits/limits.h"

#include "base/map.h"
#include "base/mutant.h"
#include "token/digest.h"

#include <stdlib.h>

enum {
    COUNTS = 1 << 17,
    REMEMBERED = 1 << 16,
    PREFIX_BYTES = 8, /* of an opaque token: not enough to use it, enough to tell it from others */
    NAME_BYTES = 512,
    GOOD_SECONDS = 86400,
};

static const uint64_t SECOND = 1000000000;

struct limits {
    uint64_t key[2];
    struct tally *counts;  /* what stands against pairs, addresses and subjects */
    struct tally *wrong;   /* credentials that failed already: an address pays once for each */
    struct tally *good[2]; /* that were accepted; JWTs by themselves, since anybody who may log in
                            * can have as many as he likes of them */
};

const char *limits_gate_name(enum limits_gate gate) {
    static const char *const names[] = {"", "user", "token", "address", "everywhere"};
    return names[gate];
}

enum err limits_new(const unsigned char key[LIMITS_KEY], struct limits **out) {
    unsigned char own[DIGEST_KEY];
    struct limits *limits = calloc(1, sizeof(*limits));
    *out = limits;
    TRY_PTR(limits);
    enum err err = key ? OK : digest_new_key(own);
    err = err == OK ? tally_new(COUNTS, &limits->counts) : err;
    err = err == OK ? tally_new(REMEMBERED, &limits->wrong) : err;
    err = err == OK ? tally_new(REMEMBERED, &limits->good[0]) : err;
    err = err == OK ? tally_new(REMEMBERED, &limits->good[1]) : err;
    if (err != OK) {
        limits_free(limits);
        *out = NULL;
        return err;
    }
    memcpy(limits->key, key ? key : own, sizeof(limits->key));
    return OK;
}

void limits_free(struct limits *limits) {
    if (limits) {
        tally_free(limits->counts);
        tally_free(limits->wrong);
        tally_free(limits->good[0]);
        tally_free(limits->good[1]);
        free(limits);
    }
}

/* What a tag is of, so that none is that of another thing. */
enum tag_kind { TAG_NAME = 1, TAG_PREFIX, TAG_PASSWORD, TAG_TOKEN, TAG_PAIR, TAG_ADDRESS };

static uint64_t tag_of(const struct limits *limits, enum tag_kind kind, uint64_t of,
                       struct span text) {
    struct {
        uint64_t kind, of, text;
    } whole = {kind, of, map_hash(limits->key, text)};
    struct span bytes = {(const char *)&whole, sizeof(whole)};
    uint64_t tag = map_hash(limits->key, bytes);
    return tag ? tag : 1;
}

/* A letter of two bytes in lower case, as far as databases that fold case may take it for the same:
 * Latin-1, Greek, Cyrillic. */
static unsigned fold_wide(unsigned letter) {
    bool by_32 = (letter >= 0xc0 && letter <= 0xde && letter != 0xd7) ||
                 (letter >= 0x391 && letter <= 0x3a9) || (letter >= 0x410 && letter <= 0x42f);
    return by_32                                ? letter + 32
           : letter >= 0x400 && letter <= 0x40f ? letter + 80
           : letter >= 0x100 && letter <= 0x17f ? letter | 1
                                                : letter;
}

/* One spelling for all that a database could take for the same name. */
static struct span canonical(struct span name, char out[NAME_BYTES]) {
    size_t n = 0;
    name = span_slice(span_trim(name), 0, NAME_BYTES);
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        bool wide = (c & 0xe0) == 0xc0 && i + 1 < name.len;
        if (wide) {
            unsigned low = (unsigned char)name.ptr[++i];
            unsigned letter = fold_wide((c & 0x1fU) << 6 | (low & 0x3fU));
            out[n++] = (char)(0xc0 | letter >> 6);
            out[n++] = (char)(0x80 | (letter & 0x3f));
        } else {
            bool upper = c >= 'A' && c <= 'Z' && !MUTANT(name_by_case);
            out[n++] = (char)(upper ? c + 32 : c);
        }
    }
    return (struct span){out, n};
}

/* What a guesser holds on to: a JWT's signed part, the first characters of anything else. */
static struct span prefix_of(struct span token) {
    struct span rest = token;
    (void)span_cut(&rest, '.');
    (void)span_cut(&rest, '.');
    bool is_jwt = rest.ptr && span_find_byte(rest, '.') == SIZE_MAX;
    return span_slice(token, 0, is_jwt ? token.len - rest.len - 1 : PREFIX_BYTES);
}

void limits_name(const struct limits *limits, const struct limits_shown *shown,
                 struct attempt *out) {
    char name[NAME_BYTES];
    struct span address = {(const char *)shown->client->network, sizeof(shown->client->network)};
    bool is_user = shown->user.ptr != NULL;
    *out = (struct attempt){.is_signed = shown->is_signed};
    if (is_user) {
        out->subject = tag_of(limits, TAG_NAME, 0, canonical(shown->user, name));
        out->credential =
            tag_of(limits, TAG_PASSWORD, map_hash(limits->key, shown->user), shown->secret);
    } else { /* a token is how it begins, and the rest */
        struct span prefix = prefix_of(shown->secret);
        out->subject = tag_of(limits, TAG_PREFIX, prefix.len, prefix);
        out->credential =
            tag_of(limits, TAG_TOKEN, out->subject, span_from_index(shown->secret, prefix.len));
    }
    out->pair = tag_of(limits, TAG_PAIR, out->subject, address);
    if (shown->client->known) {
        out->address = tag_of(limits, TAG_ADDRESS, shown->is_signed, address);
    }
    out->is_user = is_user;
    tally_soon(limits->good[out->is_signed], out->credential);
}

static uint64_t cost(const struct config_limits *rules, int64_t most) {
    return most ? (uint64_t)rules->window * SECOND / (uint64_t)most : 0;
}

static uint64_t address_cost(const struct config_limits *rules, bool is_signed) {
    return cost(rules, is_signed ? rules->signatures : rules->address);
}

/* How long until one more failure has room beside what stands there; 0: it has. */
static uint64_t wait_for(const struct limits *limits, const struct config_limits *rules,
                         uint64_t tag, uint64_t cost_ns, uint64_t now_ns) {
    uint64_t until = tally_until(limits->counts, tag);
    uint64_t room = now_ns + (uint64_t)rules->window * SECOND;
    return cost_ns && tag && until > now_ns && until + cost_ns > room ? until + cost_ns - room : 0;
}

static void count(struct limits *limits, uint64_t tag, uint64_t cost_ns, uint64_t now_ns) {
    if (tag && cost_ns) {
        tally_add(limits->counts, tag, now_ns, cost_ns);
    }
}

static void charge(struct limits *limits, const struct config_limits *rules,
                   struct attempt *attempt, uint64_t now_ns) {
    bool again = tally_until(limits->wrong, attempt->credential) > now_ns;
    attempt->address_cost_ns = again ? 0 : address_cost(rules, attempt->is_signed);
    count(limits, attempt->pair, attempt->pair_cost_ns, now_ns);
    count(limits, attempt->address, attempt->address_cost_ns, now_ns);
    attempt->charged = true;
}

static bool is_good(const struct limits *limits, const struct attempt *attempt, uint64_t now_ns) {
    return tally_until(limits->good[attempt->is_signed], attempt->credential) > now_ns &&
           !MUTANT(victim_locked);
}

static enum limits_gate measure(const struct limits *limits, const struct config_limits *rules,
                                struct attempt *attempt, uint64_t now_ns, uint64_t *wait_ns) {
    uint64_t everywhere = cost(rules, rules->everywhere);
    attempt->pair_cost_ns = cost(rules, attempt->is_user ? rules->user : rules->token);
    *wait_ns =
        wait_for(limits, rules, attempt->address, address_cost(rules, attempt->is_signed), now_ns);
    if (*wait_ns && !MUTANT(address_uncounted)) {
        return LIMITS_ADDRESS;
    }
    uint64_t pair = tally_until(limits->counts, attempt->pair);
    if (wait_for(limits, rules, attempt->subject, everywhere, now_ns) &&
        !MUTANT(everywhere_uncounted)) {
        *wait_ns = pair > now_ns ? pair - now_ns : 0;
        attempt->pair_cost_ns = (uint64_t)rules->window * SECOND; /* one try, from each address */
        return *wait_ns ? LIMITS_EVERYWHERE : LIMITS_OPEN;
    }
    *wait_ns = wait_for(limits, rules, attempt->pair, attempt->pair_cost_ns, now_ns);
    if (!*wait_ns || MUTANT(pair_uncounted)) {
        return LIMITS_OPEN;
    }
    return attempt->is_user ? LIMITS_USER : LIMITS_TOKEN;
}

enum limits_gate limits_open(struct limits *limits, const struct config_limits *rules,
                             struct attempt *attempt, uint64_t now_ns, uint64_t *wait_ns) {
    *wait_ns = 0;
    attempt->opened = is_good(limits, attempt, now_ns);
    if (attempt->opened) {
        return LIMITS_OPEN; /* whatever stands against it, which need not be looked up */
    }
    enum limits_gate gate = measure(limits, rules, attempt, now_ns, wait_ns);
    attempt->opened = gate == LIMITS_OPEN;
    if (attempt->opened) {
        charge(limits, rules, attempt, now_ns);
    }
    return gate;
}

static void take_back(struct limits *limits, const struct attempt *attempt) {
    if (attempt->charged) {
        tally_take_back(limits->counts, attempt->pair, attempt->pair_cost_ns);
        tally_take_back(limits->counts, attempt->address, attempt->address_cost_ns);
    }
}

static void accept(struct limits *limits, const struct attempt *attempt, uint64_t now_ns) {
    tally_put(limits->good[attempt->is_signed], attempt->credential,
              now_ns + (uint64_t)GOOD_SECONDS * SECOND);
}

static void refuse(struct limits *limits, const struct config_limits *rules,
                   const struct attempt *attempt, uint64_t now_ns) {
    tally_put(limits->good[attempt->is_signed], attempt->credential, 0);
    tally_put(limits->wrong, attempt->credential, now_ns + (uint64_t)rules->window * SECOND);
    count(limits, attempt->subject, cost(rules, rules->everywhere), now_ns);
}

bool limits_close(struct limits *limits, const struct config_limits *rules,
                  const struct attempt *attempt, enum limits_end end, uint64_t now_ns,
                  struct limits_news *news) {
    struct attempt late = *attempt;
    uint64_t half = now_ns + (uint64_t)GOOD_SECONDS / 2 * SECOND;
    bool fresh = tally_until(limits->good[attempt->is_signed], attempt->credential) < half;
    *news = (struct limits_news){.good = end == LIMITS_ACCEPTED,
                                 .is_user = attempt->is_user,
                                 .is_signed = attempt->is_signed,
                                 .credential = attempt->credential,
                                 .subject = attempt->subject,
                                 .pair = attempt->pair};
    switch (end) {
    case LIMITS_UNCLEAR:
        take_back(limits, attempt);
        return false;
    case LIMITS_ACCEPTED:
        take_back(limits, attempt);
        if (fresh) {
            accept(limits, attempt, now_ns);
        }
        return fresh;
    case LIMITS_REFUSED:
        break;
    }
    if (!attempt->charged) { /* it was good before: what it costs was not measured */
        uint64_t wait_ns;
        (void)measure(limits, rules, &late, now_ns, &wait_ns);
        charge(limits, rules, &late, now_ns);
    }
    refuse(limits, rules, &late, now_ns);
    news->address = late.address_cost_ns ? late.address : 0;
    return true;
}

void limits_hear(struct limits *limits, const struct config_limits *rules,
                 const struct limits_news *news, uint64_t now_ns) {
    struct attempt attempt = {
        .credential = news->credential, .subject = news->subject, .is_signed = news->is_signed};
    if (news->good) {
        accept(limits, &attempt, now_ns);
        return;
    }
    refuse(limits, rules, &attempt, now_ns);
    count(limits, news->pair, cost(rules, news->is_user ? rules->user : rules->token), now_ns);
    count(limits, news->address, address_cost(rules, news->is_signed), now_ns);
}
