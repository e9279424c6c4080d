"""The protocol of decisions: what became of every single proposal."""

from collections import Counter
from collections.abc import Iterable, Sequence

from einklang.engines.redline.errors import DecisionError
from einklang.engines.redline.model.change import Change
from einklang.engines.redline.model.consolidation import Overview
from einklang.engines.redline.model.decision import Decision, Verdict
from einklang.engines.redline.report.page import Pen, passage, text
from einklang.engines.redline.report.phrases import deed, phrase, support
from einklang.engines.redline.words import Language, place_words, word

UNDECIDED = "undecided"


def protocol_html(
    overview: Overview,
    decisions: Iterable[Decision],
    *,
    language: Language = "de",
    association: str | None = None,
) -> str:
    """Return the protocol of decisions as one self-contained HTML page.

    It names every change of the overview with its whole words, adopted or not. With an
    association it is written for it: its own proposals come first.

    :raises DecisionError: if a decision names a change that is not there (`unknown-change`), or
        two different ones name the same (`decided-twice`).
    """
    pen = Pen(overview, language)
    protocol = _Protocol(pen, _by_change(overview, decisions))
    title = phrase("protocol", language)
    over = pen.say("protocol")
    if association is not None:
        title = phrase("protocol-of", language, association=association)
        over = text(title)
    body = (
        f'<header><p class="over">{over}</p><h1>{text(overview.title)}</h1></header>'
        f"{protocol.figures()}{protocol.open()}"
        f'<div id="text" tabindex="-1">{protocol.sections(association)}</div>'
        f"{protocol.comments()}"
    )
    return pen.page(f"{title}: {overview.title}", body)


def _by_change(overview: Overview, decisions: Iterable[Decision]) -> dict[str, Decision]:
    known = {change.id for change in overview.changes}
    found: dict[str, Decision] = {}
    for decision in decisions:
        if decision.change not in known:
            raise DecisionError("unknown-change", change=decision.change)
        if found.setdefault(decision.change, decision) != decision:
            raise DecisionError("decided-twice", change=decision.change)
    return found


class _Protocol:
    def __init__(self, pen: Pen, decisions: dict[str, Decision]) -> None:
        self.pen = pen
        self.decisions = decisions
        self.changes = pen.overview.changes

    def verdict(self, change: Change) -> str:
        decision = self.decisions.get(change.id)
        return decision.verdict if decision else UNDECIDED

    def figures(self) -> str:
        counts = Counter(map(self.verdict, self.changes))
        items = "".join(
            f'<li><b>{counts[key]}</b> <span class="vd {key}">'
            f"{text(word('verdict', key, self.pen.language))}</span></li>"
            for key in (*Verdict, UNDECIDED)
        )
        return f'<ul class="figures" id="overview">{items}</ul>'

    def open(self) -> str:
        """Return what nobody has decided yet, as links."""
        found = [change for change in self.changes if self.verdict(change) == UNDECIDED]
        if not self.changes:
            return ""
        if not found:
            return f'<p class="none">{self.pen.say("all-decided")}</p>'
        links = ", ".join(
            f'<a href="#{text(change.id)}">{text(change.id)}</a> '
            f"({text(place_words(change.place, self.pen.language))})"
            for change in found
        )
        return f"<h2>{self.pen.say('open-proposals')}</h2><p>{links}</p>"

    def sections(self, association: str | None) -> str:
        pen = self.pen
        if association is None:
            return self._section(pen.say("all-proposals"), self.changes, pen.say("no-proposals"))
        own = [change for change in self.changes if association in change.associations]
        other = [change for change in self.changes if association not in change.associations]
        return self._section(
            pen.say("own-proposals", association=association),
            own,
            pen.say("no-own-proposals", association=association),
        ) + self._section(pen.say("other-proposals"), other, pen.say("no-proposals"))

    def comments(self) -> str:
        """Return what was said besides; a comment is no proposal, but it is not to be lost."""
        pen = self.pen
        if not pen.overview.comments:
            return ""
        items = "".join(
            f'<li><span class="pl">{text(place_words(comment.place, pen.language))}</span>'
            f"{pen.comment(comment)}</li>"
            for comment in pen.overview.comments
        )
        head = f"<h2>{pen.say('comments')}</h2><p>{pen.say('comments-lead')}</p>"
        return f'<section>{head}<ul class="ls said">{items}</ul></section>'

    def _section(self, title: str, changes: Sequence[Change], nothing: str) -> str:
        head = f"<section><h2>{title}</h2>"
        if not changes:
            return f'{head}<p class="none">{nothing}</p></section>'
        pen = self.pen
        heads = ("place", "proposal", "supporters", "decision")
        columns = "".join(f'<th scope="col">{pen.say(key)}</th>' for key in heads)
        body = "".join(map(self._row, changes))
        return (
            f'{head}<table class="pro"><caption>{pen.say("protocol-caption")}</caption>'
            f"<thead><tr>{columns}</tr></thead><tbody>\n{body}</tbody></table></section>"
        )

    def _row(self, change: Change) -> str:
        pen = self.pen
        place = text(place_words(change.place, pen.language))
        count = text(support(len(change.associations), pen.everybody, pen.language))
        return (
            f'<tr id="{text(change.id)}"><th scope="row"><a class="ab" href="#{text(change.id)}">'
            f'{text(change.id)}</a><span class="li">{place}</span></th>'
            f"<td>{pen.deed(deed(change), change, whole=True)}</td>"
            f'<td>{pen.names(change)} <span class="sub">{count}</span>'
            f"{pen.people(change.supporters)}</td><td>{self._decided(change)}</td></tr>\n"
        )

    def _decided(self, change: Change) -> str:
        pen = self.pen
        key = self.verdict(change)
        said = f'<p class="vd {key}">{text(word("verdict", key, pen.language))}</p>'
        decision = self.decisions.get(change.id)
        if decision is None:
            return said
        if decision.text:
            words = phrase("own-text", pen.language, text=f"<ins>{passage(decision.text)}</ins>")
            said += f'<p class="own a3" dir="auto">{words}</p>'
        if decision.reason:
            reason = pen.say("reason", reason=decision.reason)
            said += f'<p class="why" dir="auto">{reason}</p>'
        return said
