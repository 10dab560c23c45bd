/* SPDX-License-Identifier: Apache-2.0 */
/* Rows to claims, and claims against rows. */
#include "guard/users/roles.h"

#include "base/buf.h"
#include "base/mutant.h"
#include "text/json.h"

static enum err keep(struct arena *arena, const struct buf *text, const struct node **out) {
    struct json_options options = {.file = SPAN("user")};
    TRY(buf_status(text));
    struct span kept = arena_dup(arena, buf_span(text));
    TRY_PTR(kept.ptr);
    return json_parse(arena, kept, &options, out, NULL);
}

enum err roles_claims(struct arena *arena, const struct user *user, const struct node **out) {
    BUF_SCOPE text = {0};
    struct json_writer w = {.out = &text};
    json_begin_object(&w);
    json_key(&w, "sub");
    json_string(&w, user->id);
    json_key(&w, "username");
    json_string(&w, user->username);
    json_key(&w, "is_staff");
    json_bool(&w, user->staff);
    json_key(&w, "is_superuser");
    json_bool(&w, user->superuser);
    json_key(&w, "groups");
    json_begin_array(&w);
    for (size_t i = 0; i < user->groups.n; i++) {
        json_string(&w, user->groups.at[i]);
    }
    json_end_array(&w);
    json_end_object(&w);
    return keep(arena, &text, out);
}

enum err roles_subject(struct arena *arena, const struct user *user, const struct node **out) {
    BUF_SCOPE text = {0};
    struct json_writer w = {.out = &text};
    json_begin_object(&w);
    json_key(&w, "sub");
    json_string(&w, MUTANT(sub_by_name) ? user->username : user->id);
    json_end_object(&w);
    return keep(arena, &text, out);
}

static bool is_group(const struct user *user, const struct node *name) {
    for (size_t i = 0; node_is(name, NODE_STRING) && i < user->groups.n; i++) {
        if (span_equal(user->groups.at[i], node_text(name))) {
            return true;
        }
    }
    return false;
}

static bool groups_agree(const struct user *user, const struct node *claim) {
    if (!node_is(claim, NODE_ARRAY)) {
        return is_group(user, claim);
    }
    NODE_EACH(item, claim) {
        if (!is_group(user, item)) {
            return false;
        }
    }
    return true;
}

static bool agrees(const struct config_role *role, const struct user *user,
                   const struct node *claim) {
    if (span_equal(role->column, SPAN("groups"))) {
        return groups_agree(user, claim);
    }
    bool held = span_equal(role->column, SPAN("staff")) ? user->staff : user->superuser;
    return node_is(claim, held ? NODE_TRUE : NODE_FALSE);
}

bool roles_agree(const struct config_subject *subject, const struct node *claims,
                 const struct user *user) {
    VEC_EACH(const struct config_role, role, &subject->roles) {
        const struct node *claim = node_get(claims, role->claim);
        if (claim && !agrees(role, user, claim)) {
            return false;
        }
    }
    return true;
}
