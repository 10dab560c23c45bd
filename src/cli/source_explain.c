/* SPDX-License-Identifier: Apache-2.0 */
/* Findings of a scan traced to views and lines of the source. */
#include "cli/source.h"

#include "base/map.h"

enum { ROUTES = 8, CAUSES = 3 };

/* What in the source makes a finding of the scan: rules of the audit, the likeliest first. */
struct cause {
    const char *scan;
    const char *audit; /* names, with a space between */
    enum part { PART_PERMISSIONS = 0, PART_AUTHENTICATORS, PART_THROTTLES, PART_VIEW } part;
};

static const struct cause causes[] = {
    {"anonymous-access",
     "open-endpoint implicit-allow-any open-endpoint-reads-token method-permission-gap "
     "no-effect-guard authenticator-swallows-failure contract-mismatch",
     PART_PERMISSIONS},
    {"public-write", "open-endpoint implicit-allow-any", PART_PERMISSIONS},
    {"method-gap", "method-permission-gap open-endpoint implicit-allow-any", PART_PERMISSIONS},
    {"undocumented-operation",
     "open-endpoint implicit-allow-any open-endpoint-reads-token method-permission-gap",
     PART_PERMISSIONS},
    {"any-token-accepted",
     "open-endpoint-reads-token authenticator-trusts-unverified authenticator-swallows-failure "
     "jwt-verify-disabled jwt-claims-unverified-use",
     PART_AUTHENTICATORS},
    {"undeclared-scheme-accepted", "implicit-basic mixed-schemes scheme-misnamed",
     PART_AUTHENTICATORS},
    {"scheme-confusion", "authenticator-accepts-junk mixed-schemes implicit-basic",
     PART_AUTHENTICATORS},
    {"privilege-by-scheme", "mixed-schemes implicit-basic", PART_AUTHENTICATORS},
    {"token-in-query", "token-from-query", PART_AUTHENTICATORS},
    {"contract-key-in-query", "token-from-query", PART_AUTHENTICATORS},
    {"token-in-header", "token-from-custom-header", PART_AUTHENTICATORS},
    {"token-in-cookie", "", PART_AUTHENTICATORS},
    {"identity-header-trusted", "remote-user-exposed", PART_AUTHENTICATORS},
    {"jwt-signature-unchecked",
     "jwt-verify-disabled jwt-claims-unverified-use authenticator-trusts-unverified",
     PART_AUTHENTICATORS},
    {"jwt-claims-trusted",
     "jwt-claims-unverified-use jwt-verify-disabled authenticator-trusts-unverified",
     PART_AUTHENTICATORS},
    {"jwt-alg-none", "jwt-none-allowed jwt-no-algorithms jwt-verify-disabled", PART_AUTHENTICATORS},
    {"jwt-blank-secret", "jwt-weak-key-literal simplejwt-weak-key", PART_AUTHENTICATORS},
    {"jwt-weak-secret", "jwt-weak-key-literal simplejwt-weak-key secret-key-literal",
     PART_AUTHENTICATORS},
    {"jwt-algorithm-confusion", "jwt-mixed-algorithms jwt-no-algorithms", PART_AUTHENTICATORS},
    {"jwt-kid-injection", "jwt-key-from-token", PART_AUTHENTICATORS},
    {"jwt-embedded-key", "jwt-key-from-token", PART_AUTHENTICATORS},
    {"jwt-remote-key", "jwt-key-from-token", PART_AUTHENTICATORS},
    {"jwt-expired-accepted", "jwt-expiry-not-required", PART_AUTHENTICATORS},
    {"jwt-no-expiry", "jwt-expiry-not-required", PART_AUTHENTICATORS},
    {"jwt-not-yet-valid-accepted", "", PART_AUTHENTICATORS},
    {"jwt-long-lived", "simplejwt-long-lived", PART_VIEW},
    {"jwt-issuer-unchecked", "jwt-no-issuer", PART_AUTHENTICATORS},
    {"jwt-audience-unchecked", "jwt-no-audience", PART_AUTHENTICATORS},
    {"jwt-refresh-as-access", "jwt-verify-disabled", PART_AUTHENTICATORS},
    {"jwt-psychic-signature", "", PART_AUTHENTICATORS},
    {"jwt-crit-ignored", "", PART_AUTHENTICATORS},
    {"jwt-format-confusion", "", PART_AUTHENTICATORS},
    {"jwt-weak-key", "jwt-weak-key-literal simplejwt-weak-key", PART_AUTHENTICATORS},
    {"auth-crash",
     "authenticator-crashes jwt-error-unhandled credential-misread authenticator-accepts-junk",
     PART_AUTHENTICATORS},
    {"no-challenge", "authenticator-crashes", PART_AUTHENTICATORS},
    {"credential-echoed", "credential-in-error", PART_VIEW},
    {"debug-page", "debug-on", PART_VIEW},
    {"scope-unchecked", "credential-misread", PART_PERMISSIONS},
    {"function-level", "method-permission-gap open-endpoint", PART_PERMISSIONS},
    {"object-level", "", PART_VIEW},
    {"no-rate-limit", "missing-throttle no-default-throttle", PART_THROTTLES},
    {"user-enumeration", "backend-timing", PART_VIEW},
    {"weak-password-accepted", "no-password-validators", PART_VIEW},
    {"plaintext-http", "ssl-redirect-off", PART_VIEW},
    {"forwarded-proto-trusted", "proxy-header-trusted", PART_VIEW},
    {"no-hsts", "hsts-off ssl-redirect-off", PART_VIEW},
    {"insecure-cookie", "insecure-cookie-setting", PART_VIEW},
    {"cors-any-origin", "cors-open", PART_VIEW},
    {NULL, "", PART_VIEW},
};

static const struct cause *cause_of(const struct rule *rule) {
    const struct cause *cause = causes;
    while (cause->scan && strcmp(cause->scan, rule->id) != 0) {
        cause++;
    }
    return cause;
}

static enum err step(struct source *source, struct finding *finding, struct place place,
                     struct span words) {
    TRY_PTR(words.ptr);
    VEC_EACH(const struct trace_step, each, &finding->trace) {
        if (each->place.line == place.line && span_equal(each->place.file, place.file) &&
            span_equal(each->words, words)) {
            return OK;
        }
    }
    struct trace_step made = {place, words};
    return vec_push(source->arena, &finding->trace, made) ? OK : ERR_MEMORY;
}

/* A settings rule concerns all routes, the others those that they name. */
static bool concerns(const struct finding *found, const struct endpoint_result *row) {
    if (!found->endpoints.n) {
        return strcmp(found->rule->group, "settings") == 0;
    }
    VEC_EACH(const struct endpoint_name, name, &found->endpoints) {
        if (span_equal(name->route, row->route)) {
            return true;
        }
    }
    return false;
}

/* The audit's own findings that explain it; *n: how many were named. */
static enum err name_found(struct source *source, struct finding *finding,
                           const struct endpoint_result *row, const struct cause *cause,
                           size_t *n) {
    struct span rest = span_from(cause->audit);
    while (rest.ptr && *n < CAUSES) {
        struct span rule = span_cut(&rest, ' ');
        VEC_EACH(const struct finding, found, &source->audit.findings) {
            if (*n < CAUSES && rule.len && span_equal(span_from(found->rule->id), rule) &&
                concerns(found, row)) {
                TRY(step(source, finding, found->place,
                         arena_printf(source->arena, "%s: %.*s", found->rule->id,
                                      SPAN_ARG(found->message))));
                (*n)++;
            }
        }
    }
    return OK;
}

static const struct effectives *part_of(const struct endpoint_result *row, enum part part) {
    switch (part) {
    case PART_PERMISSIONS:
        return &row->permissions;
    case PART_AUTHENTICATORS:
        return &row->authenticators;
    case PART_THROTTLES:
        return &row->throttles;
    case PART_VIEW:
        break;
    }
    return NULL;
}

/* What is in effect there, for want of a finding; *n: how many were named. */
static enum err name_part(struct source *source, struct finding *finding,
                          const struct endpoint_result *row, const struct cause *cause, size_t *n) {
    static const char *const words[] = {"permission", "authenticator", "throttle", ""};
    const struct effectives *part = part_of(row, cause->part);
    for (size_t i = 0; part && i < part->n && *n < CAUSES; i++) {
        const struct effective *each = &part->at[i];
        if (each->place.file.len) {
            TRY(step(source, finding, each->place,
                     arena_printf(source->arena, "%s %.*s, from %.*s", words[cause->part],
                                  SPAN_ARG(each->name), SPAN_ARG(each->from))));
            (*n)++;
        }
        if (each->code.file.len) {
            TRY(step(source, finding, each->code,
                     arena_printf(source->arena, "what %.*s does", SPAN_ARG(each->name))));
        }
    }
    return OK;
}

static enum err explain_row(struct source *source, struct finding *finding,
                            const struct endpoint_result *row) {
    const struct cause *cause = cause_of(finding->rule);
    size_t n = 0;
    TRY(step(source, finding, row->place,
             arena_printf(source->arena, "the view %.*s serves %.*s", SPAN_ARG(row->view),
                          SPAN_ARG(row->route))));
    TRY(name_found(source, finding, row, cause, &n));
    if (n) {
        return OK;
    }
    TRY(name_part(source, finding, row, cause, &n));
    if (!endpoint_told(row)) {
        return step(
            source, finding, (struct place){0},
            arena_printf(source->arena, "the source cannot tell: %.*s", SPAN_ARG(row->reason)));
    }
    return step(source, finding, (struct place){0},
                n ? SPAN("the source cannot tell more: no rule of the audit finds a fault there")
                  : SPAN("the source cannot tell: no line of it stands behind this"));
}

static struct span base_of(const struct source *source, const struct operation_name *name) {
    VEC_EACH(const struct operation, operation, &source->contract->operations) {
        if (span_equal(operation->method, name->method) &&
            span_equal(operation->path, name->path)) {
            return operation->base;
        }
    }
    return SPAN("");
}

/* Where the source has routes that could not be followed, it may serve it all the same. */
static bool has_unfollowed(const struct source *source) {
    VEC_EACH(const struct endpoint_result, row, &source->audit.endpoints) {
        if (span_find(row->route, SPAN("…")) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static enum err tell_missing(struct source *source, struct finding *finding,
                             const struct operation_name *name) {
    const char *why = has_unfollowed(source) ? "some of its routes cannot be followed"
                                             : "it serves no such route";
    return step(source, finding, (struct place){0},
                arena_printf(source->arena, "the source cannot tell of %.*s %.*s: %s",
                             SPAN_ARG(name->method), SPAN_ARG(name->path), why));
}

static enum err explain_one(struct source *source, struct finding *finding) {
    size_t met = 0, seen = 0;
    VEC_EACH(const struct operation_name, name, &finding->operations) {
        const struct endpoint_result *row =
            met < ROUTES ? source_row(source, base_of(source, name), name->method, name->path)
                         : NULL;
        bool missing = !row && seen++ < ROUTES && met < ROUTES;
        TRY(row       ? explain_row(source, finding, row)
            : missing ? tell_missing(source, finding, name)
                      : OK);
        met += row != NULL;
    }
    struct endpoint_result everything = {0};
    const struct cause *cause = cause_of(finding->rule);
    size_t n = 0;
    TRY(met ? OK : name_found(source, finding, &everything, cause, &n));
    return met || n || seen ? OK
                            : step(source, finding, (struct place){0},
                                   SPAN("the source cannot tell: it names no operation"));
}

static struct span fingerprint(struct source *source, const struct operation *operation) {
    static const uint64_t key[2] = {0x706f737465726e21, 0x68696464656e0001};
    struct span text = arena_printf(source->arena, "%.*s %.*s", SPAN_ARG(operation->method),
                                    SPAN_ARG(operation->path));
    return arena_printf(source->arena, "%016llx", (unsigned long long)map_hash(key, text));
}

static bool is_named(const struct result *result, const struct rule *rule,
                     const struct operation *operation) {
    VEC_EACH(const struct finding, finding, &result->findings) {
        VEC_EACH(const struct operation_name, name, &finding->operations) {
            if (finding->rule == rule && span_equal(name->method, operation->method) &&
                span_equal(name->path, operation->path)) {
                return true;
            }
        }
    }
    return false;
}

/* An API's view, or one that the audit finds fault with; a page for everybody is neither. */
static bool is_api(const struct source *source, const struct endpoint_result *row) {
    bool api = row->permissions.n || row->authenticators.n;
    VEC_EACH(const struct finding, found, &source->audit.findings) {
        api |= found->endpoints.n && concerns(found, row);
    }
    return api;
}

/* What the running API made of an operation that only the source names. */
static enum err tell_hidden(struct source *source, const struct rule *rule,
                            const struct operation *operation,
                            const struct operation_result *judged, struct result *result) {
    if (judged->gate == GATE_UNTESTED) {
        return OK; /* its row says why */
    }
    if (judged->gate != GATE_PUBLIC && judged->gate != GATE_OPEN) {
        diag_add(source->diag, DIAG_NOTE, operation->place,
                 "%.*s %.*s is not in the contract; the source lets everybody in, the running API "
                 "is %s: %.*s",
                 SPAN_ARG(operation->method), SPAN_ARG(operation->path), gate_word(judged->gate),
                 SPAN_ARG(judged->reason));
        return OK;
    }
    const struct endpoint_result *row =
        source_row(source, operation->base, operation->method, operation->path);
    if (is_named(result, rule, operation) || !row || !is_api(source, row)) {
        return OK;
    }
    struct finding *finding = vec_add(result->arena, &result->findings);
    TRY_PTR(finding);
    *finding = (struct finding){
        .rule = rule,
        .severity = SEVERITY_MEDIUM,
        .confidence = CONFIDENCE_CONFIRMED,
        .place = operation->place,
        .fingerprint = fingerprint(source, operation),
        .message = arena_printf(source->arena,
                                "%.*s %.*s is served to everybody, and the contract does not name "
                                "it.",
                                SPAN_ARG(operation->method), SPAN_ARG(operation->path))};
    struct operation_name name = {operation->method, operation->path};
    return vec_push(result->arena, &finding->operations, name) ? OK : ERR_MEMORY;
}

static enum err tell_all_hidden(struct source *source, const struct rule *rule,
                                struct result *result) {
    for (size_t i = source->declared; i < source->contract->operations.n; i++) {
        const struct operation *operation = &source->contract->operations.at[i];
        struct operation_name name = {operation->method, operation->path};
        const struct operation_result *judged = result_row(result, &name);
        TRY(judged ? tell_hidden(source, rule, operation, judged, result) : OK);
    }
    return OK;
}

enum err source_explain(struct source *source, const struct rule *hidden, struct result *result) {
    TRY(hidden ? tell_all_hidden(source, hidden, result) : OK);
    VEC_EACH(struct finding, finding, &result->findings) {
        TRY(explain_one(source, finding));
    }
    result_sort(result);
    return OK;
}
