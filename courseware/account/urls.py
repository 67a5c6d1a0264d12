"""Addresses below /accounts/."""

from django.urls import path

from courseware.account import views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("language/", views.language, name="language"),
    path("sessions/", views.sessions, name="sessions"),
    path("export/", views.export, name="export"),
    path("delete/", views.delete, name="delete-account"),
]
