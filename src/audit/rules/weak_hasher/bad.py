# SPDX-License-Identifier: Apache-2.0
import os

ROOT_URLCONF = "empty"
PASSWORD_HASHERS = [  # BAD
    os.environ.get("HASHER", "django.contrib.auth.hashers.MD5PasswordHasher"),
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
