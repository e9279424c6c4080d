"""Why a file was not taken. Every message is a sentence for whoever wanted to hand it in."""


class UploadError(Exception):
    """The file was not accepted; nothing of it was kept."""


class UnfitFileError(UploadError):
    """Too large, empty, of a kind that is not allowed, or under a false ending."""


class InfectedFileError(UploadError):
    """The virus scanner refused the file."""


class ScannerBrokenError(UploadError):
    """The virus scanner gave no verdict, so the file counts as unsafe."""
