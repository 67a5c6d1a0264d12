from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "courseware.ui"
    verbose_name = "Look"
