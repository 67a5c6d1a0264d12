from django.apps import AppConfig


class GradebookConfig(AppConfig):
    name = "courseware.gradebook"
    verbose_name = "Gradebook"
