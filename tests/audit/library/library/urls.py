# SPDX-License-Identifier: Apache-2.0
from django.conf.urls import include as older_include
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.urls.resolvers import RegexPattern, RoutePattern
from rest_framework.routers import DefaultRouter, SimpleRouter
from rest_framework.urlpatterns import format_suffix_patterns

import catalogue.views
from catalogue import views as shelf
from loans import views

router = DefaultRouter()
router.register(r"loans", views.LoanViewSet, basename="loan")
router.register("fines", views.FineViewSet, "fine")
bare = SimpleRouter(trailing_slash=False)
bare.register("members", views.MemberViewSet, basename="member")

more = [path("by-list/", views.OpenView.as_view())]
suffixed = format_suffix_patterns([path("suffixed/", views.Closed.as_view())])

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/", include(router.urls)),
    path("bare/", include((bare.urls, "bare"), namespace="bare")),
    path("list/", include(more)),
    path("catalogue/", include("catalogue.urls")),
    re_path(r"^old/(?P<isbn>[0-9]{13})/$", views.function_of_old),
    re_path(r"^nested/", older_include([re_path(r"^deep/(\d+)/$", shelf.Shelf.as_view())])),
    path("stacks/", include("stacks.urls")),
    path("counters/", include("counters.urls")),
    path("odd/", include("odd.urls")),
    path("depots/", include("depots.urls")),
    path("initial/", views.SkipsChecks.as_view()),
    path("by-keyword/", views.Closed.as_view(permission_classes=[views.AllowAny])),
]
urlpatterns += suffixed
urlpatterns += [
    URLPattern(RoutePattern("made/<int:number>/", is_endpoint=True), views.Closed.as_view()),
    URLResolver(RegexPattern(r"^made-(?P<kind>[a-z]+)/"), [URLPattern(RegexPattern(r"^in/$"), views.OpenView.as_view())]),
    URLResolver(RoutePattern("made/catalogue/"), "catalogue.urls"),
]
for name in ("north", "south"):
    urlpatterns.append(path("branch/%s/" % name, views.Closed.as_view()))
urlpatterns.extend(path(f"room/{number}/", views.OpenView.as_view()) for number in range(2))
urlpatterns += [path("dotted/", catalogue.views.plain)] if True else []
