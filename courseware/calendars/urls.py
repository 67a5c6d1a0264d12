"""Addresses of the calendar: the page about it, and the feed of each person."""

from django.urls import path

from courseware.calendars import views

urlpatterns = [
    path("calendar/", views.page, name="calendar"),
    path("calendar/renew/", views.renew, name="calendar-renew"),
    path("calendar/revoke/", views.revoke, name="calendar-revoke"),
    path("calendar/<int:pk>-<slug:secret>.ics", views.feed, name="calendar-feed"),
]
