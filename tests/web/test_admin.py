"""What an administrator sees: every account and deed, searched and paged; accounts are switched off and on."""

import re

import pytest

from selfcheck.store.audit import add_event
from selfcheck.store.audit_list import PAGE_SIZE
from selfcheck.store.report import ReportJob, ReportState
from selfcheck.workflow.actor import Role
from tests.web.site import Site, Visitor, token_of, words
from tests.workflow.world import NOW, World

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def world(site: Site) -> World:
    """The verbs on the database of the site."""
    return World(site.sessions, site.app.extensions["content"].library())


def administrator(site: Site) -> Visitor:
    return site.person("administrator@demo.example", Role.ADMINISTRATOR, name="演示管理员")


def rows(page: str) -> list[str]:
    """The lines of the table, as words."""
    return [words(row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)[1:]]


def test_accounts_are_listed_with_what_they_belong_to(site: Site, world: World) -> None:
    world.submitted(world.company())
    world.reviewer("360702")
    visitor = administrator(site)
    assert visitor.get("/home").headers["Location"] == "/admin"
    found = rows(visitor.get("/admin").text)
    assert len(found) == 3
    assert "演示企业1" in found[1]
    assert "企业" in found[1]
    assert "2026年6月1日" in found[1]
    assert "江西省赣州市章贡区" in found[2]
    assert "还没有" in found[2]
    assert len(rows(visitor.get("/admin?role=reviewer").text)) == 1
    assert len(rows(visitor.get("/admin?text=演示企业1").text)) == 1
    assert len(rows(visitor.get("/admin?role=nonsense").text)) == 3
    assert "没有符合条件的账号" in visitor.get("/admin?text=%25&page=1").text
    assert visitor.get("/admin?page=7").headers["Location"] == "/admin?page=1"


def test_the_trail_is_searched(site: Site, world: World) -> None:
    submission = world.submitted(world.company())
    visitor = administrator(site)
    assert visitor.get("/review").status_code == 403
    newest, *others = rows(visitor.get("/admin/trail").text)
    assert "拒绝访问" in newest
    assert "页面" in newest
    assert "administrator@demo.example" in newest
    assert "已提交" in others[0]
    for query, count in {
        "verb=submit": 1,
        "verb=refused": 1,
        "subject=company": 1,
        f"subject=submission&subject_id={submission}": 5,
        "email=company1@": 6,
        "email=%25": 0,
        "since=2026-06-02": 1,
        "until=2026-06-01": 6,
        "since=2026.6.1&until=2026-06-01": 6,
        "since=gestern&until=9999-12-31&subject_id=1e3&subject=x": 7,
    }.items():
        page = visitor.get(f"/admin/trail?{query}").text
        assert len(rows(page)) == count, query
    assert "没有符合条件的记录" in visitor.get("/admin/trail?verb=nothing").text


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_trail_is_paged_and_keeps_its_filters(site: Site, world: World) -> None:
    event = {
        "at": NOW,
        "user_id": None,
        "role": None,
        "verb": HOSTILE,
        "subject": "page",
        "subject_id": 0,
        "from_state": None,
        "to_state": HOSTILE,
        "detail": {"path": HOSTILE},
    }
    for _ in range(PAGE_SIZE + 1):
        world.do(lambda session: add_event(session, event))
    visitor = administrator(site)
    page = visitor.get("/admin/trail?subject=page").text
    assert len(rows(page)) == PAGE_SIZE
    assert HOSTILE not in page
    assert 'href="/admin/trail?page=2&amp;subject=page"' in page
    assert len(rows(visitor.get("/admin/trail?page=2&subject=page").text)) == 1
    assert visitor.get("/admin/trail?page=9&subject=page").headers["Location"].endswith("?page=2&subject=page")


def test_nobody_else_may_look(site: Site) -> None:
    for number, role in enumerate((Role.COMPANY, Role.REVIEWER, Role.EDITOR)):
        where = "360703" if role is Role.REVIEWER else None
        visitor = site.person(f"other{number}@demo.example", role, jurisdiction=where)
        assert visitor.get("/admin").status_code == 403
        assert visitor.get("/admin/trail").status_code == 403
    assert site.visitor().get("/admin").status_code == 302


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_account_is_switched_off_and_on(site: Site) -> None:
    person = site.person("reviewer@demo.example", Role.REVIEWER, jurisdiction="360702")
    visitor = administrator(site)
    number = site.actor("reviewer@demo.example").user_id
    own = site.actor("administrator@demo.example").user_id
    path = f"/admin/users/{number}/active"
    assert person.get("/review").status_code == 200
    done = visitor.post(path, {"active": "no"}, page="/admin")
    assert done.headers["Location"] == "/admin?text=reviewer@demo.example"
    assert person.get("/review").headers["Location"].startswith("/account/sign-in")
    assert "启用账号" in visitor.get("/admin?text=reviewer@demo.example").text
    assert site.visitor().sign_in("reviewer@demo.example").status_code == 200  # the form again
    visitor.post(path, {"active": "no"}, page="/admin")  # a double click
    visitor.post(path, {"active": "yes"}, page="/admin")
    assert site.visitor().sign_in("reviewer@demo.example").status_code == 302
    assert len(rows(visitor.get("/admin/trail?verb=switch_account").text)) == 2
    assert visitor.post(f"/admin/users/{own}/active", {"active": "no"}, page="/admin").status_code == 409
    assert visitor.post("/admin/users/999/active", {"active": "no"}, page="/admin").status_code == 404


def failed_report(site: Site, world: World) -> int:
    company = world.company()
    job = world.report(company, world.submitted(company))
    with site.sessions.open(writes=True) as session, session.begin():
        held = session.get_one(ReportJob, job.id)
        held.state, held.message, held.attempts = ReportState.FAILED, "报告没有生成成功。", 3
    return job.id


def test_reports_that_were_given_up_are_seen_and_asked_for_anew(site: Site, world: World) -> None:
    report = failed_report(site, world)
    visitor = administrator(site)
    (line,) = rows(visitor.get("/admin/reports").text)
    assert "演示企业1" in line
    assert "3" in line
    answer = visitor.post("/admin/reports/retry", {"report": str(report)}, page="/admin/reports")
    assert answer.headers["Location"] == "/admin/reports"
    assert site.woken == [report]
    assert "没有一份报告处在这个状态" in visitor.get("/admin/reports").text
    (line,) = rows(visitor.get("/admin/reports?state=requested").text)
    assert "排队中" in line
    assert "重新制作报告" in visitor.get("/admin/trail").text


def test_asking_anew_twice_wakes_nobody_twice(site: Site, world: World) -> None:
    report = failed_report(site, world)
    visitor = administrator(site)
    token = token_of(visitor.get("/admin/reports").text)
    for _ in range(2):
        visitor.client.post("/admin/reports/retry", data={"csrf_token": token, "report": str(report)})
    assert site.woken == [report]
    assert visitor.client.post("/admin/reports/retry", data={"csrf_token": token, "report": "99"}).status_code == 404


@pytest.mark.parametrize("role", [Role.COMPANY, Role.REVIEWER, Role.EDITOR])
def test_report_jobs_are_the_operators_alone(site: Site, role: Role) -> None:
    region = {"jurisdiction": "360703"} if role is Role.REVIEWER else {}
    assert site.person("other@demo.example", role, **region).get("/admin/reports").status_code == 403
