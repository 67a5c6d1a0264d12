"""Addresses of the notices of all courses, and of switching the mail off."""

from django.urls import path

from courseware.notices import views

urlpatterns = [
    path("notices/", views.page, name="notices"),
    path("notices/seen/", views.seen, name="notices-seen"),
    path("notices/<int:pk>/", views.follow, name="notice"),
    path("notices/mail-off/<str:token>/", views.mail_off, name="notices-mail-off"),
]
