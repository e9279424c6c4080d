"""Things in running text that are no text: how to tell that two are the same, how they read."""

from lxml import etree

from einklang.engines.redline.names import MC, WP, A, R, texts_in, w, whole_number
from einklang.engines.redline.reader.context import Context
from einklang.engines.redline.reader.segments import Thing

TEXT, BOX = w("t"), w("txbxContent")
PICTURE, PROPERTIES, EMBED, LINKED = (
    f"{{{A}}}blip",
    f"{{{WP}}}docPr",
    f"{{{R}}}embed",
    f"{{{R}}}link",
)
IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
EMU_A_MILLIMETRE = 36_000
NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
NOTE_SIGN = {"footnote": "¹", "endnote": "ⁱ"}
# Fields whose result the word processor works out itself; what stands there is nobody's wording.
COMPUTED = frozenset(
    {
        "AUTHOR", "CREATEDATE", "DATE", "DOCPROPERTY", "EDITTIME", "FILENAME", "FILESIZE",
        "INDEX", "LASTSAVEDBY", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE",
        "PAGEREF", "PRINTDATE", "REF", "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ",
        "STYLEREF", "SUBJECT", "TC", "TIME", "TITLE", "TOA", "TOC", "XE",
    }
)  # fmt: skip

REFERRING = frozenset({"DOCPROPERTY", "NOTEREF", "PAGEREF", "REF", "SEQ", "STYLEREF"})
"""Of these, what they refer to counts; of others, that they are there."""


def is_computed(instruction: str) -> bool:
    return instruction.split()[:1] != [] and instruction.split(maxsplit=1)[0].upper() in COMPUTED


def field_thing(instruction: str, result: str) -> Thing:
    """Return a whole field; the result of a computed one does not count."""
    words = " ".join(instruction.split())
    if is_computed(words):
        # Programs add switches and formats of their own; what it refers to is what counts.
        kind, *rest = words.replace('"', "").split(" ")
        key = f"field:{kind.upper()}"
        if kind.upper() in REFERRING and rest:
            key += f" {rest[0]}"
    else:
        key = f"field:{words}:{result}"
    return Thing(key=key, label=result or f"[{words.split(' ')[0]}]")


def note_thing(element: etree._Element, context: Context) -> Thing:
    """Return the reference to a note; all references of a kind look alike to a comparison."""
    kind, key = NOTES[str(element.tag)], element.get(w("id")) or ""
    note = context.notes(kind).get(key)
    words = "" if note is None else texts_in(note, TEXT).strip()
    return Thing(key=kind, label=f"[{NOTE_SIGN[kind]} {words}]", note=(kind, key))


def graphic_thing(element: etree._Element, context: Context, part: str) -> Thing:
    """Return a drawing, a picture, a text box or an embedded object."""
    boxes = text_boxes(element)
    if boxes:
        words = texts_in(boxes[0], TEXT)
        return Thing(key="textbox", label=f"[▭ {words}]", boxes=tuple(boxes))
    for tag, name in ((PICTURE, EMBED), (PICTURE, LINKED), (IMAGE_DATA, f"{{{R}}}id")):
        for picture in element.iter(tag):
            key = picture.get(name)
            if key:
                return Thing(
                    key=f"image:{context.target(part, key)}", label=_picture_label(element)
                )
    kind = etree.QName(element).localname
    return Thing(key=f"{kind}:{_structure(element)}", label="[▣]")


def text_boxes(element: etree._Element) -> list[etree._Element]:
    """Return the contents of its text boxes; the drawing's before those of its fallback."""
    return [box for box in element.iter(BOX) if not any(a.tag == BOX for a in box.iterancestors())]


def is_fallback(box: etree._Element) -> bool:
    """Tell whether a text box repeats another for older programs."""
    return any(ancestor.tag == f"{{{MC}}}Fallback" for ancestor in box.iterancestors())


def size_of(element: etree._Element) -> str:
    """Return width and height of a drawing in millimetres; empty for anything else."""
    for extent in element.iter(f"{{{WP}}}extent"):
        sides = (whole_number(extent.get(name)) for name in ("cx", "cy"))
        return " × ".join(f"{round(side / EMU_A_MILLIMETRE)} mm" for side in sides)
    return ""


def _picture_label(element: etree._Element) -> str:
    for properties in element.iter(PROPERTIES):
        words = properties.get("descr") or properties.get("title") or ""
        return f"[▣ {words}]" if words else "[▣]"
    return "[▣]"


def _structure(element: etree._Element) -> str:
    """Return what it contains, without sizes and ids, which each program writes anew."""
    return ",".join(etree.QName(child).localname for child in element.iter(etree.Element))


def math_thing(element: etree._Element) -> Thing:
    words = texts_in(element).strip()
    return Thing(key=f"math:{words}", label=words)
