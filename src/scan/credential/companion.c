/* SPDX-License-Identifier: Apache-2.0 */
/* Telling companions from credentials by the words of their names. */
#include "scan/credential/companion.h"

#include "base/mutant.h"
#include "scan/credential/credential_place.h"
#include "scan/credential/csrf.h"
#include "text/words.h"

/* Whom or what a request is about, not who sends it. */
static const struct span ABOUT =
    SPAN_INIT(" tenant tenants organization organisation org workspace project company site store "
              "shop channel region locale language lang currency timezone device platform version "
              "team realm branch department location environment env trace request correlation ");

/* Beside these, no other word makes it harmless. */
static const struct span SECRET =
    SPAN_INIT(" key apikey token jwt auth authorization authentication authenticated session sid "
              "password pass pwd secret signature sign sig hmac credential credentials login user "
              "username account identity access ticket sso otp pin code grant role roles admin "
              "forwarded remote ");

static bool is_parameter(const struct contract *contract, enum scheme_kind kind, struct span name) {
    enum parameter_in in = kind == SCHEME_HEADER  ? IN_HEADER
                           : kind == SCHEME_QUERY ? IN_QUERY
                                                  : IN_COOKIE;
    VEC_EACH(const struct operation, operation, &contract->operations) {
        VEC_EACH(const struct parameter, parameter, &operation->parameters) {
            if (parameter->in == in && span_equal_nocase(parameter->name, name)) {
                return true;
            }
        }
    }
    return false;
}

static bool is_companion(const struct contract *contract, enum scheme_kind kind, struct span name) {
    return !words_any(name, SECRET) &&
           (words_any(name, ABOUT) || is_parameter(contract, kind, name)) &&
           !MUTANT(companions_unknown);
}

static bool is_named(const struct contract *contract, enum scheme_kind kind, struct span name) {
    return contract_carries(contract, kind, name) || csrf_is_name(name) ||
           span_equal_nocase(name, SPAN("Authorization"));
}

bool companion_next(const struct contract *contract, const struct identity *identity, size_t *i,
                    struct unnamed *out) {
    const struct {
        enum scheme_kind kind;
        const struct named_secret *at;
        size_t n;
    } given[] = {
        {SCHEME_HEADER, identity->headers.at, identity->headers.n},
        {SCHEME_QUERY, identity->queries.at, identity->queries.n},
        {SCHEME_COOKIE, identity->cookies.at, identity->cookies.n},
    };
    size_t before = 0;
    for (size_t k = 0; k < sizeof(given) / sizeof(*given); before += given[k++].n) {
        for (; *i < before + given[k].n; (*i)++) {
            const struct named_secret *one = &given[k].at[*i - before];
            if (!is_named(contract, given[k].kind, one->name)) {
                *out = (struct unnamed){given[k].kind, one,
                                        is_companion(contract, given[k].kind, one->name)};
                (*i)++;
                return true;
            }
        }
    }
    return false;
}

enum err companions_put(struct arena *arena, const struct contract *contract,
                        const struct identity *identity, struct request *request) {
    struct unnamed unnamed;
    for (size_t i = 0; companion_next(contract, identity, &i, &unnamed);) {
        if (unnamed.companion) {
            struct scheme place = {.kind = unnamed.kind, .parameter = unnamed.given->name};
            TRY(credential_put(arena, &place, SPAN(""), unnamed.given->secret.value, request));
        }
    }
    return OK;
}

enum err companions_drop(struct arena *arena, const struct contract *contract,
                         const struct identity *identity, struct request *request) {
    struct unnamed unnamed;
    for (size_t i = 0; companion_next(contract, identity, &i, &unnamed);) {
        if (unnamed.companion) {
            struct scheme place = {.kind = unnamed.kind, .parameter = unnamed.given->name};
            TRY(credential_remove(arena, &place, request));
        }
    }
    return OK;
}

/* Each of the one's is the other's as well. */
static bool all_among(const struct contract *contract, const struct identity *these,
                      const struct identity *those) {
    struct unnamed one, other;
    for (size_t i = 0; these && companion_next(contract, these, &i, &one);) {
        bool found = !one.companion;
        for (size_t k = 0; those && !found && companion_next(contract, those, &k, &other);) {
            found = other.companion && other.kind == one.kind &&
                    span_equal_nocase(other.given->name, one.given->name) &&
                    span_equal(other.given->secret.value, one.given->secret.value);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

bool companions_alike(const struct contract *contract, const struct identity *a,
                      const struct identity *b) {
    return all_among(contract, a, b) && all_among(contract, b, a);
}
