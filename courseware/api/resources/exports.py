"""Tables of a course as files."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import FileResponse, HttpRequest
from ninja import Query, Router, Schema

from courseware.api.authentication import TEACH
from courseware.api.courses import Slug, Username, require
from courseware.api.problems import PROBLEMS
from courseware.api.resources.grades import student_of
from courseware.exchange.catalog import tables_of
from courseware.exchange.downloads import TYPES, WRITERS, student_file, table_file
from courseware.people.permissions import Permission

router = Router(tags=["exports"])
ZIP = "application/zip"
Format = Annotated[
    Literal["csv", "xlsx", "parquet"],
    Query(description="`parquet` is not available on every site: see the list of exports."),
]


class ExportOut(Schema):
    """A table that can be downloaded, and the formats that this site can write."""

    table: str
    formats: list[str]


def _file(*types: str) -> dict[str, Any]:
    """The description of a response that is a file."""
    content = {each: {"schema": {"type": "string", "format": "binary"}} for each in types}
    return {"responses": {200: {"description": "The file.", "content": content}}}


@router.get(
    "/{course}/exports",
    response={200: list[ExportOut], **PROBLEMS},
    auth=TEACH,
    summary="Tables that can be exported",
)
def list_exports(request: HttpRequest, course: Slug) -> Any:
    access = require(request, course, Permission.EXPORT)
    tables = tables_of(access.course, access.students())
    return [{"table": name, "formats": list(WRITERS)} for name in tables]


@router.get(
    "/{course}/exports/{table}",
    response={200: None, **PROBLEMS},
    auth=TEACH,
    summary="Download a table",
    openapi_extra=_file(*TYPES.values()),
)
def get_export(
    request: HttpRequest, course: Slug, table: Slug, format: Format = "csv"
) -> FileResponse:
    """Rows about the students whom one may see, as on the page *Export and import*."""
    access = require(request, course, Permission.EXPORT)
    return table_file(access.course, access.students(), table, format)


@router.get(
    "/{course}/people/{username}/export",
    response={200: None, **PROBLEMS},
    auth=TEACH,
    summary="Download everything of a student",
    openapi_extra=_file(ZIP),
)
def get_student_export(request: HttpRequest, course: Slug, username: Username) -> FileResponse:
    """A zip with a CSV file for each table."""
    access = require(request, course, Permission.EXPORT)
    return student_file(access.course, access.students(), student_of(access, username))
