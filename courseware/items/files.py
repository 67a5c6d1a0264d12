"""Where authors' files of one kind of item are: in the course's own folder or among the shipped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ItemFiles:
    """The files or folders of one kind of item.

    ``folder`` is the name of the kind's folder in a course, ``shipped`` the folder of the items
    that come with the site. ``pattern`` finds an item below either: ``*.yaml`` where an item is a
    file, ``*/lab.yaml`` where it is a folder that holds such a file.
    """

    folder: str
    shipped: Path
    pattern: str

    def find(self, slug: str, course_folder: Path) -> Path | None:
        """The item's file or folder; a course's own comes before a shipped one."""
        for folder in self._folders(course_folder):
            if (path := self._items(folder).get(slug)) is not None:
                return path
        return None

    def slugs(self, course_folder: Path) -> list[str]:
        """All slugs that `find` finds."""
        folders = self._folders(course_folder)
        return sorted({slug for folder in folders for slug in self._items(folder)})

    def is_item(self, path: Path) -> bool:
        """Whether the path looks like a file or folder of this kind, wherever it lies."""
        *folder, name = self.pattern.split("/")
        if folder:
            return path.is_dir() and any(file.is_file() for file in path.glob(name))
        return path.is_file() and path.match(name)

    def _folders(self, course_folder: Path) -> tuple[Path, Path]:
        return course_folder / self.folder, self.shipped

    def _items(self, folder: Path) -> dict[str, Path]:
        """By slug. Listed, so that no path is ever joined from a slug in a course file."""
        if not folder.is_dir():
            return {}
        files = (path for path in folder.glob(self.pattern) if path.is_file())
        if "/" in self.pattern:
            return {path.parent.name: path.parent for path in files}
        return {path.stem: path for path in files}
