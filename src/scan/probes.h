/* SPDX-License-Identifier: Apache-2.0 */
/* The list of probes: a new one is one line here. */
#ifndef POSTERN_SCAN_PROBES_H
#define POSTERN_SCAN_PROBES_H

#define PROBE_LIST(X)             \
    X(anonymous_access)           \
    X(any_token_accepted)         \
    X(undeclared_scheme_accepted) \
    X(scheme_confusion)           \
    X(token_in_query)             \
    X(token_in_header)            \
    X(token_in_cookie)            \
    X(method_gap)                 \
    X(path_variant)               \
    X(identity_header_trusted)    \
    X(undocumented_operation)     \
    X(public_write)               \
    X(jwt_signature_unchecked)    \
    X(jwt_alg_none)               \
    X(jwt_blank_secret)           \
    X(jwt_weak_secret)            \
    X(jwt_algorithm_confusion)    \
    X(jwt_kid_injection)          \
    X(jwt_embedded_key)           \
    X(jwt_remote_key)             \
    X(jwt_psychic_signature)      \
    X(jwt_format_confusion)       \
    X(jwt_crit_ignored)           \
    X(jwt_expired_accepted)       \
    X(jwt_no_expiry)              \
    X(jwt_long_lived)             \
    X(jwt_not_yet_valid_accepted) \
    X(jwt_issuer_unchecked)       \
    X(jwt_audience_unchecked)     \
    X(jwt_refresh_as_access)      \
    X(jwt_claims_trusted)         \
    X(jwt_weak_key)               \
    X(object_level)               \
    X(scope_unchecked)            \
    X(privilege_by_scheme)        \
    X(token_claims_requested)     \
    X(function_level)             \
    X(plaintext_http)             \
    X(no_hsts)                    \
    X(forwarded_proto_trusted)    \
    X(cors_any_origin)            \
    X(insecure_cookie)            \
    X(debug_page)                 \
    X(user_enumeration)           \
    X(password_only)              \
    X(weak_password_accepted)     \
    X(second_step_skipped)        \
    X(session_fixation)           \
    X(refresh_reuse)              \
    X(logout_keeps_token)         \
    X(auth_crash)                 \
    X(credential_echoed)          \
    X(no_challenge)               \
    X(contract_no_security)       \
    X(contract_optional_security) \
    X(contract_mixed_schemes)     \
    X(contract_plain_http)        \
    X(contract_key_in_query)      \
    X(contract_undefined_scheme)  \
    X(default_credentials)        \
    X(weak_recovery)              \
    X(no_rate_limit) /* the last: the target may answer nothing more */

#endif
