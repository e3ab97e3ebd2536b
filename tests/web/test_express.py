"""The express self-check of a visitor: in the browser alone, and carried over once a company registers."""

import re
import secrets
from typing import Any

import pytest

from selfcheck.store.audit import list_events
from tests.web.site import Site, Visitor, express_form, faults, profile_form

ANSWERS: dict[str, Any] = {
    "q.points": ["a", "b"],
    "q.valid": "2031年3月5日",
    "c.register.0.number": "GB 1",
    "c.register.0.name": "标准甲",
}


def begun(site: Site) -> Visitor:
    visitor = site.visitor()
    assert visitor.post("/express", express_form()).headers["Location"] == "/express/questions"
    return visitor


def test_a_visitor_answers_and_reads_a_result_and_nothing_is_stored(site: Site) -> None:
    visitor = begun(site)
    first = visitor.get("/express/questions").headers["Location"]
    assert first == "/express/questions/lead"
    assert visitor.post(first, {"q.officer": "yes", "q.food": "yes"}).status_code == 302
    assert visitor.get("/express/questions").headers["Location"] == "/express/questions/more"
    visitor.post("/express/questions/more", {"q.steps": "3", "q.share": "80"})
    assert visitor.post("/express/questions/form", ANSWERS).headers["Location"] == "/express/result"
    page = visitor.get("/express/result")
    assert page.status_code == 200
    assert "自评参考，不是官方评定" in page.text
    # 1000 x (3 + 2 + 2 x 0.75 + 0.8 + 2 + 1 + 0.5) / 12
    assert re.search(r'class="total">.*?900\.0<small>', page.text)
    with site.sessions.open(writes=False) as session:
        assert list_events(session) == []


def test_the_cookie_stays_small_and_a_long_answer_is_refused_whole(site: Site) -> None:
    visitor = begun(site)
    long = [secrets.token_urlsafe(140) for _ in range(30)]  # nothing to compress
    cells = {f"c.register.{row}.number": text for row, text in enumerate(long)}
    answer = visitor.post("/express/questions/form", {**ANSWERS, **cells})
    assert answer.status_code == 422
    assert "临时自评只能记住简短的回答" in answer.text
    assert long[29] in answer.text
    assert long[0] not in visitor.get("/express/questions/form").text


def test_what_is_typed_wrong_stays_and_nothing_is_kept(site: Site) -> None:
    visitor = begun(site)
    answer = visitor.post("/express/questions/form", {**ANSWERS, "q.valid": "明年"})
    assert answer.status_code == 422
    assert 'value="明年"' in answer.text
    assert 'value="GB 1"' in answer.text
    assert len(faults(answer.text)) == 1
    assert 'href="#q-valid"' in answer.text
    assert 'value="GB 1"' not in visitor.get("/express/questions/form").text


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"region_county": "999999"}, "请一直选到县、市、区一级。"),
        ({"region_province": "110000"}, "请一直选到县、市、区一级。"),
        ({"region_province": ""}, "请选择企业所在的地区。"),
        ({"industry": "99"}, "请从列表里选择所属行业。"),
        ({"employees": "四十五"}, "请只填数字，例如 45。您填的是“四十五”。"),
        ({"employees": "4.5"}, "请填写整数。您填的是“4.5”。"),
        ({"revenue": "99999999999"}, "请只填数字，例如 45。您填的是“99999999999”。"),
        ({"activities": []}, "请至少勾选一项；都不是就勾“以上都不是”。题目按这里的选择来定。"),
        ({"activities": ["makes_bombs"]}, "请至少勾选一项；都不是就勾“以上都不是”。题目按这里的选择来定。"),
        ({"held": ["degree"]}, "请只勾选列出的项目。"),
    ],
)
def test_each_wrong_entry_is_said_in_words_and_stays(site: Site, change: dict[str, Any], fault: str) -> None:
    answer = site.visitor().post("/express", express_form(name="演示厂", **change))
    assert answer.status_code == 422
    assert faults(answer.text) == [fault]
    assert 'value="演示厂"' in answer.text


def test_numbers_are_taken_as_people_write_them(site: Site) -> None:
    visitor = site.visitor()
    assert visitor.post("/express", express_form(employees="４５", revenue="1,800.5")).status_code == 302
    page = visitor.get("/express").text
    assert 'value="45"' in page
    assert 'value="1800.5"' in page


def test_regions_unfold_without_scripts(site: Site) -> None:
    visitor = site.visitor()
    told = express_form(region_county="", region_city="", name="演示厂", region="1")
    answer = visitor.post("/express", told)
    assert answer.status_code == 200
    assert 'name="region_city"' in answer.text
    assert "赣州市" in answer.text
    assert 'value="演示厂"' in answer.text
    assert faults(answer.text) == []
    assert visitor.get("/regions/360700").json is not None


def test_a_region_without_a_plan_gets_the_general_questionnaire_and_is_told(site: Site) -> None:
    visitor = site.visitor()
    place = {"region_province": "110000", "region_city": "110101", "region_county": ""}
    visitor.post("/express", express_form(**place))
    assert "通用问卷" in visitor.get("/express/questions/lead").text


def test_without_a_session_the_visitor_begins_again(site: Site) -> None:
    visitor = begun(site)
    visitor.client.delete_cookie("session")
    assert visitor.get("/express/questions/lead").headers["Location"] == "/express"
    assert "临时自评已经结束" in visitor.get("/express").text


def test_forgetting_leaves_nothing(site: Site) -> None:
    visitor = begun(site)
    visitor.post("/express/questions/lead", {"q.officer": "yes"})
    visitor.post("/express/forget", {}, page="/express/result")
    assert visitor.get("/express/result").headers["Location"] == "/express"


def test_a_cookie_of_an_earlier_edition_is_dropped(site: Site) -> None:
    visitor = begun(site)
    with visitor.client.session_transaction() as session:
        session["express"] = {"old": True}
    assert visitor.get("/express/result").headers["Location"] == "/express"


def test_registering_carries_the_answers_over(site: Site) -> None:
    visitor = begun(site)
    visitor.post("/express/questions/lead", {"q.officer": "yes", "q.food": "no"})
    site.person("filler@demo.example")
    visitor.sign_in("filler@demo.example")
    page = visitor.get("/company/profile").text
    assert re.search(r'value="360703" selected', page)
    answer = visitor.post("/company/profile", profile_form())
    assert re.fullmatch(r"/company/submissions/\d+", answer.headers["Location"])
    assert "已带入您之前的 2 个回答" in visitor.get(answer.headers["Location"]).text
    lead = visitor.get(answer.headers["Location"] + "/sections/lead").text
    assert re.search(r'name="q.officer" value="yes" checked', lead)
    assert re.search(r'name="q.food" value="no" checked', lead)
    assert visitor.get("/express/result").headers["Location"] == "/express"
