class FederationError(Exception):
    """Says in the reader's language why an act was refused."""


class InvitationError(FederationError):
    """The invitation is used, withdrawn or too old."""


class RefusedError(FederationError):
    """The actor may not do this; the message says why."""
