# SPDX-License-Identifier: Apache-2.0
import os

ROOT_URLCONF = "empty"
SECRET_KEY = os.environ.get("SECRET_KEY", "made up for this example")  # BAD
