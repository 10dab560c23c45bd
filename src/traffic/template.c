/* SPDX-License-Identifier: Apache-2.0 */
/* Segments that vary become placeholders. */
#include "traffic/template.h"

#include "base/mutant.h"
#include "text/uri.h"
#include "traffic/looks.h"

enum { TEMPLATE_DEPTH = 40, TEMPLATE_BRANCHES = 2000 };

/* The nearest segment above that is no variable; empty at the root. */
static struct span collection_of(const struct template *at) {
    for (; at && at->above; at = at->above) {
        if (!at->variable && at->text.len) {
            return at->text;
        }
    }
    return SPAN("");
}

static struct template *branch(struct arena *arena, struct template *above, struct span text,
                               bool variable) {
    VEC_EACH(struct template *const, each, &above->below) {
        if ((variable && (*each)->variable) ||
            (!variable && !(*each)->variable && span_equal((*each)->text, text))) {
            return *each;
        }
    }
    struct template *made = arena_new(arena, struct template);
    if (!made || !vec_push(arena, &above->below, made)) {
        return NULL;
    }
    made->text = text;
    made->above = above;
    made->variable = variable;
    return made;
}

static enum err add_sample(struct arena *arena, struct template *at,
                           const struct traffic_request *request) {
    struct template_method *found = NULL;
    VEC_EACH(struct template_method, each, &at->methods) {
        found = span_equal(each->method, request->method) ? each : found;
    }
    if (!found) {
        found = vec_add(arena, &at->methods);
        TRY_PTR(found);
        found->method = request->method;
    }
    return vec_push(arena, &found->samples, request) ? OK : ERR_MEMORY;
}

enum err template_add(struct arena *arena, struct template *root,
                      const struct traffic_request *request) {
    struct template *at = root;
    struct span rest = span_from_index(traffic_path(request), 1);
    for (unsigned depth = 0; rest.ptr && depth < TEMPLATE_DEPTH; depth++) {
        struct span text = span_cut(&rest, '/');
        bool variable =
            !MUTANT(ids_as_texts) &&
            (looks_like_id(text) || looks_like_slug(text, at->variable ? SPAN("") : at->text) ||
             (at->below.n >= TEMPLATE_BRANCHES && text.len));
        at = branch(arena, at, text, variable && (text.len || rest.ptr));
        TRY_PTR(at);
        if (at->variable) {
            struct span plain = uri_decode(arena, text);
            TRY_PTR(plain.ptr);
            TRY(shape_add_text(arena, &at->values, plain));
        }
    }
    return rest.ptr ? OK : add_sample(arena, at, request);
}

/* What the answers at a branch's end are. */
struct answers {
    struct shape shape; /* of those that are objects */
    bool own;           /* one of them says the segment itself: it is its slug, or name */
    bool lists;         /* one of them holds a list */
};

static void look_at(const struct template *at, const struct node *object, struct answers *out) {
    NODE_EACH(member, object) {
        out->own = out->own || (at->text.len && span_equal(node_text(member), at->text));
        out->lists = out->lists || node_is(member, NODE_ARRAY);
    }
}

static enum err answers_of(struct arena *arena, const struct template *at, struct answers *out) {
    VEC_EACH(const struct template_method, method, &at->methods) {
        VEC_EACH(const struct traffic_request *const, sample, &method->samples) {
            const struct node *root;
            struct json_options options = {.depth = 64};
            if (!traffic_served(*sample) || !(*sample)->answer.len) {
                continue;
            }
            enum err err = json_parse(arena, (*sample)->answer, &options, &root, NULL);
            if (err == OK && node_is(root, NODE_OBJECT)) {
                TRY(shape_add(arena, &out->shape, root));
                look_at(at, root, out);
            }
            TRY(err == ERR_MEMORY ? err : OK);
        }
    }
    return OK;
}

static bool alike(const struct shape *a, const struct shape *b) {
    bool same = a->objects && b->objects && a->members.n == b->members.n && a->members.n >= 2;
    VEC_EACH(struct shape_member *const, member, &a->members) {
        same = same && map_get(&b->by_name, (*member)->name);
    }
    return same;
}

/* Puts all of from below into. */
static enum err absorb(struct arena *arena, struct template *into, struct template *from) {
    VEC_EACH(const struct template_method, method, &from->methods) {
        VEC_EACH(const struct traffic_request *const, sample, &method->samples) {
            TRY(add_sample(arena, into, *sample));
        }
    }
    VEC_EACH(struct template *const, each, &from->below) {
        struct template *same = branch(arena, into, (*each)->text, (*each)->variable);
        TRY_PTR(same);
        TRY(absorb(arena, same, *each)); /* no deeper than TEMPLATE_DEPTH */
        if (same->variable) {
            same->values.texts++;
        }
    }
    return OK;
}

/* Whether the branch is one of many that answer alike, or like the variable beside it. */
static bool has_twin(const struct template *above, const struct answers *answers, size_t at) {
    for (size_t i = 0; i < above->below.n; i++) {
        const struct template *other = above->below.at[i];
        if (i != at && !looks_reserved(other->text) && !answers[i].lists &&
            alike(&answers[at].shape, &answers[i].shape)) {
            return true;
        }
    }
    return false;
}

static enum err join_one(struct arena *arena, struct template *above) {
    struct answers *answers = arena_array(arena, struct answers, above->below.n + 1);
    size_t n = above->below.n, kept = 0;
    struct span collection = collection_of(above);
    TRY_PTR(answers);
    for (size_t i = 0; i < n; i++) {
        TRY(answers_of(arena, above->below.at[i], &answers[i]));
    }
    bool *joins = arena_array(arena, bool, n + 1);
    TRY_PTR(joins);
    for (size_t i = 0; i < n; i++) {
        const struct template *each = above->below.at[i];
        bool many = !above->variable && span_ends(collection, SPAN("s")) && !answers[i].lists &&
                    has_twin(above, answers, i);
        joins[i] = !each->variable && each->text.len && collection.len &&
                   !looks_reserved(each->text) && (answers[i].own || many);
    }
    for (size_t i = 0; i < n; i++) {
        struct template *each = above->below.at[i];
        if (joins[i]) {
            struct template *into = branch(arena, above, each->text, true);
            TRY_PTR(into);
            TRY(shape_add_text(arena, &into->values, each->text));
            TRY(absorb(arena, into, each));
        }
    }
    for (size_t i = 0; i < above->below.n; i++) {
        if (i >= n || !joins[i]) {
            above->below.at[kept++] = above->below.at[i];
        }
    }
    above->below.n = kept;
    return OK;
}

struct span template_name(struct arena *arena, const struct template *at) {
    BUF_SCOPE name = {0};
    size_t before = 0;
    struct span collection = collection_of(at->above);
    for (const struct template *each = at->above; each; each = each->above) {
        before += each->variable && span_equal(collection_of(each->above), collection);
    }
    bool ies = span_ends(collection, SPAN("ies")) && collection.len > 4;
    bool plural = span_ends(collection, SPAN("s")) && !span_ends(collection, SPAN("ss"));
    size_t len = collection.len - (ies ? 3 : plural ? 1 : 0);
    for (size_t i = 0; i < len; i++) {
        char c = collection.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        buf_byte(&name, letter ? c : '_');
    }
    buf_text(&name, ies ? "y_id" : len ? "_id" : "id");
    if (before) {
        buf_printf(&name, "_%zu", before + 1);
    }
    return buf_status(&name) == OK ? arena_dup(arena, buf_span(&name)) : (struct span){NULL, 0};
}

/* No deeper than TEMPLATE_DEPTH. */
enum err template_join(struct arena *arena, struct template *root) {
    if (root->above) {
        struct span segment = root->variable
                                  ? arena_printf(arena, "{%s}", template_name(arena, root).ptr)
                                  : root->text;
        TRY_PTR(segment.ptr);
        root->path =
            arena_printf(arena, "%.*s/%.*s", SPAN_ARG(root->above->path), SPAN_ARG(segment));
        TRY_PTR(root->path.ptr);
    }
    TRY(join_one(arena, root));
    for (size_t i = 0; i < root->below.n; i++) {
        TRY(template_join(arena, root->below.at[i]));
    }
    return OK;
}
