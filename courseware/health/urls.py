from django.urls import path

from courseware.health import views

urlpatterns = [path("health/", views.health, name="health")]
