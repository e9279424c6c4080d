from django.db import models
from django.utils.translation import gettext_lazy as _


class FigureKind(models.TextChoices):
    DRAFT = "draft", _("draft")
    DEMAND = "demand", _("demanded")
    ADOPTED = "adopted", _("adopted")
    PROVISIONAL = "provisional", _("provisional")
    ACTUAL = "actual", _("actual")
    ESTIMATE = "estimate", _("estimate")
    REPORTED = "reported", _("reported")


class CarrierRole(models.TextChoices):
    CARRIER = "carrier", _("carrier")
    CARRIER_GROUP = "carrier_group", _("carrier group")
    CENTRAL_OFFICE = "central_office", _("central office")
