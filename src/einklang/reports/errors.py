class ReportError(Exception):
    """Says in the reader's language why an act was refused."""


class RefusedError(ReportError):
    """The actor may not do this; the message says why."""


class NothingChangedError(ReportError):
    """The report still says what its latest version says."""
