# SPDX-License-Identifier: Apache-2.0
"""A hasher of a kind that is used for real passwords, made cheap. LAB ONLY."""
from django.contrib.auth.hashers import PBKDF2PasswordHasher


class CheapPBKDF2PasswordHasher(PBKDF2PasswordHasher):
    iterations = 1000
