/* SPDX-License-Identifier: Apache-2.0 */
/* How often a credential may be wrong before the next one is not even looked at. */
#ifndef POSTERN_GUARD_LIMITS_H
#define POSTERN_GUARD_LIMITS_H

#include "guard/limits/client.h"
#include "guard/limits/tally.h"
#include "policy/config.h"

/* One attempt to get in. Tags are hashes under a key that nobody outside knows; 0: none. */
struct attempt {
    uint64_t credential; /* all of it */
    uint64_t subject;    /* whose it says that it is: a name, or how a token begins */
    uint64_t pair;       /* the subject, tried from this address */
    uint64_t address;    /* 0: no proxy says it */
    bool is_user;        /* a name and a password */
    bool is_signed;      /* a JWT, whose signature nobody can guess */
    bool opened;         /* it may be looked at, and is to be closed */
    bool charged;        /* it counts as failed until it is known not to have */
    uint64_t pair_cost_ns, address_cost_ns;
};

/* What failed, for whoever else should know of it; or a credential that is good. */
struct limits_news {
    bool good, is_user;
    bool is_signed;
    uint64_t credential, subject, pair, address; /* address 0: not to be counted there */
};

enum limits_end { LIMITS_UNCLEAR = 0, LIMITS_REFUSED, LIMITS_ACCEPTED };

enum limits_gate { LIMITS_OPEN = 0, LIMITS_USER, LIMITS_TOKEN, LIMITS_ADDRESS, LIMITS_EVERYWHERE };

/* "user": what was exceeded. Static. */
const char *limits_gate_name(enum limits_gate gate);

/* Opaque; one thread. */
struct limits;

enum { LIMITS_KEY = 32 };

/* key: what tags are made under; guards that share what they count have the same one. NULL: one of
 * its own. Errors: ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err limits_new(const unsigned char key[LIMITS_KEY], struct limits **out);
void limits_free(struct limits *limits); /* NULL is fine */

/* What is shown: name and password, or one text that ends where the credential does. */
struct limits_shown {
    const struct client *client;
    struct span user, secret; /* user.ptr NULL: a token */
    bool is_signed;
};

void limits_name(const struct limits *limits, const struct limits_shown *shown,
                 struct attempt *out);

/* Whether the attempt may be looked at. If so it is charged, unless the credential was accepted
 * within a day: whoever holds it is let in by no count of others' failures. Else *wait_ns: when to
 * come again. Call limits_close with what came of it. */
enum limits_gate limits_open(struct limits *limits, const struct config_limits *rules,
                             struct attempt *attempt, uint64_t now_ns, uint64_t *wait_ns);

/* *news: what others should hear of; true when there is something. */
bool limits_close(struct limits *limits, const struct config_limits *rules,
                  const struct attempt *attempt, enum limits_end end, uint64_t now_ns,
                  struct limits_news *news);

/* What another guard tells. */
void limits_hear(struct limits *limits, const struct config_limits *rules,
                 const struct limits_news *news, uint64_t now_ns);

#endif
