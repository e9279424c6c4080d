"""Files as pages hand them over: to be kept, never shown, in no cache that others share."""

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from einklang.core.uploads import MEDIA_TYPES


def handed_over(
    file: "FieldFile | ContentFile[bytes]", name: str, media_type: str = MEDIA_TYPES["docx"]
) -> FileResponse:
    """Hand a file over as a download: a browser must not run it.

    :raises Http404: if there is none.
    """
    try:
        opened = file.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
