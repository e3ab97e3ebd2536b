"""What Flask-Security says to people, in our words: its messages and mail subjects as ids of our own catalogue."""

from typing import Any

from selfcheck.kernel.errors import marked

_ERRORS = {
    "GENERIC_AUTHN_FAILED": marked("邮箱或密码不对，请核对后重试。"),
    "UNAUTHORIZED": marked("您的账号不能查看这个页面。"),
    "UNAUTHENTICATED": marked("请先登录。"),
    "INVALID_CONFIRMATION_TOKEN": marked("这个确认链接无效。请在下面重新发送一封确认邮件。"),
    "EMAIL_ALREADY_ASSOCIATED": marked("这个邮箱不能用于注册。"),
    "IDENTITY_ALREADY_ASSOCIATED": marked("这个邮箱不能用于注册。"),
    "PASSWORD_MISMATCH": marked("两次输入的密码不一样。"),
    "RETYPE_PASSWORD_MISMATCH": marked("两次输入的密码不一样。"),
    "INVALID_REDIRECT": marked("不能转到别的网站。"),
    "PASSWORD_RESET_EXPIRED": marked("重设密码的链接已经过期。请在下面重新发送一封邮件。"),
    "INVALID_RESET_PASSWORD_TOKEN": marked("这个重设密码的链接无效。请在下面重新发送一封邮件。"),
    "CONFIRMATION_REQUIRED": marked("这个邮箱还没有确认。请打开确认邮件里的链接，或重新发送一封。"),
    "CONFIRMATION_EXPIRED": marked("确认链接已经过期。请在下面重新发送一封确认邮件。"),
    "DISABLED_ACCOUNT": marked("这个账号已停用，请联系管理员。"),
    "EMAIL_NOT_PROVIDED": marked("请填写邮箱。"),
    "INVALID_EMAIL_ADDRESS": marked("请填写完整的邮箱地址，例如 name@example.com。"),
    "INVALID_INPUT": marked("填写的内容不合要求。"),
    "PASSWORD_NOT_PROVIDED": marked("请填写密码。"),
    "PASSWORD_INVALID_LENGTH": marked("密码至少要有 %(length)s 个字符。"),
    "USER_DOES_NOT_EXIST": marked("邮箱或密码不对，请核对后重试。"),
    "INVALID_PASSWORD": marked("现在的密码不对。"),
    "PASSWORD_IS_THE_SAME": marked("新密码要和原来的不同。"),
    "ANONYMOUS_USER_REQUIRED": marked("您已经登录。"),
}
_SUCCESSES = {
    "CONFIRM_REGISTRATION": marked("我们给 %(email)s 发了一封邮件。请打开其中的链接确认邮箱，然后登录。"),
    "EMAIL_CONFIRMED": marked("邮箱已确认，现在可以登录了。"),
    "PASSWORD_RESET_NO_LOGIN": marked("密码已重设，请用新密码登录。"),
    "PASSWORD_CHANGE": marked("密码已修改。"),
}
_NOTES = {
    "ALREADY_CONFIRMED": marked("这个邮箱已经确认过，可以直接登录。"),
    "CONFIRMATION_REQUEST": marked("如果 %(email)s 有待确认的账号，确认邮件已经发出。"),
    "PASSWORD_RESET_REQUEST": marked("如果 %(email)s 有账号，重设密码的邮件已经发出。"),
    "GENERIC_RECOVERY": marked("如果这个邮箱有账号，重设密码的邮件已经发出。"),
    "FORGOT_PASSWORD": marked("忘记密码？"),
    "LOGIN": marked("请先登录。"),
}
_SUBJECTS = {
    "EMAIL_SUBJECT_REGISTER": marked("质量自评：请确认您的邮箱"),
    "EMAIL_SUBJECT_CONFIRM": marked("质量自评：请确认您的邮箱"),
    "EMAIL_SUBJECT_PASSWORD_NOTICE": marked("质量自评：密码已重设"),
    "EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": marked("质量自评：密码已修改"),
    "EMAIL_SUBJECT_PASSWORD_RESET": marked("质量自评：重设密码"),
}


def worded_settings() -> dict[str, Any]:
    """The settings that make Flask-Security speak so."""
    return {
        **{f"SECURITY_MSG_{name}": (words, "error") for name, words in _ERRORS.items()},
        **{f"SECURITY_MSG_{name}": (words, "success") for name, words in _SUCCESSES.items()},
        **{f"SECURITY_MSG_{name}": (words, "info") for name, words in _NOTES.items()},
        **{f"SECURITY_{name}": words for name, words in _SUBJECTS.items()},
    }
