"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.outages import views

urlpatterns = [
    path("outages/", views.outages, name="outages"),
    path("outages/credit/", views.outage, name="outage"),
]
