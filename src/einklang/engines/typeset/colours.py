"""Colours that can be read: contrast as WCAG 2 defines it."""

AA_TEXT = 4.5
WHITE = "#ffffff"
INK = "#1f2933"
QUIET = "#52606d"
LINE = "#cbd2d9"
_TONES = ("#6b4c82", "#8a4b1f", "#3f6b3a", "#4a5a6a")
_STEP = 0.94


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = []
    for channel in _channels(colour):
        share = channel / 255
        linear.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - the standard's constants
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, *, on: str = WHITE, ratio: float = AA_TEXT) -> str:
    """Darken a colour until it reads well on a light ground."""
    while contrast(colour, on) < ratio:
        colour = "#" + "".join(f"{int(channel * _STEP):02x}" for channel in _channels(colour))
    return colour


def tint(colour: str, share: float) -> str:
    """Mix a little of a colour into white."""
    mixed = (round(255 - (255 - channel) * share) for channel in _channels(colour))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def tones(primary: str, accent: str) -> tuple[str, ...]:
    """List the fills of a chart; white text is readable on each."""
    return tuple(readable(colour) for colour in (primary, accent, *_TONES))
