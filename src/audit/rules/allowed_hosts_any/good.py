# SPDX-License-Identifier: Apache-2.0
ROOT_URLCONF = "empty"
ALLOWED_HOSTS = ["*.example.com", "api.example.com"]
