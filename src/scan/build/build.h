/* SPDX-License-Identifier: Apache-2.0 */
/* Building: from an operation to a concrete request without credentials. */
#ifndef POSTERN_SCAN_BUILD_H
#define POSTERN_SCAN_BUILD_H

#include "base/map.h"
#include "contract/contract.h"
#include "scan/build/build_effect.h"
#include "text/message.h"

/* A value that the user gave (--param name=value), or that a list answer gave. */
/* What the names of a value are alike to (noun_mark), so that most values are passed over at a
 * glance. */
struct known_marks {
    bool taken; /* else: look at the names themselves */
    uint32_t collection, name, noun;
};

struct known_value {
    struct span name; /* parameter */
    struct span path; /* the collection's path template it came from, or "/tags" where it was nested
                         below "tags"; empty: the user's, for all */
    struct span value;
    struct span method, template; /* the user's for one operation; empty: for all */
    bool made;                    /* by a POST of ours: it may be changed, and deleted */
    bool gone;                    /* and was */
    bool recorded; /* of traffic: it may have gone since, so what the target lists goes before */
    struct known_marks marks;
};

/* What the user wants in an operation's body: a mapping is laid over what would be sent, anything
 * else is sent in its place. */
struct known_body {
    struct span method, template;
    const struct node *value;
    bool recorded; /* of traffic: what the user wants is laid over it */
    bool whole;    /* and nothing was taken out: sent in place of what would be */
};

/* What is known about the target's objects; belongs to an arena. */
struct known_values {
    VEC(struct known_value) values;
    struct map learnt; /* those that answers taught: name, path and value of each */
    VEC(struct known_body) bodies;
    struct harvest_index *index; /* of the contract; made at the first harvest */
    struct arena *arena;
};

enum build_mode {
    BUILD_REAL = 0,   /* a request that should succeed */
    BUILD_UNPARSABLE, /* cannot succeed: the body cannot be parsed, ids do not exist */
    BUILD_MISTYPED, /* cannot succeed: the body parses but is of the wrong type, ids do not exist */
    BUILD_LACKING,  /* breaks the contract: an empty list where members are required (a form without
                     * its fields), ids do not exist. A server laxer than its contract might take it:
                     * never sent with a valid credential. */
    BUILD_ABSENT,   /* a body as the contract wants it, for what is not there: the ids alone are the
                     * guard. Never sent with a valid credential, either. */
};

/* What a made-up id looks like. A router that wants digits answers 404 for a text by itself,
 * whatever stands behind it. */
enum build_id {
    BUILD_ID_DECLARED = 0, /* as the contract's schema says; a text where it says nothing */
    BUILD_ID_NUMBER,
    BUILD_ID_UUID,
    BUILD_ID_SLUG,
};

struct build_how {
    enum build_mode mode;
    enum build_id id;
    bool within; /* what cannot succeed names an object that is known, and nothing that is below it:
                  * "/groups/{one that is there}/roles/{none}" */
};

struct draft {
    struct request request; /* absolute URL; no credential */
    bool built;
    struct span reason; /* when not built: what is missing, one sentence */
    bool made_up_id;    /* a path parameter was invented: 404 is to be expected */
    bool free_id;       /* and it could have another form */
    bool within;        /* only the last one was: what stands before it is there */
    bool spared;        /* not built for safety's sake alone */
    bool body_guards;   /* its body alone makes success impossible */
    bool safe;          /* cannot change anything: reads, or a mode that cannot succeed */
};

/* Builds. base_url: without trailing slash. Never fails for what the contract lacks: that is told
 * in draft->reason. A write in an unsafe mode that has neither body nor id to spoil is not built.
 * Errors: ERR_MEMORY. */
NODISCARD enum err build_request(struct arena *arena, const struct contract *contract,
                                 const struct operation *operation,
                                 const struct known_values *known, struct span base_url,
                                 enum build_mode mode, struct draft *out);

/* The same, with made-up ids as it says, where the contract does not name the values. */
NODISCARD enum err build_request_as(struct arena *arena, const struct contract *contract,
                                    const struct operation *operation,
                                    const struct known_values *known, struct span base_url,
                                    struct build_how how, struct draft *out);

/* True of a field that OpenAPI leaves to the media types (3.1, section 4.8.12.1), or that HTTP
 * forbids. */
bool build_is_reserved_field(struct span name);

/* True of a parameter of the query that wants a number, of which a text is none. */
bool build_is_no_text(const struct contract *contract, const struct parameter *parameter);

/* True when a body of the operation may have a member whose name has one of the words. */
bool build_body_names(const struct contract *contract, const struct operation *operation,
                      struct span words);

/* Learns ids from an answer: of the objects that it lists or is, of those nested in them, and of
 * links to objects of the contract. sent: the request's body; what it named was not made by it.
 * known is for one contract. Errors: ERR_MEMORY. */
NODISCARD enum err build_harvest(struct known_values *known, const struct contract *contract,
                                 const struct operation *operation, struct span sent,
                                 const struct response *response);

/* The same from the tree of a successful answer that was read already. */
NODISCARD enum err build_harvest_tree(struct known_values *known, const struct contract *contract,
                                      const struct operation *operation, struct span sent,
                                      int status, const struct node *root);

/* What of an operation's base path (its server's) is to be put behind the user's base URL: all of
 * it, or what the base URL's own path has not said yet. */
struct span build_base(struct span base_url, struct span base);

#endif
