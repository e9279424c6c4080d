"""Small charts as SVG, written by hand: presentation attributes only, no style, no script.

The same picture stands in the PDF, on the web page and (as PNG) in the Word document.
"""

from dataclasses import dataclass
from html import escape

from einklang.engines.typeset import colours, fontmetrics
from einklang.engines.typeset.model import Bar, BarChart, Brand, Timeline, TimelineEntry
from einklang.engines.typeset.wording import alt_text

WIDTH = 680.0
_SIZE = 13.0
_HEADER = 26.0
_LANE = 27.0
_BAR = 21.0
_PAD = 6.0
_GAP = 18.0
_MIN_BAR = 5.0
_LABEL_SHARE = 0.36
_LINE_HEIGHT = 15.0
_MOST_LINES = 2


@dataclass(frozen=True)
class _Placed:
    entry: TimelineEntry
    left: float
    width: float
    label: str
    label_left: float
    inside: bool
    lane: int


def timeline_svg(chart: Timeline, brand: Brand) -> str:
    fills = colours.tones(brand.primary, brand.accent)
    placed, lanes = _place(chart)
    height = _HEADER + lanes * _LANE + 8
    parts = _months(chart.months, height)
    for item in placed:
        top = _HEADER + 6 + item.lane * _LANE
        fill = fills[item.entry.tone % len(fills)]
        parts.append(
            f'<rect x="{item.left:.1f}" y="{top:.1f}" width="{item.width:.1f}"'
            f' height="{_BAR:g}" rx="3" fill="{fill}"/>'
        )
        parts.append(
            _text(
                item.label,
                x=item.label_left,
                y=top + 15,
                fill=colours.WHITE if item.inside else colours.INK,
            )
        )
    return _svg(parts, height, alt_text(chart))


def _months(months: tuple[str, ...], height: float) -> list[str]:
    step = WIDTH / len(months)
    parts = []
    for index, month in enumerate(months):
        if index % 2 == 0:
            parts.append(
                f'<rect x="{index * step:.1f}" y="0" width="{step:.1f}" height="{height:.1f}"'
                ' fill="#f3f5f7"/>'
            )
        label = _fitted(month, step - 4, "600SemiBold")
        middle = (index + 0.5) * step
        parts.append(_text(label, x=middle, y=17, fill=colours.QUIET, weight=600, anchor="middle"))
    parts.append(
        f'<line x1="0" y1="{_HEADER:g}" x2="{WIDTH:g}" y2="{_HEADER:g}"'
        f' stroke="{colours.LINE}" stroke-width="1"/>'
    )
    return parts


def _place(chart: Timeline) -> tuple[list[_Placed], int]:
    """Give every entry a lane: the rows as told, a further lane where labels would collide."""
    placed: list[_Placed] = []
    first_lane = 0
    for row in sorted({entry.row for entry in chart.entries}):
        lane_ends: list[float] = []
        entries = [entry for entry in chart.entries if entry.row == row]
        for entry in sorted(entries, key=lambda entry: (entry.start, entry.end)):
            left, right, item = _extent(entry)
            lane = next((i for i, end in enumerate(lane_ends) if end <= left), len(lane_ends))
            if lane == len(lane_ends):
                lane_ends.append(0.0)
            lane_ends[lane] = right + _GAP
            placed.append(
                _Placed(
                    entry, item.left, item.width, item.label, item.label_left, item.inside,
                    first_lane + lane,
                )
            )  # fmt: skip
        first_lane += len(lane_ends)
    return placed, max(first_lane, 1)


def _extent(entry: TimelineEntry) -> tuple[float, float, _Placed]:
    left = entry.start / 12 * WIDTH
    width = max((entry.end - entry.start) / 12 * WIDTH, _MIN_BAR)
    left = min(left, WIDTH - width)
    right = left + width
    label_width = fontmetrics.load("400Regular").width(entry.label, _SIZE)
    if label_width + 2 * _PAD <= width:
        return left, right, _Placed(entry, left, width, entry.label, left + _PAD, True, 0)  # noqa: FBT003 - field order of the dataclass above
    room_right, room_left = WIDTH - right - _PAD, left - _PAD
    if label_width <= room_right or room_right >= room_left:
        label = _fitted(entry.label, room_right)
        start = right + _PAD
        end = start + fontmetrics.load("400Regular").width(label, _SIZE)
        return left, end, _Placed(entry, left, width, label, start, False, 0)  # noqa: FBT003 - as above
    label = _fitted(entry.label, room_left)
    start = left - _PAD - fontmetrics.load("400Regular").width(label, _SIZE)
    return start, right, _Placed(entry, left, width, label, start, False, 0)  # noqa: FBT003 - as above


def bar_chart_svg(chart: BarChart, brand: Brand) -> str:
    fill = colours.readable(brand.primary)
    font = fontmetrics.load("400Regular")
    bold = fontmetrics.load("600SemiBold")
    widest = max((font.width(bar.label, _SIZE) for bar in chart.bars), default=0.0)
    label_width = min(widest, WIDTH * _LABEL_SHARE)
    value_width = max((bold.width(bar.display, _SIZE) for bar in chart.bars), default=0.0)
    value_width = min(value_width, WIDTH * _LABEL_SHARE)
    left = label_width + 12
    room = WIDTH - left - value_width - 12
    most = max((bar.value for bar in chart.bars), default=0.0) or 1.0
    parts: list[str] = []
    top = 4.0
    for bar in chart.bars:
        lines = _wrapped(bar.label, label_width)
        height = max(_BAR, len(lines) * _LINE_HEIGHT + 4)
        parts += _bar(bar, lines, top=top, left=left, width=room * bar.value / most, fill=fill)
        top += height + 7
    axis = (
        f'<line x1="{left:.1f}" y1="0" x2="{left:.1f}" y2="{top:.1f}" stroke="{colours.QUIET}"'
        ' stroke-width="1"/>'
    )
    return _svg([*parts, axis], top, alt_text(chart))


def _bar(
    bar: Bar, lines: list[str], *, top: float, left: float, width: float, fill: str
) -> list[str]:
    height = max(_BAR, len(lines) * _LINE_HEIGHT + 4)
    middle = top + height / 2
    first = middle + 4.5 - (len(lines) - 1) * _LINE_HEIGHT / 2
    parts = [
        _text(line, x=left - 10, y=first + index * _LINE_HEIGHT, fill=colours.INK, anchor="end")
        for index, line in enumerate(lines)
    ]
    if width > 0:
        parts.append(
            f'<rect x="{left:.1f}" y="{middle - _BAR / 2:.1f}" width="{max(width, 1):.1f}"'
            f' height="{_BAR:g}" fill="{fill}"/>'
        )
    display = _fitted(bar.display, WIDTH * _LABEL_SHARE, "600SemiBold")
    value_at = left + width + 8
    parts.append(_text(display, x=value_at, y=middle + 4.5, fill=colours.INK, weight=600))
    return parts


def _wrapped(text: str, width: float) -> list[str]:
    font = fontmetrics.load("400Regular")
    lines: list[str] = []
    for word in text.split():
        if lines and font.width(f"{lines[-1]} {word}", _SIZE) <= width + 0.5:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], " ".join(lines[_MOST_LINES - 1 :])]
    return [_fitted(line, width + 0.5) for line in lines] or [""]


def _fitted(text: str, width: float, face: str = "400Regular") -> str:
    """Shorten a label to its room; the alternative text keeps it whole."""
    font = fontmetrics.load(face)
    if font.width(text, _SIZE) <= width:
        return text
    while text and font.width(text + "…", _SIZE) > width:
        text = text[:-1].rstrip()
    return text + "…"


def _text(
    text: str, *, x: float, y: float, fill: str, weight: int = 400, anchor: str = "start"
) -> str:
    heavy = f' font-weight="{weight}"' if weight != 400 else ""  # noqa: PLR2004 - the regular face
    placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}"{heavy}{placed}>{escape(text)}</text>'


def _svg(parts: list[str], height: float, alt: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:.1f}"'
        f' width="{WIDTH:g}" height="{height:.1f}" role="img" aria-label="{escape(alt)}"'
        f' font-family="Source Sans 3, Calibri, Arial, sans-serif" font-size="{_SIZE:g}">'
        + "".join(parts)
        + "</svg>"
    )
