/* SPDX-License-Identifier: Apache-2.0 */
/* Logging in beside the wallet. */
#include "scan/accounts/session.h"

#include "scan/credential/wallet_bind.h"
#include "scan/engine_state.h"
#include "scan/login/login_try.h"
#include "scan/shot.h"

static bool is_for_users(const struct login_route *route) {
    switch (route->kind) {
    case LOGIN_JSON:
    case LOGIN_FORM:
    case LOGIN_QUERY:
    case LOGIN_BASIC:
    case LOGIN_PAGE:
        return true;
    case LOGIN_GRANT:
        return !route->client;
    case LOGIN_COMMAND:
    case LOGIN_RENEWAL:
        break;
    }
    return false;
}

enum err session_open(struct survey *survey, const struct credential *like, struct span user,
                      struct span password, struct session *out) {
    struct engine *engine = survey->engine;
    *out = (struct session){.who = *like->identity, .company = like->identity};
    if (!like->grant || !is_for_users(like->grant->route)) {
        return OK;
    }
    out->who.username = user;
    out->who.password.value = password;
    out->grant = (struct grant){.identity = &out->who, .route = like->grant->route};
    struct login_attempt attempt = {.login = &engine->login,
                                    .identity = &out->who,
                                    .arena = survey_arena(survey),
                                    .grant = &out->grant};
    TRY(login_try(&attempt));
    out->credential = (struct credential){.identity = &out->who, .scheme = like->scheme};
    return attempt.succeeded
               ? wallet_bind_grant(&engine->wallet, &out->credential, &out->grant, &out->open)
               : OK;
}

enum err session_ask(struct survey *survey, const struct session *session,
                     const struct operation *operation, const struct request *bare,
                     struct reply *out) {
    struct wallet *wallet = survey_wallet(survey);
    struct arena *arena = survey_arena(survey);
    struct presented presented = wallet_form(wallet, &session->credential);
    struct request request;
    TRY(request_copy(arena, bare, &request));
    if (!build_is_read(request.method)) {
        TRY(wallet_accompany(wallet, arena, operation, session->company, &request));
    }
    VEC_EACH(const struct requirement, requirement, &operation->security.any) {
        if (requirement->needs.n == 1 && requirement_names(requirement, presented.scheme)) {
            TRY(wallet_present_instead(wallet, arena, &session->who, requirement, &presented,
                                       &request));
            return survey_fetch(survey, &request, out);
        }
    }
    *out = (struct reply){.exchange.request = request};
    return OK;
}

enum err session_renew(struct survey *survey, const struct identity *identity) {
    enum err renewed = login_renew(&survey->engine->login, identity);
    return renewed == ERR_LOGIN ? OK : renewed;
}

void session_warn(struct survey *survey, const struct identity *identity, const char *words) {
    diag_add(survey->engine->options->diag, DIAG_WARNING, identity->place, "%.*s: %s",
             SPAN_ARG(identity->name), words);
}
