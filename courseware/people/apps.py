from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "courseware.people"
    verbose_name = "People"
