"""The synopsis as a web page: the draft with all changes in place, and who wants what.

One file without scripts. What nobody touched is folded away but stays citable: every paragraph
keeps its anchor (`#abs-12`), as do changes (`#c12`), conflicts (`#k3`) and comments (`#m4`).
"""

from dataclasses import replace
from itertools import groupby

from einklang.engines.redline.model.change import Change, Conflict
from einklang.engines.redline.model.consolidation import Overview
from einklang.engines.redline.report.page import Pen, anchor, passage, text
from einklang.engines.redline.report.phrases import deed, phrase, quoted, support
from einklang.engines.redline.report.rows import Row, rows
from einklang.engines.redline.report.summary import summary
from einklang.engines.redline.words import (
    Language,
    counted,
    numbers_words,
    place_words,
    word,
)


def synopsis_html(overview: Overview, *, language: Language = "de") -> str:
    """Return the synopsis as one self-contained, accessible HTML page."""
    pen = Pen(overview, language)
    title = f"{phrase('synopsis', language)}: {overview.title}"
    over = f'<p class="over">{pen.say("synopsis")}</p>'
    head = f"<header>{over}<h1>{text(overview.title)}</h1></header>"
    return pen.page(title, f"{head}{summary(pen)}{_Table(pen).html()}")


class _Table:
    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.language = pen.language
        self.rows = rows(pen.overview)
        self.changes = {change.id: change for change in pen.overview.changes}
        self.explained: set[str] = set()

    def html(self) -> str:
        pen = self.pen
        heads = ("place", "draft-with-changes", "who-wants-what")
        head = "".join(f'<th scope="col">{pen.say(key)}</th>' for key in heads)
        parts = [
            f'<section aria-labelledby="text"><h2 id="text" tabindex="-1">{pen.say("text")}</h2>',
            _legend(pen),
            f'<table class="syn"><caption>{pen.say("text-caption")}</caption>',
            f"<thead><tr>{head}</tr></thead>\n",
        ]
        for is_body, group in groupby(self.rows, key=lambda row: row.place.story == "body"):
            parts.append("<tbody>\n")
            if not is_body:
                parts.append(
                    '<tr class="part"><th colspan="3" scope="rowgroup">'
                    f"{pen.say('other-stories')}</th></tr>\n"
                )
            parts += self._body(tuple(group))
            parts.append("</tbody>\n")
        return "".join([*parts, "</table></section>"])

    def _body(self, group: tuple[Row, ...]) -> list[str]:
        shown = _shown(group)
        parts: list[str] = []
        for is_shown, each in groupby(group, key=lambda row: id(row) in shown):
            run = tuple(each)
            parts += map(self._row, run) if is_shown else [self._folded(run)]
        return parts

    def _folded(self, group: tuple[Row, ...]) -> str:
        """Return a run of untouched rows, closed until somebody wants to read or cite it."""
        first, last = group[0].place, group[-1].place
        count = counted(len(group), "paragraph", self.language)
        if len(group) == 1:
            where = place_words(replace(first, first_line=0), self.language)
            said = self.pen.say("unchanged-one", place=where)
        elif first.paragraph and last.paragraph:
            said = self.pen.say(
                "unchanged", first=first.paragraph, last=last.paragraph, count=count
            )
        else:
            said = self.pen.say("unchanged-elsewhere", count=count)
        lines = "".join(
            f"<p{_anchor(row)}><b>{text(place_words(row.place, self.language))}</b> "
            f"{text(row.text)}</p>\n"
            for row in group
        )
        return (
            f'<tr class="q"><td colspan="3"><details><summary>{said}</summary>'
            f"{lines}</details></td></tr>\n"
        )

    def _row(self, row: Row) -> str:
        words = self.pen.row_text(row)
        address = f'<th scope="row"><div class="at">{self._address(row)}</div></th>'
        if not row.is_touched:
            return f'<tr class="hd"{_anchor(row)}>{address}<td colspan="2">{words}</td></tr>\n'
        return (
            f"<tr{_anchor(row)}>{address}<td>{words}</td>"
            f'<td class="says">{self._says(row)}</td></tr>\n'
        )

    def _address(self, row: Row) -> str:
        cited = numbers_words(row.place, self.language)
        if not cited:
            return f'<span class="ab">{text(place_words(row.place, self.language))}</span>'
        paragraph, _, lines = cited.partition(", ")
        whole = place_words(row.place, self.language)
        way = whole.removeprefix(cited).strip(" ()")
        return (
            f'<a class="ab" href="#abs-{row.place.paragraph}">{text(paragraph)}</a>'
            + (f'<span class="li">{text(lines)}</span>' if lines else "")
            + (f'<span class="li">{text(way)}</span>' if way else "")
        )

    # The right column

    def _says(self, row: Row) -> str:
        parts = [self._conflict(conflict, row) for conflict in row.conflicts]
        parts += [
            f'<div class="c">{self._change(change)}</div>'
            for change in row.changes
            if change.id not in self.explained
        ]
        for change in row.continued:
            link = f'<a href="#{text(change.id)}">{text(change.id)}</a>'
            said = phrase("continues", self.language, id=link)
            parts.append(f'<p class="c go">{self.pen.names(change)} {said}</p>')
        for change in row.arrivals:
            source = place_words(change.place, self.language)
            link = f'<a href="#{text(change.id)}">{text(source)}</a>'
            said = phrase("moved-from", self.language, place=link)
            parts.append(f'<p class="c go">{self.pen.names(change)} {said}</p>')
        return "".join([*parts, *map(self.pen.comment, row.comments)])

    def _conflict(self, conflict: Conflict, row: Row) -> str:
        words = quoted(conflict.words, self.language) if conflict.words else ""
        stake = passage(words) or self.pen.say("no-words")
        here = {change.id for change in row.changes}
        items = "".join(f"<li>{self._alternative(key, here)}</li>" for key in conflict.changes)
        return (
            f'<div class="k" id="{text(conflict.id)}"><p class="kt">'
            f"<strong>{self.pen.say('conflict')} {text(conflict.id)}</strong> "
            f"{text(word('rule', conflict.rule, self.language))}</p>"
            f'<p class="stake">{phrase("at-stake", self.language, words=stake)}</p>'
            f"<ul>{items}</ul></div>"
        )

    def _alternative(self, key: str, here: set[str]) -> str:
        change = self.changes.get(key)
        if change is None:
            return text(key)
        if key in here and key not in self.explained:
            return self._change(change)
        return (
            f"{self.pen.names(change)} {self.pen.deed(deed(change), change)}"
            f'<a href="#{text(key)}">{text(key)}</a>'
        )

    def _change(self, change: Change) -> str:
        self.explained.add(change.id)
        said = support(len(change.associations), self.pen.everybody, self.language)
        return (
            f'<div id="{text(change.id)}"><p class="ws">{self.pen.names(change)} '
            f'<span class="n">{text(said)}</span> '
            f'<a class="id" href="#{text(change.id)}">{text(change.id)}</a></p>'
            f"{self.pen.deed(deed(change), change)}{self.pen.people(change.supporters)}</div>"
        )


def _shown(group: tuple[Row, ...]) -> set[int]:
    """Return what is not folded away: touched rows, and the headings they stand under."""
    shown: set[int] = set()
    above: list[Row] = []
    for row in group:
        if row.level:
            above = [heading for heading in above if heading.level < row.level]
        if row.is_touched:
            shown |= {id(row), *map(id, above)}
        if row.level:
            above.append(row)
    return shown


def _anchor(row: Row) -> str:
    name = anchor(row.place)
    return f' id="{name}"' if name else ""


def _legend(pen: Pen) -> str:
    formatted = f'<span class="fo aa">{pen.say("legend-formatted")}</span>'
    return (
        f'<p class="legend"><b>{pen.say("legend")}:</b> '
        f'<del class="aa">{pen.say("legend-deleted")}</del> '
        f'<ins class="aa">{pen.say("legend-inserted")}</ins> {formatted} '
        f'<span class="pm">¶</span> {pen.say("legend-mark")}. {pen.say("legend-names")}</p>'
    )
