/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of operations: who may, by which scheme, with which rights, and where that is said. */
#include "cli/guard_table.h"

enum { NAME_COLUMNS = 48, METHOD_COLUMNS = 8 };

static void put(struct pen *pen, enum tone tone, struct span text) {
    pen_put(pen, tone, pen_clean(pen, text));
}

static void put_list(struct pen *pen, const char *before, const struct member_texts *texts) {
    for (size_t i = 0; i < texts->n; i++) {
        buf_text(pen->out, i ? ", " : before);
        put(pen, TONE_PLAIN, texts->at[i]);
    }
}

static void put_jwt(struct pen *pen, const struct policy_scheme *scheme) {
    const struct config_scheme *config = scheme->config;
    put_list(pen, " JWT, algorithm ", &config->algorithms);
    put_list(pen, "; issuer ", &config->issuers);
    put_list(pen, "; audience ", &config->audiences);
    buf_printf(pen->out, "; %zu %s of ", scheme->keys.n, scheme->keys.n == 1 ? "key" : "keys");
    put(pen, TONE_PLAIN, config->key);
    if (config->remote.url.len) {
        buf_printf(pen->out, " now, fetched every %lld s, counting for %lld s after it is gone",
                   (long long)config->remote.refresh, (long long)config->remote.stale);
    }
    if (config->subject.wanted) {
        buf_text(pen->out, "; its claim ");
        put(pen, TONE_PLAIN, config->subject.claim);
        buf_text(pen->out,
                 config->subject.by_name ? " names an active user" : " is an active user's id");
        if (config->subject.password.len) {
            buf_text(pen->out, ", its claim ");
            put(pen, TONE_PLAIN, config->subject.password);
            buf_text(pen->out, " is of that user's password");
        }
    }
    VEC_EACH(const struct config_role, role, &config->subject.roles) {
        buf_text(pen->out, ", its claim ");
        put(pen, TONE_PLAIN, role->claim);
        buf_text(pen->out, " agrees with ");
        put(pen, TONE_PLAIN, role->column);
    }
}

static const char *carrier_words(const struct policy_scheme *scheme) {
    return scheme->carrier.kind == SCHEME_QUERY    ? " in the query"
           : scheme->carrier.kind == SCHEME_HEADER ? " in a header"
                                                   : " in a cookie";
}

static void put_session(struct pen *pen, const struct policy_scheme *scheme,
                        const struct config_users *users) {
    const struct config_session *config = &scheme->config->session;
    buf_text(pen->out, ", a session of an active user in ");
    put(pen, TONE_PLAIN, users->sessions);
    buf_printf(pen->out, ", signed by %s; ",
               scheme->secrets.n > 1 ? "SECRET_KEY or a fallback" : "SECRET_KEY");
    if (config->csrf_elsewhere) {
        buf_text(pen->out, "the application alone sees to unsafe methods");
        return;
    }
    buf_text(pen->out, "unsafe methods need ");
    put(pen, TONE_PLAIN, config->csrf_header);
    buf_text(pen->out, " as ");
    put(pen, TONE_PLAIN, config->csrf_cookie);
    put_list(pen, ", or to come from ", &config->origins);
}

static void put_keys(struct pen *pen, const struct policy_scheme *scheme,
                     const struct config_users *users) {
    const struct span file = scheme->config->keys;
    buf_text(pen->out, ", an API key of ");
    put(pen, TONE_PLAIN, file.len ? file : users->api_keys);
    if (file.len) {
        buf_printf(pen->out, ", which has %zu", scheme->api_keys.n);
    }
}

static void put_scheme(struct pen *pen, const struct policy_scheme *scheme,
                       const struct config_users *users) {
    put(pen, TONE_BOLD, scheme->config->name);
    buf_text(pen->out, ": ");
    if (scheme->carrier.kind == SCHEME_UNKNOWN) {
        put(pen, TONE_PLAIN, scheme->prefix);
    } else {
        put(pen, TONE_PLAIN, scheme->carrier.name);
        buf_text(pen->out, carrier_words(scheme));
    }
    switch (scheme->config->kind) {
    case CONFIG_JWT:
        put_jwt(pen, scheme);
        break;
    case CONFIG_TOKEN:
        buf_text(pen->out, ", a token of an active user in ");
        put(pen, TONE_PLAIN, users->tokens);
        break;
    case CONFIG_BASIC:
        buf_text(pen->out, ", name and password of an active user in ");
        put(pen, TONE_PLAIN, users->table);
        break;
    case CONFIG_SESSION:
        put_session(pen, scheme, users);
        break;
    case CONFIG_KEY:
        put_keys(pen, scheme, users);
        break;
    }
    buf_byte(pen->out, '\n');
}

static void put_choices(struct pen *pen, const struct policy_operation *operation) {
    for (size_t i = 0; i < operation->n; i++) {
        const struct policy_choice *choice = &operation->choices[i];
        buf_text(pen->out, i ? ", then " : "");
        put(pen, TONE_GOOD, choice->scheme->config->name);
        put_list(pen, " with scope ", &choice->scopes);
    }
}

static void put_claims(struct pen *pen, const struct config_operation *config) {
    VEC_EACH(const struct config_claim, claim, &config->claims) {
        buf_text(pen->out, "; claim ");
        put(pen, TONE_PLAIN, claim->name);
        put_list(pen, " of ", &claim->any);
    }
}

static void put_access(struct pen *pen, const struct policy_operation *operation) {
    switch (operation->access) {
    case POLICY_REFUSED:
        pen_text(pen, TONE_BAD, "refused");
        buf_text(pen->out, ": ");
        put(pen, TONE_PLAIN, operation->why);
        return;
    case POLICY_PUBLIC:
        pen_text(pen, TONE_DOUBT, "public");
        buf_text(pen->out, operation->n ? "; a credential that is shown is verified: " : "");
        break;
    case POLICY_GUARDED:
        break;
    }
    put_choices(pen, operation);
    if (operation->config) {
        put_claims(pen, operation->config);
    }
    if (operation->why.len) {
        buf_text(pen->out, "; ");
        put(pen, TONE_PLAIN, operation->why);
    }
}

static void put_place(struct pen *pen, struct place place) {
    buf_text(pen->out, "  ");
    struct span text = arena_printf(pen->arena, "%.*s:%u", SPAN_ARG(place.file), place.line);
    put(pen, TONE_DIM, text);
}

static void put_row(struct pen *pen, const struct policy_operation *operation) {
    pen_cell(pen, TONE_PLAIN, pen_clean(pen, operation->method), METHOD_COLUMNS);
    struct span template = pen_clean(pen, operation->template);
    put(pen, TONE_PLAIN, operation->template);
    size_t width = pen_width(template);
    buf_fill(pen->out, ' ', width < NAME_COLUMNS ? NAME_COLUMNS - width : 0);
    buf_text(pen->out, "  ");
    put_access(pen, operation);
    put_place(pen, operation->place);
    buf_byte(pen->out, '\n');
}

static void put_limit(struct pen *pen, const char *what, int64_t most) {
    if (most) {
        buf_printf(pen->out, "; %s %lld", what, (long long)most);
    }
}

static void put_limits(struct pen *pen, const struct config_limits *limits) {
    pen_text(pen, TONE_BOLD, "limits");
    buf_printf(pen->out, ": failures within %lld s", (long long)limits->window);
    put_limit(pen, "of one user at an address", limits->user);
    put_limit(pen, "of tokens that begin alike at an address", limits->token);
    put_limit(pen, "of one address", limits->address);
    put_limit(pen, "of signatures at an address", limits->signatures);
    put_limit(pen, "of one user or beginning everywhere, before an address has one try",
              limits->everywhere);
    buf_byte(pen->out, '\n');
}

void guard_table_revoked(struct pen *pen, const struct guard_revoked *file) {
    if (file->path.len) {
        pen_text(pen, TONE_BOLD, "revoked");
        buf_printf(pen->out, ": %zu entries of ", file->lists[file->current].n);
        put(pen, TONE_PLAIN, file->path);
        buf_byte(pen->out, '\n');
    }
}

static void put_users(struct pen *pen, const struct config_users *users) {
    if (users->node) {
        pen_text(pen, TONE_BOLD, "users");
        buf_text(pen->out, ": asked with each request; when they cannot be, ");
        if (users->goes_on_blind) {
            buf_printf(pen->out, "who was let in within %lld s is\n", (long long)users->keep);
        } else {
            buf_text(pen->out, "nobody who needs them is let in\n");
        }
    }
}

static void put_redis(struct pen *pen, const struct config_redis *redis) {
    if (redis->node) {
        pen_text(pen, TONE_BOLD, "redis");
        buf_text(pen->out, ": failures and what is revoked in common with others at ");
        put(pen, TONE_PLAIN, redis->address);
        buf_printf(pen->out, "; when it is gone for %lld s, %s\n", (long long)redis->patience,
                   redis->goes_on_blind ? "what was known last counts" : "credentials are refused");
    }
}

void guard_table(struct pen *pen, const struct policy *policy) {
    size_t n[3] = {0};
    VEC_EACH(struct policy_scheme *, scheme, &policy->schemes) {
        put_scheme(pen, *scheme, &policy->config->users);
    }
    VEC_EACH(const struct config_identity, identity, &policy->config->identity) {
        put(pen, TONE_BOLD, identity->header);
        buf_text(pen->out, ": the claim ");
        put(pen, TONE_PLAIN, identity->claim);
        buf_text(pen->out, "; refused from outside\n");
    }
    put_limits(pen, &policy->config->limits);
    put_redis(pen, &policy->config->redis);
    put_users(pen, &policy->config->users);
    buf_byte(pen->out, '\n');
    VEC_EACH(struct policy_operation *, operation, &policy->operations) {
        put_row(pen, *operation);
        n[(*operation)->access]++;
    }
    buf_printf(pen->out,
               "\n%zu operations: %zu by credential, %zu public, %zu refused; anything else is "
               "refused.\n",
               policy->operations.n, n[POLICY_GUARDED], n[POLICY_PUBLIC], n[POLICY_REFUSED]);
}

static void put_alone(struct pen *pen, const struct facts *facts, const struct decision *decision) {
    bool permitted = decision->effect == EFFECT_PERMIT;
    buf_printf(pen->out, "without a credential: %d, %s", ground_status(decision->ground),
               permitted ? "let through" : ground_words(decision->ground));
    if (decision->ground == GROUND_PATH) {
        buf_printf(pen->out, ": %s", path_fault_words(facts->path_fault));
    }
    buf_byte(pen->out, '\n');
}

/* What is counted of a credential that fails, before the next one is looked at. */
static void put_counted(struct pen *pen, const struct policy *policy,
                        const struct policy_operation *operation) {
    if (operation->n) {
        put_limits(pen, &policy->config->limits);
        put_redis(pen, &policy->config->redis);
    }
}

void guard_table_explain(struct pen *pen, const struct policy *policy, const struct facts *facts,
                         const struct decision *decision) {
    const struct policy_operation *operation = decision->operation;
    if (facts->path_fault == PATH_SOUND) {
        buf_text(pen->out, "Django sees the path ");
        put(pen, TONE_PLAIN, path_span(&facts->path));
        buf_byte(pen->out, '\n');
    }
    if (!operation) {
        put_alone(pen, facts, decision);
        return;
    }
    buf_text(pen->out, "decided by ");
    put(pen, TONE_BOLD, operation->method);
    buf_byte(pen->out, ' ');
    put(pen, TONE_BOLD, operation->template);
    put_place(pen, operation->place);
    buf_text(pen->out, operation->access == POLICY_GUARDED ? "\nopened by " : "\nit is ");
    put_access(pen, operation);
    buf_byte(pen->out, '\n');
    put_counted(pen, policy, operation);
    put_alone(pen, facts, decision);
}
