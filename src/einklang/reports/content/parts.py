"""The parts of a told report, before they become a document."""

from dataclasses import dataclass, field

from einklang.chronicle.models import Activity
from einklang.engines.typeset.model import Block
from einklang.reports.models import Report, ReportEntry, ReportSection


@dataclass(frozen=True)
class Sentence:
    """What is told of one activity, or of several together; it may be several sentences."""

    text: str
    generated: str
    """What Einklang would write by the facts as they are now."""
    activities: tuple[Activity, ...]
    facts_hash: str
    entry: ReportEntry | None = None
    is_own: bool = False
    """Whether an editor wrote the words for this report."""

    @property
    def is_stale(self) -> bool:
        """Whether the facts changed since somebody wrote own words."""
        return bool(
            self.is_own
            and self.entry
            and self.entry.facts_hash
            and self.entry.facts_hash != self.facts_hash
        )

    @property
    def activity(self) -> Activity:
        return self.activities[0]

    @property
    def is_group(self) -> bool:
        return len(self.activities) > 1

    @property
    def record_ids(self) -> tuple[int, ...]:
        return tuple(activity.pk for activity in self.activities)


@dataclass(frozen=True)
class Passage:
    """Paragraphs under one group of kinds; the title is printed only in long chapters."""

    title: str
    paragraphs: tuple[tuple[Sentence, ...], ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)


@dataclass(frozen=True)
class Chapter:
    title: str
    section: ReportSection | None = None
    """None: foreword, closing words, or what no section takes."""
    intro: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    blocks: tuple[tuple[Block, tuple[int, ...]], ...] = ()
    """Tables, figures and lists, each with the records it rests on."""
    hidden: tuple[Activity, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentence for passage in self.passages for sentence in passage.sentences)

    @property
    def is_hidden(self) -> bool:
        return bool(self.section and self.section.is_hidden)

    @property
    def says_something(self) -> bool:
        return bool(self.intro or self.passages or self.blocks)


@dataclass(frozen=True)
class Composition:
    """A report told in one language."""

    report: Report
    language: str
    chapters: tuple[Chapter, ...]
    activities: tuple[Activity, ...] = field(default=())

    @property
    def stale(self) -> tuple[Sentence, ...]:
        return tuple(
            sentence
            for chapter in self.chapters
            for sentence in chapter.sentences
            if sentence.is_stale
        )
