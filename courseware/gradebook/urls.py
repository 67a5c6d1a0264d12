"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.gradebook import views

urlpatterns = [
    path("grades/", views.grades, name="grades"),
    path("gradebook/", views.gradebook, name="gradebook"),
    path("gradebook.csv", views.export, name="gradebook-csv"),
    path("gradebook/<int:student>/", views.student, name="student"),
    path(
        "gradebook/<int:student>/<slug:kind>/<slug:slug>/override/",
        views.override,
        name="override",
    ),
]
