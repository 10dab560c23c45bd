# SPDX-License-Identifier: Apache-2.0
from django.contrib.auth.decorators import login_required
from django.urls import path

from loans.views import by_hand, default_function, guarded_function, mine, staff_only

from . import views

app_name = "catalogue"
urlpatterns = [
    path("guarded/", guarded_function),
    path("default/", default_function),
    path("mine/", mine),
    path("staff/", staff_only),
    path("by-hand/", by_hand),
    path("plain/", views.plain),
    path("shelf/<slug:shelf>/", views.Shelf.as_view()),
    path("mixin/", views.Private.as_view()),
    path("decorated/", views.Decorated.as_view()),
    path("in-urls/", login_required(views.Shelf.as_view())),
    path("posts/", views.posts_only),
]
