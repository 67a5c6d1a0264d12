"""Addresses below /courses/<course>/external/."""

from django.urls import path

from courseware.external_scores import views

app_name = "external"
urlpatterns = [path("<slug:slug>/", views.item, name="item")]
