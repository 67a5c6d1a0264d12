"""Links to the paragraphs that questions test."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from courseware.chapters.models import Chapter
from courseware.items.models import Course
from quizzes.authoring.coverage import headings_of


def places_of(course: Course, anchors: Collection[str]) -> dict[str, dict[str, str]]:
    """Address and title by ``chapter#anchor``; a paragraph has its section's title. One query."""
    places: dict[str, dict[str, str]] = {}
    chapters = {anchor.partition("#")[0] for anchor in anchors}
    if not chapters:
        return places
    for chapter in Chapter.objects.filter(course=course, slug__in=chapters, retired=False):
        url = reverse("chapter", args=[course.slug, chapter.slug])
        titles = {heading["anchor"]: heading["title"] for heading in chapter.outline}
        for place, heading in headings_of(chapter.source).items():
            if f"{chapter.slug}#{place}" in anchors:
                title = titles.get(place) or titles.get(heading) or chapter.title
                places[f"{chapter.slug}#{place}"] = {"url": f"{url}#{place}", "title": title}
    return places
