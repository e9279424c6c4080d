"""From the told report to the document that is printed, with the records behind each block."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from einklang.core import clock
from einklang.engines.typeset.model import (
    Block,
    Brand,
    Document,
    Heading,
    Inline,
    Labels,
    Paragraph,
    Text,
)
from einklang.reports.content.compose import compose
from einklang.reports.content.links import inlines_of
from einklang.reports.content.material import Material
from einklang.reports.content.parts import Chapter, Composition, Sentence
from einklang.reports.models import Report, SectionContent

PRIMARY = "#0f4c5c"
ACCENT = "#a8480f"


@dataclass(frozen=True)
class ReportTree:
    document: Document
    sources: tuple[tuple[int, ...], ...]
    """The ids of the records each block of the document rests on."""
    sentences: tuple[Sentence, ...]

    @property
    def record_ids(self) -> frozenset[int]:
        return frozenset(pk for ids in self.sources for pk in ids)


def build_document(report: Report, language: str) -> ReportTree:
    """Tell the report as the records stand now, as a draft of today."""
    return build_tree(Material.load(report), language, status=draft_status(language))


def draft_status(language: str) -> str:
    with translation.override(language):
        return _("Draft")


def build_tree(
    material: Material, language: str, *, issued_on: date | None = None, status: str = ""
) -> ReportTree:
    composition = compose(material, language)
    with translation.override(language):
        blocks = [
            row for chapter in composition.chapters for row in chapter_blocks(chapter, language)
        ]
        report = material.report
        body = report.body.name_in(language)
        federation = material.federation.name_in(language) if material.federation else ""
        document = Document(
            title=report.title_in(language),
            subtitle=body,
            language="de" if language == "de" else "en",
            authors=(body,),
            publisher=federation or body,
            issued_on=issued_on or clock.today(),
            keywords=(_("annual report"), str(report.year), body),
            summary=_("%(title)s, %(body)s") % {"title": report.title_in(language), "body": body},
            blocks=tuple(block for block, _ids in blocks),
            brand=brand_of(material, language),
            labels=Labels(_("Contents"), _("Page"), pgettext("page 2 of 5", "of"), _("As of")),
            status=status,
        )
    return ReportTree(document, tuple(ids for _block, ids in blocks), _sentences(composition))


def brand_of(material: Material, language: str) -> Brand:
    publisher = material.federation or material.report.body
    return Brand(publisher.name_in(language), PRIMARY, ACCENT)


def _sentences(composition: Composition) -> tuple[Sentence, ...]:
    return tuple(
        sentence
        for chapter in composition.chapters
        if not chapter.is_hidden
        for sentence in chapter.sentences
    )


def chapter_blocks(chapter: Chapter, language: str) -> list[tuple[Block, tuple[int, ...]]]:
    """List the chapter's blocks; a hidden or empty one has none."""
    if chapter.is_hidden or not chapter.says_something:
        return []
    blocks: list[tuple[Block, tuple[int, ...]]] = [(Heading(2, chapter.title), ())]
    is_lead = chapter.section and chapter.section.content != SectionContent.TEXT
    blocks += [
        (Paragraph((Text(text),), "lead" if is_lead else "body"), ()) for text in chapter.intro
    ]
    for passage in chapter.passages:
        if passage.title:
            blocks.append((Heading(3, passage.title), ()))
        blocks += [
            (Paragraph(_joined(paragraph, language)), _ids(paragraph))
            for paragraph in passage.paragraphs
        ]
    return [*blocks, *chapter.blocks]


def _joined(paragraph: tuple[Sentence, ...], language: str) -> tuple[Inline, ...]:
    inlines: list[Inline] = []
    for sentence in paragraph:
        if inlines:
            inlines.append(Text(" "))
        inlines += inlines_of(sentence, language)
    return tuple(inlines)


def _ids(paragraph: tuple[Sentence, ...]) -> tuple[int, ...]:
    return tuple(pk for sentence in paragraph for pk in sentence.record_ids)
