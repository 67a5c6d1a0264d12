from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "courseware.look"
    verbose_name = "Look"
