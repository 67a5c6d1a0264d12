"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.gradebook import bulk_views, change_views, rules_views, views
from courseware.gradebook.cell import views as cell
from courseware.gradebook.grid import views as grid

_CELL = "gradebook/<int:student>/<slug:kind>/<slug:slug>"

urlpatterns = [
    path("grades/", views.grades, name="grades"),
    path("grades/what-if/", views.what_if, name="what-if"),
    path("gradebook/", grid.gradebook, name="gradebook"),
    path("gradebook/part/", grid.part, name="gradebook-part"),
    path("gradebook/review/", views.review, name="gradebook-review"),
    path("gradebook/log/", change_views.log, name="gradebook-log"),
    path("gradebook/log/<int:pk>/undo/", change_views.undo_batch, name="undo-batch"),
    path("gradebook/changes/<int:pk>/undo/", cell.undo, name="undo-change"),
    path("gradebook/rules/", rules_views.rules, name="grading-rules"),
    path("gradebook/items/<slug:kind>/<slug:slug>/bulk/", bulk_views.bulk, name="bulk-scores"),
    path(
        "gradebook/items/<slug:kind>/<slug:slug>/release/",
        change_views.set_release,
        name="release-scores",
    ),
    path("gradebook/<int:student>/", views.student, name="student"),
    path(f"{_CELL}/", cell.cell, name="cell"),
    path(f"{_CELL}/override/", cell.override, name="override"),
    path(f"{_CELL}/excuse/", cell.excuse, name="excuse"),
]
