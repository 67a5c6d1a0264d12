from django.urls import path

from courseware.look import views

urlpatterns = [path("style/", views.style, name="style")]
