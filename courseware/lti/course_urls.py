"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.lti.views import rosters

urlpatterns = [
    path("people/platforms/", rosters.connected, name="lti-contexts"),
    path("people/platforms/<int:pk>/", rosters.listed, name="lti-members"),
]
