"""A site on a database of its own, with small content, and visitors who fill in its forms as browsers send them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import URL
from werkzeug.test import TestResponse

from selfcheck.store.engine import Sessions
from selfcheck.store.user import User, add_user, find_user, get_role
from selfcheck.web.application import create_app
from selfcheck.workflow.actor import Actor, Role, actor_of
from tests.workflow.world import World, credit_code, small_library

PASSWORD = "correct horse battery"  # noqa: S105 - of accounts that live for one test
HASHED = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)  # cheap, as the test is not of it
_FORM = """\
module: form
order: 30
title: {zh: 各种题, en: Every kind}
lead: {zh: 每种题一道。, en: One of each kind.}
questions:
  - id: points
    kind: checklist
    text: {zh: 写明了哪些？, en: Which points?}
    weight: 2
    heart: true
    options: [{id: a, zh: 甲, en: A, required: true}, {id: b, zh: 乙, en: B}]
    evidence: [{zh: 制度文件, en: the rules, required: true, fresh_months: 12}]
    remedy: {zh: 写全。, en: Complete it., effort: 1, days: 2}
    obligations: [c-1]
  - id: valid
    kind: date
    text: {zh: 有效到哪天？, en: Valid until?}
    weight: 1
    heart: true
    remedy: {zh: 续期。, en: Renew it., effort: 1, days: 2}
    obligations: [c-1]
  - id: register
    kind: table
    text: {zh: 请列出标准。, en: List the standards.}
    weight: 1
    heart: true
    columns: [{id: number, zh: 编号, en: Number, required: true}, {id: name, zh: 名称, en: Name}]
    rows: 2
    remedy: {zh: 列全。, en: List them all., effort: 1, days: 2}
    obligations: [c-1]
"""


@dataclass
class Site:
    """The application, the e-mails it sent, and the reports it asked the worker for."""

    app: Flask
    mails: list[tuple[str, str, str]] = field(default_factory=list)
    woken: list[int] = field(default_factory=list)

    @property
    def sessions(self) -> Sessions:
        """The sessions of the site's database."""
        found: Sessions = self.app.extensions["sessions"]
        return found

    def visitor(self) -> "Visitor":
        """Somebody with a browser of their own."""
        return Visitor(self, self.app.test_client())

    def person(self, email: str = "filler@demo.example", role: Role = Role.COMPANY, **columns: object) -> "Visitor":
        """Somebody signed in to a new, confirmed account."""
        with self.sessions.open(writes=True) as session, session.begin():
            roles = [get_role(session, role.value)]
            known = {"name": "演示填报人", **columns}
            user = User(email=email, password=HASHED, confirmed_at=World.now, roles=roles, **known)
            add_user(session, user)
        visitor = self.visitor()
        visitor.sign_in(email)
        return visitor

    def company(self, serial: int = 1, email: str = "filler@demo.example", /, **answers: str) -> "Visitor":
        """Somebody signed in who has told what the company is."""
        visitor = self.person(email)
        assert visitor.post("/company/profile", profile_form(serial, **answers)).status_code == 302
        return visitor

    def actor(self, email: str) -> Actor:
        """The account as an actor."""
        with self.sessions.open(writes=False) as session:
            user = find_user(session, email)
            assert user is not None
            actor = actor_of(user)
        assert actor is not None
        return actor


@dataclass
class Visitor:
    """A browser: it keeps cookies and sends the token that stands on the page."""

    site: Site
    client: FlaskClient

    def get(self, path: str, headers: Mapping[str, str] | None = None, base_url: str | None = None) -> TestResponse:
        """The page."""
        return self.client.get(path, headers=headers, base_url=base_url)

    def post(self, path: str, data: Mapping[str, Any], page: str | None = None) -> TestResponse:
        """What answers the form of that page, sent with these fields."""
        token = token_of(self.get(page or path).text)
        return self.client.post(path, data={"csrf_token": token, **data})

    def sign_in(self, email: str, password: str = PASSWORD) -> TestResponse:
        """What answers the sign-in form."""
        return self.post("/account/sign-in", {"email": email, "password": password})

    def start(self, tier: str = "full") -> str:
        """The path of a new questionnaire."""
        answer = self.post(f"/company/start/{tier}", {}, page="/company")
        assert answer.status_code == 302
        return answer.headers["Location"]

    def section(self, path: str) -> dict[str, str]:
        """The fields of the form on that page that say at which version it was opened."""
        return dict(re.findall(r'name="(v\.[^"]+)" value="(\d+)"', self.get(path).text))


def make_site(url: URL, folder: Path, **settings: str) -> Site:
    """A site with the small content, on that database."""
    content = folder / "content"
    small_library(content)
    (content / "modules/form.yaml").write_text(_FORM, encoding="utf-8")
    site: Site
    woken: list[int] = []
    app = create_app(
        {
            "SELFCHECK_HOME": str(folder),
            "SELFCHECK_CONTENT": str(content),
            "SELFCHECK_DATABASE_URL": url.render_as_string(hide_password=False),
            "SELFCHECK_LIMITS": "0",
            **settings,
        },
        wake=woken.append,
    )
    site = Site(app, woken=woken)
    app.extensions["outbox"] = lambda *mail: site.mails.append(mail)
    return site


def token_of(page: str) -> str:
    """The token of the first form of a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, page[:500]
    return found[1]


def words(page: str) -> str:
    """What a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def faults(page: str) -> list[str]:
    """What stands beside the fields as wrong."""
    return [unescape(found) for found in re.findall(r'class="why"[^>]*>([^<]+)<', page)]


def express_form(**changes: object) -> dict[str, Any]:
    """What a small food maker in Ganzhou tells without an account."""
    told = {
        "name": "",
        "region_province": "360000",
        "region_city": "360700",
        "region_county": "360703",
        "industry": "13",
        "employees": "45",
        "revenue": "1800",
        "assets": "",
        "activities": ["makes_food"],
        "held": ["haccp"],
    }
    return {**told, **changes}


def profile_form(serial: int = 1, /, **changes: object) -> dict[str, Any]:
    """What the same company tells once it has an account."""
    told = express_form()
    del told["held"]
    rows = {
        f"{name}-0-{cell}": ""
        for name, cells in (("certificates", ("kind", "number", "day")), ("honours", ("kind", "day")))
        for cell in cells
    }
    return {
        **told,
        **rows,
        "uscc": credit_code(serial),
        "name": f"演示食品厂{serial}",
        "industry_code": "1340",
        "established_on": "2015-06-03",
        "certificates_told": "later",
        "honours_told": "none",
        "adverse_told": "later",
        "adverse-0-kind": "",
        "adverse-0-day": "",
        **changes,
    }
