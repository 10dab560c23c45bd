# SPDX-License-Identifier: Apache-2.0
from django.urls import include, path
from rest_framework import routers

from . import views

router = routers.SimpleRouter()
router.register("slots", views.SlotViewSet, basename="slot")
router.register("public-slots", views.PublicSlotViewSet, basename="public-slot")
router.register("appointments", views.AppointmentViewSet)
router.register("waitlist", views.WaitlistViewSet, basename="wait")
router.register("notes", views.NoteViewSet, basename="note")
router.register("reviews", views.ReviewViewSet, basename="review")
router.register("owned", views.OwnedViewSet, basename="owned")
router.register("rooms", views.RoomViewSet, basename="room")
router.register("equipment", views.EquipmentViewSet, basename="equipment")
router.register("calendar", views.CalendarViewSet, basename="calendar")
router.register("forgetful", views.ForgetfulViewSet, basename="forgetful")
router.register("external", views.ExternalViewSet, basename="external")
router.register("legacy", views.LegacyViewSet, basename="legacy")

urlpatterns = [path("", include(router.urls))]
