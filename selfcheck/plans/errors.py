"""Why a document cannot be taken in: each refusal says what was understood and what was not."""

from selfcheck.kernel.errors import SelfcheckError, marked


class DocumentError(SelfcheckError):
    """A document that cannot become a plan; nothing of it is kept."""

    status = 422


class EmptyDocumentError(DocumentError):
    """No bytes, or nothing but blanks."""

    message = marked("文件是空的，没有可读的文字。")


class TooLargeError(DocumentError):
    """More bytes than an instance should hold in memory."""

    message = marked("文件有 %(size)s MB，上限是 %(limit)s MB。请去掉图片后另存，或只粘贴正文。")


class TooManyPagesError(DocumentError):
    """More pages than any plan has."""

    message = marked("文件有 %(pages)s 页，上限是 %(limit)s 页。请只上传规划正文。")


class TooSlowError(DocumentError):
    """The time limit has passed."""

    message = marked("读了 %(seconds)s 秒还没读完，已停止。请粘贴正文再试。")


class TooHeavyError(DocumentError):
    """The reading ended before it was done: it took too much memory, or a library failed."""

    message = marked("这个文件没能读完：它要用的内存或时间超出上限，或者内容有问题。请只粘贴正文再试。")


class UnknownFormatError(DocumentError):
    """Bytes that belong to none of the four formats."""

    message = marked("%(name)s 的内容是 %(found)s。能读的是 .txt、.html、.docx、.pdf。")


class DamagedFileError(DocumentError):
    """The right format, but broken."""

    message = marked("认出这是 %(format)s 文件，但内容损坏，读不出文字。请重新下载或另存后再试。")


class EncryptedFileError(DocumentError):
    """Needs a password."""

    message = marked("认出这是 %(format)s 文件，但它有密码。请去掉密码后再试。")


class ZipBombError(DocumentError):
    """A .docx that unpacks to far more than it could honestly hold."""

    message = marked("这个 .docx 解压后有 %(size)s MB，远超正常文件，没有打开。")


class ScanError(DocumentError):
    """Pages without a text layer."""

    message = marked("这份 PDF 有 %(pages)s 页，其中 %(blank)s 页没有文字层，像是扫描件。请先做文字识别，或粘贴正文。")


class GarbledError(DocumentError):
    """Neither UTF-8 nor GB18030, or text that decodes to rubbish."""

    message = marked("文字编码认不出来：既不是 UTF-8，也不是 GB18030。请用 UTF-8 另存后再试。")


class EndlessLineError(DocumentError):
    """A line longer than any clause: the structure is lost."""

    message = marked("读到 %(characters)s 个字，但有一行长达 %(longest)s 个字，分不出条款。请保留原来的换行。")


class NotAPlanError(DocumentError):
    """Text, but not of this genre: each class names what it lacks."""


class NoProseError(NotAPlanError):
    """Hardly any Chinese sentences: a table, a list of numbers, another language."""

    message = marked(
        "读到 %(characters)s 个字、%(rows)s 行表格，但没有成段的中文正文，看不出是规划文件。没有导入任何内容。"
    )


class NoClausesError(NotAPlanError):
    """Sentences without numbered clauses."""

    message = marked("读到 %(characters)s 个字的正文，但找不到带编号的条款，看不出是规划文件。没有导入任何内容。")


class NoDutiesError(NotAPlanError):
    """Numbered clauses that ask, offer and aim at nothing."""

    message = marked(
        "读到 %(clauses)s 个编号条款，但里面几乎没有要求、支持、奖项或目标，不像规划文件。没有导入任何内容。"
    )
