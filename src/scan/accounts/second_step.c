/* SPDX-License-Identifier: Apache-2.0 */
/* Taking the first of two steps, and reading the challenge that it gives. */
#include "scan/accounts/second_step.h"

#include "base/mutant.h"
#include "scan/build/build_schema.h"
#include "scan/login/login_route.h"
#include "scan/survey_account.h"
#include "scan/survey_rows.h"
#include "text/json.h"
#include "text/words.h"

enum { DEPTH = 16, SHORTEST = 8 };

static const struct span STEPS = SPAN_INIT(" otp totp 2fa mfa factor twofactor verify verification "
                                           "code codes challenge pin confirm confirmation step ");

/* That more is to come, in an answer. */
static const struct span MORE =
    SPAN_INIT(" otp totp mfa 2fa tfa factor twofactor challenge verification pending code step ");

bool second_step_is(const struct operation *operation) {
    return words_any(operation->path, STEPS) || words_any(operation->id, STEPS);
}

static bool asks_for(const struct contract *contract, const struct operation *operation,
                     struct span key) {
    VEC_EACH(const struct media, media, &operation->bodies) {
        struct schema_view view;
        schema_open_whole(&view, contract, media->schema);
        if (schema_property(&view, key)) {
            return true;
        }
    }
    return false;
}

/* Names, passwords and codes are no challenge, whatever the answer repeats. */
static bool is_challenge(const struct contract *contract, const struct operation *operation,
                         const struct node *member) {
    struct span key = node_key(member), value = node_text(member);
    return value.len >= SHORTEST && asks_for(contract, operation, key) &&
           !words_any(key, SPAN(" user username name login email mail phone password code otp totp "
                                "pin "));
}

static void look(const struct contract *contract, const struct node *node,
                 struct second_step *step) {
    NODE_EACH(member, node) {
        if (!step->told && is_challenge(contract, step->operation, member)) {
            step->told = node;
            step->challenge = node_text(member);
            step->name = node_key(member);
        }
        if (!step->told && node_is(member, NODE_OBJECT)) {
            look(contract, member, step);
        }
    }
}

enum err second_step_renew(struct survey *survey, struct second_step *step, bool *found) {
    const struct json_options options = {.depth = DEPTH};
    const struct node *root = NULL;
    struct arena *arena = survey_arena(survey);
    struct request request;
    step->told = NULL;
    *found = false;
    TRY(door_request(arena, step->door, step->door->user, step->door->password, &request));
    TRY(survey_fetch_at_once(survey, &request, &step->first));
    if (!survey_took(&step->first)) {
        return OK;
    }
    enum err read = json_parse(arena, step->first.exchange.response.body, &options, &root, NULL);
    if (read != OK) {
        return read == ERR_MEMORY ? read : OK;
    }
    look(survey_contract(survey), root, step);
    *found = step->told != NULL;
    return OK;
}

/* Of several logins the nearest by its path. */
static const struct door *nearest(struct survey *survey, const struct operation *operation,
                                  bool lockable) {
    const struct door *best = NULL;
    VEC_EACH(const struct door, door, &survey_doors(survey)->all) {
        const struct operation *at = door->basic ? NULL : survey_asked(survey, &door->request);
        const struct operation *other = best ? survey_asked(survey, &best->request) : NULL;
        if (at && at != operation && (!lockable || door->identity->lockable) &&
            operation_is_nearer(at, other, operation->path)) {
            best = door;
        }
    }
    return best;
}

enum err second_step_begin(struct survey *survey, const struct operation *operation, bool lockable,
                           struct second_step *out, bool *found) {
    *out =
        (struct second_step){.operation = operation, .door = nearest(survey, operation, lockable)};
    *found = false;
    return out->door ? second_step_renew(survey, out, found) : OK;
}

bool second_step_is_none(struct survey *survey, const struct second_step *step) {
    bool whole = !words_any(step->first.exchange.response.body, MORE);
    VEC_EACH(struct grant *const, grant, &survey_wallet(survey)->grants) {
        whole |= !(*grant)->failed && (*grant)->access.value.len &&
                 span_equal((*grant)->route->url, step->door->request.url);
    }
    return whole && !MUTANT(whole_login_skipped);
}
