"""Lines: cited once, they mean the same for ever. These examples must never change."""

import pytest

from einklang.engines.redline.reader.numbering import Address, lines_of

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 4


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", (0,)),
        ("kurz", (0,)),
        ("x" * 80, (0,)),
        ("x" * 80 + " ", (0, 81)),
        ("wort " * 16, (0,)),
        ("wort " * 17, (0, 80)),
        ("a" * 79 + " bb", (0, 80)),
        ("a" * 80 + " bb", (0, 81)),
        ("a" * 75 + " bbbbbbbb", (0, 76)),
        (LONG, (0, 80, 160)),
        ("eins\nzwei", (0, 5)),
        ("a" * 90 + "\nb", (0, 80, 91)),
        ("a" * 70 + "    " + "b" * 20, (0, 74)),
    ],
)
def test_lines_of_version_1(text: str, starts: tuple[int, ...]) -> None:
    assert lines_of(text, 1) == starts


def test_lines_of_an_unknown_version_are_refused() -> None:
    with pytest.raises(ValueError, match="no numbering 2"):
        lines_of("Text", 2)


def test_line_at_counts_from_the_first_line() -> None:
    address = Address(3, 10, (0, 80, 160))

    assert [address.line_at(at) for at in (0, 79, 80, 200)] == [10, 10, 11, 12]
