"""What somebody writes without a word processor: remarks beside paragraphs of the draft."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment at a paragraph of the draft."""

    paragraph: int
    """The citable number of the paragraph."""
    text: str
    """A line feed begins another paragraph of the comment."""
    quoted: str = ""
    """The words it is about; the whole paragraph if empty or not found there."""
