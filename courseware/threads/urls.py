"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.threads import periods, views

urlpatterns = [
    path("questions/", views.threads, name="threads"),
    path("questions/regrades/", periods.periods, name="request-periods"),
    path("questions/<int:pk>/", views.thread, name="thread"),
    path("questions/ask/<slug:kind>/<slug:slug>/", views.ask, name="ask"),
]
