from django.apps import AppConfig


class ChaptersConfig(AppConfig):
    name = "courseware.chapters"
    verbose_name = "Chapters"
