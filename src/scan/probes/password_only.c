/* SPDX-License-Identifier: Apache-2.0 */
/* Is a password all that there is between anybody and an account? */
#include "base/mutant.h"
#include "scan/probe.h"
#include "text/words.h"

enum { MOST_TOLD = 3 };

/* Of operations and their bodies' members: a second proof, or somebody else who asks for one. */
static const struct span FACTORS =
    SPAN_INIT(" otp totp hotp mfa 2fa tfa webauthn passkey passkeys fido fido2 u2f authenticator "
              "factor factors saml saml2 sso oidc openid magic ");

static bool names_factor(const struct survey *survey, const struct operation *operation) {
    return words_any(operation->path, FACTORS) || words_any(operation->id, FACTORS) ||
           build_body_names(survey_contract(survey), operation, FACTORS);
}

/* A login elsewhere may ask for whatever it likes. */
static bool is_federated(const struct scheme *scheme) {
    bool federated = scheme->openid || scheme->kind == SCHEME_MUTUAL_TLS;
    VEC_EACH(const struct flow, flow, &scheme->flows) {
        federated |= flow->authorization_url.len != 0;
    }
    return federated;
}

static bool knows_more(const struct survey *survey) {
    bool more = false;
    VEC_EACH(const struct scheme, scheme, &survey_contract(survey)->schemes) {
        more |= is_federated(scheme);
    }
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        more |= names_factor(survey, operation);
    }
    VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
        more |= identity->otp.value.len != 0;
    }
    VEC_EACH(const struct login_spec, spec, &survey_identities(survey)->logins) {
        more |= spec->otp.value.len != 0;
    }
    return (more || survey_identities(survey)->login.otp.value.len) && !MUTANT(factor_unseen);
}

/* Somebody's Basic pair opened an operation. Which one is not told: shares have others. */
static bool opened_by_basic(struct survey *survey) {
    VEC_EACH(const struct scheme, scheme, &survey_contract(survey)->schemes) {
        VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
            if (scheme->kind == SCHEME_BASIC && survey_read_by(survey, identity, scheme)) {
                return true;
            }
        }
    }
    return false;
}

static struct span add_place(struct arena *arena, struct span places, struct span place,
                             struct span more) {
    return arena_printf(arena, "%.*s%s%.*s%.*s", SPAN_ARG(places), places.len ? ", " : "",
                        SPAN_ARG(place), SPAN_ARG(more));
}

static enum err survey_ways(struct survey *survey) {
    struct arena *arena = survey_arena(survey);
    struct span places = SPAN("");
    size_t told = 0;
    if (knows_more(survey)) {
        return OK;
    }
    VEC_EACH(const struct door, door, &survey_doors(survey)->all) {
        const struct operation *operation = survey_asked(survey, &door->request);
        if (operation && door_is_first(survey_doors(survey), door) && told++ < MOST_TOLD) {
            places = add_place(arena, places, arena_join(arena, operation->method, SPAN(" ")),
                               operation->path);
        }
    }
    if (opened_by_basic(survey)) {
        places = add_place(arena, places, SPAN("Basic with every request"), SPAN(""));
    }
    if (!places.len) {
        return places.ptr ? OK : ERR_MEMORY;
    }
    const struct disclosure what = {
        .cause = SPAN("password"),
        .message = arena_printf(arena,
                                "A name and a password are all that it takes: %.*s. The contract "
                                "has no second factor and no login elsewhere.",
                                SPAN_ARG(places)),
        .confidence = CONFIDENCE_CONFIRMED,
    };
    TRY_PTR(what.message.ptr);
    return survey_report(survey, &password_only, &what);
}

static const struct rule rule = {
    .id = "password-only",
    .group = "account",
    .wide = true,
    .severity = SEVERITY_INFO,
    .title = "A password alone opens an account",
    .cwe = {"CWE-308", "CWE-309"},
    .owasp = "API2:2023",
    .why = "A password is told, guessed, phished or used elsewhere, too. Where nothing stands "
           "beside it, each of that is enough, and Basic sends it with every request.",
    .how = "Information, not a fault: it is told once when an identity got in by name and password "
           "alone, by a login or by Basic, while the contract has no operation, member or scheme "
           "for a second factor (otp, mfa, webauthn …) or for a login elsewhere (OpenID Connect, "
           "OAuth2's authorization code, client certificates), and no identity has an otp: seed.",
    .fix = "Ask for a second factor at least of those with more rights: django-otp, "
           "django-allauth's "
           "mfa, or an identity provider by OpenID Connect. For machines: client credentials or "
           "certificates instead of a user's password.",
};

const struct probe password_only = {.rule = &rule, .survey = survey_ways};
