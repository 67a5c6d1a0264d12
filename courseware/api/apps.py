from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "courseware.api"
    label = "api"
