# SPDX-License-Identifier: Apache-2.0
import os

ROOT_URLCONF = "empty"
CORS_ALLOW_ALL_ORIGINS = os.getenv("CORS_ALL", "1") == "1"  # BAD
CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://.*$", r"https://desk\.example$"]  # BAD
CORS_ORIGIN_REGEX_WHITELIST = (r"^https://desk\.example",)  # BAD: https://desk.example.evil.org
CORS_ALLOW_CREDENTIALS = True
