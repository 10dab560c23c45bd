/* SPDX-License-Identifier: Apache-2.0 */
/* Does the same resource under another spelling of its path skip the check? */
#include "scan/probe.h"

#include "base/mutant.h"
#include "text/uri.h"

struct parts {
    struct span origin, path, query; /* query with its '?' */
};

static struct parts split(struct span url) {
    struct span origin = uri_origin(url);
    struct span rest = span_from_index(url, origin.len);
    size_t query = span_find_byte(rest, '?');
    return (struct parts){origin, span_slice(rest, 0, query),
                          query == SIZE_MAX ? SPAN("") : span_from_index(rest, query)};
}

/* The last segment that the contract spells out and that holds a letter, so that its spelling can
 * be changed: what stands for a parameter names an object, which may well be told apart by its
 * case. Compared from the end, since a base path stands before the template. False: there is none.
 */
static bool last_word(struct span path, struct span template, size_t *from, size_t *to) {
    for (size_t at = path.len, known = template.len; at > 0;) {
        size_t end = at, end_known = known;
        while (at > 0 && path.ptr[at - 1] != '/') {
            at--;
        }
        while (known > 0 && template.ptr[known - 1] != '/') {
            known--;
        }
        struct span segment = span_slice(path, at, end - at);
        struct span spelled = span_slice(template, known, end_known - known);
        for (size_t i = 0; i < segment.len && span_find_byte(spelled, '{') == SIZE_MAX; i++) {
            if ((segment.ptr[i] | 0x20) >= 'a' && (segment.ptr[i] | 0x20) <= 'z') {
                *from = at;
                *to = end;
                return true;
            }
        }
        at -= at > 0;
        known -= known > 0;
    }
    return false;
}

static struct span upper(struct arena *arena, struct span text) {
    struct span copy = arena_dup(arena, text);
    char *bytes = (char *)(uintptr_t)copy.ptr;
    for (size_t i = 0; i < copy.len; i++) {
        if (bytes[i] >= 'a' && bytes[i] <= 'z') {
            bytes[i] = (char)(bytes[i] - ('a' - 'A'));
        }
    }
    return copy;
}

static enum err add(struct subject *subject, const struct parts *parts, struct span variant,
                    struct span path, enum battery battery) {
    struct arena *arena = subject_arena(subject);
    struct request request;
    TRY_PTR(path.ptr);
    TRY(subject_request(subject, &request));
    request.url = arena_join(arena, arena_join(arena, parts->origin, path), parts->query);
    struct attack attack = {.label = variant, .cause = variant, .battery = battery};
    return subject_attack(subject, &path_variant, &request, attack, NULL);
}

static struct span message(struct subject *subject, const struct attack *attack) {
    return arena_printf(subject_arena(subject),
                        "The path is refused without a credential, but the same resource is served "
                        "to the %.*s.",
                        SPAN_ARG(attack->cause));
}

static enum err spellings(struct subject *subject, const struct parts *parts) {
    struct arena *arena = subject_arena(subject);
    struct span path = parts->path;
    size_t word, end;
    if (!last_word(path, subject_operation(subject)->path, &word, &end)) {
        return OK;
    }
    struct span before = span_slice(path, 0, word), after = span_from_index(path, word);
    struct span rest = span_from_index(after, 1), behind = span_from_index(path, end);
    TRY(add(subject, parts, SPAN("path with other case"),
            arena_printf(arena, "%.*s%.*s%.*s", SPAN_ARG(before),
                         SPAN_ARG(upper(arena, span_slice(path, word, end - word))),
                         SPAN_ARG(behind)),
            BATTERY_SHORT));
    TRY(add(subject, parts, SPAN("path with other case throughout"),
            arena_join(arena, upper(arena, span_slice(path, 0, end)), behind), BATTERY_FULL));
    TRY(add(subject, parts, SPAN("path with an encoded letter"),
            arena_printf(arena, "%.*s%%%02x%.*s", SPAN_ARG(before), (unsigned char)after.ptr[0],
                         SPAN_ARG(rest)),
            BATTERY_SHORT));
    TRY(add(subject, parts, SPAN("path with a letter encoded twice"),
            arena_printf(arena, "%.*s%%25%02x%.*s", SPAN_ARG(before), (unsigned char)after.ptr[0],
                         SPAN_ARG(rest)),
            BATTERY_FULL));
    TRY(add(subject, parts, SPAN("path with a double slash"),
            arena_printf(arena, "%.*s/%.*s", SPAN_ARG(before), SPAN_ARG(after)), BATTERY_SHORT));
    TRY(add(subject, parts, SPAN("path with a dot segment"),
            arena_printf(arena, "%.*s./%.*s", SPAN_ARG(before), SPAN_ARG(after)), BATTERY_FULL));
    return add(subject, parts, SPAN("path with an encoded dot segment"),
               arena_printf(arena, "%.*s%%2e/%.*s", SPAN_ARG(before), SPAN_ARG(after)),
               BATTERY_FULL);
}

/* "/api%2forders": one segment to a gate that compares, two to a router that decodes first. */
static enum err inner_slash(struct subject *subject, const struct parts *parts, struct span bare) {
    size_t at = bare.len;
    while (at > 0 && bare.ptr[at - 1] != '/') {
        at--;
    }
    return at < 2 ? OK
                  : add(subject, parts, SPAN("path with an encoded slash within"),
                        arena_printf(subject_arena(subject), "%.*s%%2f%.*s",
                                     SPAN_ARG(span_slice(bare, 0, at - 1)),
                                     SPAN_ARG(span_from_index(bare, at))),
                        BATTERY_FULL);
}

/* Behind some proxies these say which path is meant, whatever the request line does. */
static enum err rewritten(struct subject *subject, const struct parts *parts) {
    static const struct span names[] = {SPAN_INIT("X-Original-URL"), SPAN_INIT("X-Rewrite-URL"),
                                        SPAN_INIT("X-Original-URI")};
    struct arena *arena = subject_arena(subject);
    struct request request;
    TRY(subject_request(subject, &request));
    struct span target = arena_join(arena, parts->path, parts->query);
    request.url = arena_join(arena, parts->origin, SPAN("/"));
    TRY_PTR(request.url.ptr);
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (!fields_add(arena, &request.fields, names[i], target)) {
            return ERR_MEMORY;
        }
    }
    struct attack attack = {.label = SPAN("path in a header (X-Original-URL, X-Rewrite-URL)"),
                            .cause = SPAN("path in a header"),
                            .battery = BATTERY_FULL};
    return subject_attack(subject, &path_variant, &request, attack, NULL);
}

static enum err endings(struct subject *subject, const struct parts *parts) {
    struct arena *arena = subject_arena(subject);
    struct span path = parts->path, bare = path;
    while (bare.len > 1 && bare.ptr[bare.len - 1] == '/') {
        bare.len--;
    }
    if (bare.len < path.len) {
        TRY(add(subject, parts, SPAN("path with no slash at its end"), bare, BATTERY_SHORT));
    } else {
        TRY(add(subject, parts, SPAN("path with a slash at its end"),
                arena_join(arena, path, SPAN("/")), BATTERY_SHORT));
    }
    TRY(add(subject, parts, SPAN("path with two slashes at its end"),
            arena_join(arena, bare, SPAN("//")), BATTERY_FULL));
    TRY(add(subject, parts, SPAN("path with the suffix .json"),
            arena_join(arena, bare, SPAN(".json")), BATTERY_SHORT));
    TRY(add(subject, parts, SPAN("path with a path parameter"),
            arena_join(arena, path, SPAN(";postern=1")), BATTERY_FULL));
    TRY(add(subject, parts, SPAN("path with an encoded slash"),
            arena_join(arena, bare, SPAN("%2f")), BATTERY_FULL));
    TRY(add(subject, parts, SPAN("path with a dot at its end"), arena_join(arena, bare, SPAN("/.")),
            BATTERY_FULL));
    TRY(add(subject, parts, SPAN("path with a space at its end"),
            arena_join(arena, bare, SPAN("%20")), BATTERY_FULL));
    TRY(inner_slash(subject, parts, bare));
    TRY(add(subject, parts, SPAN("path with two slashes at its start"),
            arena_join(arena, SPAN("/"), path), BATTERY_FULL));
    return add(subject, parts, SPAN("path with a public prefix"),
               arena_printf(arena, "/static/..%.*s", SPAN_ARG(path)), BATTERY_FULL);
}

static enum err plan(struct subject *subject) {
    struct request request;
    TRY(subject_request(subject, &request));
    if (!build_is_read(request.method)) {
        return OK;
    }
    struct parts parts = split(request.url);
    if (!sample_served(&subject_controls(subject)->valid) && !MUTANT(variants_of_errors)) {
        return OK;
    }
    TRY(spellings(subject, &parts));
    TRY(rewritten(subject, &parts));
    return endings(subject, &parts);
}

static const struct rule rule = {
    .id = "path-variant",
    .group = "access",
    .severity = SEVERITY_HIGH,
    .title = "Another spelling of the path skips the check",
    .cwe = {"CWE-706", "CWE-287"},
    .owasp = "API2:2023",
    .why =
        "The gate compares paths as text, the router reads them with more tolerance. A doubled "
        "slash, another case, an encoded letter or a suffix leads past the gate to the same view.",
    .how =
        "The path is sent in other spellings, byte for byte, and in headers that proxies rewrite "
        "it by, without a credential. It fires when the answer has the form of the one that a "
        "valid credential gets under the declared path; what is an error there shows nothing.",
    .fix =
        "Check in the view (permission_classes), where the router has decided, not in middleware "
        "that compares request.path. Where a proxy checks, let it normalise paths and refuse what "
        "it cannot (nginx: merge_slashes on), and match exactly what the application matches. "
        "Protect suffix routes (format_suffix_patterns) with the same view.",
};

const struct probe path_variant = {.rule = &rule,
                                   .once = true,
                                   .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                   .opens = true,
                                   .plan = plan,
                                   .message = message};
