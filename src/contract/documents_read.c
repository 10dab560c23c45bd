/* SPDX-License-Identifier: Apache-2.0 */
/* Reading all files of a contract: each is walked once, and its references lead to the next. */
#include "base/mutant.h"
#include "contract/documents.h"

#include "base/limits.h"
#include "contract/document.h"
#include "text/folder.h"
#include "text/uri.h"

static bool is_url(struct span name) {
    return span_starts_nocase(name, SPAN("http://")) || span_starts_nocase(name, SPAN("https://"));
}

/* Takes "." and ".." out of a relative path; those that lead above the first folder stay in front.
 */
static struct span normalised(struct arena *arena, struct span path) {
    char *out = arena_take(arena, path.len + 1, 1);
    size_t len = 0, above = 0; /* above: bytes of "../" in front */
    for (struct span rest = path; out && rest.ptr;) {
        struct span part = span_cut(&rest, '/');
        if (part.len == 0 || span_equal(part, SPAN("."))) {
            continue;
        }
        if (span_equal(part, SPAN("..")) && len > above) {
            len = folder_above((struct span){out, len - 1}).len;
            continue;
        }
        memcpy(out + len, part.ptr, part.len);
        len += part.len;
        out[len++] = '/';
        above = span_equal(part, SPAN("..")) ? len : above;
    }
    return (struct span){out, len ? len - 1 : 0};
}

/* The name of the file that a reference in another means; a reason when it must not be read. */
static enum err name_of(struct contract_documents *d, const struct document *from,
                        struct span reference, struct span *name, const char **reason) {
    struct uri parts;
    if (d->self.len && span_equal(reference, d->self)) {
        *name = (struct span){"", 0};
        return OK;
    }
    if (is_url(from->name)) {
        bool fits = uri_resolve(d->arena, from->name, reference, name) == OK && is_url(*name);
        *reason = fits ? NULL : "is no http URL";
        return OK;
    }
    if (is_url(reference)) {
        *reason = d->options.remote ? NULL : "leads to another host, which was not allowed";
        *name = reference;
        return OK;
    }
    struct span path = is_url(d->options.file) ? reference : uri_decode(d->arena, reference);
    TRY_PTR(path.ptr);
    if (uri_split(path, &parts) == OK && (parts.scheme.len || parts.has_authority)) {
        *reason = "is neither a relative path nor an http URL";
        return OK;
    }
    if (path.ptr[0] == '/' && !MUTANT(outside_read)) {
        *reason = "is an absolute path; only relative ones are read";
        return OK;
    }
    path = arena_join(d->arena, folder_above(from->name), path);
    TRY_PTR(path.ptr);
    *name = normalised(d->arena, path);
    TRY_PTR(name->ptr);
    *name = span_equal(*name, d->own) ? (struct span){"", 0} : *name;
    return OK;
}

static struct span shown_as(struct contract_documents *d, struct span name) {
    struct span shown = name;
    if (is_url(name)) {
        return name;
    }
    if (is_url(d->options.file)) {
        return uri_resolve(d->arena, d->options.file, name, &shown) == OK ? shown : name;
    }
    return arena_join(d->arena, folder_above(d->options.file), name);
}

static enum err keep(struct contract_documents *d, struct document *document) {
    TRY(map_put(d->arena, &d->by_name, document->name, document));
    return vec_push(d->arena, &d->all, document) ? OK : ERR_MEMORY;
}

static void warn(struct contract_documents *d, const struct spot *spot, struct span reference,
                 const char *reason) {
    diag_add(d->diag, DIAG_WARNING, spot_place(d->arena, spot), "the reference \"%.*s\" %s",
             SPAN_ARG(reference), reason);
}

/* Reads another file. That it fails is remembered, told, and no error of the whole. */
static enum err read_file(struct contract_documents *d, const struct spot *spot, struct span name) {
    struct document *document = arena_new(d->arena, struct document);
    TRY_PTR(document);
    *document = (struct document){.name = name, .file = shown_as(d, name)};
    TRY(keep(d, document));
    if (!d->options.reader) {
        warn(d, spot, name, "leads to another file, and none can be read here");
        return OK;
    }
    if (d->all.n > LIMIT_CONTRACT_FILES) {
        warn(d, spot, name, "leads to one file more than the limit");
        return ERR_LIMIT;
    }
    struct span text = {NULL, 0};
    enum err error = d->options.reader(d->options.user, d->arena, document->file, &text);
    if (error != OK) {
        diag_add(d->diag, DIAG_WARNING, spot_place(d->arena, spot),
                 "the file \"%.*s\" cannot be read: %s", SPAN_ARG(name), err_words(error));
        return error == ERR_MEMORY ? error : OK;
    }
    error = document_parse(d->arena, text, document->file, &document->root, d->diag);
    document->root = error == OK ? document->root : NULL;
    return error == ERR_MEMORY ? error : OK;
}

/* Remembers where a reference stands first, to tell later when it leads nowhere. */
static enum err mention(struct contract_documents *d, const struct spot *spot,
                        struct span reference) {
    if (map_get(&d->mentioned, reference)) {
        return OK;
    }
    struct mention *mention = vec_add(d->arena, &d->mentions);
    TRY_PTR(mention);
    *mention = (struct mention){reference, spot_place(d->arena, spot)};
    return map_put(d->arena, &d->mentioned, reference, d);
}

static enum err read_reference(struct contract_documents *d, const struct document *document,
                               const struct spot *spot) {
    struct span whole = node_text(spot->node), fragment = whole;
    struct span file = span_cut(&fragment, '#');
    const char *reason = NULL;
    struct span name = document->name;
    if (file.len == 0 && name.len == 0) {
        return mention(d, spot, whole);
    }
    if (file.len) {
        TRY(name_of(d, document, file, &name, &reason));
    }
    if (reason) {
        if (!map_get(&d->mentioned, whole)) {
            warn(d, spot, whole, reason);
        }
        TRY(map_put(d->arena, &d->refused, whole, (void *)(uintptr_t)reason));
        return map_put(d->arena, &d->mentioned, whole, d);
    }
    struct span absolute = arena_printf(d->arena, "%.*s#%.*s", SPAN_ARG(name), SPAN_ARG(fragment));
    TRY_PTR(absolute.ptr);
    struct node *node = (struct node *)(uintptr_t)spot->node; /* ours since it was parsed */
    node->text = absolute.ptr;
    node->len = (uint32_t)absolute.len;
    if (!map_get(&d->by_name, name)) {
        TRY(read_file(d, spot, name));
    }
    return mention(d, spot, absolute);
}

/* Values for people, in which "$ref" refers to nothing. */
static bool is_value(const struct spot *spot) {
    static const struct span names[] = {SPAN_INIT("example"), SPAN_INIT("default"),
                                        SPAN_INIT("enum"), SPAN_INIT("const"), SPAN_INIT("value")};
    struct span key = node_key(spot->node);
    bool found = span_starts(key, SPAN("x-"));
    for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !found; i++) {
        found = span_equal(key, names[i]);
    }
    return found && !span_equal(node_key(spot->parent->node), SPAN("properties"));
}

/* A shared child is visited where its anchor stands. */
static enum err walk(struct contract_documents *d, const struct document *document,
                     const struct spot *parent) {
    SPOT_EACH(item, parent) {
        if (node_is(item.node, NODE_STRING)) {
            if (span_equal(node_key(item.node), SPAN("$ref"))) {
                TRY(read_reference(d, document, &item));
            }
        } else if (node_first(item.node) && !item.node->aliased && !is_value(&item)) {
            TRY(walk(d, document, &item));
        }
    }
    return OK;
}

static void tell_dangling(struct contract_documents *d) {
    VEC_EACH(struct mention, mention, &d->mentions) {
        struct span fragment = mention->reference, name = span_cut(&fragment, '#');
        const struct document *document = map_get(&d->by_name, name);
        const struct target *target = documents_target(d, mention->reference);
        if (document && document->root && target && !target->node) {
            diag_add(d->diag, DIAG_WARNING, mention->place, "the reference \"%.*s\" leads nowhere",
                     SPAN_ARG(mention->reference));
        }
    }
}

enum err documents_read(struct arena *arena, struct span text,
                        const struct contract_options *options, struct contract_documents **out,
                        struct diag *diag) {
    struct contract_documents *d = arena_new(arena, struct contract_documents);
    struct document *first = arena_new(arena, struct document);
    TRY_PTR(d);
    TRY_PTR(first);
    *d = (struct contract_documents){.arena = arena, .options = *options, .diag = diag};
    d->own = folder_entry(options->file);
    *first = (struct document){.name = {"", 0}, .file = options->file};
    TRY(document_parse(arena, text, options->file, &first->root, diag));
    TRY(keep(d, first));
    d->self = node_text(node_get(first->root, SPAN("$self")));
    for (size_t i = 0; i < d->all.n; i++) {
        struct spot root = {.node = d->all.at[i]->root, .file = d->all.at[i]->file};
        TRY(walk(d, d->all.at[i], &root));
    }
    tell_dangling(d);
    d->diag = NULL;
    *out = d;
    return OK;
}
