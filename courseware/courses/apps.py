from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courseware.courses"
    verbose_name = "Courses as files"
