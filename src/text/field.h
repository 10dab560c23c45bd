/* SPDX-License-Identifier: Apache-2.0 */
/* What HTTP field values say: media types, challenges, cookies, waits and lists. */
#ifndef POSTERN_TEXT_FIELD_H
#define POSTERN_TEXT_FIELD_H

#include "text/message.h"

/* Everything here points into the text it was given; nothing is copied but by field_unquote. */

/* A name, as those of fields and cookies are (RFC 9110 §5.6.2). */
bool field_is_token(struct span text);

/* One member of a comma-separated list (RFC 9110 §5.6.1), trimmed; a comma within quotes does not
 * separate. Empty members are passed over. False at the end. */
bool field_next_item(struct span *rest, struct span *out);

/* True when the list has the member; letters are compared with regard to case (methods, RFC 9110
 * §9.1) or without it. */
bool field_list_has(struct span list, struct span item);
bool field_list_has_nocase(struct span list, struct span item);

/* name=value (RFC 9110 §5.6.6). value: without its quotes, but with its backslashes. */
struct field_param {
    struct span name, value;
    bool quoted;
};

/* The length of s before the first separator that is not within quotes. */
size_t field_until(struct span s, char separator);

/* Reads "name=value"; spaces around both are passed over. False without a name or "=". */
bool field_param_read(struct span part, struct field_param *out);

/* The next parameter of "; a=b; c=d"; what is no parameter is passed over. False at the end. */
bool field_next_param(struct span *rest, struct field_param *out);

/* A quoted value without its backslashes (RFC 9110 §5.6.4); {NULL, 0} without memory. */
struct span field_unquote(struct arena *arena, const struct field_param *param);

/* Content-Type (RFC 9110 §8.3.1). */
struct field_media {
    struct span essence; /* "type/subtype", as written */
    struct span type, subtype;
    struct span params; /* for field_next_param */
};

/* False when it is no "type/subtype". */
bool field_media(struct span value, struct field_media *out);

/* "type/subtype" of a Content-Type, or {NULL, 0}. */
struct span field_essence(struct span content_type);

/* The essence equals, without regard to case. */
bool field_essence_is(struct span content_type, struct span essence);

/* application/json, text/json, and whatever ends in +json (RFC 6839 §3.1). */
bool field_is_json(struct span content_type);

/* One challenge of WWW-Authenticate (RFC 9110 §11.6.1). */
struct field_challenge {
    struct span scheme;  /* "Bearer", as written */
    struct span token68; /* or empty */
    struct span params;  /* comma-separated, for field_challenge_next_param */
};

/* The next challenge of a field that may hold several. False at the end, or when what follows is no
 * challenge. */
bool field_challenge_next(struct span *rest, struct field_challenge *out);

bool field_challenge_next_param(struct span *rest, struct field_param *out);

/* The value of the parameter (name without regard to case), or {NULL, 0}. */
struct span field_challenge_get(const struct field_challenge *challenge, struct span name);

/* True when one of the field's challenges is of that scheme, without regard to case. */
bool field_challenge_has(struct span www_authenticate, struct span scheme);

enum field_same_site { SAME_SITE_UNSET = 0, SAME_SITE_NONE, SAME_SITE_LAX, SAME_SITE_STRICT };

/* Set-Cookie, read as browsers do (RFC 6265 §5.2); of a repeated attribute the last one counts. */
struct field_cookie {
    struct span name, value; /* value: with its quotes, if it has them */
    struct span path, domain;
    bool secure, http_only;
    enum field_same_site same_site; /* an unknown value is as none given */
    bool has_max_age, has_expires;
    int64_t max_age; /* seconds; 0 or less: it is to be deleted */
    int64_t expires; /* seconds since 1970 */
};

/* False when it sets nothing: no "=", or an empty name. */
bool field_cookie(struct span set_cookie, struct field_cookie *out);

/* The next cookie that the fields set, among the first `most` of Set-Cookie; *n counts these, from
 * 0. False at the end. */
bool field_next_cookie(const struct fields *fields, size_t most, size_t *n,
                       struct field_cookie *out);

/* The wait that Retry-After asks for (RFC 9110 §10.2.3), seconds or HTTP-date; a date in the past
 * asks for none. False when it is neither. */
bool field_retry_after(struct span value, int64_t now_unix, uint64_t *out_seconds);

#endif
