"""What all HTML reports share: the page around them, escaping, names, words in place."""

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from einklang.engines.redline.model.change import Change, Comment, Place, Voice
from einklang.engines.redline.model.consolidation import Overview
from einklang.engines.redline.report.phrases import (
    legible,
    new_words,
    old_words,
    people,
    phrase,
    quoted,
    shortened,
)
from einklang.engines.redline.report.rows import Piece, Row
from einklang.engines.redline.words import Language, formatting_words, place_words

COLOURS = 12
"""So many colours has the style sheet; the thirteenth association shares the first one."""
_BREAK = '<span class="pm">¶</span><br>'
# Long compound words may break at these signs.
_JOINT = re.compile(r"(?<=\w)([/_\\@])(?=\w)")


class Pen:
    """Writes HTML about one overview in one language."""

    def __init__(self, overview: Overview, language: Language) -> None:
        self.overview = overview
        self.language: Language = language
        self.everybody = len({each.association for each in overview.returns})
        names = [each.association for each in overview.returns]
        names += sorted({v.association for c in overview.changes for v in c.supporters})
        names += sorted({comment.voice.association for comment in overview.comments})
        self._colours: dict[str, str] = {}
        for name in names:
            if name:
                self._colours.setdefault(name, f"a{len(self._colours) % COLOURS}")

    def say(self, key: str, **values: object) -> str:
        """Return an escaped phrase."""
        return text(phrase(key, self.language, **values))

    def colour(self, association: str) -> str:
        return self._colours.get(association, "ad")

    def colour_of(self, change: Change) -> str:
        """Return the class of a change: its association's, or a neutral one for several."""
        names = change.associations
        return self.colour(names[0]) if len(names) == 1 else "aa"

    def name(self, association: str) -> str:
        """Return a name with its colour."""
        said = text(association) if association else self.say("draft")
        return f'<span class="who {self.colour(association)}"><bdi>{said}</bdi></span>'

    def names(self, change: Change) -> str:
        return " ".join(self.name(name) for name in change.associations)

    def link(self, change: Change) -> str:
        """Return the supporters' names as a link to the explanation of a change."""
        names = ", ".join(change.associations)
        looks = (formatting_words(entry, self.language) for entry in change.formatting)
        more = ", ".join(look.partition(":")[0] for look in looks)
        more = f" ({more})" if more else ""
        return (
            f'<a class="by {self.colour_of(change)}" href="#{text(change.id)}">'
            f"{text(names + more)}</a>"
        )

    def row_text(self, row: Row) -> str:
        """Return the text of a row with all that is marked in it."""
        words = "".join(map(self.piece, row.pieces))
        return f'<div class="t{" h" * bool(row.level)}" dir="auto">{words}</div>'

    def piece(self, piece: Piece) -> str:
        """Return a piece with its marks, its names, and links to conflicts and comments."""
        if piece.inserted_by:
            said = marked("ins", self.colour_of(piece.inserted_by), piece.shown)
        elif piece.struck_by:
            said = marked("del", self._common_colour(piece.struck_by), piece.text)
        elif piece.formatted_by:
            said = marked("span", self._common_colour(piece.formatted_by), piece.text)
        else:
            said = passage(piece.text)
        names = "".join(map(self.link, piece.named))
        names += "<br>" * piece.stands_alone
        notes = "".join(f'<a class="kn" href="#{text(k)}">{text(k)}</a>' for k in piece.conflicts)
        notes += "".join(f'<a class="cn" href="#{text(m)}">{text(m)}</a>' for m in piece.comments)
        return said + names + notes

    def _common_colour(self, changes: Iterable[Change]) -> str:
        colours = {self.colour_of(change) for change in changes}
        return colours.pop() if len(colours) == 1 else "aa"

    def people(self, voices: Iterable[Voice]) -> str:
        """Return who exactly it was, a line each; empty when no file says it."""
        lines = "<br>".join(f"<bdi>{text(line)}</bdi>" for line in people(voices, self.language))
        return f'<p class="pp">{lines}</p>' if lines else ""

    def deed(self, key: str, change: Change, *, whole: bool = False) -> str:
        """Say what a change does with its words: "ersetzt ~~zehn~~ durch __zwölf__"."""
        colour = self.colour_of(change)
        cut = (lambda words: words) if whole else shortened
        old = marked("span" if change.formatting else "del", colour, cut(old_words(change)))
        if not old_words(change):
            old = self.say("the-paragraph")
        new = marked("ins", colour, cut(new_words(change)))
        # The words are markup already, so the sentence takes them as they are.
        said = phrase(key, self.language, old=old, new=new)
        for entry in change.formatting:
            said += f'<span class="fm">{text(formatting_words(entry, self.language))}</span>'
        if change.target is not None:
            goes = place_words(change.target, self.language)
            said += f" · {self.say('moved-to', place=goes)}"
        if change.is_editorial:
            said += f' <span class="tag">{self.say("editorial")}</span>'
        return f'<p class="deed">{said}</p>'

    def comment(self, comment: Comment) -> str:
        """Return a comment with its replies and its state."""
        state = self.say("resolved" if comment.is_resolved else "open")
        origin = f' <span class="tag">{self.say("of-draft")}</span>' * comment.is_of_draft
        on = ""
        if comment.quoted:
            words = quoted(shortened(comment.quoted), self.language)
            on = f'<p class="pp">{self.say("comment-on", words=words)}</p>'
        replies = "".join(
            f'<li><p class="ws">{self.say("reply")} {self.name(reply.voice.association)}</p>'
            f'<p class="tx" dir="auto">{text(reply.text)}</p>{self.people([reply.voice])}</li>'
            for reply in comment.replies
        )
        return (
            f'<div class="m{" done" * comment.is_resolved}" id="{text(comment.id)}">'
            f'<p class="ws">{self.say("comment")} {self.name(comment.voice.association)} '
            f'<span class="tag">{state}</span>{origin} '
            f'<a class="id" href="#{text(comment.id)}">{text(comment.id)}</a></p>{on}'
            f'<p class="tx" dir="auto">{text(comment.text)}</p>{self.people([comment.voice])}'
            + (f"<ul>{replies}</ul>" if replies else "")
            + "</div>"
        )

    def page(self, title: str, body: str) -> str:
        """Return a whole page; `body` is HTML from `<h1>` on."""
        language = self.language
        return (
            f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{text(title)}</title>\n<style>{style_sheet()}{spoken(language)}</style>\n</head>\n"
            f'<body>\n<a class="skip" href="#text">{self.say("skip")}</a>\n'
            f"<main>\n{body}\n</main>\n{self._foot()}\n</body>\n</html>\n"
        )

    def _foot(self) -> str:
        overview = self.overview
        said = self.say(
            "foot",
            title=overview.title,
            fingerprint=overview.fingerprint,
            numbering=overview.numbering,
        )
        lines = f"<p>{said}</p>"
        if overview.authors:
            counts = ", ".join(f"{name} {count}" for name, count in overview.authors)
            lines += f"<p>{self.say('authors', authors=counts)}</p>"
        return f"<footer>{lines}</footer>"


def anchor(place: Place) -> str:
    """Return the name under which a paragraph is linked to: `abs-12`; empty without a number."""
    return f"abs-{place.paragraph}" if place.paragraph else ""


def text(words: str) -> str:
    """Return words escaped for HTML text and attributes."""
    return escape(legible(words))


def broken(words: str) -> str:
    """Return escaped words in which long addresses and names of files may break."""
    return _JOINT.sub(r"\1<wbr>", text(words))


def passage(words: str) -> str:
    """Return escaped words in which every line feed shows as the end of a paragraph."""
    return _BREAK.join(map(text, words.split("\n"))).removesuffix("<br>")


def marked(tag: str, colour: str, words: str) -> str:
    """Return words as deleted (`del`), inserted (`ins`) or touched (`span`)."""
    if tag == "span":
        return f'<span class="fo {colour}">{passage(words)}</span>'
    return f'<{tag} class="{colour}">{passage(words)}</{tag}>'


@cache
def style_sheet() -> str:
    """Return the style sheet of our own pages."""
    return sheet("marks.css") + sheet("report.css")


def sheet(name: str) -> str:
    """Return a style sheet without remarks and line feeds."""
    words = Path(__file__).with_name(name).read_text("utf-8")
    return re.sub(r"/\*.*?\*/|\s*\n\s*", " ", words, flags=re.DOTALL)


def spoken(language: Language, scope: str = "") -> str:
    """Return rules that say aloud where something deleted or inserted begins."""
    return (
        f'{scope}del::before{{content:"{phrase("start-deleted", language)}"}}'
        f'{scope}ins::before{{content:"{phrase("start-inserted", language)}"}}'
    )
