from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThreadsConfig(AppConfig):
    name = "courseware.threads"
    verbose_name = _("Questions for the staff")
