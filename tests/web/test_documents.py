"""Plan documents in the site: brought in by file or paste, corrected, compared, shown beside questions, taken away."""

import io
import re

import pytest
from werkzeug.test import TestResponse

from selfcheck.store.plan_document import list_plan_documents
from selfcheck.workflow.actor import Role
from tests.database import KINDS
from tests.plans.formats import as_docx, as_html, as_pdf, as_txt
from tests.plans.papers import NOTICE
from tests.web.site import Site, Visitor, faults, words

both = pytest.mark.parametrize("kind", KINDS)
LIST = "/content/documents"
CITY = """市方案
2024年4月21日
1．鼓励企业任命首席质量官，赋予其质量否决权。<b>支持企业开展培训。</b>
2．食品生产企业应当建立食品安全管理制度，每年开展一次食品安全自查。
3．对通过认证的企业给予奖补。
4．企业应当及时报告可疑情况。
"""
HEAD = {
    "plan": "yunxi-2025",
    "title": "云溪县质量提升三年行动方案",
    "doc_number": "云政发〔2025〕18号",
    "issuer": "云溪县人民政府",
    "date": "2025年3月6日",
    "region": "３６０７０３",
    "horizon": "2027",
}


@pytest.fixture
def editor(site: Site) -> Visitor:
    return site.person("editor@demo.example", Role.EDITOR, name="演示题库编辑")


def bring(editor: Visitor, data: bytes | None = None, name: str = "方案.txt", text: str = "") -> TestResponse:
    files = {} if data is None else {"file": (io.BytesIO(data), name)}
    return editor.post(LIST, {"text": text, **files})


def place_of(answer: TestResponse) -> str:
    assert answer.status_code == 302, faults(answer.text)
    return answer.headers["Location"]


def stored(site: Site) -> int:
    with site.sessions.open(writes=False) as session:
        return len(list_plan_documents(session))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("方案.txt", as_txt(NOTICE.lines, "gb18030")),
        ("方案.html", as_html(NOTICE.lines)),
        ("方案.docx", as_docx(NOTICE.lines)),
        ("方案.pdf", as_pdf(NOTICE.lines)),
    ],
)
def test_every_format_comes_in(editor: Visitor, name: str, data: bytes) -> None:
    assert "还没有导入过文件" in words(editor.get(LIST).text)
    place = place_of(bring(editor, data, name))
    page = editor.get(place).text
    told = words(page)
    assert "云溪县质量提升三年行动方案" in told
    assert 'value="云政发〔2025〕18号"' in page
    assert 'value="2025-03-06"' in page
    assert "督促竹制品厂逐批检验原料，不合格的原料不得投料。" in told
    assert "看不出适用的行政区划。" in told
    assert "云溪县质量提升三年行动方案" in words(editor.get(LIST).text)


@both
def test_a_pasted_text_comes_in_once(site: Site, editor: Visitor) -> None:
    place = place_of(bring(editor, text=NOTICE.text))
    assert place_of(bring(editor, text=NOTICE.text)) == place
    assert "这个文件已经导入过" in words(editor.get(place).text)
    assert stored(site) == 1


@both
@pytest.mark.parametrize(
    ("data", "text", "told"),
    [
        (None, " ", "请选择文件，或粘贴全文。"),
        (b"a", "b", "文件和粘贴的全文只要一样，请去掉其中一样。"),
        (b"\n \n", "", "文件是空的，没有可读的文字。"),
        (b"MZ\x90\x00" * 99, "", "方案.txt 的内容是 EXE。能读的是 .txt、.html、.docx、.pdf。"),
        (
            None,
            "从前有一座山。\n" * 300,
            "读到 2399 个字的正文，但找不到带编号的条款，看不出是规划文件。没有导入任何内容。",
        ),
    ],
)
def test_what_cannot_be_read_is_told_beside_the_field_and_nothing_is_kept(
    site: Site, editor: Visitor, data: bytes | None, text: str, told: str
) -> None:
    answer = bring(editor, data, text=text)
    assert answer.status_code == 422
    assert told in faults(answer.text)
    assert text.strip() in answer.text
    assert stored(site) == 0


@both
def test_the_head_is_corrected_and_what_is_wrong_keeps_what_was_typed(editor: Visitor) -> None:
    place = place_of(bring(editor, text=NOTICE.text))
    wrong = {**HEAD, "plan": "云溪", "date": "三月", "region": "999999", "title": "<b>标题</b>", "horizon": "两年"}
    answer = editor.post(f"{place}/head", wrong, page=place)
    assert answer.status_code == 422
    assert len(faults(answer.text)) == 4
    assert 'value="三月"' in answer.text
    assert "&lt;b&gt;标题&lt;/b&gt;" in answer.text
    assert editor.post(f"{place}/head", HEAD, page=place).status_code == 302
    page = editor.get(place).text
    assert 'value="360703"' in page
    assert "南康区" in page
    assert "看不出适用的行政区划。" not in words(page)


@both
def test_the_official_text_stands_beside_the_question(site: Site, editor: Visitor) -> None:
    company = site.company()
    section = company.start() + "/sections/lead"
    assert "blockquote" not in company.get(section).text
    place = place_of(bring(editor, text=CITY))
    city = {**HEAD, "plan": "city", "title": "市方案", "issuer": "市政府", "doc_number": "", "region": "360700"}
    assert editor.post(f"{place}/head", city, page=place).status_code == 302
    page = words(editor.get(place).text)
    assert "用作官方原文后" in page
    assert "题库引用的" not in page
    assert "blockquote" not in company.get(section).text
    assert editor.post(f"{place}/show", {}, page=place).status_code == 302
    quoted = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", company.get(section).text, re.DOTALL)
    assert quoted[0] == (
        "1．鼓励企业任命<mark>首席质量官</mark>，赋予其质量否决权。&lt;b&gt;支持企业开展培训。&lt;/b&gt;"
    )
    assert "<mark>食品安全</mark>" in "".join(quoted)
    assert editor.post(f"{place}/hide", {}, page=place).status_code == 302
    assert "blockquote" not in company.get(section).text


def test_a_removed_document_is_gone_and_its_deed_is_on_record(site: Site, editor: Visitor) -> None:
    place = place_of(bring(editor, text=NOTICE.text))
    assert editor.post(f"{place}/remove", {}, page=place).headers["Location"] == LIST
    assert editor.get(place).status_code == 404
    assert stored(site) == 0
    administrator = site.person("admin@demo.example", Role.ADMINISTRATOR)
    assert "删除导入的文件" in words(administrator.get("/admin/trail").text)


@pytest.mark.parametrize("role", [Role.COMPANY, Role.REVIEWER])
def test_others_do_not_see_it(site: Site, editor: Visitor, role: Role) -> None:
    place = place_of(bring(editor, text=NOTICE.text))
    other = site.person("other@demo.example", role, jurisdiction="360703" if role is Role.REVIEWER else None)
    for path in (LIST, place):
        assert other.get(path).status_code == 403
