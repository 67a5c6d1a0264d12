from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeadlinesConfig(AppConfig):
    name = "courseware.deadlines"
    verbose_name = _("Dates and extensions")
