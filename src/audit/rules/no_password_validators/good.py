# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
INSTALLED_APPS = ["django.contrib.auth"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
]
