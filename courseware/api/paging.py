"""Lists in pages, with a cursor: rows that are added meanwhile are neither missed nor doubled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema
from ninja.pagination import PaginationBase, paginate

PER_PAGE, MOST = 50, 200
Present = Callable[[HttpRequest, list[Any]], list[Any]]


class IdPagination(PaginationBase):
    """Pages of a query set in the order of its ids."""

    items_attribute = "results"

    class Input(Schema):
        """``cursor`` comes from the ``next`` of the page before."""

        cursor: Annotated[str, Field(pattern=r"^[0-9]{1,18}$")] | None = None
        limit: Annotated[int, Field(ge=1, le=MOST)] = PER_PAGE

    class Output(Schema):
        """``next`` is the address of the next page; null on the last one."""

        results: list[Any]
        next: str | None

    def __init__(self, *, present: Present, newest_first: bool = True, **options: Any) -> None:
        super().__init__(**options)
        self.present, self.newest_first = present, newest_first

    def paginate_queryset(
        self, queryset: QuerySet[Any], pagination: Any, request: HttpRequest, **params: Any
    ) -> dict[str, Any]:
        """One query."""
        found = queryset.order_by("-pk" if self.newest_first else "pk")
        if pagination.cursor is not None:
            side = "pk__lt" if self.newest_first else "pk__gt"
            found = found.filter(**{side: int(pagination.cursor)})
        rows = list(found[: pagination.limit + 1])
        more, rows = len(rows) > pagination.limit, rows[: pagination.limit]
        query = request.GET.copy()
        if more:
            query["cursor"] = str(rows[-1].pk)
        address = request.build_absolute_uri(
            f"{request.path}?{urlencode(list(query.lists()), True)}"
        )
        return {"results": self.present(request, rows), "next": address if more else None}


def paged(present: Present, *, newest_first: bool = True) -> Any:
    """Decorates an operation that returns a query set, below its route.

    ``present`` makes what is shown of the rows of one page.
    """
    return paginate(IdPagination, present=present, newest_first=newest_first)
