"""Addresses of people who are asked into a course, or have a code."""

from django.urls import path

from courseware.roster.views import answering, joining

urlpatterns = [
    path("invitations/<str:token>/", answering.invitation, name="invitation"),
    path("join/", joining.typed, name="join-code"),
    path("join/<str:code>/", joining.join, name="join-with-code"),
]
