/* SPDX-License-Identifier: Apache-2.0 */
/* What the settings say, and findings about them. Rules see this through judge.h. */
#ifndef POSTERN_AUDIT_JUDGE_SETTING_H
#define POSTERN_AUDIT_JUDGE_SETTING_H

#include "catalog/rule.h"
#include "django/value.h"

struct judging;
struct finding;

/* A setting as the settings module itself says it, not Django's default; NULL: it does not. */
const struct value *judge_setting(struct judging *j, const char *name);
/* Whether the settings module sets it under a condition that is not known, and not else. */
bool judge_setting_maybe(struct judging *j, const char *name);
/* What a setting comes to, where the variables of the environment that it asks are not set: its
 * defaults count. What is not set at all is off. */
enum truth judge_setting_unset(struct judging *j, const char *name);
/* A member of a dictionary among the settings: REST_FRAMEWORK, SIMPLE_JWT. */
const struct value *judge_member(struct judging *j, const char *setting, const char *name);
/* Where a settings finding stands: the value's place, or else the settings module's start. */
struct finding *judge_tell_setting(struct judging *j, enum severity severity,
                                   const struct value *at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
bool judge_installed(struct judging *j, const char *app);

#endif
