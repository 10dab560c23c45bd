/* SPDX-License-Identifier: Apache-2.0 */
/* The oracle: from controls to clusters, from an answer to a verdict. Pure functions over answers.
 */
#ifndef POSTERN_SCAN_ORACLE_H
#define POSTERN_SCAN_ORACLE_H

#include "catalog/result.h"
#include "scan/sample.h"

/* Answers to the same request, with other credentials. A control that was not sent has
 * wire WIRE_UNSENT. */
struct controls {
    struct sample valid, valid_again; /* the same identity, twice */
    struct sample anonymous;
    struct sample garbage;      /* a worthless credential of the declared form */
    struct sample wrong_scheme; /* a worthless credential of another form */
    struct sample nowhere; /* the same method and body at a path that does not exist, asked by the
                            * valid identity (of a public operation: by nobody) */
    struct volatility volatility;
    bool write;        /* the request was spoiled, or may be answered by what it did */
    bool takes_away;   /* a deletion of what is there once: the valid credential asks last */
    bool unparsable;   /* by a body that no parser takes, which may stand before everything else */
    bool shows_itself; /* this path does not hide behind 404: others were refused openly there */
    bool siblings_ask_first; /* a made-up id, where other operations ask who it is before they look
                              * for what the id names */
    bool kin_open;   /* a write, where others of its path serve anybody, and the API elsewhere asks
                      * who it is before it looks at a body */
    bool kin_unread; /* and before it parses one */
};

struct ruling {
    enum verdict verdict;
    const char *reason; /* a sentence without its full stop */
};

/* Of one answer to the controls' request. */
struct ruling oracle_judge(const struct controls *controls, const struct sample *answer);

/* Of the gate, from the controls alone. Out: the verdicts of the single controls. */
struct gate_ruling {
    enum gate gate;
    struct ruling anonymous, garbage, wrong_scheme;
    bool valid_accepted; /* the valid credential opens, so that attacks can be judged */
    bool by_crash;       /* refusals are server errors */
    bool likely;         /* judged without a valid credential */
    bool by_lacking;     /* told by a body that lacks what the contract requires */
    bool by_siblings;    /* told by what other operations do: likely, too */
    const char *reason;
};
struct gate_ruling oracle_gate(const struct controls *controls, bool declared_public);

/* Answers to a write whose body parses and lacks what the contract requires: a parser in front of
 * all routes lets it through. The valid credential never sends it. */
struct lacking {
    struct sample anonymous, garbage;
    struct sample nowhere; /* without a credential, at a path that does not exist */
    struct sample astray;  /* with the worthless one, at a path that does not exist */
    bool absent;           /* the body was as it should be, and what the path names is not there */
    bool whole;            /* the body was, and the path names nothing */
    bool read;             /* what a body lacked was told nobody in words of the operation's own */
    bool worthless_read;   /* and so the worthless one */
};

/* Of a gate that a body which cannot be parsed told nothing of, or nothing certain. before: what it
 * said. */
struct gate_ruling oracle_lacking_gate(const struct controls *controls,
                                       const struct lacking *lacking, bool declared_public,
                                       struct gate_ruling before);

/* Whether the operation itself told nobody what the body lacks: its path is one, whatever it says
 * of what is not there. */
bool oracle_lacking_read(const struct controls *controls, const struct lacking *lacking);

/* The same told the worthless one. */
bool oracle_lacking_read_worthless(const struct controls *controls, const struct lacking *lacking);

#endif
