"""Addresses below /courses/<course>/labs/."""

from django.urls import path

from labs.analysis import views as analysis
from labs.behind.views import behind
from labs.completion.views import numpy
from labs.drafts import views as drafts
from labs.index.views import index
from labs.pages import comparison, views
from labs.pages.solutions import solutions
from labs.scratch import views as scratch
from labs.similarity import views as similarity
from labs.trials import views as trials

app_name = "labs"
urlpatterns = [
    path("", index, name="index"),
    path("completion/numpy-<str:version>.json", numpy, name="numpy-names"),
    path("<slug:slug>/", views.lab, name="lab"),
    path("<slug:slug>/try/", trials.trial, name="try"),
    path("<slug:slug>/try/<str:secret>/", trials.result, name="try-run"),
    path("<slug:slug>/run/", views.run, name="run"),
    path("<slug:slug>/scratch/", scratch.start, name="scratch"),
    path("<slug:slug>/scratch/<int:pk>/", scratch.result, name="scratch-run"),
    path("<slug:slug>/draft/", drafts.save, name="draft"),
    path("<slug:slug>/download/", drafts.download, name="download"),
    path("<slug:slug>/compare/", comparison.compare, name="compare"),
    path("<slug:slug>/solutions/", solutions, name="solutions"),
    path("<slug:slug>/analysis/", analysis.analysis, name="analysis"),
    path("<slug:slug>/speed/", analysis.speed, name="speed"),
    path("<slug:slug>/behind/", behind, name="behind"),
    path("<slug:slug>/similarity/", similarity.similarity, name="similarity"),
    path("<slug:slug>/similarity/progress/", similarity.progress, name="similarity-progress"),
    path("<slug:slug>/similarity/<int:pk>/", similarity.pair, name="similar-pair"),
    path("<slug:slug>/file/", views.file, name="file"),
    path("<slug:slug>/listing/", views.listing, name="listing"),
    path("<slug:slug>/submissions/", views.history, name="history"),
    path("<slug:slug>/submissions/<int:pk>/", views.submission, name="submission"),
    path("<slug:slug>/submissions/<int:pk>/result/", views.result, name="result"),
    path("<slug:slug>/submissions/<int:pk>/events/", views.events, name="events"),
    path("<slug:slug>/submissions/<int:pk>/code/", views.code, name="code"),
    path("<slug:slug>/submissions/<int:pk>/regrade/", views.regrade, name="regrade"),
]
