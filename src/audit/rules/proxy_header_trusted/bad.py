# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # BAD
