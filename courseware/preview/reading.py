"""What an author's path is, and the course of one chapter that shows it. No database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from courseware.chapters.markdown import WITHOUT_ITEM
from courseware.chapters.markdown import read as read_markdown
from courseware.courses.plan import ChapterPlan, CoursePlan, ItemPlan
from courseware.courses.reader import read_chapter, shown_path
from courseware.items.kinds import ItemKind, kind_named, kinds_with_files
from grader.files.faults import Faults, did_you_mean

SLUG = "preview"


class NothingToPreview(Exception):
    """Carries a sentence: what the path is not."""


@dataclass(frozen=True)
class Source:
    """A chapter, or an item of a kind, by its file or folder."""

    path: Path
    kind: ItemKind | None = None  # none of a chapter

    def read(self, faults: Faults) -> CoursePlan | None:
        """A course that holds nothing else; ``None`` and faults when it cannot be read."""
        chapter = self._chapter(faults) if self.kind is None else self._item(self.kind, faults)
        if chapter is None or faults:
            return None
        return CoursePlan(SLUG, "Preview", "", self.path.parent, (chapter,))

    def version(self) -> str:
        """Another text whenever a file is saved, added or removed."""
        total = sha256()
        for path in sorted(self._files()):
            try:
                found = path.stat()
            except OSError:  # an editor is replacing it
                continue
            total.update(f"{path}\0{found.st_mtime_ns}\0{found.st_size}\0".encode())
        return total.hexdigest()[:16]

    @property
    def course_folder(self) -> Path:
        """The course that a chapter is in, with its own quizzes and labs."""
        parent = self.path.parent
        return parent.parent if parent.name == "chapters" else parent

    def _chapter(self, faults: Faults) -> ChapterPlan | None:
        chapter = read_chapter(self.path, (), faults)
        return chapter and replace(chapter, items=tuple(self._placed_items(chapter, faults)))

    def _placed_items(self, chapter: ChapterPlan, faults: Faults) -> list[ItemPlan]:
        """The items that the chapter has places for, whatever course.yaml says."""
        names = [kind.name for kind in kinds_with_files()]
        items: dict[tuple[str, str], ItemPlan] = {}
        for place in chapter.document.places:
            if place.kind in WITHOUT_ITEM:
                continue
            if place.kind not in names:
                near = did_you_mean(place.kind, [*names, *WITHOUT_ITEM])
                faults.add(chapter.file, place.line, f'unknown kind "{place.kind}".{near}')
                continue
            kind = kind_named(place.kind)
            path = kind.files.find(place.slug, self.course_folder)
            if path is None:
                near = did_you_mean(place.slug, kind.files.slugs(self.course_folder))
                faults.add(
                    chapter.file, place.line, f'there is no {kind.name} "{place.slug}".{near}'
                )
            elif (item := _item_plan(kind, path, faults)) is not None:
                items[kind.name, place.slug] = item
        return list(items.values())

    def _item(self, kind: ItemKind, faults: Faults) -> ChapterPlan | None:
        item = _item_plan(kind, self.path, faults)
        if item is None:
            return None
        text = f"::{kind.name}[{item.definition.slug}]\n"
        return ChapterPlan(
            slug=SLUG,
            title=item.title,
            summary="",
            source=text,
            digest=item.definition.digest,
            document=read_markdown(text, faults, shown_path(self.path), 1),
            items=(item,),
            file=shown_path(self.path),
        )

    def _files(self) -> list[Path]:
        if self.kind is not None:
            return _files_below(self.path)
        found = [self.path]
        for kind in kinds_with_files():
            for slug in kind.files.slugs(self.course_folder):
                item = kind.files.find(slug, self.course_folder)
                if item is not None and f"[{slug}]" in self._text():
                    found += _files_below(item)
        return found

    def _text(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""


def find_source(path: Path) -> Source:
    """What the path shows: a chapter, a quiz's file, a lab's folder or a file in it.

    Raises: NothingToPreview.
    """
    path = path.resolve()
    if not path.exists():
        raise NothingToPreview(f"There is no {shown_path(path)}.")
    folders = [place for place in (path, path.parent, path.parent.parent) if place.is_dir()]
    for place in (*folders, path):  # a folder first: what lies in a lab is no quiz
        for kind in kinds_with_files():
            if kind.files.is_item(place):
                return Source(place, kind)
    if path.is_file() and path.suffix == ".md":
        return Source(path)
    kinds = ", ".join(f"{kind.name} ({kind.files.pattern})" for kind in kinds_with_files())
    raise NothingToPreview(
        f"{shown_path(path)} is nothing that a course shows. Give a chapter (*.md) or the file or "
        f"folder of one of these: {kinds}."
    )


def _item_plan(kind: ItemKind, path: Path, faults: Faults) -> ItemPlan | None:
    definition = kind.read(path, faults, shown_path(path))
    if definition is None:
        return None
    return ItemPlan(kind.name, definition, definition.title, definition.points, None, None, None)


def _files_below(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [file for file in path.rglob("*") if "__pycache__" not in file.parts]
