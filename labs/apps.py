from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LabsConfig(AppConfig):
    """Labs as a Django app, which registers its kind of item when the site starts."""

    name = "labs"
    verbose_name = _("Labs")

    def ready(self) -> None:
        # Both need the models, which are loaded before apps are made ready.
        from courseware.items import kinds
        from labs.kind import LabKind

        kinds.register(LabKind())
