"""Attempts, revisions and events from before 0.1.0 in the form of today.

Revisions of then lack `delivery` and the points of their questions; events lack what a replay
needs. What is missing is what those releases did without saying: one way to give a quiz, a dealing
of all questions in their order. A row that cannot be read is left as it is and told in the log.
"""

import logging

from django.db import migrations, transaction

log = logging.getLogger(__name__)
_DELIVERY = {
    "attempts": 1,
    "grading": "best",
    "time_limit": None,
    "grace": 5.0,
    "cooldown": 0.0,
    "build_on_last": False,
    "shuffle_questions": False,
    "one_way": False,
    "one_per_page": False,
    "practice": False,
    "certainty": False,
    "tries": None,
    "review": {
        "question": "handed-in",
        "score": "handed-in",
        "key": "last",
        "explanation": "last",
    },
    "sections": [],
    "pools": [],
}


def fill(apps, schema_editor):
    models = {name: apps.get_model("quizzes", name) for name in ("QuizRevision", "Attempt")}
    _each(models["QuizRevision"].objects.order_by("pk"), _fill_revision)
    early = models["Attempt"].objects.filter(events__name="started").distinct().order_by("pk")
    _each(early, _fill_events)


def _each(rows, change):
    for row in rows.iterator(chunk_size=200):
        try:
            with transaction.atomic():
                change(row)
        except Exception:
            log.exception("%s %s is left as it was.", type(row).__name__, row.pk)


def _fill_revision(revision):
    content = revision.content
    lacking = [slot for slot in content["slots"] if "points" not in slot]
    if "delivery" in content and not lacking:
        return
    if lacking:
        variants = revision.variants.filter(number=0)
        worth = {each.question: each.content["points"] for each in variants}
        for slot in lacking:
            slot["points"] = worth[slot["id"]]
    if "delivery" not in content:
        content["delivery"] = _delivery(content)
    revision.save(update_fields=["content"])


def _delivery(content):
    review = dict(_DELIVERY["review"])
    if content.pop("reveal", "last") == "each":
        review |= {"key": "handed-in", "explanation": "handed-in"}
    return _DELIVERY | {"attempts": content.pop("attempts", 1), "review": review}


def _fill_events(attempt):
    events = list(attempt.events.order_by("at", "id"))
    started = next(event for event in events if event.name == "started")
    if "dealt" in started.data:
        return
    responses = list(attempt.responses.select_related("variant").order_by("position"))
    started.data["dealt"] = [[each.question, each.variant.number] for each in responses]
    fractions = {each.question: each.fraction for each in responses}
    graded = {event.question for event in events if event.name == "graded"}
    changed = [started]
    for event in events:
        if event.name == "finished" and event.data is None:
            at_once = {name: None if name in graded else fractions[name] for name in fractions}
            event.data = {"late": attempt.late, "fractions": at_once}
            changed.append(event)
        elif event.name == "graded" and "fraction" not in (event.data or {}):
            event.data = {"result": event.data, "fraction": fractions[event.question]}
            changed.append(event)
    type(started).objects.bulk_update(changed, ["data"])


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0005_revision_ready")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
