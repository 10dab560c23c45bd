/* SPDX-License-Identifier: Apache-2.0 */
/* Trades at the endpoint that gave a token, and at an operation of the contract. */
#include "scan/survey_trade.h"

#include "base/mutant.h"
#include "scan/engine_state.h"
#include "scan/login/login_narrow.h"
#include "scan/login/login_refresh.h"
#include "scan/login/login_try.h"
#include "scan/login/login_url.h"
#include "text/json.h"

/* Where the token stands in the header. */
static enum err refresh_by_header(struct survey *survey, const struct grant *grant,
                                  struct span token, struct request *out, bool *built) {
    struct arena *arena = &survey->scratch;
    const struct login *login = &survey->engine->login;
    const struct operation *operation = login_refresh_in_header(login, grant->route->path);
    *built = operation != NULL;
    if (!*built) {
        return OK;
    }
    struct span value = arena_join(arena, SPAN("Bearer "), token);
    *out = (struct request){.method = SPAN("POST"),
                            .url = login_url(arena, login, operation->base, operation->path)};
    TRY_PTR(value.ptr);
    TRY_PTR(out->url.ptr);
    return fields_set(arena, &out->fields, SPAN("Authorization"), value) ? OK : ERR_MEMORY;
}

static enum err trade_at_operation(struct survey *survey, const struct grant *grant,
                                   struct span token, struct request *out, bool *built) {
    struct arena *arena = &survey->scratch;
    struct login_route way;
    *built = login_find_refresh(arena, &survey->engine->login, grant->route->path, &way) &&
             way.kind == LOGIN_JSON;
    if (!*built) {
        return refresh_by_header(survey, grant, token, out, built);
    }
    BUF_SCOPE body = {0};
    struct json_writer writer = {.out = &body};
    json_begin_object(&writer);
    json_key_span(&writer, way.password_field);
    json_string(&writer, token);
    json_end_object(&writer);
    TRY(buf_status(&body));
    *out = (struct request){
        .method = SPAN("POST"), .url = way.url, .body = arena_dup(arena, buf_span(&body))};
    TRY_PTR(out->body.ptr);
    return fields_set(arena, &out->fields, SPAN("Content-Type"), SPAN("application/json"))
               ? OK
               : ERR_MEMORY;
}

enum err survey_refresh(struct survey *survey, const struct grant *grant, struct span token,
                        enum trade_way way, struct request *out, bool *built) {
    struct arena *arena = &survey->scratch;
    bool endpoint = grant->refresh_form && grant->refresh_url.len;
    *built = false;
    if (way == TRADE_AT_ENDPOINT) {
        *built = endpoint && !MUTANT(token_endpoint_untraded);
        return *built ? login_refresh_request(arena, &survey->engine->login, grant, token, out)
                      : OK;
    }
    return trade_at_operation(survey, grant, token, out, built);
}

enum err survey_narrow(struct survey *survey, const struct credential *credential,
                       struct span scope, struct span *token, struct span *given) {
    return login_narrow(&survey->engine->login, credential, scope, token, given);
}
