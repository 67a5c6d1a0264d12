"""The site's own record of its health, from which outages are known afterwards."""

from __future__ import annotations

from django.db import models


class HealthMinute(models.Model):
    """A sign of life of the scheduler, about one a minute, with the checks that failed then.

    No rows for a time means that the scheduler, or the whole site, did not run.
    """

    at = models.DateTimeField(unique=True)
    failing = models.JSONField(default=list, help_text="Names of checks.")

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {', '.join(self.failing) or 'ok'}"
