from django.urls import path

from courseware.ui import views

urlpatterns = [path("style/", views.style, name="style")]
