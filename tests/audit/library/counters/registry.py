# SPDX-License-Identifier: Apache-2.0
"""Three ways to register: by a decorator, by being a subclass, by a metaclass."""
from collections import defaultdict

from rest_framework.views import APIView

by_word = defaultdict(list)
made = []


def desk(word):
    def decorate(cls):
        by_word[word].append(cls)
        return cls
    return decorate


class Noted(type):
    def __init__(cls, name, bases, names):
        super().__init__(name, bases, names)
        if bases and names.get("place"):
            made.append(cls)


class NotedView(APIView, metaclass=Noted):
    place = None


class Desk(APIView):
    heard = {}

    def __init_subclass__(cls, path="", **kwargs):
        super().__init_subclass__(**kwargs)
        Desk.heard[path] = cls
