"""What people type about activities. Forms check the shape; operations decide and write."""

from einklang.chronicle.forms.fields import WhenField
from einklang.chronicle.forms.filters import FilterForm
from einklang.chronicle.forms.parts import (
    AttachmentForm,
    ClaimForm,
    DemandForm,
    FollowUpForm,
    LinkForm,
    OutcomeForm,
    ParticipationForm,
)
from einklang.chronicle.forms.records import (
    ActivityForm,
    QuickActivityForm,
    StateForm,
    VisibilityForm,
)

__all__ = [
    "ActivityForm",
    "AttachmentForm",
    "ClaimForm",
    "DemandForm",
    "FilterForm",
    "FollowUpForm",
    "LinkForm",
    "OutcomeForm",
    "ParticipationForm",
    "QuickActivityForm",
    "StateForm",
    "VisibilityForm",
    "WhenField",
]
