/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a body has members for a password, and for whose it is: who sends them proves himself by
 * them, or opens an account. */
#include "contract/password.h"

#include "text/words.h"

enum { NESTED = 3, MEMBERS = 200 };

static const struct span PASSWORDS =
    SPAN_INIT(" password password1 password2 passwd passphrase passcode pwd otp totp ");
static const struct span ACCOUNTS =
    SPAN_INIT(" username user login email mail phone mobile account identifier nickname handle ");

static void look(struct loader *l, const struct node *schema, unsigned depth,
                 struct operation *out);

static void look_at_parts(struct loader *l, const struct node *schema, struct span key,
                          unsigned depth, struct operation *out) {
    NODE_EACH(part, node_get(schema, key)) {
        look(l, part, depth + 1, out);
    }
}

static void look(struct loader *l, const struct node *schema, unsigned depth,
                 struct operation *out) {
    struct spot written = {.node = schema};
    size_t seen = 0;
    if (depth == NESTED || !schema) {
        return;
    }
    schema = documents_follow(l->documents, &written).node;
    NODE_EACH(property, node_get(schema, SPAN("properties"))) {
        out->takes_password |= words_any(node_key(property), PASSWORDS);
        out->names_account |= words_any(node_key(property), ACCOUNTS);
        if (++seen == MEMBERS) {
            break;
        }
    }
    look_at_parts(l, schema, SPAN("allOf"), depth, out);
    look_at_parts(l, schema, SPAN("oneOf"), depth, out);
    look_at_parts(l, schema, SPAN("anyOf"), depth, out);
}

void password_look(struct loader *l, struct operation *out) {
    const struct node *last = NULL;
    VEC_EACH(const struct media, media, &out->bodies) {
        if (media->schema != last) {
            look(l, media->schema, 0, out);
        }
        last = media->schema;
    }
}
