"""Pages that replace some of allauth's; they come before its own, which keep the names."""

from django.urls import path

from courseware.people.views import EmailView

urlpatterns = [
    path("email/", EmailView.as_view()),
]
