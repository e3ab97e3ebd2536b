"""Identifiers, each a type of its own so that one cannot be passed for another."""

from typing import NewType

PlanId = NewType("PlanId", str)
ItemId = NewType("ItemId", str)
QuestionId = NewType("QuestionId", str)
ModuleId = NewType("ModuleId", str)
PolicyId = NewType("PolicyId", str)
TargetId = NewType("TargetId", str)
ConditionId = NewType("ConditionId", str)
QuestionnaireId = NewType("QuestionnaireId", str)
RegionCode = NewType("RegionCode", str)
CompanyId = NewType("CompanyId", int)
UserId = NewType("UserId", int)
SubmissionId = NewType("SubmissionId", int)
ReportId = NewType("ReportId", int)
BatchId = NewType("BatchId", int)
DocumentId = NewType("DocumentId", int)
ActionId = NewType("ActionId", str)  # a question to meet in full, or a fact to mend
