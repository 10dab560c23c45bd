# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
CORS_ALLOWED_ORIGINS = ["https://app.example"]
CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://\w+\.desk\.example$", r"^https://desk\.example\Z",
                               r"^https://(?:a|b)\.example(?::\d+)?$"]
CORS_ALLOW_CREDENTIALS = True
