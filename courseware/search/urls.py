"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.search import views

urlpatterns = [path("search/", views.search, name="search")]
