"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.external_scores import views

urlpatterns = [path("gradebook/columns/add/", views.add, name="external-add")]
