from einklang.papers.models.circulation import (
    Answer,
    Circulation,
    Consultation,
    DraftEdit,
    Remark,
    SubReturn,
)
from einklang.papers.models.consolidation import Consolidation, Proposal, ProtocolFile
from einklang.papers.models.demand import DemandFate, DemandStage, DemandThread, DemandUse
from einklang.papers.models.kind import PaperKind, PlanTemplate, PlanTemplateStep
from einklang.papers.models.letter import Addressee, Dispatch, LetterBatch, LetterFrame, Reply
from einklang.papers.models.link import PaperLink
from einklang.papers.models.notice import Notice
from einklang.papers.models.paper import Call, Paper, Party, PlanStep
from einklang.papers.models.publication import Logo, Publication
from einklang.papers.models.register import RegisterAssessment, RegisterEntry, RegisterUpload
from einklang.papers.models.sign_off import SignOff, SignOffEntry, SignOffRound, SignOffRules
from einklang.papers.models.version import Version

__all__ = [
    "Addressee",
    "Answer",
    "Call",
    "Circulation",
    "Consolidation",
    "Consultation",
    "DemandFate",
    "DemandStage",
    "DemandThread",
    "DemandUse",
    "Dispatch",
    "DraftEdit",
    "LetterBatch",
    "LetterFrame",
    "Logo",
    "Notice",
    "Paper",
    "PaperKind",
    "PaperLink",
    "Party",
    "PlanStep",
    "PlanTemplate",
    "PlanTemplateStep",
    "Proposal",
    "ProtocolFile",
    "Publication",
    "RegisterAssessment",
    "RegisterEntry",
    "RegisterUpload",
    "Remark",
    "Reply",
    "SignOff",
    "SignOffEntry",
    "SignOffRound",
    "SignOffRules",
    "SubReturn",
    "Version",
]
