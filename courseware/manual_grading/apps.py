from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ManualGradingConfig(AppConfig):
    name = "courseware.manual_grading"
    verbose_name = _("Manual grading")
