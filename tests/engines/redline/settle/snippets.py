"""Small pieces of WordprocessingML, and what is left of them once changes are settled."""

from collections.abc import Callable, Iterable

from lxml import etree

from einklang.engines.redline.names import MC, W14, M, R, W
from einklang.engines.redline.settle.revisions import revisions
from einklang.engines.redline.settle.settle import accept, reject

WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
NAMESPACES = {"w": W, "m": M, "mc": MC, "wps": WPS, "w14": W14, "r": R}
DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
DATE = "2026-03-01T10:00:00Z"

Settle = Callable[[Iterable[etree._Element]], None]


def by(author: str = "Kim", id: int = 1) -> str:  # noqa: A002 - its name in the file
    """Return the attributes of a tracked change."""
    return f'w:id="{id}" w:author="{author}" w:date="{DATE}"'


def r(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def gone(text: str, properties: str = "") -> str:
    """Return a run of deleted text."""
    return r(text, properties).replace("w:t>", "w:delText>").replace("w:t ", "w:delText ")


def change(kind: str, inner: str = "", author: str = "Kim", id: int = 1) -> str:  # noqa: A002
    """Return `w:ins`, `w:del` … around something, or as a mark."""
    return f"<w:{kind} {by(author, id)}>{inner}</w:{kind}>"


def ins(text: str, author: str = "Kim", id: int = 1) -> str:  # noqa: A002
    return change("ins", r(text), author, id)


def dele(text: str, author: str = "Kim", id: int = 1) -> str:  # noqa: A002
    return change("del", gone(text), author, id)


def p(*content: str, mark: str = "", look: str = "") -> str:
    """Return a paragraph; `mark` is what stands in the properties of its mark."""
    fonts = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    properties = f"<w:pPr>{look}{fonts}</w:pPr>" if look or fonts else ""
    return f"<w:p>{properties}{''.join(content)}</w:p>"


def tc(*content: str, look: str = "") -> str:
    return f"<w:tc>{f'<w:tcPr>{look}</w:tcPr>' if look else ''}{''.join(content)}</w:tc>"


def tr(*cells: str, look: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{look}</w:trPr>' if look else ''}{''.join(cells)}</w:tr>"


def tbl(*rows: str, widths: Iterable[int] = (100,), grid: str = "") -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def sdt(*content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{''.join(content)}</w:sdtContent></w:sdt>"


def box(*content: str) -> str:
    """Return a text box with its twin for older programs."""
    inner = f"<w:txbxContent>{''.join(content)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><wps:txbx>{inner}</wps:txbx></mc:Choice>'
        f"<mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def tree(xml: str, container: str = "body") -> etree._Element:
    return etree.fromstring(f"<w:{container} {DECLARED}>{xml}</w:{container}>")


def shown(root: etree._Element) -> str:
    """Return what is in an element, without declarations of namespaces."""
    etree.cleanup_namespaces(root, top_nsmap=NAMESPACES, keep_ns_prefixes=list(NAMESPACES))
    text = etree.tostring(root, encoding="unicode").replace(f" {DECLARED}", "")
    return text.partition(">")[2].rpartition("</")[0]


def same(xml: str) -> str:
    """Return XML as `accepted` writes it."""
    return shown(tree(xml))


def settled(settle: Settle, xml: str, ids: Iterable[int] = (), container: str = "body") -> str:
    root = tree(xml, container)
    wanted = set(ids)
    settle([each.element for each in revisions(root) if not wanted or each.id in wanted])
    return shown(root)


def accepted(xml: str, *ids: int, container: str = "body") -> str:
    """Return what is left when these changes, or all of them, are accepted."""
    return settled(accept, xml, ids, container)


def rejected(xml: str, *ids: int, container: str = "body") -> str:
    """Return what is left when these changes, or all of them, are rejected."""
    return settled(reject, xml, ids, container)
