"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.webhooks import views

urlpatterns = [
    path("webhooks/", views.webhooks, name="webhooks"),
    path("webhooks/<int:pk>/", views.change, name="webhook"),
]
