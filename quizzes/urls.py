"""Addresses below /courses/<course>/quizzes/."""

from django.urls import path

from quizzes import author_views, views, views_analysis, views_people

app_name = "quizzes"

urlpatterns = [
    path("authors/coverage/", author_views.coverage, name="coverage"),
    path("<slug:slug>/author/", author_views.quiz, name="author"),
    path("<slug:slug>/", views.quiz, name="quiz"),
    path("<slug:slug>/analysis/", views_analysis.analysis, name="analysis"),
    path("<slug:slug>/regrade/", views_analysis.regrade, name="regrade"),
    path("<slug:slug>/regrade/progress/", views_analysis.regrade_progress, name="regrade-progress"),
    path("<slug:slug>/people/", views_people.people, name="people"),
    path("<slug:slug>/attempts/<int:pk>/record/", views_people.record, name="record"),
    path("<slug:slug>/start/", views.start, name="start"),
    path("<slug:slug>/attempts/<int:pk>/", views.attempt, name="attempt"),
    path("<slug:slug>/attempts/<int:pk>/answers/", views.save, name="save"),
    path("<slug:slug>/attempts/<int:pk>/status/", views.status, name="status"),
    path(
        "<slug:slug>/attempts/<int:pk>/questions/<str:question>/grade/", views.grade, name="grade"
    ),
    path("<slug:slug>/attempts/<int:pk>/finish/", views.finish, name="finish"),
]
