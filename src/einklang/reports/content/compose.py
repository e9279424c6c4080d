"""Telling a report in one language: which record stands where, and in which words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from einklang.chronicle.enums import OutcomeKind, Phase
from einklang.chronicle.models import Activity
from einklang.chronicle.sentences import Voice, group_key, tell_by, tell_group_by
from einklang.reports.content.material import Material
from einklang.reports.content.parts import Chapter, Composition, Passage, Sentence
from einklang.reports.content.tables import BLOCKS
from einklang.reports.models import ReportSection, SectionContent

LONG_PARAGRAPH = 620
SHORT_PARAGRAPH = 240
SENTENCES_WITHOUT_HEADINGS = 9
PHASE_ORDER = {
    phase: number
    for number, phase in enumerate(
        [Phase.DONE, Phase.ONGOING, Phase.PREPARED, Phase.WORKED_ON, Phase.PLANNED, Phase.DROPPED]
    )
}


def compose(material: Material, language: str) -> Composition:
    """Tell the whole report, section by section."""
    with translation.override(language):
        return _Composer(material, language).compose()


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Split a text at its blank lines."""
    parts = text.replace("\r\n", "\n").split("\n\n")
    return tuple(" ".join(part.split()) for part in parts if part.strip())


@dataclass(frozen=True)
class _Share:
    """The activities of one section, in order."""

    section: ReportSection | None
    activities: list[Activity]


class _Composer:
    def __init__(self, material: Material, language: str) -> None:
        self.material = material
        self.language = language
        self.introduced: set[str] = set()

    def compose(self) -> Composition:
        report = self.material.report
        english = self.language != "de"
        foreword = report.foreword_en if english else report.foreword
        closing = report.closing_en if english else report.closing
        chapters = [Chapter(_("Foreword"), intro=paragraphs_of(foreword))]
        shares = {share.section: share for share in self._shares()}
        chapters += [self._chapter(section, shares) for section in self.material.sections]
        if None in shares:
            chapters.append(self._told_chapter(_("Further activities"), shares[None]))
        chapters.append(Chapter(_("Closing words"), intro=paragraphs_of(closing)))
        kept = [chapter for chapter in chapters if chapter.section or chapter.says_something]
        return Composition(report, self.language, tuple(kept), self.material.activities)

    def _shares(self) -> list[_Share]:
        """Give every activity to one section: where an editor put it, else by its kind."""
        sections = [
            section
            for section in self.material.sections
            if section.content == SectionContent.ACTIVITIES
        ]
        by_pk: dict[int | None, list[Activity]] = {section.pk: [] for section in sections}
        by_pk[None] = []
        rest = next((section.pk for section in sections if section.takes_rest), None)
        by_kind, by_group = _claims(sections)
        for activity in self.material.activities:
            entry = self.material.entry_of(activity)
            chosen = entry.section_id if entry and entry.section_id in by_pk else None
            chosen = chosen or by_kind.get(activity.kind.key)
            if chosen is None and activity.kind.group:
                chosen = by_group.get(activity.kind.group.key)
            by_pk[chosen or rest].append(activity)
        shares = [_Share(section, self._ordered(by_pk[section.pk])) for section in sections]
        if by_pk[None]:
            shares.append(_Share(None, self._ordered(by_pk[None])))
        return shares

    def _ordered(self, activities: list[Activity]) -> list[Activity]:
        """Sort by kind, phase and date; where an editor moved something, by that order."""
        usual = sorted(activities, key=_usual_order)
        place = {activity.pk: number for number, activity in enumerate(usual)}
        orders = {
            activity.pk: entry.order
            for activity in usual
            if (entry := self.material.entry_of(activity)) and entry.order is not None
        }
        if not orders:
            return usual
        last = max(orders.values()) + 1
        return sorted(usual, key=lambda row: (orders.get(row.pk, last), place[row.pk]))

    def _chapter(
        self, section: ReportSection, shares: dict[ReportSection | None, _Share]
    ) -> Chapter:
        title = section.title_in(self.language)
        intro = paragraphs_of(section.intro_in(self.language))
        if section.content == SectionContent.ACTIVITIES:
            return self._told_chapter(title, shares[section], intro)
        if section.content == SectionContent.TEXT or section.is_hidden:
            return Chapter(title, section, intro)
        blocks = BLOCKS[SectionContent(section.content)](self.material, self.language)
        return Chapter(title, section, intro, blocks=tuple(blocks))

    def _told_chapter(self, title: str, share: _Share, intro: tuple[str, ...] = ()) -> Chapter:
        shown = [row for row in share.activities if not self.material.is_hidden(row)]
        hidden = tuple(row for row in share.activities if self.material.is_hidden(row))
        if share.section and share.section.is_hidden:
            # Not told, so it must not introduce a name either.
            return Chapter(title, share.section, intro, hidden=tuple(share.activities))
        passages = self._passages(self._sentences(shown))
        return Chapter(title, share.section, intro, tuple(passages), hidden=hidden)

    def _sentences(self, activities: Sequence[Activity]) -> list[Sentence]:
        together = self._together(activities)
        told: set[int] = set()
        sentences = []
        for activity in activities:
            if activity.pk in told:
                continue
            group = together.get(activity.pk, (activity,))
            sentence = self._group_sentence(group) if len(group) > 1 else None
            if sentence is None:
                group = (activity,)
                sentence = self._sentence(activity)
            told.update(row.pk for row in group)
            sentences.append(sentence)
        return sentences

    def _together(self, activities: Sequence[Activity]) -> dict[int, tuple[Activity, ...]]:
        """Find what is told in one sentence: alike in kind, phase, actors, and nothing lost."""
        groups: dict[object, list[Activity]] = {}
        for activity in activities:
            entry = self.material.entry_of(activity)
            if entry and (entry.stands_alone or entry.text or entry.text_en):
                continue
            key = group_key(activity, self.material.book, self.language)
            if key is not None:
                groups.setdefault(key, []).append(activity)
        return {row.pk: tuple(group) for group in groups.values() for row in group}

    def _voice(self, *activities: Activity) -> Voice:
        settled = any(
            section.content == SectionContent.DEMANDS and not section.is_hidden
            for section in self.material.sections
        ) and any(outcome_is_listed(activity) for activity in activities)
        year = self.material.report.year
        return Voice(self.language, year, self.introduced, leaves_out_outcomes=settled)

    def _group_sentence(self, group: tuple[Activity, ...]) -> Sentence | None:
        told = tell_group_by(group, self._voice(*group), self.material.book)
        if told is None:
            return None
        return Sentence(told.text, told.generated, group, told.facts_hash)

    def _sentence(self, activity: Activity) -> Sentence:
        told = tell_by(activity, self._voice(activity), self.material.book)
        entry = self.material.entry_of(activity)
        own = entry.text_in(self.language).strip() if entry else ""
        return Sentence(
            own or told.text, told.generated, (activity,), told.facts_hash, entry, bool(own)
        )

    def _passages(self, sentences: list[Sentence]) -> list[Passage]:
        by_group: dict[str, list[Sentence]] = {}
        for sentence in sentences:
            group = sentence.activity.kind.group
            by_group.setdefault(group.label_in(self.language) if group else "", []).append(
                sentence
            )
        is_moved = any(
            sentence.entry and sentence.entry.order is not None for sentence in sentences
        )
        if is_moved or len(sentences) <= SENTENCES_WITHOUT_HEADINGS:
            by_group = {"": sentences} if sentences else {}
        if len(by_group) == 1:
            by_group = {"": sentences}
        return [Passage(title, split_paragraphs(rows)) for title, rows in by_group.items()]


def _claims(sections: Iterable[ReportSection]) -> tuple[dict[str, int], dict[str, int]]:
    by_kind: dict[str, int] = {}
    by_group: dict[str, int] = {}
    for section in sections:
        for kind in section.kinds.all():
            by_kind.setdefault(kind.key, section.pk)
        for group in section.groups.all():
            by_group.setdefault(group.key, section.pk)
    return by_kind, by_group


def _usual_order(activity: Activity) -> tuple[object, ...]:
    kind = activity.kind
    group = (kind.group.order, kind.group.key) if kind.group else (10**6, "")
    phase = PHASE_ORDER[Phase(activity.state.phase)]
    return (*group, kind.order, kind.key, phase, *activity.when.order, activity.sort_key)


def outcome_is_listed(activity: Activity) -> bool:
    """Tell whether the outcomes stand in the section of demands instead of the sentence."""
    return bool(activity.demands.all()) or any(
        row.kind in {OutcomeKind.PARTIAL, OutcomeKind.OPEN, OutcomeKind.NOT_ACHIEVED}
        for row in activity.outcomes.all()
    )


def split_paragraphs(sentences: list[Sentence]) -> tuple[tuple[Sentence, ...], ...]:
    """Join sentences to paragraphs of a readable length, broken rather where the kind changes."""
    paragraphs: list[list[Sentence]] = []
    length = 0
    for sentence in sentences:
        is_other = (
            bool(paragraphs) and paragraphs[-1][-1].activity.kind_id != sentence.activity.kind_id
        )
        is_full = length + len(sentence.text) > LONG_PARAGRAPH
        if not paragraphs or is_full or (is_other and length > SHORT_PARAGRAPH):
            paragraphs.append([])
            length = 0
        paragraphs[-1].append(sentence)
        length += len(sentence.text) + 1
    return tuple(tuple(paragraph) for paragraph in paragraphs)
