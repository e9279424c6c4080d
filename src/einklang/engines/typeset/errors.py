"""What can go wrong while setting a document."""


class TypesetError(Exception):
    """Anything this engine refuses or fails at."""


class ContentError(TypesetError):
    """The content tree states something no writer may print."""


class RenderError(TypesetError):
    """The PDF could not be set: too long, too large, or refused by the compiler."""
