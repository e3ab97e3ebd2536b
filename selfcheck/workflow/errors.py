"""Why a verb is refused, in words for whoever asked for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from selfcheck.answers.answer import Answer
from selfcheck.kernel.errors import SelfcheckError, marked
from selfcheck.kernel.ids import QuestionId
from selfcheck.plans.draft import DraftItem
from selfcheck.profiles.profile import Profile


class NotAllowedError(SelfcheckError):
    """The actor's role has no such verb."""

    message = marked("您的账号不能进行这项操作。")
    status = 403


class WrongStateError(SelfcheckError):
    """The verb does not fit the state in which the submission is."""

    message = marked("这份填报的状态已经变化，不能再进行这项操作。请刷新页面查看最新状态。")
    status = 409


@dataclass(frozen=True, slots=True)
class Conflict:
    """One answer that someone else changed meanwhile: theirs as stored with its version, and ours, unsaved."""

    question: QuestionId
    theirs: Answer | None
    theirs_version: int
    ours: Answer | None


class StaleAnswersError(SelfcheckError):
    """Answers were changed elsewhere since the form was opened; nothing of the form has been saved."""

    message = marked("有 %(count)s 道题在您填写期间被其他人修改过，本页尚未保存。请对照两边的内容，选定后再保存。")
    status = 409

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__(count=len(conflicts))
        self.conflicts = tuple(conflicts)


class StaleProfileError(SelfcheckError):
    """The profile was changed elsewhere since the form was opened; nothing of the form has been saved."""

    message = marked("企业信息在您填写期间被其他人修改过，本页尚未保存。请对照最新内容后再保存。")
    status = 409

    def __init__(self, theirs: Profile, theirs_version: int) -> None:
        super().__init__()
        self.theirs = theirs
        self.theirs_version = theirs_version


class UnknownQuestionError(SelfcheckError):
    """An answer to a question that this questionnaire does not ask."""

    message = marked("这份问卷里没有编号为 %(question)s 的题目。请刷新页面后重试。")
    status = 422


class ClosedQuestionError(SelfcheckError):
    """A change of an answer that was not sent back."""

    message = marked("退回修改时只能改被指出的题目，%(question)s 不在其中。")
    status = 409


class NothingAnsweredError(SelfcheckError):
    """There is no answer to certify."""

    message = marked("还没有填写任何一道题，请先填写再确认。")
    status = 422


class NothingChangedError(SelfcheckError):
    """A submission that was sent back comes again as it was."""

    message = marked("退回的题目还没有任何修改，请按审核意见修改后再提交。")
    status = 422


class SameCertifierError(SelfcheckError):
    """The filler certifies their own work, though the company has others."""

    message = marked("确认人不能是填报人本人，请由法定代表人或首席质量官确认。")
    status = 422


class StaleActionError(SelfcheckError):
    """Somebody else changed the action since its form was opened."""

    message = marked("这件事刚被别人改过，您的修改没有保存。请看看现在的内容，再改一次。")
    status = 409


class EmptyRequestError(SelfcheckError):
    """A return without a single correction."""

    message = marked("请至少指出一道需要修改的题目，并写明原因。")
    status = 422


class BadReasonError(SelfcheckError):
    """A reason or note that is missing or too long."""

    message = marked("请填写说明，最多 %(limit)s 个字，您写了 %(length)s 个字。")
    status = 422


class NoVerifiedValueError(SelfcheckError):
    """A finding that differs from the claim, without saying what holds instead."""

    message = marked("请给出核实后的回答；如果和企业填写的一样，请选“属实”。")
    status = 422


class StaleCheckError(SelfcheckError):
    """Another reviewer recorded a finding about the answer since its form was opened."""

    message = marked("这道题刚被别的审核人员记录过，您的内容没有保存。下面是现在的记录，请看过再决定。")
    status = 409


class CompanyTakenError(SelfcheckError):
    """The credit code belongs to a company that is registered already."""

    message = marked("统一社会信用代码 %(uscc)s 已经登记。如果这是您的企业，请联系管理员。")
    status = 409


class HasCompanyError(SelfcheckError):
    """The user belongs to another company already."""

    message = marked("您的账号已经登记了一家企业，不能再登记另一家。")
    status = 409


class NoCompanyError(SelfcheckError):
    """A company's verb by someone who has not said yet which company it is."""

    message = marked("请先填写企业信息。")
    status = 409


class NoRoomError(SelfcheckError):
    """A company's files would take more than it may keep; `limit` in MB."""

    message = marked("企业的佐证文件最多占 %(limit)s MB。请先删除不用的文件。")
    status = 422


class EvidenceInUseError(SelfcheckError):
    """A file was to be removed that a submitted answer names."""

    message = marked("“%(name)s”已经随答卷提交，不能删除。")
    status = 409


class OtherCompanyError(SelfcheckError):
    """The credit code of a company was to be changed."""

    message = marked("统一社会信用代码登记后不能修改。如果填错了，请联系管理员。")
    status = 422


class StaleContentError(SelfcheckError):
    """Somebody else put an edition to use since the page was opened."""

    message = marked("别人刚发布了另一个题库版本，您的这次没有发布。请看看现在的版本，再决定要不要发布。")
    status = 409


class UnsoundContentError(SelfcheckError):
    """An edition with faults was to be published."""

    message = marked("这个版本有 %(count)s 处错误，改好之前不能发布。")
    status = 422


class SameContentError(SelfcheckError):
    """The edition is in use already."""

    message = marked("这个版本正在使用，不用再发布。")
    status = 409


class EmptyBatchError(SelfcheckError):
    """Reports of nothing were asked for."""

    message = marked("没有符合条件的填报，没有报告可做。")
    status = 422


class LargeBatchError(SelfcheckError):
    """More reports were asked for than one batch may have."""

    message = marked("符合条件的超过 %(limit)s 份，一批最多 %(limit)s 份。请用筛选条件分成几批。")
    status = 422


class StaleItemError(SelfcheckError):
    """Somebody else changed the item since the editor looked at it: theirs with its version; nothing was saved."""

    message = marked("第 %(number)s 项刚被别人改过，您的修改没有保存。请对照两边的内容再决定。")
    status = 409

    def __init__(self, theirs: DraftItem, version: int) -> None:
        super().__init__(number=theirs.number)
        self.theirs = theirs
        self.version = version


class GoneItemError(SelfcheckError):
    """The item was merged into another, or its adding was taken back."""

    message = marked("第 %(number)s 项已经不在了：别人把它合并或撤销了。")
    status = 409


class NothingToUndoError(SelfcheckError):
    """The editor has no step left to take back."""

    message = marked("没有可以撤销的操作。")
    status = 409


class NothingToRedoError(SelfcheckError):
    """The editor has taken nothing back since the last step."""

    message = marked("没有可以重做的操作。")
    status = 409


class StaleDraftedError(SelfcheckError):
    """Somebody else changed it since the editor opened the form; `version` is theirs, nothing was saved."""

    message = marked("别人刚改过这份草稿，您的修改没有保存。您填的都还在，再按一次“保存”就用您的盖过对方的。")
    status = 409

    def __init__(self, version: int) -> None:
        super().__init__()
        self.version = version
