"""The protocol of a round of sign-off: who was asked by which rule, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from einklang.core import clock
from einklang.engines.typeset.model import (
    Block,
    Brand,
    Callout,
    Column,
    DefinitionList,
    Document,
    Heading,
    Inlines,
    Labels,
    LineBreak,
    Paragraph,
    Strong,
    Table,
    Text,
)
from einklang.engines.typeset.pdf import write_pdf
from einklang.papers.enums import SignOffState, UntouchedPassages
from einklang.papers.models import SignOff, SignOffEntry, SignOffRound
from einklang.papers.queries.sign_off import Tally, tally_of
from einklang.papers.rendering.protocol_lines import (
    ProtocolLine,
    line_of,
    moment_text,
    silence_end_text,
)

PRIMARY = "#0f4c5c"
ACCENT = "#a8480f"


@dataclass(frozen=True)
class Protocol:
    """Everything the protocol says, for the page and for the file."""

    round: SignOffRound
    rows: tuple[SignOff, ...]
    tally: Tally
    lines: tuple[ProtocolLine, ...]
    as_of: datetime
    """The last moment of which it speaks: the file of an unchanged round stays the same."""


def protocol_of(sign_off_round: SignOffRound, rows: Sequence[SignOff]) -> Protocol:
    """Collect the protocol; one query, the rows carry their association and their round."""
    entries = list(
        SignOffEntry.objects.filter(sign_off__round=sign_off_round).select_related(
            "sign_off__association"
        )
    )
    now = clock.now()
    moments = [entry.at for entry in entries]
    moments += [one.due_at for one in rows if one.due_at and one.due_at <= now]
    moments += [moment for moment in (sign_off_round.closed_at,) if moment]
    return Protocol(
        sign_off_round,
        tuple(rows),
        tally_of(sign_off_round, rows, now),
        tuple(line_of(entry) for entry in entries),
        max(moments, default=sign_off_round.opened_at),
    )


def protocol_pdf(protocol: Protocol, language: str) -> tuple[bytes, str]:
    """Set the protocol as PDF/UA and name the file; the same protocol gives the same bytes."""
    document = protocol_document(protocol, language)
    stamp = datetime.combine(document.issued_on, time(12), tzinfo=UTC)
    title = slugify(protocol.round.paper.activity.title)[:60] or "papier"
    name = f"{_('sign-off')}-{title}-{protocol.round.number}-{language}.pdf"
    return write_pdf(document, timestamp=stamp).data, slugify_name(name)


def slugify_name(name: str) -> str:
    stem, _dot, ending = name.rpartition(".")
    return f"{slugify(stem)}.{ending}"


def protocol_document(protocol: Protocol, language: str) -> Document:
    """Return the content tree of the protocol in a language."""
    with translation.override(language):
        paper = protocol.round.paper
        body = paper.activity.body.name_in(language)
        number = protocol.round.number
        return Document(
            title=_("Protocol of the sign-off"),
            subtitle=paper.activity.local_title,
            language="de" if language.startswith("de") else "en",
            authors=(body,),
            publisher=body,
            issued_on=timezone.localtime(protocol.as_of).date(),
            keywords=(_("sign-off"), body),
            summary=_("Who signed which text of “%(title)s”, and when.") % {"title": str(paper)},
            blocks=_blocks(protocol),
            brand=Brand(body, PRIMARY, ACCENT),
            labels=Labels(_("Contents"), _("Page"), pgettext("page 2 of 5", "of"), _("As of")),
            status=_("Round %(number)d · text %(hash)s")
            % {"number": number, "hash": protocol.round.version.short_hash},
        )


def _blocks(protocol: Protocol) -> tuple[Block, ...]:
    dissent = _dissent(protocol)
    return (
        Heading(2, _("Result")),
        *(Paragraph((Text(sentence),)) for sentence in result_sentences(protocol)),
        _associations(protocol),
        *dissent,
        Heading(2, _("What was signed")),
        DefinitionList(tuple(_facts(protocol.round))),
        Heading(2, _("By which rules")),
        DefinitionList(tuple(rule_facts(protocol.round))),
        Heading(2, pgettext("protocol", "What happened")),
        Paragraph((Text(_("In the order of time. The hash names the text each line is about.")),)),
        _course(protocol),
    )


def result_sentences(protocol: Protocol) -> list[str]:
    """Say how the round stands, or ended, in words."""
    current, tally = protocol.round, protocol.tally
    found = tally_sentences(tally)
    if current.closed_at is None:
        found.append(_("The round is still open."))
    else:
        words = {"moment": moment_text(current.closed_at)}
        found.append(_("The round was closed on %(moment)s.") % words)
    return found


def tally_sentences(tally: Tally) -> list[str]:
    """Say the numbers against quorum and majority in words."""
    asked = {"asked": tally.asked, "now": tally.answered, "needed": tally.needed_answers}
    found = [
        _("%(now)d of %(asked)d associations have answered; the quorum needs %(needed)d.") % asked
    ]
    carrying = {"asked": tally.asked, "now": tally.carrying, "needed": tally.needed_carriers}
    found.append(
        _("%(now)d of %(asked)d carry the paper; the majority needs %(needed)d.") % carrying
    )
    if tally.open_conditions:
        found.append(
            ngettext(
                "%(count)d condition is not fulfilled; it is stated below the paper.",
                "%(count)d conditions are not fulfilled; they are stated below the paper.",
                tally.open_conditions,
            )
            % {"count": tally.open_conditions}
        )
    if tally.is_stopped:
        found.append(_("By the rules one refusal stops the paper."))
    return found


def _facts(current: SignOffRound) -> list[tuple[str, Inlines]]:
    version = current.version
    found = [
        (_("Paper"), current.paper.activity.local_title),
        (_("Version"), _("%(number)d, file %(name)s")
         % {"number": version.number, "name": version.name}),
        (_("Check sum (SHA-256)"), current.version_sha256),
        (_("Lead association"), current.paper.lead.local_name),
        (_("Asked on"), moment_text(current.opened_at)),
        (_("Asked by"), str(current.opened_by or "–")),
        (_("Procedure"), str(current.get_mode_display())),
    ]  # fmt: skip
    if current.deadline_at is not None:
        found.append((_("Answers until"), moment_text(current.deadline_at)))
    if current.replaces is not None:
        words = {"number": current.replaces.number, "version": current.replaces.version.number}
        found.append((_("Takes the place of"), _("round %(number)d, version %(version)d") % words))
    return [(label, (Text(value),)) for label, value in found]


def rule_facts(current: SignOffRound) -> list[tuple[str, Inlines]]:
    """List the rules kept with the round, and where they stand."""
    found = [
        (_("Quorum"), _share(current.quorum)),
        (_("Majority"), _share(current.majority)),
        (_("A refusal"), _("stops the paper") if current.stops_at_refusal
         else _("does not stop the paper")),
        (_("Changes where nobody had proposed anything"),
         str(UntouchedPassages(current.untouched).label)),
    ]  # fmt: skip
    if current.is_tacit:
        days = ngettext("%(days)d working day", "%(days)d working days", current.silence_days)
        rule = _("from proven delivery; the day of delivery does not count (§§ 187, 188, 193 BGB)")
        found.append((_("Silence"), f"{days % {'days': current.silence_days}}, {rule}"))
    found.append((_("Where the rule stands"), current.source or _("not stated")))
    return [(label, (Text(value),)) for label, value in found]


def _share(percent: int) -> str:
    return _("%(share)d percent of the associations asked") % {"share": percent}


def _associations(protocol: Protocol) -> Table:
    columns = (
        Column(_("Association"), weight=3),
        Column(_("Answer"), weight=5),
        Column(_("Since"), weight=3),
        Column(_("Delivery"), weight=4),
        Column(_("Silence until"), weight=3),
    )
    shown = columns if protocol.round.is_tacit else columns[:-1]
    rows = [_association(one, protocol.as_of, len(shown)) for one in protocol.rows]
    caption = _("The associations and their answers")
    return Table(caption, shown, tuple(rows), row_headers=True)


def _association(one: SignOff, moment: datetime, width: int) -> tuple[Inlines, ...]:
    state = one.state_at(moment)
    since = one.due_at if state == SignOffState.TACIT and one.due_at else one.answered_at
    answer = str(state.label)
    if one.fulfilled_at is not None:
        answer = _("%(answer)s, fulfilled") % {"answer": answer}
    delivery = _("not proven")
    if one.delivered_at is not None:
        delivery = f"{moment_text(one.delivered_at)}, {one.get_proof_display()}"
    elif one.carried_from is not None:
        delivery = _("carried over from round %d") % one.carried_from.round.number
    cells = (
        one.association.local_name,
        answer,
        moment_text(since) if since else "–",
        delivery,
        silence_end_text(one.due_at) if one.due_at else "–",
    )
    found: list[Inlines] = [(Text(cell),) for cell in cells[:width]]
    if one.answerer_name:
        found[1] = (Text(answer), LineBreak(), Text(one.answerer_name))
    return tuple(found)


def _dissent(protocol: Protocol) -> list[Block]:
    return [
        Callout(
            f"{one.association.local_name}: {one.get_state_display()}",
            (Paragraph((Text(" ".join(filter(None, (_where(one), one.text)))),)),),
        )
        for one in protocol.rows
        if one.text and one.fulfilled_at is None
    ]


def _where(one: SignOff) -> str:
    places = [one.passage]
    if one.paragraph:
        places.append(_("paragraph %(shown)s") % {"shown": one.paragraph})
    shown = ", ".join(filter(None, places))
    return f"{shown}:" if shown else ""


def _course(protocol: Protocol) -> Table:
    columns = (
        Column(_("Time"), weight=3),
        Column(_("Association"), weight=3),
        Column(_("Event"), weight=7),
        Column(_("Text"), weight=3),
    )
    rows = tuple(_line(one) for one in protocol.lines)
    return Table(_("Every line of the protocol"), columns, rows)


def _line(line: ProtocolLine) -> tuple[Inlines, ...]:
    event: list[Strong | Text | LineBreak] = [Strong(line.what), Text(f" · {line.who}")]
    for detail in line.details:
        event += [LineBreak(), Text(detail)]
    return (
        (Text(f"{timezone.localtime(line.at):%d.%m.%Y, %H:%M:%S}"),),
        (Text(line.association),),
        tuple(event),
        (Text(line.short_hash),),
    )
