"""Registering, confirming, signing in and out, passwords: and that nobody learns who has an account."""

import re

import pytest

from selfcheck.store.user import find_user
from tests.database import KINDS
from tests.web.site import PASSWORD, Site, Visitor, faults, words

ADDRESS = re.compile(r"\S+@\S+")
NEW = {"name": "演示填报人", "email": "New@Demo.example", "password": PASSWORD}


def link(site: Site) -> str:
    found = re.search(r"http://localhost(/account/\S+)", site.mails[-1][2])
    assert found
    return found[1]


def registered(site: Site) -> Visitor:
    visitor = site.visitor()
    assert visitor.post("/account/register", NEW).status_code == 302
    return visitor


@pytest.mark.parametrize("kind", KINDS)
def test_a_company_registers_confirms_and_signs_in(site: Site) -> None:
    visitor = registered(site)
    assert site.mails[-1][1] == "new@demo.example"
    assert "还没有确认" in visitor.sign_in("new@demo.example").text
    confirm = link(site)
    page = visitor.get(confirm)
    assert page.status_code == 200
    with site.sessions.open(writes=False) as session:
        user = find_user(session, "new@demo.example")
        assert user is not None
        assert user.confirmed_at is None  # a mail scanner that followed the link has confirmed nothing
        assert user.password is not None
        assert user.password.startswith("$argon2id$")
        assert [role.name for role in user.roles] == ["company"]
    assert visitor.post(confirm, {}).headers["Location"] == "/account/sign-in"
    assert visitor.sign_in(" NEW@demo.example ").headers["Location"] == "/home"
    assert visitor.get("/home").headers["Location"] == "/company"
    assert visitor.get("/company").headers["Location"] == "/company/profile"


def test_registering_says_the_same_for_a_known_and_a_new_address(site: Site) -> None:
    registered(site)
    first, second = site.visitor(), site.visitor()
    known = first.post("/account/register", NEW)
    new = second.post("/account/register", {**NEW, "email": "other@demo.example"})
    assert (known.status_code, known.headers["Location"]) == (new.status_code, new.headers["Location"])
    said = [words(who.get("/account/sign-in").text) for who in (first, second)]
    assert ADDRESS.sub("", said[0]) == ADDRESS.sub("", said[1])
    assert [mail[1] for mail in site.mails] == ["new@demo.example", "new@demo.example", "other@demo.example"]


def test_signing_in_and_recovering_say_the_same_for_known_and_unknown(site: Site) -> None:
    site.person("known@demo.example")
    visitor = site.visitor()
    for path, extra in (("/account/sign-in", {"password": "not the password"}), ("/account/reset", {})):
        known = visitor.post(path, {"email": "known@demo.example", **extra})
        unknown = visitor.post(path, {"email": "stranger@demo.example", **extra})
        assert known.status_code == unknown.status_code == 200
        assert words(known.text).replace("known@", "") == words(unknown.text).replace("stranger@", "")


def test_what_cannot_be_registered_is_said_beside_the_field(site: Site) -> None:
    answer = site.visitor().post("/account/register", {"name": " ", "email": "nonsense", "password": "short"})
    assert faults(answer.text) == [
        "请填写您的姓名。",
        "请填写完整的邮箱地址，例如 name@example.com。",
        "密码至少要有 10 个字符。",
    ]
    assert 'value="nonsense"' in answer.text
    assert "short" not in answer.text
    assert site.mails == []


def test_a_password_is_reset_through_the_mail_and_ends_other_sessions(site: Site) -> None:
    person = site.person("known@demo.example")
    visitor = site.visitor()
    visitor.post("/account/reset", {"email": "known@demo.example"})
    reset = link(site)
    twice = {"password": "another good password", "password_confirm": "something else here"}
    assert "两次输入的密码不一样。" in visitor.post(reset, twice).text
    twice["password_confirm"] = twice["password"]
    assert visitor.post(reset, twice).status_code == 302
    assert visitor.sign_in("known@demo.example", "another good password").status_code == 302
    assert person.get("/company/profile").status_code == 302
    assert visitor.get(reset).status_code == 302  # the link works once


def test_signing_in_drops_what_the_session_held_before(site: Site) -> None:
    site.person("known@demo.example")
    visitor = site.visitor()
    visitor.get("/account/sign-in")
    with visitor.client.session_transaction() as session:
        session["planted"] = "by someone else"
        before = session["csrf_token"]
    visitor.sign_in("known@demo.example")
    visitor.get("/company/profile")
    with visitor.client.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != before
    visitor.post("/account/sign-out", {}, page="/company/profile")
    with visitor.client.session_transaction() as session:
        assert "_user_id" not in session


def test_an_account_that_is_switched_off_is_out_at_once(site: Site) -> None:
    person = site.person("known@demo.example")
    with site.sessions.open(writes=True) as session, session.begin():
        user = find_user(session, "known@demo.example")
        assert user is not None
        user.active = False
    assert person.get("/company/profile").status_code == 302


def test_the_choice_of_a_language_is_kept_with_the_account(site: Site) -> None:
    person = site.person("known@demo.example")
    person.post("/language", {"lang": "en", "next": "/"}, page="/")
    elsewhere = site.visitor()
    elsewhere.sign_in("known@demo.example")
    assert '<html lang="en">' in elsewhere.get("/company/profile", headers={"Accept-Language": "zh"}).text


def test_a_sign_in_leads_back_but_never_to_another_site(site: Site) -> None:
    site.person("known@demo.example")
    for asked, reached in (("/company/profile", "/company/profile"), ("https://evil.example/", "/home")):
        visitor = site.visitor()
        fields = {"email": "known@demo.example", "password": PASSWORD, "next": asked}
        answer = visitor.post("/account/sign-in", fields)
        assert answer.headers.get("Location", "/home") == reached or answer.status_code == 200
        assert "evil.example" not in answer.headers.get("Location", "")
