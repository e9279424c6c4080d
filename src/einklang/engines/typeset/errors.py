"""What can go wrong while reading or setting a document."""

from typing import Literal

UncleanKind = Literal["tracked", "struck"]


class TypesetError(Exception):
    """Anything this engine refuses or fails at."""


class ContentError(TypesetError):
    """The content tree states something no writer may print."""


class UncleanTextError(ContentError):
    """A Word file still holds changes nobody decided on, or words struck out by hand."""

    def __init__(self, kind: UncleanKind, quotes: tuple[str, ...]) -> None:
        self.kind = kind
        self.quotes = quotes
        """The words concerned, the first few of them, shortened."""
        said = {"tracked": "The text holds tracked changes", "struck": "Words are struck out"}
        super().__init__(f"{said[kind]}: {'; '.join(quotes) or 'in the layout'}")


class UnreadableDocumentError(TypesetError):
    """The file is no Word document, damaged, or too large."""


class RenderError(TypesetError):
    """The PDF could not be set: too long, too large, or refused by the compiler."""
