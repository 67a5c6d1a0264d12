"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.gradebook import bulk_views, change_views, rules_views, views

_CELL = "gradebook/<int:student>/<slug:kind>/<slug:slug>"

urlpatterns = [
    path("grades/", views.grades, name="grades"),
    path("grades/what-if/", views.what_if, name="what-if"),
    path("gradebook/", views.gradebook, name="gradebook"),
    path("gradebook.csv", views.export, name="gradebook-csv"),
    path("gradebook/log/", change_views.log, name="gradebook-log"),
    path("gradebook/log/<int:pk>/undo/", change_views.undo_batch, name="undo-batch"),
    path("gradebook/changes/<int:pk>/undo/", change_views.undo, name="undo-change"),
    path("gradebook/rules/", rules_views.rules, name="grading-rules"),
    path("gradebook/items/<slug:kind>/<slug:slug>/bulk/", bulk_views.bulk, name="bulk-scores"),
    path(
        "gradebook/items/<slug:kind>/<slug:slug>/release/",
        change_views.set_release,
        name="release-scores",
    ),
    path("gradebook/<int:student>/", views.student, name="student"),
    path(f"{_CELL}/override/", change_views.override, name="override"),
    path(f"{_CELL}/excuse/", change_views.excuse, name="excuse"),
]
