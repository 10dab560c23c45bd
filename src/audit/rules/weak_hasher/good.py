# SPDX-License-Identifier: Apache-2.0
import os
import sys

ROOT_URLCONF = "empty"
PASSWORD_HASHERS = [os.getenv("HASHER", "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher"),
                    "django.contrib.auth.hashers.MD5PasswordHasher"]
if "test" in sys.argv:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
