"""What the states of a submission are called, and the tone in which pages show them."""

from collections.abc import Mapping

from selfcheck.kernel.errors import marked
from selfcheck.store.submission import SubmissionState

STATES: Mapping[SubmissionState, tuple[str, str]] = {
    SubmissionState.DRAFT: (marked("填写中"), "ask"),
    SubmissionState.CERTIFIED: (marked("已确认，待提交"), "part"),
    SubmissionState.SUBMITTED: (marked("已提交"), "met"),
    SubmissionState.DOCUMENT_REVIEW: (marked("审核中"), "met"),
    SubmissionState.RETURNED: (marked("退回修改"), "gap"),
    SubmissionState.CONCLUDED: (marked("已办结"), "met"),
    SubmissionState.WITHDRAWN: (marked("已撤回"), ""),
}
# The same as a reviewer sees them: what waits for the reviewer stands out.
WORK: Mapping[SubmissionState, tuple[str, str]] = {
    SubmissionState.SUBMITTED: (marked("待受理"), "part"),
    SubmissionState.DOCUMENT_REVIEW: (marked("审核中"), "ask"),
    SubmissionState.RETURNED: (marked("等企业修改"), ""),
    SubmissionState.CONCLUDED: (marked("已办结"), "met"),
}
