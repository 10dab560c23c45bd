/* SPDX-License-Identifier: Apache-2.0 */
/* Reasons why a scan is not whole. The first one that applies is told. */
#include "catalog/shortfall.h"

#include "base/mutant.h"

/* Whether something came to a verdict. That public operations are public says nothing where gates
 * were declared, tried, and none could be judged. */
static bool judged_any(const struct result *result) {
    size_t judged = 0, gates = 0, unclear = 0;
    VEC_EACH(const struct operation_result, row, &result->operations) {
        bool clear =
            row->gate == GATE_ENFORCED || row->gate == GATE_OPEN || row->gate == GATE_PUBLIC;
        judged += clear;
        gates += clear && operation_declares_security(row);
        unclear += row->gate == GATE_INCONCLUSIVE && operation_declares_security(row);
    }
    return gates || (judged && (!unclear || MUTANT(public_suffices)));
}

static const char *plural(size_t n) {
    return n == 1 ? "" : "s";
}

static struct span nothing_judged(const struct result *result,
                                  const struct shortfall_terms *terms) {
    (void)terms;
    if (judged_any(result)) {
        return SPAN("");
    }
    return result->operations.n ? SPAN("no operation could be judged")
                                : SPAN("no operation was selected");
}

static struct span unreadable(const struct result *result, const struct shortfall_terms *terms) {
    size_t n = 0;
    VEC_EACH(const struct operation_result, row, &result->operations) {
        n += row->unreadable && !MUTANT(unreadable_silent);
    }
    return n == 0 ? SPAN("")
                  : arena_printf(terms->arena, "%zu operation%s of the contract could not be read",
                                 n, plural(n));
}

bool shortfall_proven(const struct result *result, struct span identity) {
    VEC_EACH(const struct credential_result, credential, &result->credentials) {
        if (credential->standing == STANDING_PROVEN && span_equal(credential->identity, identity)) {
            return true;
        }
    }
    return false;
}

bool shortfall_gate_asked(const struct result *result) {
    VEC_EACH(const struct operation_result, row, &result->operations) {
        if (row->gate != GATE_UNTESTED && operation_declares_security(row)) {
            return true;
        }
    }
    return false;
}

static bool declares(const struct operation_result *row, struct span scheme) {
    VEC_EACH(const struct span, needs, &row->declared) {
        struct span rest = *needs;
        while (rest.ptr) {
            struct span part = span_cut(&rest, MUTANT(sets_are_names) ? '\n' : '&');
            if (span_equal(span_trim(part), scheme)) {
                return true;
            }
        }
    }
    return false;
}

/* Some operation that declares the scheme has a verdict, or one was asked about it at all, and more
 * than safety keeps it from having one. */
static bool scheme_seen(const struct result *result, struct span scheme, bool judged) {
    VEC_EACH(const struct operation_result, row, &result->operations) {
        bool verdict = row->gate == GATE_ENFORCED || row->gate == GATE_OPEN;
        bool asked = row->gate != GATE_UNTESTED && (!row->spared || MUTANT(spared_is_blamed));
        if (declares(row, scheme) && (judged ? verdict : asked)) {
            return true;
        }
    }
    return false;
}

/* Some credential for the scheme has that standing. */
static bool stands(const struct result *result, struct span scheme, enum standing standing) {
    VEC_EACH(const struct credential_result, credential, &result->credentials) {
        if (credential->standing == standing && span_equal(credential->scheme, scheme)) {
            return true;
        }
    }
    return false;
}

/* It was refused, or no operation that declares the scheme has a verdict: where one has, that may
 * be by another scheme. */
static bool nobody_took(const struct result *result, struct span scheme) {
    bool refused = stands(result, scheme, STANDING_REFUSED) && !MUTANT(refused_beside_another);
    return !stands(result, scheme, STANDING_PROVEN) && scheme_seen(result, scheme, false) &&
           (refused || !scheme_seen(result, scheme, true));
}

/* A scheme that identities were given for, and whose credentials nobody took. */
static struct span unproven_scheme(const struct result *result,
                                   const struct shortfall_terms *terms) {
    VEC_EACH(const struct credential_result, credential, &result->credentials) {
        struct span scheme = credential->scheme;
        if (!MUTANT(unproven_silent) && nobody_took(result, scheme)) {
            return arena_printf(terms->arena,
                                "no credential for %.*s was accepted by any operation that "
                                "declares it",
                                SPAN_ARG(scheme));
        }
    }
    return SPAN("");
}

static struct span unsteady(const struct result *result, const struct shortfall_terms *terms) {
    size_t n = MUTANT(unsteady_silent) ? 0 : result->unsteady;
    return n == 0 ? SPAN("")
                  : arena_printf(terms->arena,
                                 "the target's answers to its controls changed while %zu "
                                 "operation%s w%s attacked",
                                 n, plural(n), n == 1 ? "as" : "ere");
}

static struct span too_few(const struct result *result, const struct shortfall_terms *terms) {
    struct judged judged = result_judged(result);
    double least = result->min_judged * (double)judged.operations_of;
    if ((double)judged.operations * 100 >= least || MUTANT(few_suffice)) {
        return SPAN("");
    }
    if (!terms->identities) {
        return arena_printf(terms->arena,
                            "no identity was given: judged %zu of %zu operations that declare "
                            "security, since only beside a valid credential attacks show that a "
                            "gate holds (-i; --incomplete-ok takes it)",
                            judged.operations, judged.operations_of);
    }
    return arena_printf(terms->arena,
                        "judged %zu of %zu operations that declare security by an accepted "
                        "credential, fewer than %g percent (--min-judged)%s",
                        judged.operations, judged.operations_of, result->min_judged,
                        terms->impatient && !MUTANT(throttling_unsaid)
                            ? "; the target throttles: try a lower --rate or more --patience"
                            : "");
}

/* What fails for everybody counts neither way, as long as it is the exception. */
static struct span mostly_broken(const struct result *result, const struct shortfall_terms *terms) {
    size_t broken = 0;
    VEC_EACH(const struct operation_result, row, &result->operations) {
        broken += row->broken;
    }
    return broken <= result_judged(result).operations || MUTANT(broken_silent)
               ? SPAN("")
               : arena_printf(terms->arena,
                              "%zu operation%s answer%s everybody with a server error", broken,
                              plural(broken), broken == 1 ? "s" : "");
}

/* Some identity was asked, each one was refused, and each one's credential for a scheme that the
 * operation declares works elsewhere: the credentials are not at fault. */
static bool refuses_the_proven(const struct result *result, const struct operation_result *row) {
    size_t asked = 0;
    VEC_EACH(const struct cell, cell, &row->cells) {
        struct span identity = cell_identity(cell->who);
        bool works = false;
        if (!identity.len) {
            continue;
        }
        VEC_EACH(const struct credential_result, credential, &result->credentials) {
            works |= credential->standing == STANDING_PROVEN &&
                     span_equal(credential->identity, identity) &&
                     (declares(row, credential->scheme) || MUTANT(any_scheme_fits));
        }
        if ((!works && !MUTANT(worthless_lack_rights)) || cell->verdict != VERDICT_DENIED) {
            return false;
        }
        asked++;
    }
    return asked > 0;
}

void shortfall_tell_rightless(struct result *result) {
    VEC_EACH(struct operation_result, row, &result->operations) {
        if (!MUTANT(rightless_unsaid) && row->gate == GATE_INCONCLUSIVE && !row->unsteady &&
            refuses_the_proven(result, row)) {
            row->reason = SPAN("refuses every identity, though their credentials are taken "
                               "elsewhere: no identity given has the right to it");
        }
    }
}

typedef struct span reason(const struct result *result, const struct shortfall_terms *terms);

static struct span first_of(reason *const *reasons, size_t n, const struct result *result,
                            const struct shortfall_terms *terms) {
    for (size_t i = 0; i < n; i++) {
        struct span why = reasons[i](result, terms);
        if (why.len) {
            return why;
        }
    }
    return SPAN("");
}

struct span shortfall_of_rows(const struct result *result, const struct shortfall_terms *terms) {
    static reason *const reasons[] = {nothing_judged, unreadable};
    return first_of(reasons, sizeof(reasons) / sizeof(*reasons), result, terms);
}

struct span shortfall_of_measure(const struct result *result, const struct shortfall_terms *terms) {
    static reason *const reasons[] = {unproven_scheme, unsteady, too_few, mostly_broken};
    return first_of(reasons, sizeof(reasons) / sizeof(*reasons), result, terms);
}
