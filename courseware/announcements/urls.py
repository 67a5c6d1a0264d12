"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.announcements import views

urlpatterns = [
    path("announcements/", views.announcements, name="announcements"),
    path("announcements/<int:pk>/delete/", views.delete, name="announcement-delete"),
]
