/* SPDX-License-Identifier: Apache-2.0 */
/* guard.yaml, line by line. Texts of the contract are quoted, in comments as well. */
#include "policy/draft.h"

#include "policy/policy.h"
#include "text/json.h"

/* What a JWT usually stands behind; others ("Token") are opaque. */
static bool drafts(const struct scheme *scheme) {
    return policy_carries_token(scheme) &&
           (scheme->kind == SCHEME_BEARER || span_equal_nocase(scheme->prefix, SPAN("JWT")) ||
            span_equal_nocase(scheme->prefix, SPAN("Bearer")));
}

static void write_operation(struct buf *out, const struct operation *operation) {
    BUF_SCOPE name = {0};
    buf_printf(&name, "%.*s %.*s%.*s", SPAN_ARG(operation->method), SPAN_ARG(operation->base),
               SPAN_ARG(operation->path));
    if (name.failed) {
        out->failed = true;
    }
    json_quote(out, buf_span(&name));
}

static void write_head(struct buf *out, struct span path) {
    buf_text(out, "# A first configuration of postern guard. Every choice that it makes is a "
                  "comment. Fill in what is blank,\n# then: chmod go-w guard.yaml && postern guard "
                  "-c guard.yaml --check\n\n"
                  "# Whatever this contract does not name is refused.\ncontract: ");
    json_quote(out, path);
    buf_text(out, "\n\n# Chosen: loopback, since the proxy is on this machine. "
                  "unix:/run/postern/guard.sock is another way.\nlisten: 127.0.0.1:8600\n\n"
                  "# Chosen: the proxy that asks, and that alone is believed when it says what the "
                  "request was. \"unix\" is\n# whoever reaches the socket.\nproxies: "
                  "[127.0.0.1]\n\n"
                  "# Chosen: decisions are written to standard output; log: guard.log is another "
                  "way.\n\n");
}

static void write_scheme(struct buf *out, const struct scheme *scheme) {
    buf_text(out, "  ");
    json_quote(out, scheme->name);
    buf_printf(out, ": # declared in line %u\n", scheme->place.line);
    buf_text(out,
             "    issuer:      # to fill in: what \"iss\" must be, to the letter\n"
             "    audience:    # to fill in: what \"aud\" must name\n"
             "    algorithms:  # to fill in: what its tokens are signed with, like RS256\n"
             "    key:         # to fill in: a file with a JWKS or PEM; for HS256 one with the "
             "secret, or env:NAME\n"
             "    leeway: 0    # chosen: clocks agree to the second\n"
             "    scope_claim: scope # chosen: where tokens say their scopes (RFC 8693)\n"
             "    # claims: {token_type: access}  # wanted for simplejwt's, or its refresh "
             "tokens pass as well\n"
             "    # user: {claim: user_id, by: id}  # for simplejwt's: the user must exist, "
             "and be active; it needs users:\n");
}

/* What Django or its like keeps: sessions in cookies, keys anywhere else. */
static bool is_kept(const struct scheme *scheme) {
    return scheme->kind == SCHEME_COOKIE || scheme->kind == SCHEME_HEADER ||
           scheme->kind == SCHEME_QUERY || span_equal_nocase(scheme->prefix, SPAN("Api-Key"));
}

/* "Token" is the word of Django REST framework's own tokens; any other is a keyword of theirs. */
static bool is_users(const struct scheme *scheme) {
    return scheme->kind == SCHEME_BASIC ||
           (scheme->kind == SCHEME_AUTHORIZATION && scheme->prefix.len > 0 && !drafts(scheme) &&
            !is_kept(scheme));
}

static bool needs_users(const struct contract *contract) {
    VEC_EACH(const struct scheme, scheme, &contract->schemes) {
        if (is_users(scheme) || scheme->kind == SCHEME_COOKIE) {
            return true;
        }
    }
    return false;
}

static void write_users(struct buf *out, const struct contract *contract) {
    if (needs_users(contract)) {
        buf_text(out,
                 "# Chosen: Django's own tables. A role that may read them is enough.\nusers:\n"
                 "  database:      # to fill in: sqlite:db.sqlite3, or "
                 "postgresql://guard@/app?host=/run/postgresql\n\n");
    }
}

static void write_kept(struct buf *out, const struct scheme *scheme) {
    buf_text(out, "  ");
    json_quote(out, scheme->name);
    buf_printf(out, ": # declared in line %u\n", scheme->place.line);
    buf_text(out, scheme->kind == SCHEME_COOKIE
                      ? "    kind: session # chosen: Django's, in its database; it needs users:\n"
                        "    secret:       # to fill in: a file with SECRET_KEY, or env:NAME\n"
                        "    csrf: check   # chosen: unsafe methods need Django's token, or an "
                        "origin listed below origins:\n"
                      : "    kind: key     # chosen: API keys by their hashes\n"
                        "    keys:         # to fill in: a file of hashes; left out, the table of "
                        "djangorestframework-api-key counts\n");
}

/* "Token" is the word of Django REST framework's own tokens. */
static void write_users_scheme(struct buf *out, const struct scheme *scheme) {
    buf_text(out, "  ");
    json_quote(out, scheme->name);
    buf_printf(out, ": # declared in line %u\n    kind: %s\n", scheme->place.line,
               scheme->kind == SCHEME_BASIC
                   ? "basic    # chosen: name and password of a Django user"
               : span_equal_nocase(scheme->prefix, SPAN("Token"))
                   ? "token    # chosen: Django REST framework's tokens"
                   : "token    # chosen: Django REST framework's tokens, with another keyword");
}

static void write_schemes(struct buf *out, const struct contract *contract) {
    buf_text(out, "schemes:\n");
    VEC_EACH(const struct scheme, scheme, &contract->schemes) {
        if (drafts(scheme)) {
            write_scheme(out, scheme);
        } else if (is_users(scheme)) {
            write_users_scheme(out, scheme);
        } else if (is_kept(scheme)) {
            write_kept(out, scheme);
        } else {
            buf_text(out, "  # not verified by this version, so that what asks for it alone is "
                          "refused: ");
            json_quote(out, scheme->name);
            buf_byte(out, '\n');
        }
    }
}

static bool is_mixed(const struct operation *operation) {
    size_t n = 0;
    VEC_EACH(const struct requirement, requirement, &operation->security.any) {
        n += requirement->needs.n > 0;
    }
    return n > 1;
}

static bool has_mixed(const struct contract *contract) {
    VEC_EACH(const struct operation, operation, &contract->operations) {
        if (is_mixed(operation)) {
            return true;
        }
    }
    return false;
}

static void write_precedence(struct buf *out, const struct contract *contract) {
    bool follows = false;
    if (!has_mixed(contract)) {
        return;
    }
    BUF_SCOPE list = {0};
    VEC_EACH(const struct scheme, scheme, &contract->schemes) {
        if (drafts(scheme) || is_users(scheme) || is_kept(scheme)) {
            buf_text(&list, follows ? ", " : "");
            json_quote(&list, scheme->name);
            follows = true;
        }
    }
    if (follows) {
        buf_text(out,
                 "\n# Chosen: where the contract takes any of several schemes, these count, in "
                 "the contract's order.\nprecedence: [");
        buf_add(out, buf_span(&list));
        buf_text(out, "]\n");
    }
    out->failed |= list.failed;
}

static void write_public(struct buf *out, const struct contract *contract) {
    buf_text(out,
             "\n# Chosen: nothing is public before somebody has looked at it. The contract asks "
             "for no credential at\n# what stands here as a comment; take the # away from what is "
             "meant to be open.\npublic:\n");
    VEC_EACH(const struct operation, operation, &contract->operations) {
        if (security_is_public(&operation->security)) {
            buf_text(out, "#  - ");
            write_operation(out, operation);
            buf_printf(out, " # line %u\n", operation->place.line);
        }
    }
}

enum err draft_write(const struct contract *contract, struct span path, struct buf *out) {
    write_head(out, path);
    write_users(out, contract);
    write_schemes(out, contract);
    write_precedence(out, contract);
    write_public(out, contract);
    buf_text(
        out,
        "\n# What an operation needs beyond the contract:\n"
        "# operations:\n#   GET /path/{id}/:\n#     schemes: [name]     # which count, in "
        "this order\n#     scopes: [read]      # beside those of the contract\n"
        "#     claims: {role: admin}\n"
        "\n# Chosen: who it is goes on in this header, which nobody outside may send.\nidentity:\n"
        "  X-Postern-User: sub\n");
    return buf_status(out);
}
