"""Addresses below /courses/<course>/. None of them tells whose work it is."""

from django.urls import path

from courseware.manual_grading import rubric_views, views

urlpatterns = [
    path("grading/", views.parts, name="grading"),
    path("grading/start/<slug:kind>/<slug:slug>/<path:part>/", views.start, name="grading-start"),
    path("grading/question/<int:pk>/", views.at_thread, name="grading-at"),
    path("grading/place/<slug:kind>/<slug:slug>/", views.at_place, name="grading-place"),
    path("grading/<int:pk>/", views.queue, name="grading-queue"),
    path("grading/<int:pk>/next/", views.next_work, name="grading-next"),
    path("grading/<int:pk>/rubric/", rubric_views.rubric, name="grading-rubric"),
    path("grading/<int:pk>/settings/", rubric_views.settings, name="grading-settings"),
    path("grading/<int:pk>/submitted/<slug:code>/", views.work, name="grading-work"),
    path("grading/<int:pk>/submitted/<slug:code>/claim/", views.keep_claim, name="grading-claim"),
]
