/* SPDX-License-Identifier: Apache-2.0 */
/* Sending a refresh token, and reading what came of it. */
#include "scan/accounts/trading.h"

#include "base/mutant.h"
#include "scan/survey_trade.h"
#include "text/json.h"
#include "text/words.h"

enum { DEPTH = 16, SHORTEST = 12 };

/* A token under such a name, anywhere in the answer. */
static struct span token_in(const struct node *node, struct span words) {
    NODE_EACH(member, node) {
        struct span value = node_text(member);
        if (value.len >= SHORTEST && words_any(node_key(member), words)) {
            return value;
        }
        struct span inner = value.len ? SPAN("") : token_in(member, words);
        if (inner.len) {
            return inner;
        }
    }
    return SPAN("");
}

static enum err trade_at(struct survey *survey, const struct grant *grant, struct span token,
                         enum trade_way way, struct trade *out) {
    const struct json_options options = {.depth = DEPTH};
    const struct node *root = NULL;
    *out = (struct trade){.fresh = SPAN("")};
    TRY(survey_refresh(survey, grant, token, way, &out->request, &out->built));
    TRY(out->built ? survey_fetch(survey, &out->request, &out->reply) : OK);
    if (!out->built || !sample_served(&out->reply.sample)) {
        return OK;
    }
    enum err read =
        json_parse(survey_arena(survey), out->reply.exchange.response.body, &options, &root, NULL);
    if (read != OK) {
        return read == ERR_MEMORY ? read : OK;
    }
    out->fresh = token_in(root, SPAN(" refresh renewal renew "));
    out->gave = token_in(root, SPAN(" access token jwt bearer ")).len != 0;
    return OK;
}

enum err trade_once(struct survey *survey, const struct grant *grant, struct span token,
                    struct trade *out) {
    struct trade elsewhere;
    TRY(trade_at(survey, grant, token, TRADE_AT_ENDPOINT, out));
    if (out->gave || (out->built && MUTANT(endpoint_trades_alone))) {
        return OK;
    }
    TRY(trade_at(survey, grant, token, TRADE_AT_OPERATION, &elsewhere));
    *out = elsewhere.built ? elsewhere : *out;
    return OK;
}
