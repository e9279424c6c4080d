"""Base models: what rows of every domain have in common."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from einklang.core.quantity import Qualifier, Quantity
from einklang.core.sorting import SORT_KEY_LENGTH, sort_key
from einklang.core.when import Precision, When


class Stamped(models.Model):
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        abstract = True


class Sorted(models.Model):
    """Keeps ``sort_key`` equal to the German sort key of ``sort_source()``."""

    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False, db_index=True)

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        self.refresh_sort_key()
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # handed through unchanged

    def sort_source(self) -> str:
        raise NotImplementedError

    def refresh_sort_key(self) -> None:
        """Call before bulk writes, which skip ``save``."""
        self.sort_key = sort_key(self.sort_source())


class Dated(models.Model):
    """Holds one ``When`` in three columns."""

    when_precision = models.CharField(
        _("precision of the date"),
        max_length=12,
        choices=Precision,
        default=Precision.UNKNOWN,
    )
    when_start = models.DateField(_("first day"), null=True, blank=True)
    when_end = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_when_is_whole",
                condition=models.Q(
                    when_precision=Precision.UNKNOWN, when_start=None, when_end=None
                )
                | (
                    ~models.Q(when_precision=Precision.UNKNOWN)
                    & models.Q(when_start__isnull=False, when_end__gte=models.F("when_start"))
                ),
            ),
        ]

    @property
    def when(self) -> When:
        return When(Precision(self.when_precision), self.when_start, self.when_end)

    @when.setter
    def when(self, value: When) -> None:
        self.when_precision = value.precision
        self.when_start = value.start
        self.when_end = value.end


class Quantified(models.Model):
    """Holds one ``Quantity`` in three columns."""

    value = models.DecimalField(_("value"), max_digits=18, decimal_places=3)
    qualifier = models.CharField(
        _("qualifier"), max_length=12, choices=Qualifier, default=Qualifier.EXACTLY
    )
    unit = models.CharField(_("unit"), max_length=60, blank=True)

    class Meta:
        abstract = True

    @property
    def quantity(self) -> Quantity:
        return Quantity(self.value, self.unit, Qualifier(self.qualifier))
