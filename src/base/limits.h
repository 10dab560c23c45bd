/* SPDX-License-Identifier: Apache-2.0 */
/* Limits on everything an outsider controls, in one place. */
#ifndef POSTERN_BASE_LIMITS_H
#define POSTERN_BASE_LIMITS_H

#include <stddef.h>

#define LIMIT_CONTRACT_BYTES ((size_t)256 << 20) /* one contract file */
#define LIMIT_CONTRACT_MEMORY ((size_t)2 << 30)  /* all that loading a contract may take */
#define LIMIT_CONTRACT_FILES 1000                /* files reached by relative references */
#define LIMIT_CONTRACT_OPERATIONS 100000
#define LIMIT_CONTRACT_PARAMETERS 1000           /* of one operation */
#define LIMIT_CONTRACT_PARAMETERS_IN_ALL 2000000 /* of all operations together */
#define LIMIT_CONTRACT_REQUIREMENTS 256          /* alternatives in one security list */
#define LIMIT_CONTRACT_PATH_BYTES 4096           /* one path template */
#define LIMIT_CONTRACT_VARIABLES 100             /* in one path template */
#define LIMIT_CONTRACT_REF_DEPTH 64              /* a chain of references */
#define LIMIT_TREE_DEPTH 512                     /* nesting of JSON */
#define LIMIT_YAML_DEPTH 128                     /* libyaml looks at every level for every token */
#define LIMIT_YAML_NODES ((size_t)8 << 20)       /* nodes after aliases are counted out */
#define LIMIT_YAML_ALIAS_NODES ((size_t)1 << 20) /* nodes reached by way of aliases */
#define LIMIT_TRAFFIC_BYTES ((size_t)256 << 20)  /* one HAR file or access log */
#define LIMIT_IDENTITIES_BYTES ((size_t)1 << 20)
#define LIMIT_RESPONSE_HEADER_BYTES ((size_t)64 << 10)
#define LIMIT_RESPONSE_BODY_BYTES ((size_t)256 << 10) /* kept of one answer; more is cut off */
#define LIMIT_TOKEN_BYTES ((size_t)16 << 10)          /* one JWS, before anything is decoded */
#define LIMIT_PYTHON_BYTES ((size_t)4 << 20) /* one Python file; larger ones are told and left */
#define LIMIT_PYTHON_DEPTH 500               /* nesting of statements and expressions */
#define LIMIT_SOURCE_FILES 200000            /* of one source tree */
#define LIMIT_GIT_INDEX_BYTES ((size_t)128 << 20) /* the list of what git keeps of it */
#define LIMIT_GIT_LISTS ((size_t)512 << 20)       /* memory for the paths in them */
#define LIMIT_CRACK_WORD ((size_t)64 << 10)    /* one candidate secret; longer lines are left out */
#define LIMIT_SUBJECT_BYTES ((size_t)64 << 20) /* what one operation under test may take */
#define LIMIT_AUDIT_MEMORY ((size_t)4 << 30)   /* all that an audit may take */
#define LIMIT_DEFAULTS_MEMORY ((size_t)100 << 20) /* of an audit that is gone through once more */
#define LIMIT_INTERPRETER_STEPS 400000            /* of one statement of a module */
#define LIMIT_MODULE_STEPS 4000000                /* of one module */
#define LIMIT_INTERPRETER_CALLS 40                /* nested */
#define LIMIT_INTERPRETER_ITEMS 5000              /* known of one list or dictionary */
#define LIMIT_COPY_LEVELS 12                      /* of lists in lists that are copied */
#define LIMIT_INTERPRETER_TEXT ((size_t)1 << 20)  /* one text that is put together */
#define LIMIT_PROGRAM_STEPS ((size_t)64 << 20)    /* of all modules together */
#define LIMIT_URL_DEPTH 40                        /* of routes that include routes */
#define LIMIT_ENDPOINT_ROWS 20000                 /* of one settings module */
#define LIMIT_PROBE_STEPS ((size_t)60 << 20)      /* of all views of one settings module together */
#define LIMIT_VIEW_STEPS 40000                    /* of one view asked with one method */
#define LIMIT_OBJECT_STEPS 40000                  /* of the __init__ of one object */
#define LIMIT_PROBE_MEMORY ((size_t)256 << 20)    /* one view asked with one method */

#endif
