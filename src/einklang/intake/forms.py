from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from einklang.intake.readers.tables import LARGEST_FILE

ENDINGS = (".xlsx", ".xlsm", ".yaml", ".yml", ".csv")


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("A workbook (.xlsx), .yaml, or activities as .csv."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("The file is larger than %s MB.") % (LARGEST_FILE // 1024 // 1024)
            )
        if PurePath(file.name or "").suffix.lower() not in {*ENDINGS, ".xls"}:
            raise forms.ValidationError(_("Please choose a file of .xlsx, .yaml or .csv."))
        return file
