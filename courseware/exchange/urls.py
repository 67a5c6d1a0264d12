"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.exchange import views

urlpatterns = [
    path("gradebook.csv", views.earlier_address, name="gradebook-csv"),
    path("exchange/", views.exchange, name="exchange"),
    path("exchange/import/", views.import_scores, name="import-scores"),
    path("exchange/student/<int:student>.zip", views.student_zip, name="student-zip"),
    path("exchange/<slug:table>.<slug:ending>", views.download, name="export-table"),
]
