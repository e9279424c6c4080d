"""Starting a report and shaping its outline."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from einklang.chronicle.models import Activity, ActivityGroup, ActivityKind
from einklang.core import audit
from einklang.federation.models import Account, Organisation
from einklang.reports.errors import ReportError
from einklang.reports.models import Report, ReportSection, SectionContent
from einklang.reports.queries import previous_outline
from einklang.reports.rules import require_edit


@dataclass(frozen=True)
class SectionDraft:
    """What a section is to be."""

    title: str
    title_en: str = ""
    content: str = SectionContent.ACTIVITIES
    intro: str = ""
    intro_en: str = ""
    takes_rest: bool = False
    is_hidden: bool = False
    kinds: tuple[ActivityKind, ...] = ()
    groups: tuple[ActivityGroup, ...] = ()


@dataclass(frozen=True)
class ReportWords:
    """The texts of a report that no record holds."""

    title: str
    title_en: str = ""
    foreword: str = ""
    foreword_en: str = ""
    closing: str = ""
    closing_en: str = ""
    fields: tuple[str, ...] = field(
        default=("title", "title_en", "foreword", "foreword_en", "closing", "closing_en"),
        repr=False,
    )


def create_report(*, body: Organisation, year: int, by: Account | None) -> Report:
    """Start the report of a year with the outline of the year before, or a usual one.

    :raises ReportError: if there is one already.
    """
    report = Report(body=body, year=year, title=f"Jahresbericht {year}")
    report.title_en = f"Annual Report {year}"
    require_edit(by, report)
    with transaction.atomic(), audit.acting(by, "reports.create"):
        if Report.objects.filter(body=body, year=year).exists():
            raise ReportError(_("There is a report for %(year)s already.") % {"year": year})
        report.save()
        earlier = list(previous_outline(body, year))
        drafts = [_draft_of(section) for section in earlier] or default_outline(body, year)
        for order, draft in enumerate(drafts):
            _write(ReportSection(report=report, order=order), draft)
    audit.record("reports.create", by=by, report=report.pk)
    return report


def fill_outline(*, report: Report, by: Account | None) -> None:
    """Give a report without sections the usual outline; one that has some keeps them."""
    require_edit(by, report)
    with transaction.atomic(), audit.acting(by, "reports.fill_outline"):
        if report.sections.exists():
            return
        for order, draft in enumerate(default_outline(report.body, report.year)):
            _write(ReportSection(report=report, order=order), draft)


def _draft_of(section: ReportSection) -> SectionDraft:
    # Introductions speak of their year, so they do not move on to the next.
    return SectionDraft(
        title=section.title,
        title_en=section.title_en,
        content=section.content,
        takes_rest=section.takes_rest,
        is_hidden=section.is_hidden,
        kinds=tuple(section.kinds.all()),
        groups=tuple(section.groups.all()),
    )


def default_outline(body: Organisation, year: int) -> list[SectionDraft]:
    """One section for each group of kinds that occurs, between numbers and what remains open."""
    used = Activity.objects.filter(body=body).in_year(year)
    groups = ActivityGroup.objects.filter(kinds__activities__in=used).distinct()
    return [
        _titled("The year in numbers", SectionContent.NUMBERS),
        *(
            SectionDraft(title=group.label, title_en=group.label_en, groups=(group,))
            for group in groups
        ),
        _titled("Further activities", SectionContent.ACTIVITIES, takes_rest=True),
        _titled("Demands and what came of them", SectionContent.DEMANDS),
        _titled("Through the year", SectionContent.TIMELINE),
        _titled("Publications", SectionContent.PUBLICATIONS),
        _titled("What remains open", SectionContent.OPEN_POINTS),
        _titled("Chair and members", SectionContent.CHAIR),
    ]


OUTLINE_TITLES_DE = {
    "The year in numbers": "Das Jahr in Zahlen",
    "Further activities": "Weitere Aktivitäten",
    "Demands and what came of them": "Forderungen und Ergebnisse",
    "Through the year": "Durch das Jahr",
    "Publications": "Veröffentlichungen",
    "What remains open": "Was offen bleibt",
    "Chair and members": "Vorsitz und Mitglieder",
}


def _titled(title: str, content: str, *, takes_rest: bool = False) -> SectionDraft:
    german = OUTLINE_TITLES_DE[title]
    return SectionDraft(title=german, title_en=title, content=content, takes_rest=takes_rest)


def _write(section: ReportSection, draft: SectionDraft) -> ReportSection:
    for name in ("title", "title_en", "content", "intro", "intro_en", "takes_rest", "is_hidden"):
        setattr(section, name, getattr(draft, name))
    section.save()
    section.kinds.set(draft.kinds)
    section.groups.set(draft.groups)
    return section


def change_words(*, report: Report, words: ReportWords, by: Account | None) -> None:
    """Change title, foreword and closing words."""
    require_edit(by, report)
    with transaction.atomic(), audit.acting(by, "reports.change_words"):
        for name in words.fields:
            setattr(report, name, getattr(words, name))
        report.save()
    audit.record("reports.change_words", by=by, report=report.pk)


def add_section(*, report: Report, draft: SectionDraft, by: Account | None) -> ReportSection:
    require_edit(by, report)
    with transaction.atomic(), audit.acting(by, "reports.add_section"):
        last = report.sections.aggregate(last=Max("order"))["last"]
        order = 0 if last is None else last + 1
        section = _write(ReportSection(report=report, order=order), draft)
    audit.record("reports.add_section", by=by, section=section.pk)
    return section


def change_section(*, section: ReportSection, draft: SectionDraft, by: Account | None) -> None:
    require_edit(by, section.report)
    with transaction.atomic(), audit.acting(by, "reports.change_section"):
        _write(section, draft)
    audit.record("reports.change_section", by=by, section=section.pk)


def move_section(*, section: ReportSection, step: int, by: Account | None) -> None:
    """Move a section up (-1) or down (+1); at the rim it stays."""
    require_edit(by, section.report)
    with transaction.atomic(), audit.acting(by, "reports.move_section"):
        sections = list(ReportSection.objects.select_for_update().filter(report=section.report))
        place = sections.index(section)
        target = min(max(place + step, 0), len(sections) - 1)
        sections.insert(target, sections.pop(place))
        for order, row in enumerate(sections):
            if row.order != order:
                row.order = order
                row.save(update_fields=["order"])


def hide_section(*, section: ReportSection, is_hidden: bool, by: Account | None) -> None:
    require_edit(by, section.report)
    with transaction.atomic(), audit.acting(by, "reports.hide_section"):
        section.is_hidden = is_hidden
        section.save(update_fields=["is_hidden"])


def delete_section(*, section: ReportSection, by: Account | None) -> None:
    """Delete a heading; its activities go where their kind belongs, or to the rest."""
    require_edit(by, section.report)
    with transaction.atomic(), audit.acting(by, "reports.delete_section"):
        section.delete()
    audit.record("reports.delete_section", by=by, report=section.report_id)
