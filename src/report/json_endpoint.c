/* SPDX-License-Identifier: Apache-2.0 */
/* An audit's rows in JSON. */
#include "base/mutant.h"
#include "report/json_parts.h"

static void effectives(struct json_writer *w, const char *key, const struct effectives *list) {
    bool schemes = strcmp(key, "authenticators") == 0;
    json_key(w, key);
    json_begin_array(w);
    for (size_t i = 0; i < list->n; i++) {
        const struct effective *effective = &list->at[i];
        json_begin_object(w);
        json_member(w, "name", effective->name);
        json_member(w, "from", effective->from);
        json_member(w, "file", effective->place.file);
        json_key(w, "line");
        json_i64(w, effective->place.line);
        if (schemes) {
            json_member(w, "scheme", effective->scheme);
        }
        json_end_object(w);
    }
    json_end_array(w);
}

void json_endpoint(struct json_writer *w, const struct endpoint_result *endpoint) {
    json_begin_object(w);
    json_member(w, "route", endpoint->route);
    json_texts(w, "methods", &endpoint->methods);
    json_member(w, "view", endpoint->view);
    json_member(w, "action", endpoint->action);
    json_member(w, "app", endpoint->app);
    json_member(w, "settings", endpoint->settings);
    json_key(w, "decided");
    json_bool(w, endpoint->decided || MUTANT(always_decided));
    json_member(w, "reason", endpoint->reason);
    json_key(w, "anonymous");
    json_text(w, access_word(endpoint->anonymous));
    effectives(w, "authenticators", &endpoint->authenticators);
    effectives(w, "permissions", &endpoint->permissions);
    effectives(w, "throttles", &endpoint->throttles);
    json_key(w, "session");
    json_bool(w, endpoint->session);
    json_location(w, &endpoint->place);
    json_end_object(w);
}
