"""Addresses below /courses/<course>/."""

from django.urls import path

from courseware.regrades import views

urlpatterns = [
    path("regrades/", views.regrades, name="regrades"),
    path("regrades/dismiss/", views.dismiss, name="regrade-dismiss"),
    path("regrades/<int:pk>/", views.regrade, name="regrade"),
    path("regrades/<int:pk>/progress/", views.progress, name="regrade-progress"),
    path("regrades/<int:pk>/apply/", views.apply, name="regrade-apply"),
    path("regrades/<int:pk>/discard/", views.discard, name="regrade-discard"),
    path("regrades/<int:pk>/undo/", views.undo, name="regrade-undo"),
    path("regrades/<slug:kind>/<slug:slug>/", views.new, name="regrade-new"),
]
