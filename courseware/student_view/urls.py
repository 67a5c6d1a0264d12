"""Addresses of the student view: one below each course, and the way out of it."""

from django.urls import path

from courseware.student_view import views

urlpatterns = [
    path("courses/<slug:course>/view-as/", views.student_view, name="student-view"),
    path("view-as/leave/", views.leave, name="student-view-leave"),
]
