# SPDX-License-Identifier: Apache-2.0
import os

SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = True  # finds: debug-on
ALLOWED_HOSTS = ["depot.example"]
INSTALLED_APPS = ["django.contrib.auth", "rest_framework", "shelf"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
SECURE_SSL_REDIRECT = False  # api.py says otherwise, and comes later
SECURE_HSTS_SECONDS = 31536000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
