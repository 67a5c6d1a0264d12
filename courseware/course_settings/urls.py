"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.course_settings import date_views, views

urlpatterns = [
    path("dates/", date_views.dates, name="dates"),
    path("dates/move/", date_views.move, name="dates-move"),
    path("dates/course/", views.course, name="dates-course"),
    path("dates/files/", views.files, name="dates-files"),
    path("dates/files/course.yaml", views.download, name="dates-download"),
    path("dates/files/<int:pk>/", views.use_file, name="dates-use-file"),
    path("dates/<slug:kind>/<slug:slug>/", views.item, name="dates-item"),
]
