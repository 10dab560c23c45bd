# SPDX-License-Identifier: Apache-2.0
"""Django Ninja: routers, authenticators at every level, and what they forget."""
import os

SECRET_KEY = os.environ["SECRET_KEY"]
JWT_KEY = os.environ["JWT_KEY"]
ROOT_URLCONF = "market.urls"
ALLOWED_HOSTS = ["market.example"]
INSTALLED_APPS = ["django.contrib.auth", "shop"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
