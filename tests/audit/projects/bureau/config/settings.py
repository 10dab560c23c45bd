# SPDX-License-Identifier: Apache-2.0
import os
SECRET_KEY = os.environ.get("SECRET_KEY", "django-insecure-abc123")  # finds: secret-key-literal
DEBUG = False
ALLOWED_HOSTS = os.environ.get("HOSTS", "api.example.com").split(",")
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "rest_framework", "rest_framework.authtoken", "rest_framework_simplejwt", "core", "api"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.middleware.HeaderUserMiddleware",
    "core.middleware.JWTMiddleware",
]
ROOT_URLCONF = "config.urls"
AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # finds: weak-hasher
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
JWT_SECRET = os.environ["JWT_SECRET"]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["core.auth.Good"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": "10/min"},
}
SIMPLE_JWT = {"SIGNING_KEY": "short"}  # finds: simplejwt-weak-key
