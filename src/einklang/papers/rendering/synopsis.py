"""The synopsis as HTML: 600 proposals with their controls, written as text.

A template of Django takes several times as long for a page of this size. One proposal is written
by the same function for the page, for the answer to a decision and for its own page.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from einklang.papers.enums import ProposalVerdict
from einklang.papers.models import Proposal
from einklang.papers.queries.synopsis import Synopsis, is_english

SIGNS = {
    ProposalVerdict.ACCEPT: "✓",
    ProposalVerdict.REJECT: "✕",
    ProposalVerdict.REPLACE: "✎",
}


def verdict_words() -> dict[str, str]:
    """Return what each verdict is called; "adopted" means other things elsewhere."""
    return {
        ProposalVerdict.ACCEPT: pgettext("proposal", "adopted"),
        ProposalVerdict.REJECT: pgettext("proposal", "not adopted"),
        ProposalVerdict.REPLACE: _("adopted in other words"),
    }


@dataclass(frozen=True)
class Words:
    """A decision that somebody is about to make."""

    verdict: str
    reason: str = ""
    own_text: str = ""
    error: str = ""
    is_stale: bool = False
    """Somebody else decided meanwhile; both are shown."""


class Desk:
    """Writes proposals for one reader."""

    def __init__(
        self, consolidation_id: int, *, can_decide: bool, token: str = "", query: str = ""
    ) -> None:
        self.base = reverse("papers:synopsis", args=[consolidation_id])
        self.can_decide = can_decide
        self.hidden = f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(token)}">'
        if query:
            self.hidden += f'<input type="hidden" name="auswahl" value="{escape(query)}">'
        self.more = f"&{escape(query)}" if query else ""
        self.english = is_english()
        self.said = verdict_words()
        self.labels = {
            "accept": _("Adopt"),
            "reject": _("Not adopt …"),
            "replace": _("Other words …"),
            "change": _("Change"),
            "open": _("Open again"),
            "undecided": _("still open"),
            "reason": _("Reason"),
            "instead": _("Instead"),
            "for": _("for %(name)s"),
            "decision": _("Decision"),
            "cancel": _("Cancel"),
        }

    def proposal(self, row: Proposal, words: Words | None = None) -> str:
        """Return a proposal with what is decided about it, and the controls if there are any."""
        state = row.verdict or "open"
        label = _("Proposal %(change)s") % {"change": row.change}
        told = row.html_en if self.english else row.html
        return (
            f'<div class="ek-proposal redline ek-proposal--{state}" id="{row.change}"'
            f' tabindex="-1" role="group" aria-label="{escape(label)}" data-state="{state}">'
            f'<a class="ek-proposal__id" href="#{row.change}">{row.change}</a>'
            f"{told}{self._state(row)}{self._controls(row, words)}</div>\n"
        )

    def _state(self, row: Proposal) -> str:
        if not row.verdict:
            whose = ""
            if row.assigned_to is not None:
                whose = f" · {escape(self.labels['for'] % {'name': row.assigned_to})}"
            elif self.can_decide:
                return ""
            return f'<p class="ek-proposal__state">{escape(self.labels["undecided"])}{whose}</p>'
        when = date_format(timezone.localtime(row.decided_at), "SHORT_DATETIME_FORMAT")
        who = f"{row.decided_by}, {when}" if row.decided_by else when
        said = (
            f'<p class="ek-proposal__state"><strong>{SIGNS[ProposalVerdict(row.verdict)]} '
            f'{escape(self.said[row.verdict])}</strong> <span class="ek-muted">{escape(who)}'
            "</span></p>"
        )
        if row.own_text:
            said += (
                f'<p class="ek-proposal__own" dir="auto">{escape(self.labels["instead"])}: '
                f"<ins>{escape(row.own_text)}</ins></p>"
            )
        if row.reason:
            said += (
                f'<p class="ek-proposal__reason" dir="auto">{escape(self.labels["reason"])}: '
                f"{escape(row.reason)}</p>"
            )
        return said

    def _controls(self, row: Proposal, words: Words | None) -> str:
        if not self.can_decide:
            return ""
        if words is not None:
            return self._form(row, words)
        address = f"{self.base}{row.change}/"
        hidden = f'{self.hidden}<input type="hidden" name="revision" value="{row.revision}">'
        if row.verdict:
            return (
                f'<form class="ek-proposal__controls" method="post" action="{address}oeffnen/"'
                f' hx-post="{address}oeffnen/">{hidden}'
                f"{_button('open', self.labels['open'])}"
                f"{self._link(row, row.verdict, self.labels['change'])}</form>"
            )
        other = self._link(row, "replace", self.labels["replace"]) if row.takes_own_words else ""
        return (
            f'<form class="ek-proposal__controls" method="post" action="{address}"'
            f' hx-post="{address}">{hidden}{_button("accept", self.labels["accept"])}'
            f"{self._link(row, 'reject', self.labels['reject'])}{other}</form>"
        )

    def _link(self, row: Proposal, verdict: str, label: str) -> str:
        address = f"{self.base}{row.change}/?verdict={verdict}{self.more}"
        return (
            f'<a class="ek-proposal__button" href="{address}" hx-get="{address}"'
            f' data-deed="{verdict}">{escape(label)}</a>'
        )

    def _form(self, row: Proposal, words: Words) -> str:
        """Return the form of a decision that takes words, and of one that met another."""
        key, address = row.change, f"{self.base}{row.change}/"
        error = ""
        if words.error:
            error = f'<p class="ek-proposal__error" role="alert">{escape(words.error)}</p>'
        chosen = "".join(
            f'<label class="ek-proposal__choice"><input type="radio" name="verdict"'
            f' value="{verdict.value}"{" checked" * (verdict == words.verdict)}> '
            f"{escape(self.said[verdict.value])}</label>"
            for verdict in ProposalVerdict
            if verdict != ProposalVerdict.REPLACE or row.takes_own_words
        )
        own = ""
        if row.takes_own_words:
            own = _area(key, "own_text", _("Own words"), words.own_text or row.inserted)
        focus = "own_text" if words.verdict == ProposalVerdict.REPLACE else "reason"
        why = _area(key, "reason", _("Reason, for all associations to read"), words.reason)
        save = _("Decide like this all the same") if words.is_stale else _("Save decision")
        return (
            f'<form class="ek-proposal__form" method="post" action="{address}"'
            f' hx-post="{address}" data-focus="{key}-{focus}">{self.hidden}'
            f'<input type="hidden" name="revision" value="{row.revision}">{error}'
            f'<fieldset class="ek-proposal__choices"><legend class="kern-sr-only">'
            f"{escape(self.labels['decision'])}</legend>{chosen}</fieldset>{own}{why}"
            f'<div class="ek-proposal__controls">{_button("", save)}'
            f'<a class="ek-proposal__button" href="{self.base}?{self.more[5:]}#{key}"'
            f' hx-get="{address}?nur=stand{self.more}" data-deed="cancel">'
            f"{escape(self.labels['cancel'])}</a></div></form>"
        )


def _area(key: str, name: str, label: str, value: str) -> str:
    return (
        f'<label class="ek-proposal__label" for="{key}-{name}" data-field="{name}">'
        f"{escape(label)}</label>"
        f'<textarea class="kern-form-input__input" id="{key}-{name}" name="{name}" rows="3"'
        f' data-field="{name}">\n{escape(value)}</textarea>'
    )


def _button(verdict: str, label: str) -> str:
    name = f' name="verdict" value="{verdict}"' if verdict and verdict != "open" else ""
    deed = f' data-deed="{verdict}"' if verdict else ""
    return f'<button class="ek-proposal__button"{name}{deed}>{escape(label)}</button>'


def text_of(synopsis: Synopsis, desk: Desk) -> SafeString:
    """Return all rows; runs of paragraphs that show nothing of the selection are folded."""
    is_shown = _shown_rows(synopsis.rows, synopsis.shown, is_whole=_is_whole(synopsis))
    parts: list[str] = []
    for shown, run in groupby(zip(synopsis.rows, is_shown, strict=True), key=lambda pair: pair[1]):
        rows = [row for row, _shown in run]
        if shown:
            parts += (_row(row, synopsis, desk) for row in rows)
        else:
            parts.append(_folded(rows))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped by who wrote it


def _is_whole(synopsis: Synopsis) -> bool:
    return len(synopsis.shown) == len(synopsis.proposals)


def _shown_rows(rows: list[Any], shown: Iterable[str], *, is_whole: bool) -> list[bool]:
    """Show rows with proposals of the selection, and the headings they stand under."""
    chosen = set(shown)
    found = [False] * len(rows)
    above: list[int] = []
    for index, row in enumerate(rows):
        level = row["level"]
        if level:
            above = [other for other in above if rows[other]["level"] < level]
        if any(
            block["id"] in chosen or not chosen.isdisjoint(block["changes"])
            for block in row["blocks"]
        ) or (is_whole and row["blocks"]):
            found[index] = True
            for other in above:
                found[other] = True
        if level:
            above.append(index)
    return found


def _row(row: Mapping[str, Any], synopsis: Synopsis, desk: Desk) -> str:
    told = "".join(_block(block, synopsis, desk.proposal) for block in row["blocks"])
    says = f'<div class="ek-row__says">{told}</div>' if told else ""
    anchor = f' id="{row["anchor"]}"' if row["anchor"] else ""
    place: str = escape(row["address"])
    if row["anchor"]:
        place = f'<a href="#{row["anchor"]}">{place}</a>'
    kind = " ek-row--heading" * bool(row["level"]) + " ek-row--calm" * (not told)
    head = (
        f'<h3 class="ek-row__place">{place}</h3>'
        if told
        else f'<p class="ek-row__place">{place}</p>'
    )
    return (
        f'<div class="ek-row{kind}"{anchor}>{head}'
        f'<div class="ek-row__text redline">{row["html"]}</div>{says}</div>\n'
    )


def _block(block: Mapping[str, Any], synopsis: Synopsis, write: Callable[[Proposal], str]) -> str:
    if block["kind"] == "change":
        return _one(block["id"], synopsis, write)
    if block["kind"] == "note":
        return f'<div class="ek-row__note redline">{block["html"]}</div>'
    sides = "".join(_one(change, synopsis, write) for change in block["changes"])
    return (
        f'<div class="ek-conflict" id="{block["id"]}"><div class="ek-conflict__head redline">'
        f'{block["html"]}</div><div class="ek-conflict__sides">{sides}</div></div>'
    )


def _one(change: str, synopsis: Synopsis, write: Callable[[Proposal], str]) -> str:
    """Return a proposal, or only its name if it is not in the selection."""
    row = synopsis.proposals.get(change)
    if row is None:
        return ""
    return write(row) if change in synopsis.shown else ""


def _folded(rows: list[Mapping[str, Any]]) -> str:
    """Return paragraphs nobody wants to read now, closed until somebody does."""
    first, last = rows[0]["address"], rows[-1]["address"]
    where = first if len(rows) == 1 else f"{first} – {last}"
    number = ngettext("%(number)d paragraph", "%(number)d paragraphs", len(rows)) % {
        "number": len(rows)
    }
    words = "".join(
        f'<div class="ek-fold__row"{_anchor(row)}><span class="ek-muted">{escape(row["address"])}'
        f'</span><div class="redline">{row["html"]}</div></div>'
        for row in rows
    )
    return (
        f'<details class="ek-fold"><summary>{escape(where)} '
        f'<span class="ek-muted">({escape(number)})</span></summary>{words}</details>\n'
    )


def _anchor(row: Mapping[str, Any]) -> str:
    return f' id="{row["anchor"]}"' if row["anchor"] else ""


def proposal_html(row: Proposal, desk: Desk, words: Words | None = None) -> SafeString:
    """Return one proposal as it stands in the synopsis."""
    return mark_safe(desk.proposal(row, words))  # noqa: S308 - every part is escaped
