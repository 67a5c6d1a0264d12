from django.apps import AppConfig


class ItemsConfig(AppConfig):
    name = "courseware.items"
    verbose_name = "Courses and items"
