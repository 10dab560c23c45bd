/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a body has members for a password, and for whose it is: who sends them proves himself by
 * them, or opens an account. */
#include "contract/password.h"

#include "base/mutant.h"
#include "text/words.h"

enum { NESTED = 3, MEMBERS = 200, MOST_PASSWORDS = 8 };

static const struct span PASSWORDS =
    SPAN_INIT(" password password1 password2 passwd passphrase passcode pwd otp totp ");
static const struct span ACCOUNTS =
    SPAN_INIT(" username user login email mail phone mobile account identifier nickname handle ");

/* Hidden as passwords are, and none of a person. */
static const struct span OTHER_SECRETS =
    SPAN_INIT(" api client webhook key token code otp totp pin hash certificate ");

static enum err look(struct loader *l, const struct node *schema, unsigned depth,
                     struct operation *out);

/* {type: string, format: password}: what the contract has to tell by, where the name tells nothing.
 */
static enum err look_at_format(struct loader *l, const struct node *property,
                               struct operation *out) {
    struct spot written = {.node = property};
    struct span name = node_key(property);
    const struct node *schema = documents_follow(l->documents, &written).node;
    bool hidden = span_equal(node_text(node_get(schema, SPAN("format"))), SPAN("password")) &&
                  !words_any(name, OTHER_SECRETS) && !MUTANT(format_unread);
    if (!hidden || out->passwords.n == MOST_PASSWORDS) {
        return OK;
    }
    out->takes_password = true;
    return vec_push(l->arena, &out->passwords, name) ? OK : ERR_MEMORY;
}

static enum err look_at_parts(struct loader *l, const struct node *schema, struct span key,
                              unsigned depth, struct operation *out) {
    NODE_EACH(part, node_get(schema, key)) {
        TRY(look(l, part, depth + 1, out));
    }
    return OK;
}

static enum err look(struct loader *l, const struct node *schema, unsigned depth,
                     struct operation *out) {
    struct spot written = {.node = schema};
    size_t seen = 0;
    if (depth == NESTED || !schema) {
        return OK;
    }
    schema = documents_follow(l->documents, &written).node;
    NODE_EACH(property, node_get(schema, SPAN("properties"))) {
        out->takes_password |= words_any(node_key(property), PASSWORDS);
        out->names_account |= words_any(node_key(property), ACCOUNTS);
        TRY(look_at_format(l, property, out));
        if (++seen == MEMBERS) {
            break;
        }
    }
    TRY(look_at_parts(l, schema, SPAN("allOf"), depth, out));
    TRY(look_at_parts(l, schema, SPAN("oneOf"), depth, out));
    return look_at_parts(l, schema, SPAN("anyOf"), depth, out);
}

enum err password_look(struct loader *l, struct operation *out) {
    const struct node *last = NULL;
    VEC_EACH(const struct media, media, &out->bodies) {
        if (media->schema != last) {
            TRY(look(l, media->schema, 0, out));
        }
        last = media->schema;
    }
    return OK;
}
