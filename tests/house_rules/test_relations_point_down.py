"""The import linter does not see relations between tables; this does."""

from django.apps import apps
from django.db.models import Model
from django.db.models.fields.related import RelatedField

FLOORS = ["core", "federation", "programmes", "chronicle", "papers", "reports", "desk"]
SIBLINGS = {"portal": "desk", "api": "desk", "intake": "desk"}


def floor_of(model: type[Model]) -> int | None:
    label = model._meta.app_label
    label = SIBLINGS.get(label, label)
    return FLOORS.index(label) if label in FLOORS else None


def test_relations_of_tables_point_to_the_same_floor_or_down() -> None:
    upward = []
    seen = 0
    for model in apps.get_models():
        here = floor_of(model)
        if here is None:
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, RelatedField) or field.related_model is None:
                continue
            target = field.related_model
            assert not isinstance(target, str)
            there = floor_of(target)
            seen += 1
            if there is not None and there > here:
                upward.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")

    assert seen > 50
    assert upward == []
