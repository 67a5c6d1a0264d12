from django.urls import path

from courseware.grading_hosts import views

urlpatterns = [path("hosts/", views.hosts, name="grading-hosts")]
