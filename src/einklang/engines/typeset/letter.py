"""What a letter and a jointly signed paper have besides their text: head, foot, signatures."""

from dataclasses import dataclass

from lxml import etree

from einklang.engines.typeset.errors import ContentError

MAX_LOGO_CHARACTERS = 500_000
_NOT_IN_LOGOS = frozenset({"image", "feImage", "text", "foreignObject", "script"})
# The address field of DIN 5008 holds six lines, each as wide as the window of an envelope.
MOST_RECIPIENT_LINES = 6


@dataclass(frozen=True)
class Reference:
    label: str
    """As "Unser Zeichen"."""
    value: str


@dataclass(frozen=True)
class Signatory:
    name: str
    function: str = ""


@dataclass(frozen=True)
class LetterHead:
    """Everything around the text of a letter. The title of the document is the subject."""

    sender_line: str
    """One line, small, above the recipient: what the window of the envelope shows."""
    recipient: tuple[str, ...]
    place_and_date: str
    salutation: str
    closing: str
    signatures: tuple[Signatory, ...]
    references: tuple[Reference, ...] = ()
    enclosures: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not any(line.strip() for line in self.recipient):
            raise ContentError("A letter needs a recipient.")
        if len(self.recipient) > MOST_RECIPIENT_LINES:
            raise ContentError(
                f"The address field holds {MOST_RECIPIENT_LINES} lines,"
                f" not {len(self.recipient)}: {self.recipient[0]!r}"
            )


@dataclass(frozen=True)
class SignatureRow:
    name: str
    """The association."""
    how: str
    """In a few words, as "zeichnet vollständig mit"."""
    person: str = ""
    """Who signs, with the function if it is to be shown."""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ContentError("A signature needs a name.")


@dataclass(frozen=True)
class SignatureBlock:
    """Who signs together, in the order given."""

    caption: str
    rows: tuple[SignatureRow, ...]


@dataclass(frozen=True)
class Logo:
    name: str
    svg: str = ""
    """Shapes only; without one the name is set as text."""
    alt: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ContentError("A logo needs the name of its association.")
        if self.svg:
            check_logo(self.svg)
            if not self.alt.strip():
                raise ContentError(f"A logo needs an alternative text: {self.name!r}")


@dataclass(frozen=True)
class LogoRow:
    """The logos of those who sign, in the order given."""

    caption: str
    logos: tuple[Logo, ...]


def check_logo(svg: str) -> None:
    """Let plain shapes pass.

    :raises ContentError: if it is no SVG, too large, or holds or fetches more than shapes.
    """
    if len(svg) > MAX_LOGO_CHARACTERS:
        raise ContentError("This logo is too large.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(svg.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ContentError(f"This logo is not an SVG: {error}") from error
    if root.tag != "{http://www.w3.org/2000/svg}svg" or "<!DOCTYPE" in svg:
        raise ContentError("This logo is not a plain SVG.")
    for element in root.iter("{*}*"):
        if etree.QName(element).localname in _NOT_IN_LOGOS:
            raise ContentError("A logo holds shapes only: no text, no pictures, no script.")
        for name, value in element.attrib.items():
            if etree.QName(name).localname == "href" and not str(value).startswith("#"):
                raise ContentError("A logo may not point to anything outside.")
