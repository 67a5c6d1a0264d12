"""Addresses below /courses/<course>/quizzes/."""

from django.urls import path

from quizzes.pages import (
    analysis_views,
    attempt_views,
    author_views,
    people_views,
    self_check_views,
    trial_views,
)

app_name = "quizzes"

urlpatterns = [
    path("authors/coverage/", author_views.coverage, name="coverage"),
    path("<slug:slug>/author/", author_views.quiz, name="author"),
    path("<slug:slug>/", attempt_views.quiz, name="quiz"),
    path("<slug:slug>/analysis/", analysis_views.analysis, name="analysis"),
    path("<slug:slug>/people/", people_views.people, name="people"),
    path("<slug:slug>/attempts/<int:pk>/record/", people_views.record, name="record"),
    path("<slug:slug>/try/", trial_views.trial, name="try"),
    path("<slug:slug>/check/<int:number>/", self_check_views.check, name="check"),
    path("<slug:slug>/again/", self_check_views.again, name="again"),
    path("<slug:slug>/start/", attempt_views.start, name="start"),
    path("<slug:slug>/attempts/<int:pk>/", attempt_views.attempt, name="attempt"),
    path("<slug:slug>/attempts/<int:pk>/answers/", attempt_views.save, name="save"),
    path("<slug:slug>/attempts/<int:pk>/status/", attempt_views.status, name="status"),
    path("<slug:slug>/attempts/<int:pk>/finish/", attempt_views.finish, name="finish"),
]
