"""Headers, tokens, limits, doors."""

import re
from pathlib import Path

import pytest
from sqlalchemy import URL

from selfcheck.web.config import kept_secret
from selfcheck.workflow.actor import Role
from selfcheck.workflow.permissions import ROUTES
from tests.web.site import PASSWORD, Site, express_form, make_site, token_of, words

PUBLIC = ("/", "/plans/city", "/how-it-scores", "/express", "/account/sign-in", "/account/register", "/account/reset")


@pytest.mark.parametrize("path", PUBLIC)
def test_every_page_carries_the_headers_and_no_inline_code(site: Site, path: str) -> None:
    answer = site.visitor().get(path)
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Strict-Transport-Security" not in answer.headers
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:", answer.text)
    assert all("src=" in tag and "nonce=" in tag for tag in re.findall(r"<script[^>]*>", answer.text))


def test_over_tls_the_session_cookie_is_bound_to_the_host(database_url: URL, tmp_path: Path) -> None:
    site = make_site(database_url, tmp_path, SELFCHECK_TLS="1")
    answer = site.visitor().get("/account/sign-in", base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
    assert "max-age=" in answer.headers["Strict-Transport-Security"]


def test_a_form_without_its_token_is_not_taken_but_comes_back_whole(site: Site) -> None:
    visitor = site.visitor()
    answer = visitor.client.post("/express", data={**express_form(name="演示<b>厂"), "csrf_token": "stale"})
    assert answer.status_code == 400
    assert "再次提交" in answer.text
    assert 'value="演示&lt;b&gt;厂"' in answer.text
    assert "stale" not in answer.text
    again = visitor.client.post("/express", data=express_form(csrf_token=token_of(answer.text)))
    assert again.status_code == 302


def test_a_password_never_comes_back(site: Site) -> None:
    answer = site.visitor().client.post("/account/sign-in", data={"email": "a@b.example", "password": PASSWORD})
    assert answer.status_code == 400
    assert PASSWORD not in answer.text


@pytest.mark.parametrize("origin", ["cross-site", "same-site"])
def test_what_another_site_sends_is_refused(site: Site, origin: str) -> None:
    visitor = site.visitor()
    token = token_of(visitor.get("/express").text)
    headers = {"Sec-Fetch-Site": origin}
    answer = visitor.client.post("/express", data=express_form(csrf_token=token), headers=headers)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers or "express" not in answer.headers["Set-Cookie"]


def test_an_unknown_host_gets_nothing(site: Site) -> None:
    answer = site.visitor().get("/", base_url="http://evil.example")
    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_too_large_a_body_is_refused_in_words(site: Site) -> None:
    answer = site.visitor().client.post("/express", data={"name": "字" * 400_000})
    assert answer.status_code == 413
    assert "1 MB" in answer.text


def test_guessing_is_slowed_down_before_hashing(database_url: URL, tmp_path: Path) -> None:
    site = make_site(database_url, tmp_path, SELFCHECK_LIMITS="1")
    visitor = site.visitor()
    codes = [visitor.sign_in("nobody@demo.example", "wrong guess here").status_code for _ in range(12)]
    assert codes[:10] == [200] * 10
    assert codes[10:] == [429, 429]


def test_an_endpoint_that_the_table_does_not_list_is_shut(site: Site) -> None:
    site.app.add_url_rule("/new", "new", lambda: "open")
    assert "new" not in ROUTES
    assert site.visitor().get("/new").status_code == 403


def test_a_visitor_is_led_to_sign_in_and_back(site: Site) -> None:
    visitor = site.visitor()
    answer = visitor.get("/company?page=2")
    assert answer.headers["Location"] == "/account/sign-in?next=/company?page%3D2"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COMPANY])
def test_other_roles_stay_out_of_company_pages(site: Site, role: Role) -> None:
    person = site.person("other@demo.example", role)
    for path in ("/company", "/company/profile", "/company/submissions/1", "/company/reports/1/file"):
        assert person.get(path).status_code == 403


def test_every_error_says_what_to_do(site: Site) -> None:
    visitor = site.visitor()
    assert "没有找到这个页面" in visitor.get("/nowhere").text
    assert visitor.client.put("/").status_code in {400, 405}
    site.app.view_functions["public.method"] = lambda: str(1 // 0)
    answer = visitor.get("/how-it-scores", headers={"Accept-Language": "en"})
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    assert 'lang="en"' in answer.text


def test_health(site: Site) -> None:
    visitor = site.visitor()
    assert visitor.get("/health/live").json == {"status": "alive"}
    ready = visitor.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json is not None
    assert ready.json["status"] == "ready"


def test_the_kept_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = kept_secret(tmp_path)
    assert kept_secret(tmp_path) == first
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_the_language_follows_choice_before_browser(site: Site) -> None:
    visitor = site.visitor()
    english = {"Accept-Language": "en-GB,en;q=0.9"}
    assert '<html lang="en">' in visitor.get("/", headers=english).text
    answer = visitor.post("/language", {"lang": "zh", "next": "/how-it-scores"}, page="/")
    assert answer.headers["Location"] == "/how-it-scores"
    assert '<html lang="zh-CN">' in visitor.get("/", headers=english).text
    assert visitor.post("/language", {"lang": "en", "next": "//evil.example"}, page="/").headers["Location"] == "/"
    assert visitor.post("/language", {"lang": "xx"}, page="/").status_code == 400


def test_the_front_page_names_the_plans(site: Site) -> None:
    told = words(site.visitor().get("/").text)
    assert "市方案" in told
    assert "目标期已过" in told
    assert site.visitor().get("/plans/nothing").status_code == 404
