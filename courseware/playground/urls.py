from django.urls import path

from courseware.playground import views

urlpatterns = [path("playground/", views.playground, name="playground")]
