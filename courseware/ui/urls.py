from django.urls import path

from courseware.ui import views

urlpatterns = [
    path("style/", views.style, name="style"),
    path("texts/<slug:language>.js", views.ScriptTexts.as_view(), name="script-texts"),
]
