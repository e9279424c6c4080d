"""What stands inside a paragraph: text, stress, links, line breaks and notes."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from einklang.engines.typeset.errors import ContentError

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_UNSAFE_IN_URL = re.compile(r"[\x00-\x20\x7f-\xa0<>\"\\^`{|}\u2028\u2029\u202a-\u202e]")


@dataclass(frozen=True)
class Text:
    text: str


@dataclass(frozen=True)
class Strong:
    text: str


@dataclass(frozen=True)
class Emphasis:
    text: str


@dataclass(frozen=True)
class Link:
    text: str
    url: str
    """http, https, mailto, tel, or "#anchor" of a heading in the same document."""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ContentError(f"A link needs a text: {self.url!r}")
        if _UNSAFE_IN_URL.search(self.url):
            raise ContentError(f"This address holds characters no address may hold: {self.url!r}")
        if self.url.startswith("#"):
            if not ANCHOR.fullmatch(self.url[1:]):
                raise ContentError(f"Not an anchor: {self.url!r}")
            return
        try:
            parts = urlsplit(self.url)
        except ValueError as error:
            raise ContentError(f"Not an address: {self.url!r}") from error
        if parts.scheme not in LINK_SCHEMES:
            raise ContentError(f"Only http, https, mailto and tel may be linked: {self.url!r}")
        if not (parts.netloc if parts.scheme.startswith("http") else parts.path):
            raise ContentError(f"This address leads nowhere: {self.url!r}")


@dataclass(frozen=True)
class LineBreak:
    """A new line in the same paragraph."""

    @property
    def text(self) -> str:
        """Stand for the break where text runs on in one line."""
        return " "


NoteInline = Text | Strong | Emphasis | Link | LineBreak


@dataclass(frozen=True)
class Footnote:
    """A note to the words before it; the writers number the notes."""

    inlines: tuple[NoteInline, ...]

    def __post_init__(self) -> None:
        if not "".join(inline.text for inline in self.inlines).strip():
            raise ContentError("A footnote needs a text.")

    @property
    def text(self) -> str:
        """Nothing: the note itself is no part of the sentence."""
        return ""


Inline = Text | Strong | Emphasis | Link | LineBreak | Footnote
Inlines = tuple[Inline, ...]
