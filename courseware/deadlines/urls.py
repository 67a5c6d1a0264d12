"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.deadlines import extension_views

urlpatterns = [
    path("extensions/", extension_views.extensions, name="extensions"),
    path("extensions/give/", extension_views.give, name="extension-give"),
    path("extensions/<int:pk>/withdraw/", extension_views.withdraw, name="extension-withdraw"),
]
