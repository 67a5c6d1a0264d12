"""Tables of a course as files to download, for the pages and the API."""

from __future__ import annotations

from functools import partial

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.exchange.catalog import tables_of
from courseware.exchange.files import (
    fill,
    has_parquet,
    write_csv,
    write_parquet,
    write_xlsx,
)
from courseware.exchange.student_files import zip_of
from courseware.items.models import Course
from courseware.people.models import User

WRITERS = {"csv": write_csv, "xlsx": write_xlsx}
if has_parquet():
    WRITERS["parquet"] = write_parquet
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


def table_file(course: Course, students: QuerySet[User], table: str, ending: str) -> FileResponse:
    """A table as a file. It is complete before it is sent, so that a fault gives no half of one.

    Raises: Http404: there is no such table or format.
    """
    make = tables_of(course, students).get(table)
    if make is None or ending not in WRITERS:
        raise Http404(_("There is no such export."))
    file = fill(partial(WRITERS[ending], make()))
    name = f"{course.slug}-{table}-{timezone.localdate():%Y-%m-%d}.{ending}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[ending])


def student_file(course: Course, students: QuerySet[User], student: User) -> FileResponse:
    """Everything of one of the students in this course, as a zip."""
    file = zip_of(course, students.filter(pk=student.pk))
    name = f"{course.slug}-student-{student.pk}-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name)
