from django.urls import path

from courseware.metrics import views

urlpatterns = [path("metrics", views.metrics, name="metrics")]
