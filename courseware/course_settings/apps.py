from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CourseSettingsConfig(AppConfig):
    name = "courseware.course_settings"
    verbose_name = _("Settings of courses")
