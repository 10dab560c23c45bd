# SPDX-License-Identifier: Apache-2.0
import os

ROOT_URLCONF = "empty"
DEBUG = os.environ.get("DEBUG", "false") == "true"
