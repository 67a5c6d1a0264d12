"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.teaching import views

urlpatterns = [path("behind/", views.behind, name="falling-behind")]
