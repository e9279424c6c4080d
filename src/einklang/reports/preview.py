"""The live draft as a page: sentences that can be edited, tables and figures as printed."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from einklang.reports.content import Chapter, Composition, Material, brand_of, compose
from einklang.reports.models import Report
from einklang.reports.rendering import fragment


@dataclass(frozen=True)
class ChapterPage:
    chapter: Chapter
    blocks: SafeString
    """Tables, figures and lists of the chapter, written by the typesetter."""


@dataclass(frozen=True)
class DraftPage:
    composition: Composition
    chapters: tuple[ChapterPage, ...]

    @property
    def language(self) -> str:
        return self.composition.language

    @property
    def stale_count(self) -> int:
        return len(self.composition.stale)

    @property
    def is_empty(self) -> bool:
        return not self.composition.activities


def draft_page(report: Report, language: str) -> DraftPage:
    """Tell the report as it stands now, with a fixed number of queries."""
    material = Material.load(report)
    composition = compose(material, language)
    brand = brand_of(material, language)
    pages = tuple(
        ChapterPage(
            chapter,
            # The typesetter escapes every text itself.
            fragment(tuple(block for block, _ids in chapter.blocks), brand),
        )
        for chapter in composition.chapters
    )
    return DraftPage(composition, pages)
