# SPDX-License-Identifier: Apache-2.0
import os

SECRET_KEY = os.environ["QUAY_KEY"]
ROOT_URLCONF = "quay.urls"
ALLOWED_HOSTS = ["quay.example"]
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "ninja_extra", "berths"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
