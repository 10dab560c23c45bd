# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
                    "django.contrib.auth.hashers.MD5PasswordHasher"]
