from einklang.chronicle.models.activity import (
    Activity,
    ActivityOccasion,
    ActivityProgramme,
    Occasion,
    Series,
)
from einklang.chronicle.models.kind import (
    ActivityGroup,
    ActivityKind,
    LifeCycle,
    SentencePattern,
    State,
)
from einklang.chronicle.models.participation import Participation
from einklang.chronicle.models.trace import (
    ActivityLink,
    Attachment,
    Claim,
    Demand,
    FollowUp,
    Outcome,
)

__all__ = [
    "Activity",
    "ActivityGroup",
    "ActivityKind",
    "ActivityLink",
    "ActivityOccasion",
    "ActivityProgramme",
    "Attachment",
    "Claim",
    "Demand",
    "FollowUp",
    "LifeCycle",
    "Occasion",
    "Outcome",
    "Participation",
    "SentencePattern",
    "Series",
    "State",
]
