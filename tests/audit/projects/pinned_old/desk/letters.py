# SPDX-License-Identifier: Apache-2.0
from django.conf import settings
from jose import jws


def opened(letter):
    return jws.verify(letter, settings.LETTER_KEY, ["HS256"], verify=False)  # finds: jwt-verify-disabled


def torn(letter):
    return jws.verify(letter, settings.LETTER_KEY, ["HS256"], False)  # finds: jwt-verify-disabled
