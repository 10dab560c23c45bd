# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # BAD
