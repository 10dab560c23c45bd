# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
INSTALLED_APPS = ["rest_framework"]
REST_FRAMEWORK = {}
REST_FRAMEWORK["DEFAULT_PERMISSION_CLASSES"] = ("rest_framework.permissions.IsAuthenticated",)
