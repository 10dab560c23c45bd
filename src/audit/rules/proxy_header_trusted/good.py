# SPDX-License-Identifier: Apache-2.0
import os

ROOT_URLCONF = "empty"
if os.environ.get("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
