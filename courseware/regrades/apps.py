from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegradesConfig(AppConfig):
    name = "courseware.regrades"
    verbose_name = _("Regrades")
