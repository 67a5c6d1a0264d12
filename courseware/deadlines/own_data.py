"""A person's extensions, for the copy of their data."""

from __future__ import annotations

from courseware.deadlines.models import Extension
from courseware.items.exports import ExportedFile, csv_file
from courseware.people.models import User

HEAD = (
    *("course", "kind", "item", "due_at", "closes_at", "shift_minutes"),
    *("time_factor", "extra_minutes", "extra_attempts", "reason"),
)


def extensions_file(user: User) -> ExportedFile:
    """Those of the person; what their section has is the section's."""
    rows = Extension.objects.filter(user=user).order_by("pk")
    return csv_file(
        "extensions.csv",
        HEAD,
        rows.values_list(
            *("course__slug", "item__kind", "item__slug", "due_at", "closes_at", "shift_minutes"),
            *("time_factor", "extra_minutes", "extra_attempts", "reason"),
        ),
    )
