"""The sections that are no running text: numbers, timeline, tables, lists."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from einklang.chronicle.enums import OPEN_PHASES, OutcomeKind, Phase
from einklang.chronicle.models import Activity, ActivityKind
from einklang.chronicle.sentences.matter import designation
from einklang.core.grammar import enumerate_phrases
from einklang.engines.typeset.model import (
    Block,
    BulletList,
    Column,
    DefinitionList,
    Heading,
    Inlines,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Strong,
    Table,
    Text,
)
from einklang.federation.enums import MembershipRole
from einklang.federation.models import Membership
from einklang.reports.content.links import host_of, link_or_text, record_url
from einklang.reports.content.material import Material
from einklang.reports.content.timeline import timeline_blocks
from einklang.reports.models import SectionContent

Sourced = tuple[Block, tuple[int, ...]]
MOST_TILES = 9
KINDS_IN_A_NOTE = 3
OPEN_ORDER = [Phase.PREPARED, Phase.WORKED_ON, Phase.PLANNED]


def ids_of(activities: Iterable[Activity]) -> tuple[int, ...]:
    return tuple(activity.pk for activity in activities)


def in_words(activity: Activity, language: str) -> str:
    """Name a record outside a sentence: “Stellungnahme zum Entwurf”."""
    label = activity.kind.label_in(language)
    return f"{label[:1].upper()}{label[1:]} {designation(activity, language)}".strip()


def numbers(material: Material, language: str) -> list[Sourced]:
    """Count what is done or goes on, by groups of kinds; and print the numbers that are told."""
    counted = [row for row in material.told if row.state.phase in {Phase.DONE, Phase.ONGOING}]
    tiles = [*_group_tiles(counted, language), *_claim_tiles(material, language)]
    if not tiles:
        return []
    figures = KeyFigures(tuple(tiles), _("Records of the year by groups"))
    is_open = [row for row in material.told if row.state.phase in OPEN_PHASES]
    note = _(
        "Counted are the records of the chronicle that are finished or go on: %(number)s in all."
    ) % {"number": len(counted)}
    if is_open:
        note += " " + ngettext(
            "%(number)s more is planned, being worked on or prepared.",
            "%(number)s more are planned, being worked on or prepared.",
            len(is_open),
        ) % {"number": len(is_open)}
    sources = ids_of([*counted, *is_open])
    return [(figures, sources), (Paragraph((Text(note),), "note"), sources)]


def _group_tiles(activities: list[Activity], language: str) -> list[KeyFigure]:
    groups: dict[str, list[Activity]] = {}
    for activity in sorted(
        activities, key=lambda row: row.kind.group.order if row.kind.group else 999
    ):
        group = activity.kind.group
        label = group.label_in(language) if group else _("Other")
        groups.setdefault(label, []).append(activity)
    return [
        KeyFigure(str(len(rows)), label, _kinds_in(rows, language))
        for label, rows in list(groups.items())[:MOST_TILES]
    ]


def _kinds_in(activities: list[Activity], language: str) -> str:
    kinds: Counter[ActivityKind] = Counter(activity.kind for activity in activities)
    parts = [
        f"{count} {kind.label_in(language) if count == 1 else kind.plural_in(language)}"
        for kind, count in kinds.most_common(KINDS_IN_A_NOTE)
    ]
    if len(kinds) == 1 and len(activities) == 1:
        return next(iter(kinds)).label_in(language)
    return ", ".join([*parts, "…"] if len(kinds) > KINDS_IN_A_NOTE else parts)


def _claim_tiles(material: Material, language: str) -> list[KeyFigure]:
    tiles = []
    for activity in material.told:
        for claim in activity.claims.all():
            label = claim.label_en or claim.label if language != "de" else claim.label
            tiles.append(
                KeyFigure(claim.quantity.text(language), label, in_words(activity, language))
            )
    return tiles


def publications(material: Material, language: str) -> list[Sourced]:
    """List what was published, by date."""
    rows = [
        row for row in material.told if row.kind.is_publication and row.state.phase == Phase.DONE
    ]
    if not rows:
        return []
    rows.sort(key=lambda row: (row.when.order, row.sort_key))
    hosts = [host_of(row.url) for row in rows]
    columns = [
        Column(_("Date"), weight=3),
        Column(_("Kind"), weight=4),
        Column(_("Title"), weight=10),
    ]
    if any(hosts):
        columns.append(Column(_("Found at"), weight=4))
    cells: list[tuple[Inlines, ...]] = []
    for activity, host in zip(rows, hosts, strict=True):
        when = activity.when.text(language) or _("no date recorded")
        row: list[Inlines] = [
            (Text(when),),
            (Text(activity.kind.label_in(language)),),
            (link_or_text(_publication_title(activity, language), record_url(activity)),),
        ]
        if any(hosts):
            row.append((link_or_text(host, activity.url) if host else Text("–"),))
        cells.append(tuple(row))
    table = Table(_("Publications of the year"), tuple(columns), tuple(cells))
    return [(table, ids_of(rows))]


def _publication_title(activity: Activity, language: str) -> str:
    """Print the title as it is; in English the German title with its translation."""
    if language != "de" and activity.is_quoted and activity.title_en:
        return f"{activity.title} ({activity.title_en})"
    return activity.title_in(language)


def demands(material: Material, language: str) -> list[Sourced]:
    """List the demands where they were raised, then what came of them."""
    raising = [row for row in material.told if row.demands.all()]
    blocks: list[Sourced] = []
    if raising:
        rows = tuple(
            (
                (Text(demand.text_in(language)),),
                (link_or_text(in_words(activity, language), record_url(activity)),),
            )
            for activity in raising
            for demand in activity.demands.all()
        )
        columns = (Column(_("Demand"), weight=6), Column(_("Raised in"), weight=5))
        blocks.append((Table(_("Demands"), columns, rows), ids_of(raising)))
    return blocks + _outcomes(material, language)


def _outcomes(material: Material, language: str) -> list[Sourced]:
    found: dict[str, list[tuple[Activity, str]]] = {}
    for activity in material.told:
        for outcome in activity.outcomes.all():
            if activity.demands.all() or outcome.kind in {
                OutcomeKind.PARTIAL,
                OutcomeKind.OPEN,
                OutcomeKind.NOT_ACHIEVED,
            }:
                text = outcome.text_in(language)
                found.setdefault(outcome.kind, []).append((activity, text))
    blocks: list[Sourced] = []
    if found:
        blocks.append((Heading(3, _("What came of it")), ()))
    for kind in OutcomeKind:
        if kind in found:
            items = tuple(
                (
                    Text(f"{text} ("),
                    link_or_text(in_words(activity, language), record_url(activity)),
                    Text(")"),
                )
                for activity, text in found[kind]
            )
            label = str(kind.label)
            sources = ids_of(activity for activity, _text in found[kind])
            title = Paragraph((Strong(f"{label[:1].upper()}{label[1:]}:"),))
            blocks += [(title, sources), (BulletList(items), sources)]
    return blocks


def open_points(material: Material, language: str) -> list[Sourced]:
    """List what is not finished yet, by how far it is. Follow-ups stay inside the committee."""
    blocks: list[Sourced] = []
    for phase in OPEN_ORDER:
        rows = [row for row in material.told if row.state.phase == phase]
        if rows:
            items = tuple(
                (link_or_text(in_words(row, language), record_url(row)),)
                for row in sorted(rows, key=lambda row: (row.when.order, row.sort_key))
            )
            label = str(phase.label)
            title = Paragraph((Strong(f"{label[:1].upper()}{label[1:]}:"),))
            blocks += [(title, ids_of(rows)), (BulletList(items), ids_of(rows))]
    return blocks


def chair(material: Material, language: str) -> list[Sourced]:
    """Say who chairs, who leads the federation and who belongs to the committee."""
    by_role: dict[str, list[Membership]] = {}
    for row in material.memberships:
        by_role.setdefault(row.role, []).append(row)
    items: list[tuple[str, Inlines]] = []
    labels = {
        MembershipRole.CHAIR: _("Chair"),
        MembershipRole.DEPUTY_CHAIR: _("Deputy chair"),
        MembershipRole.SECRETARY: _("Secretariat"),
    }
    for role, label in labels.items():
        if rows := by_role.get(role):
            people = [_person_line(row, language) for row in rows]
            items.append((label, (Text("; ".join(people)),)))
    if material.leads:
        leads = [row.association.name_in(language) for row in material.leads]
        items.append((_("Lead of the federation"), (Text(enumerate_phrases(leads, language)),)))
    blocks: list[Sourced] = [(DefinitionList(tuple(items)), ())] if items else []
    if delegates := by_role.get(MembershipRole.DELEGATE):
        lines = tuple((Text(_person_line(row, language)),) for row in delegates)
        blocks += [(Paragraph((Strong(_("Members:")),)), ()), (BulletList(lines), ())]
    return blocks


def _person_line(membership: Membership, language: str) -> str:
    sender = membership.on_behalf_of
    return ", ".join(
        filter(None, (str(membership.person), sender.name_in(language) if sender else ""))
    )


BLOCKS: dict[SectionContent, Callable[[Material, str], list[Sourced]]] = {
    SectionContent.NUMBERS: numbers,
    SectionContent.TIMELINE: timeline_blocks,
    SectionContent.PUBLICATIONS: publications,
    SectionContent.DEMANDS: demands,
    SectionContent.OPEN_POINTS: open_points,
    SectionContent.CHAIR: chair,
}
