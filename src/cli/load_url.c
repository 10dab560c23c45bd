/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the contract's text, and the parts it refers to, over HTTP. */
#include "cli/load_url.h"

#include "base/mutant.h"
#include "cli/fetch_as.h"
#include "text/uri.h"

static enum err tell(const struct load *load, struct span where, enum err err, struct span what) {
    diag_add(load->diag, DIAG_ERROR, (struct place){.file = where}, "%.*s", SPAN_ARG(what));
    return err;
}

/* Headers that were given for the target may hold secrets: they go nowhere else. */
static struct client_options options_for(const struct load *load, struct span url) {
    struct client_options options = load->client;
    if (!uri_same_origin(url, load->target) && !MUTANT(header_anywhere)) {
        options.fields = (struct fields){0};
    }
    return options;
}

/* Where everybody is refused, each identity is tried: at the target alone. */
static enum err fetch_somehow(const struct load *load, struct span url, struct fetched *got,
                              struct span *who) {
    struct client_options options = options_for(load, url);
    *got = (struct fetched){0};
    *who = (struct span){"", 0};
    TRY(fetch(load->arena, &options, url, got));
    return fetch_was_refused(url, got) && uri_same_origin(url, load->target)
               ? fetch_as(load->arena, &options, load->insiders, url, got, who)
               : OK;
}

static enum err fetch_text(const struct load *load, struct span url, bool told, struct fetched *got,
                           struct span *who) {
    struct diag *diag = told ? load->diag : NULL;
    struct load here = *load;
    here.diag = diag;
    enum err err = fetch_somehow(load, url, got, who);
    if (err == ERR_NETWORK) {
        struct span words = got->detail.len ? got->detail : span_from(wire_words(got->wire));
        return tell(load, url, err, words);
    }
    if (err != OK) {
        return tell(&here, url, err, span_from(err_words(err)));
    }
    if (got->cut) {
        return tell(&here, url, ERR_LIMIT, SPAN("larger than a contract may be"));
    }
    if (got->status != 200) {
        return tell(&here, url, ERR_MISSING,
                    arena_printf(load->arena, "answered %d instead of a contract%s", got->status,
                                 fetch_was_refused(url, got) && load->insiders &&
                                         load->insiders->identities->all.n
                                     ? ", with the identities' credentials as well"
                                     : ""));
    }
    return OK;
}

/* What the reader of a contract that came from a URL must know. */
struct beside {
    const struct load *load;
    struct span url; /* of the contract */
};

/* The reader for parts of such a contract: the same origin, nothing else, whatever it refers to. */
static enum err fetch_beside(void *user, struct arena *arena, struct span path, struct span *text) {
    (void)arena;
    const struct beside *beside = user;
    struct fetched got;
    if (!uri_same_origin(path, beside->url)) {
        return ERR_UNSUPPORTED;
    }
    struct span who;
    TRY(fetch_text(beside->load, path, false, &got, &who));
    *text = got.body;
    return OK;
}

static enum err read_fetched(const struct load *load, const struct fetched *got,
                             struct contract *out) {
    struct beside *beside = arena_new(load->arena, struct beside);
    TRY_PTR(beside);
    *beside = (struct beside){load, got->url};
    struct contract_options options = {.file = got->url, .reader = fetch_beside, .user = beside};
    return contract_load(load->arena, got->body, &options, out, load->diag);
}

enum err load_url_probe(const struct load *load, struct span url, struct contract *out,
                        struct place_answer *answer) {
    struct fetched got;
    enum err err = fetch_text(load, url, false, &got, &answer->who);
    answer->status = fetch_was_refused(url, &got) && got.status == 200 ? 302 : got.status;
    TRY(err);
    struct contract_options options = {.file = got.url};
    TRY(contract_load(load->arena, got.body, &options, out, NULL));
    return read_fetched(load, &got, out);
}

enum err load_url(const struct load *load, struct span url, struct contract *out) {
    struct fetched got;
    struct span who;
    TRY(fetch_text(load, url, true, &got, &who));
    return read_fetched(load, &got, out);
}
