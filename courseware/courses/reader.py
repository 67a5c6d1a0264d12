"""Reads a course folder into a `CoursePlan`, with all mistakes in all files. No database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from courseware.chapters.markdown import WITHOUT_ITEM, misplaced
from courseware.chapters.markdown import read as read_markdown
from courseware.courses.dates import read_moment
from courseware.courses.late import read_late, read_late_days
from courseware.courses.plan import ChapterPlan, CoursePlan, ItemPlan
from courseware.gradebook.rules import RuledItem
from courseware.gradebook.rules_format import RulesRefused, from_plain, to_plain
from courseware.gradebook.rules_review import refusal
from courseware.gradebook.totals import Plan
from courseware.items.kinds import (
    Definition,
    ItemKind,
    all_kinds,
    kind_named,
    kinds_made_on_site,
    kinds_with_files,
)
from grader.files.faults import Faults, did_you_mean
from grader.files.yaml_nodes import Node, parse_yaml, read_text, read_yaml

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_CHAPTER_FILE = re.compile(r"[A-Za-z0-9][\w-]{0,79}\.md")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)\n---[ \t]*(?:\n|$)", re.DOTALL)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_KEYS = ("slug", "title", "language", "summary")
_DATES = ("opens", "due", "closes")


def read_course(folder: Path, faults: Faults) -> CoursePlan | None:
    """What could be read, with the mistakes in ``faults``; ``None`` without a course.yaml."""
    root = read_yaml(folder / "course.yaml", faults, shown_path(folder / "course.yaml"))
    if root is None:
        return None
    made_on_site = [kind.name for kind in kinds_made_on_site()]
    root.only([*_KEYS, "public", "grading", "late", "late_days", "chapters", *made_on_site])
    slug, seen = root.text("slug"), set[tuple[str, str]]()
    if slug and not _SLUG.fullmatch(slug):
        _slug_fault(root, slug)
    chapters = [
        chapter
        for node in root.entries("chapters", required=True)
        if (chapter := _chapter(node, folder, faults, seen)) is not None
    ]
    plan = CoursePlan(
        slug,
        root.text("title"),
        root.text("summary", ""),
        folder,
        tuple(chapters),
        late_policy=read_late(root),
        late_days=read_late_days(root),
        language=_language(root),
        items=tuple(_items_made_on_site(root, [chapter.slug for chapter in chapters])),
    )
    if (public := root.get("public")) is not None:
        plan = _with_public(plan, public)
    if (grading := root.get("grading")) is not None:
        plan = replace(plan, grading=_grading(plan, grading))
    _check_places(plan, faults)
    _check_references(plan, faults)
    return plan


def _language(root: Node) -> str:
    """The language of the course's texts; the site's own follow their readers."""
    language = root.text("language", "en")
    if not _LANGUAGE.fullmatch(language):
        (root.get("language") or root).fault(
            f'the language is "{language}"; write a tag such as en, de or pt-BR'
        )
    return language


def _items_made_on_site(root: Node, chapters: list[str]) -> Iterator[ItemPlan]:
    """What the file says of items that the staff can make on the site as well."""
    for kind in kinds_made_on_site():
        seen = set()
        for node in root.entries(kind.name):
            node.only(["slug", "title", "chapter", "points", *_DATES, "late", "hidden"])
            slug, title = node.text("slug"), node.text("title")
            chapter, points = node.text("chapter", ""), node.number("points", 10)
            if slug and not _SLUG.fullmatch(slug):
                _slug_fault(node, slug)
            if slug in seen:
                node.fault(f'the {kind.name} "{slug}" appears in the course twice')
            seen.add(slug)
            if chapter and chapter not in chapters:
                near = did_you_mean(chapter, chapters)
                (node.get("chapter") or node).fault(f'there is no chapter "{chapter}".{near}')
            _check_points(node, points)
            opens, due, closes = (read_moment(node, key) for key in _DATES)
            late, hidden = read_late(node), node.flag("hidden")
            definition = Definition(slug, title, "", None, points=points)
            yield ItemPlan(
                *(kind.name, definition, title, points, opens, due, closes, late, hidden),
                chapter=chapter,
            )


def _check_points(node: Node, points: float) -> None:
    if not 0 <= points <= 10_000:
        node.fault(f"points is {points:g}; write a number from 0 to 10000")


def _with_public(plan: CoursePlan, node: Node) -> CoursePlan:
    """The plan with what its front page says, and what visitors may try there."""
    kinds = [kind.name for kind in kinds_with_files()]
    if not node.is_mapping():
        node.fault(f"public must be a mapping of text, {', '.join(kinds)}")
        return plan
    node.only(["text", *kinds])
    trials = [(kind, node.text(kind)) for kind in kinds if node.get(kind) is not None]
    for kind, slug in trials:
        if reason := _trial_fault(plan, kind, slug):
            (node.get(kind) or node).fault(reason)
    text = node.text("text", "").strip()
    for _, sentence in misplaced(text):
        (node.get("text") or node).fault(sentence)
    return replace(plan, public_text=text, trials=frozenset(trials))


def _grading(plan: CoursePlan, node: Node) -> dict[str, Any] | None:
    """The grading rules, as they are stored; what they name must be in the course."""
    plain = node.plain()
    try:
        rules = from_plain(plain)
    except RulesRefused as refused:
        for sentence in refused.faults:
            node.fault(sentence)
        return None
    items = [item.key for item in _ruled(plan)]
    known = {
        "kinds": [kind.name for kind in all_kinds()],
        "chapters": [chapter.slug for chapter in plan.chapters],
        "items": items,
    }
    named = [("items", key) for key in rules.extra_credit]
    named += [("items" if "/" in target else "kinds", target) for target, _rule in rules.attempts]
    for category in rules.categories:
        named += [(sort, name) for sort in known for name in getattr(category, sort)]
    for sort, name in named:
        if name not in known[sort]:
            near = did_you_mean(name, known[sort])
            node.fault(f'the course has no "{name}" among its {sort}.{near}')
    if sentence := refusal(Plan(_ruled(plan), rules)):
        node.fault(sentence)
    return to_plain(rules)


def _ruled(plan: CoursePlan) -> list[RuledItem]:
    return [
        RuledItem(f"{item.kind}/{item.definition.slug}", item.points, item.kind, chapter.slug)
        for chapter in plan.chapters
        for item in chapter.items
    ] + [
        RuledItem(f"{item.kind}/{item.definition.slug}", item.points, item.kind, item.chapter)
        for item in plan.items
    ]


def _trial_fault(plan: CoursePlan, kind: str, slug: str) -> str:
    definitions = {definition.slug: definition for definition in plan.definitions(kind)}
    if slug not in definitions:
        return f'the course has no {kind} "{slug}".{did_you_mean(slug, list(definitions))}'
    return kind_named(kind).trial_fault(definitions[slug])


def shown_path(path: Path) -> str:
    """The path as an author would type it: from the working folder where that is above."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _slug_fault(root: Node, slug: str) -> None:
    node = root.get("slug") or root
    node.fault(f'the slug "{slug}" may hold small letters, digits, - and _ only')


def _chapter(
    node: Node, folder: Path, faults: Faults, seen: set[tuple[str, str]]
) -> ChapterPlan | None:
    node.only(["file", "items"])
    name = node.text("file")
    if not name:
        return None
    file_node = node.get("file") or node
    if not _CHAPTER_FILE.fullmatch(name):
        file_node.fault(f'"{name}" is not the name of a chapter; write for example dropout.md')
        return None
    if ("chapter", name) in seen:
        file_node.fault(f'the chapter "{name}" appears here twice')
    seen.add(("chapter", name))
    items = tuple(
        item
        for entry in node.entries("items")
        if (item := _item(entry, folder, faults, seen)) is not None
    )
    path = folder / "chapters" / name
    if not path.exists():
        known = [chapter.name for chapter in (folder / "chapters").glob("*.md")]
        file_node.fault(f"chapters/{name} is missing.{did_you_mean(name, known)}")
        return None
    return read_chapter(path, items, faults)


def read_chapter(path: Path, items: tuple[ItemPlan, ...], faults: Faults) -> ChapterPlan | None:
    """The chapter in a file with its items; ``None`` and a fault when it cannot be read."""
    file = shown_path(path)
    text = read_text(path, faults, file)
    if text is None:
        return None
    match = _FRONT_MATTER.match(text)
    if match is None:
        faults.add(file, 1, "does not begin with front matter: ---, title: …, summary: …, ---")
        return None
    front = parse_yaml(match["yaml"], file, faults, first_line=2)
    if front is None:
        return None
    front.only(["title", "summary"])
    first_line = text[: match.end()].count("\n") + 1
    return ChapterPlan(
        slug=path.stem,
        title=front.text("title"),
        summary=front.text("summary", "").strip(),
        source=text,
        digest=sha256(text.encode()).hexdigest(),
        document=read_markdown(text[match.end() :], faults, file, first_line),
        items=items,
        file=file,
    )


def _item(node: Node, folder: Path, faults: Faults, seen: set[tuple[str, str]]) -> ItemPlan | None:
    names = [kind.name for kind in kinds_with_files()]
    given = [key for key, _ in node.pairs() if key in names]
    node.only([*names, "points", "title", *_DATES, "late", "hidden"])
    if len(given) != 1:
        node.fault(f"an item names one of {', '.join(names)} with its slug, such as quiz: dropout")
        return None
    kind, slug = kind_named(given[0]), node.text(given[0])
    if (kind.name, slug) in seen:
        node.fault(f'the {kind.name} "{slug}" appears in the course twice')
        return None
    seen.add((kind.name, slug))
    opens, due, closes = (read_moment(node, key) for key in _DATES)
    definition = _definition(kind, slug, node, folder, faults)
    points = node.number("points", definition.points if definition else 0)
    _check_points(node, points)
    if definition is None:
        return None
    title = node.text("title", definition.title)
    late, hidden = read_late(node), node.flag("hidden")
    return ItemPlan(kind.name, definition, title, points, opens, due, closes, late, hidden)


def _definition(
    kind: ItemKind, slug: str, node: Node, folder: Path, faults: Faults
) -> Definition | None:
    path = kind.files.find(slug, folder) if _SLUG.fullmatch(slug) else None
    if path is None:
        near = did_you_mean(slug, kind.files.slugs(folder))
        (node.get(kind.name) or node).fault(f'there is no {kind.name} "{slug}".{near}')
        return None
    return kind.read(path, faults, shown_path(path))


def _check_places(plan: CoursePlan, faults: Faults) -> None:
    """Each `::quiz[…]` in a chapter must be an item of that chapter, and appear there once."""
    kinds = [kind.name for kind in kinds_with_files()]
    for chapter in plan.chapters:
        mine = {(item.kind, item.definition.slug) for item in chapter.items}
        seen = set()
        for place in chapter.document.places:
            if place.kind in WITHOUT_ITEM:
                continue
            if place.kind not in kinds:
                near = did_you_mean(place.kind, [*kinds, *WITHOUT_ITEM])
                faults.add(chapter.file, place.line, f'unknown kind "{place.kind}".{near}')
            elif (place.kind, place.slug) not in mine:
                slugs = [slug for kind, slug in mine if kind == place.kind]
                message = f'the chapter has no {place.kind} "{place.slug}" in course.yaml.'
                faults.add(chapter.file, place.line, message + did_you_mean(place.slug, slugs))
            elif (place.kind, place.slug) in seen:
                message = f'{place.kind} "{place.slug}" has its place here twice'
                faults.add(chapter.file, place.line, message)
            seen.add((place.kind, place.slug))


def _check_references(plan: CoursePlan, faults: Faults) -> None:
    """Questions and labs point at anchors of chapters; each must exist."""
    anchors = {
        f"{chapter.slug}#{anchor}"
        for chapter in plan.chapters
        for anchor in chapter.document.anchors
    }
    for chapter in plan.chapters:
        for item in chapter.items:
            for reference in item.definition.references:
                if reference not in anchors:
                    near = did_you_mean(reference, sorted(anchors))
                    file = item.definition.file or item.definition.slug
                    faults.add(file, 1, f'no chapter has the anchor "{reference}".{near}')
