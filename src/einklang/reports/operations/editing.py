"""What editors do to single sentences: rewrite, hide, move, tell alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from einklang.chronicle.models import Activity
from einklang.chronicle.sentences import facts_of, for_telling, hash_of
from einklang.core import audit
from einklang.federation.models import Account
from einklang.reports.content import Material, compose
from einklang.reports.errors import ReportError
from einklang.reports.models import Report, ReportEntry, ReportSection
from einklang.reports.rules import require_edit


@dataclass(frozen=True)
class Place:
    """One activity in one report."""

    report: Report
    activity: Activity

    def entry(self) -> ReportEntry:
        """Return the locked entry, made when there is none yet."""
        if self.activity.body_id != self.report.body_id:
            raise ReportError(_("This record belongs to another committee."))
        entry, _is_new = ReportEntry.objects.select_for_update().get_or_create(
            report=self.report, activity=self.activity
        )
        return entry


def present_hash(activity: Activity) -> str:
    told = for_telling(Activity.objects.filter(pk=activity.pk)).get()
    return hash_of(facts_of(told))


def rewrite(*, place: Place, text: str, text_en: str, by: Account | None) -> ReportEntry:
    """Put own words in place of the generated sentence; both empty takes the generated again."""
    require_edit(by, place.report)
    with transaction.atomic(), audit.acting(by, "reports.rewrite"):
        entry = place.entry()
        entry.text, entry.text_en = text.strip(), text_en.strip()
        has_words = bool(entry.text or entry.text_en)
        entry.facts_hash = present_hash(place.activity) if has_words else ""
        # Own words speak of one record, so it is not swallowed by a group again.
        entry.stands_alone = entry.stands_alone or has_words
        entry.save()
    audit.record("reports.rewrite", by=by, entry=entry.pk)
    return entry


def keep_words(*, place: Place, by: Account | None) -> None:
    """Confirm own words although the facts have changed."""
    require_edit(by, place.report)
    with transaction.atomic(), audit.acting(by, "reports.keep_words"):
        entry = place.entry()
        entry.facts_hash = present_hash(place.activity)
        entry.save(update_fields=["facts_hash"])


def take_generated(*, place: Place, by: Account | None) -> None:
    """Drop own words: the record tells itself again."""
    rewrite(place=place, text="", text_en="", by=by)


def hide(*, place: Place, is_hidden: bool, by: Account | None) -> None:
    require_edit(by, place.report)
    with transaction.atomic(), audit.acting(by, "reports.hide_entry"):
        entry = place.entry()
        entry.is_hidden = is_hidden
        entry.save(update_fields=["is_hidden"])


def tell_alone(*, place: Place, stands_alone: bool, by: Account | None) -> None:
    require_edit(by, place.report)
    with transaction.atomic(), audit.acting(by, "reports.tell_alone"):
        entry = place.entry()
        entry.stands_alone = stands_alone
        entry.save(update_fields=["stands_alone"])


def move_to_section(*, place: Place, section: ReportSection | None, by: Account | None) -> None:
    """Tell it in another section; None gives it back to the section of its kind."""
    require_edit(by, place.report)
    if section is not None and section.report_id != place.report.pk:
        raise ReportError(_("This section belongs to another report."))
    with transaction.atomic(), audit.acting(by, "reports.move_entry"):
        entry = place.entry()
        entry.section, entry.order = section, None
        entry.save(update_fields=["section", "order"])


def order_section(*, report: Report, activity_ids: Sequence[int], by: Account | None) -> None:
    """Fix the order of a section's activities as given."""
    require_edit(by, report)
    with transaction.atomic(), audit.acting(by, "reports.order_section"):
        known = {
            entry.activity_id: entry
            for entry in ReportEntry.objects.select_for_update().filter(report=report)
        }
        rows = []
        for order, pk in enumerate(activity_ids):
            entry = known.get(pk) or ReportEntry(report=report, activity_id=pk)
            entry.order = order
            rows.append(entry)
        ReportEntry.objects.bulk_create([row for row in rows if row.pk is None])
        ReportEntry.objects.bulk_update([row for row in rows if row.pk is not None], ["order"])


def move(*, place: Place, step: int, language: str, by: Account | None) -> None:
    """Move a sentence up (-1) or down (+1) among those of its section."""
    composition = compose(Material.load(place.report), language)
    for chapter in composition.chapters:
        rows = [list(sentence.record_ids) for sentence in chapter.sentences]
        here = next((n for n, ids in enumerate(rows) if place.activity.pk in ids), None)
        if here is None:
            continue
        target = min(max(here + step, 0), len(rows) - 1)
        rows.insert(target, rows.pop(here))
        ids = [pk for row in rows for pk in row]
        order_section(report=place.report, activity_ids=ids, by=by)
        return
