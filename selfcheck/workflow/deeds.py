"""What the verbs of the audit trail, and the things that they are about, are called."""

from collections.abc import Mapping

from selfcheck.kernel.errors import marked
from selfcheck.reports.voice import Voice
from selfcheck.store.audit import REFUSED
from selfcheck.store.report import ReportState
from selfcheck.workflow.account import ADDED, SWITCHED
from selfcheck.workflow.actor import Role
from selfcheck.workflow.edition import MOVED
from selfcheck.workflow.permissions import Verb

DEEDS: Mapping[str, str] = {
    Verb.REGISTER_COMPANY.value: marked("登记企业"),
    Verb.CHANGE_PROFILE.value: marked("修改企业信息"),
    Verb.START_SUBMISSION.value: marked("开始填写"),
    Verb.SAVE_ANSWERS.value: marked("保存回答"),
    Verb.DECLARE.value: marked("声明条件"),
    Verb.CERTIFY.value: marked("确认属实"),
    Verb.SUBMIT.value: marked("提交"),
    Verb.WITHDRAW.value: marked("撤回"),
    Verb.ACCEPT.value: marked("受理"),
    Verb.RETURN_FOR_CORRECTION.value: marked("退回修改"),
    Verb.VERIFY.value: marked("核实"),
    Verb.CONCLUDE.value: marked("办结"),
    Verb.REQUEST_REPORT.value: marked("要求制作报告"),
    Verb.REQUEST_CASE_REPORT.value: marked("要求制作监管版报告"),
    Verb.RETRY_REPORT.value: marked("重新制作报告"),
    Verb.CANCEL_REPORT.value: marked("取消报告"),
    Verb.REQUEST_BATCH.value: marked("成批要求制作报告"),
    Verb.RETRY_BATCH.value: marked("成批重新制作报告"),
    Verb.CANCEL_BATCH.value: marked("取消一批报告"),
    Verb.PLAN_ACTIONS.value: marked("列入改进计划"),
    Verb.CHANGE_ACTION.value: marked("修改改进计划"),
    Verb.PUBLISH_CONTENT.value: marked("发布题库"),
    Verb.ROLL_BACK_CONTENT.value: marked("退回题库版本"),
    Verb.KEEP_EVIDENCE.value: marked("上传佐证文件"),
    Verb.REMOVE_EVIDENCE.value: marked("删除佐证文件"),
    Verb.IMPORT_DOCUMENT.value: marked("导入文件"),
    Verb.CORRECT_HEAD.value: marked("改正文件信息"),
    Verb.SHOW_DOCUMENT.value: marked("用作官方原文"),
    Verb.HIDE_DOCUMENT.value: marked("不再用作官方原文"),
    Verb.REMOVE_DOCUMENT.value: marked("删除导入的文件"),
    Verb.ACCEPT_ITEM.value: marked("采纳条目"),
    Verb.CORRECT_ITEM.value: marked("修改条目"),
    Verb.REJECT_ITEM.value: marked("不采纳条目"),
    Verb.ADD_ITEM.value: marked("新增条目"),
    Verb.MERGE_ITEMS.value: marked("合并条目"),
    Verb.SPLIT_ITEM.value: marked("拆分条目"),
    Verb.LINK_ITEM.value: marked("对应条目"),
    Verb.UNDO_EDIT.value: marked("撤销操作"),
    Verb.REDO_EDIT.value: marked("重做操作"),
    Verb.DRAFT_ENTRY.value: marked("起草内容"),
    Verb.CHANGE_ENTRY.value: marked("修改起草的内容"),
    Verb.REMOVE_ENTRY.value: marked("删除起草的内容"),
    f"report_{ReportState.READY}": marked("报告做好"),
    f"report_{ReportState.FAILED}": marked("报告没有做成"),
    MOVED: marked("换成新题目"),
    ADDED: marked("开通账号"),
    SWITCHED: marked("停用或启用账号"),
    REFUSED: marked("拒绝访问"),
}
SUBJECTS: Mapping[str, str] = {
    "submission": marked("答卷"),
    "report": marked("报告"),
    "evidence": marked("佐证文件"),
    "batch": marked("成批报告"),
    "company": marked("企业"),
    "user": marked("用户"),
    "publication": marked("题库版本"),
    "document": marked("文件"),
    "page": marked("页面"),
}
ROLES: Mapping[str, str] = {
    Role.COMPANY.value: marked("企业"),
    Role.REVIEWER.value: marked("审核人员"),
    Role.EDITOR.value: marked("题库编辑"),
    Role.ADMINISTRATOR.value: marked("管理员"),
}


def deed_words(verb: str, voice: Voice) -> str:
    """What the verb is called; the verb itself where it has no name yet."""
    return voice.gettext(DEEDS[verb]) if verb in DEEDS else verb
