# SPDX-License-Identifier: Apache-2.0
from django.conf import settings
from jose import jws


def opened(letter):
    return jws.verify(letter, settings.LETTER_KEY, ["HS256"])


def sealed(letter):
    return jws.verify(letter, settings.LETTER_KEY, ["HS256"], verify=True)
