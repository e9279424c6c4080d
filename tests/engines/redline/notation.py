"""The notation of test documents: tracked changes and Word's objects inside a line of text.

{+neu+}  {+neu+Kim}       inserted, by the paragraph's author or by Kim
[-alt-]  [-alt-Kim]       deleted
{+neu¶+} [-alt¶-]         with the paragraph mark; `¶` only as the last sign
[>weg>m1] {>hin>m1}       moved, `m1` names the pair; with its author: `m1:Kim`
{*fett*Kim} {/kursiv/}    made bold or italic, tracked
**fett** _kursiv_         bold, italic
<<c1|Worte|c1>>           comment `c1` on these words (may end in another paragraph)
<#ort|Worte|ort#>         bookmark
[^1]                      foot- or endnote
[Worte](https://…)        hyperlink; `(#ort)` to a bookmark
{=PAGE|3=}                field with its result; `{=PAGE|3=!}` as a simple field
{:Worte:feld}             content control with the tag `feld`
![Bild]                   picture with this description
tab, line feed, form feed: tab, line break, page break
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from tests.engines.redline.workpiece import Build, Mark


@dataclass(frozen=True)
class State:
    bold: bool = False
    italic: bool = False
    style: str = ""
    newly: tuple[tuple[str, Mark], ...] = ()
    """What became bold (`b`) or italic (`i`) by a tracked change."""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Piece:
    render: Callable[[], str]
    marks: tuple[Mark, ...] = ()


CLOSERS = {
    "[-": re.compile(r"-([^\[\]{}+\-]*)\]"),
    "{+": re.compile(r"\+([^\[\]{}+]*)\}"),
    "[>": re.compile(r">([^\[\]{}>]*)\]"),
    "{>": re.compile(r">([^\[\]{}>]*)\}"),
    "{*": re.compile(r"\*([^\[\]{}*]*)\}"),
    "{/": re.compile(r"/([^\[\]{}/]*)\}"),
    "{:": re.compile(r":(\w+)\}"),
    "**": re.compile(r"\*\*()"),
    "_": re.compile(r"_()(?!\w)"),
}
KINDS = {"[-": "del", "{+": "ins", "[>": "moveFrom", "{>": "moveTo"}
LEAVES = re.compile(
    r"<<(?P<comment>\w+)\||\|(?P<commented>\w+)>>|<#(?P<mark>\w+)\||\|(?P<marked>\w+)#>"
    r"|\[\^(?P<note>\w+)\]|!\[(?P<picture>[^\]]*)\]"
    r"|\{=(?P<code>[^|=]*)\|(?P<result>[^=]*)=(?P<simple>!?)\}"
    r"|\[(?P<words>(?:[^\[\]]|\[-[^\[\]]*\])+)\]\((?P<link>[^)]+)\)"
)
SIGNS = {
    "\t": "<w:tab/>",
    "\n": "<w:br/>",
    "\f": '<w:br w:type="page"/>',
    "\u00ad": "<w:softHyphen/>",
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


@dataclass
class Line:
    """One paragraph's text while it is being read."""

    build: Build
    text: str
    author: str
    position: int = 0
    mark: tuple[Mark, ...] = ()
    """The tracked changes of the paragraph mark."""
    _buffer: list[str] = field(default_factory=list)

    def xml(self) -> str:
        return joined(self.build, self._until(None, State())[0])

    def _until(self, closer: re.Pattern[str] | None, state: State) -> tuple[list[Piece], str]:
        pieces: list[Piece] = []
        while self.position < len(self.text):
            if closer and (end := closer.match(self.text, self.position)):
                self.position = end.end()
                self._flush(pieces, state)
                return pieces, end[1]
            if leaf := LEAVES.match(self.text, self.position):
                self._flush(pieces, state)
                self.position = leaf.end()
                pieces += self._leaf(leaf, state)
            elif opener := self._opener():
                self._flush(pieces, state)
                self.position += len(opener)
                pieces += self._group(opener, state)
            else:
                self._buffer.append(self.text[self.position])
                self.position += 1
        if closer:
            raise ValueError(f"not closed: {self.text}")
        self._flush(pieces, state)
        return pieces, ""

    def _opener(self) -> str:
        for opener in CLOSERS:
            if self.text.startswith(opener, self.position):
                before = self.text[max(self.position - 1, 0) : self.position]
                after = self.text[self.position + 1 : self.position + 2]
                if opener == "_" and (before.isalnum() or not after.isalnum()):
                    continue
                return opener
        return ""

    def _group(self, opener: str, state: State) -> list[Piece]:
        mark = Mark(KINDS.get(opener, ""), self.author)
        inner = {
            "**": replace(state, bold=True),
            "_": replace(state, italic=True),
            "{*": replace(state, newly=(*state.newly, ("b", mark))),
            "{/": replace(state, newly=(*state.newly, ("i", mark))),
            "{:": state,
        }.get(opener) or replace(state, marks=(*state.marks, mark))
        pieces, end = self._until(CLOSERS[opener], inner)
        if opener == "{:":
            return [Piece(lambda: content_control(self.build, end, joined(self.build, pieces)))]
        if mark.kind.startswith("move"):
            mark.name, _, end = end.partition(":")
        mark.author = end or mark.author
        return pieces

    def _flush(self, pieces: list[Piece], state: State) -> None:
        text = "".join(self._buffer)
        self._buffer.clear()
        if text.endswith("¶"):
            self.mark = state.marks
            text = text[:-1]
        if text:
            pieces.append(Piece(lambda: runs(self.build, text, state), state.marks))

    def _leaf(self, leaf: re.Match[str], state: State) -> list[Piece]:  # noqa: PLR0911 - a table
        build, found = self.build, leaf.groupdict()
        if found["comment"]:
            return [Piece(lambda: build.comment_start(found["comment"]))]
        if found["commented"]:
            return [Piece(lambda: build.comment_end(found["commented"]))]
        if found["mark"]:
            return [Piece(lambda: build.bookmark_start(found["mark"]))]
        if found["marked"]:
            return [Piece(lambda: build.bookmark_end(found["marked"]))]
        if found["note"]:
            return [Piece(lambda: build.note_reference(found["note"]), state.marks)]
        if found["picture"] is not None:
            return [Piece(lambda: picture(build, found["picture"]), state.marks)]
        if found["link"]:
            return [Piece(lambda: self._link(found["words"], found["link"], state))]
        return field_pieces(build, (found["code"], found["result"], found["simple"]), state)

    def _link(self, words: str, target: str, state: State) -> str:
        inner = Line(self.build, words, self.author)
        pieces, _ = inner._until(None, replace(state, style="Hyperlink"))
        xml = joined(self.build, pieces)
        if target.startswith("#"):
            return f"<w:hyperlink w:anchor={quoteattr(target[1:])}>{xml}</w:hyperlink>"
        relation = self.build.relate("hyperlink", target, external=True)
        return f'<w:hyperlink r:id="{relation}">{xml}</w:hyperlink>'


def joined(build: Build, pieces: Sequence[Piece]) -> str:
    """Wrap the pieces in their tracked changes; neighbours of one change share its element."""
    parts = []
    for marks, group in groupby(pieces, key=lambda piece: piece.marks):
        inner = "".join(piece.render() for piece in group)
        # Word writes the insertion outside, the deletion inside.
        for mark in sorted(
            marks, key=lambda mark: ("del", "moveFrom", "moveTo", "ins").index(mark.kind)
        ):
            inner = build.tracked(mark, inner)
        parts.append(inner)
    return "".join(parts)


def run_properties(build: Build, state: State) -> str:
    bold = state.bold or any(name == "b" for name, _ in state.newly)
    italic = state.italic or any(name == "i" for name, _ in state.newly)
    style = f"<w:rStyle w:val={quoteattr(build.hand.styles[state.style])}/>" if state.style else ""
    now = style + "<w:b/>" * bold + "<w:i/>" * italic
    now += '<w:lang w:val="de-DE"/>' * build.hand.languages
    for _, mark in state.newly[-1:]:
        before = style + "<w:b/>" * state.bold + "<w:i/>" * state.italic
        now += (
            f"<w:rPrChange {build.attributes(mark.author)}><w:rPr>{before}</w:rPr></w:rPrChange>"
        )
    return f"<w:rPr>{now}</w:rPr>" if now else ""


def runs(build: Build, text: str, state: State) -> str:
    size = build.hand.split or len(text)
    is_deleted = any(mark.kind == "del" for mark in state.marks)
    properties = run_properties(build, state)
    between = '<w:proofErr w:type="spellStart"/>' if build.hand.proof else ""
    return between.join(
        f"<w:r{build.rsid('w:rsidR')}>{properties}"
        f"{letters(text[start : start + size], is_deleted=is_deleted)}</w:r>"
        for start in range(0, len(text), size)
    )


def letters(text: str, *, is_deleted: bool) -> str:
    name = "delText" if is_deleted else "t"
    return "".join(
        SIGNS.get(part) or f'<w:{name} xml:space="preserve">{escape(part)}</w:{name}>'
        for part in re.split("([\t\n\f\u00ad])", text)
        if part
    )


def field_pieces(build: Build, parts: tuple[str, str, str], state: State) -> list[Piece]:
    code, result, simple = parts
    if simple:
        inner = [Piece(lambda: runs(build, result, state), state.marks)]
        return [
            Piece(
                lambda: (
                    f"<w:fldSimple w:instr={quoteattr(f' {code} ')}>"
                    f"{joined(build, inner)}</w:fldSimple>"
                )
            )
        ]
    name = "delInstrText" if any(mark.kind == "del" for mark in state.marks) else "instrText"

    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return [
        Piece(
            lambda: (
                sign("begin")
                + f'<w:r><w:{name} xml:space="preserve"> {escape(code)} </w:{name}></w:r>'
                + sign("separate")
                + runs(build, result, state)
                + sign("end")
            ),
            state.marks,
        )
    ]


def content_control(build: Build, tag: str, inner: str) -> str:
    return (
        f"<w:sdt><w:sdtPr><w:tag w:val={quoteattr(tag)}/>"
        f'<w:id w:val="{build.new_id()}"/></w:sdtPr>'
        f"<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    )


def picture(build: Build, description: str) -> str:
    relation = build.image(PNG)
    number = build.new_id()
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="360000" cy="360000"/><wp:docPr id="{number}" name="Bild {number}" '
        f"descr={quoteattr(description)}/><a:graphic><a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="bild.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
