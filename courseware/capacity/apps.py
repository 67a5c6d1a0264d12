from django.apps import AppConfig


class CapacityConfig(AppConfig):
    name = "courseware.capacity"
