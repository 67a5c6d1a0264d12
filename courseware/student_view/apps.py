from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudentViewConfig(AppConfig):
    name = "courseware.student_view"
    verbose_name = _("Student view")
