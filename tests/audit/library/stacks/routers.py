# SPDX-License-Identifier: Apache-2.0
"""Routers that change what DRF's own route, each in another way."""
import copy

from rest_framework.routers import DefaultRouter, DynamicRoute, Route, SimpleRouter


class WholesaleRouter(DefaultRouter):
    """More methods of the list, in the very table that all routers share."""

    def __init__(self, *args, label=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.label = label
        self.routes = copy.deepcopy(self.routes)
        self.routes[0].mapping.update({"put": "replace_all", "delete": "destroy_all"})

    def register(self, prefix, viewset, basename=None):
        if basename is None:
            basename = self.get_default_basename(viewset)
        self.registry.append((prefix, viewset, basename))


class ReadingRouter(SimpleRouter):
    """A table of its own."""

    routes = [
        Route(url=r"^{prefix}$", mapping={"get": "list"}, name="{basename}-list", detail=False,
              initkwargs={"suffix": "List"}),
        Route(url=r"^{prefix}/{lookup}/card$", mapping={"get": "retrieve", "post": "retrieve"},
              name="{basename}-card", detail=True, initkwargs={}),
        DynamicRoute(url=r"^{prefix}/{lookup}/do/{url_path}$", name="{basename}-{url_name}", detail=True,
                     initkwargs={}),
    ]


class LongerRouter(SimpleRouter):
    """One route exchanged, one more, the rest as it was."""

    routes = [SimpleRouter.routes[0]._replace(mapping={"get": "list", "patch": "touch_all"})] + \
        SimpleRouter.routes[1:]
    routes.append(Route(url=r"^{prefix}/{lookup}/spine{trailing_slash}$", mapping={"get": "retrieve"},
                        name="{basename}-spine", detail=True, initkwargs={}))


class ExchangingRouter(SimpleRouter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.routes = list(self.routes)
        self.routes[-1] = DynamicRoute(url=r"^{prefix}/{lookup}/x/{url_path}{trailing_slash}$",
                                       name="{basename}-x-{url_name}", detail=True, initkwargs={})

    def get_method_map(self, viewset, method_map):
        bound = super().get_method_map(viewset, method_map)
        if "get" in bound:
            bound["post"] = bound["get"]
        return bound

    def get_urls(self):
        return super().get_urls()[1:]


class PlainRouter(DefaultRouter):
    include_root_view = False

    def get_lookup_regex(self, viewset, lookup_prefix=""):
        return r"(?P<number>[0-9]{1,9})"

    def get_routes(self, viewset):
        return [each for each in super().get_routes(viewset) if each.detail]
