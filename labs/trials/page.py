"""What the pages show on which a visitor tries a lab."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from courseware.chapters.markdown import render
from courseware.items.kinds import Definition, InChapter
from courseware.items.models import Item
from labs import selectors
from labs.models import PublicRun, Purpose, State, Submission
from labs.pages.result_panel import ResultPanel, result_panel


def fault(definition: Definition) -> str:
    """Why the lab cannot be tried; for authors."""
    lab = definition.payload
    if lab["form"] or lab["record"] or not lab["functions"]:
        return (
            f'the lab "{definition.slug}" is not about functions that cases call, so visitors '
            "cannot try it"
        )
    return ""


def public_trial(item: Item, request: HttpRequest) -> InChapter:
    context = {"item": item, "revision": selectors.current_revision(item)}
    return InChapter(render_to_string("labs/trial_card.html", context, request))


def trial_page(
    item: Item, *, code: str | None = None, run: PublicRun | None = None, refusal: str = ""
) -> dict[str, Any]:
    """The statement, the code to begin or to go on with, and what came of a run."""
    revision = selectors.current_revision(item)
    return {
        "item": item,
        "revision": revision,
        "statement": render(revision.statement),
        "code": revision.starter if code is None else code,
        "refusal": refusal,
        **run_context(item, run),
    }


def run_context(item: Item, run: PublicRun | None) -> dict[str, Any]:
    return {"item": item, "run": run, "result": panel_of(run) if run and run.result else None}


def panel_of(run: PublicRun) -> ResultPanel:
    """The panel of a trial run that is no submission."""
    report = run.result["report"]
    submission = Submission(
        revision_id=run.revision_id,
        code=run.code,
        purpose=Purpose("trial"),
        state=State("done"),
        verdict=report["verdict"],
        report=report,
        created_at=run.created_at,
    )
    return result_panel(submission, run.result["cases"])
