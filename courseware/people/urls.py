"""Pages of ours in place of allauth's; they stand before its own and have no names of theirs."""

from django.urls import path

from courseware.people.views import EmailView

urlpatterns = [
    path("email/", EmailView.as_view()),
]
