"""Cases made from conditions: whatever an editor writes, they say what the rules say, and try every condition."""

from hypothesis import example, given
from hypothesis import strategies as st

from selfcheck.kernel.ids import RegionCode
from selfcheck.matching.cases import check_cases
from selfcheck.questionnaires.entries import EntryFile
from selfcheck.questionnaires.library import library_of
from selfcheck.questionnaires.worked import cases_of
from selfcheck.questionnaires.written import policy_lines
from tests.questionnaires.small import FILES

REGION = RegionCode("360700")
REMEDY = {"zh": "补上。", "en": "Mend it."}
TESTS: list[dict[str, object]] = [
    {"fact": "certificates", "op": "has", "value": "haccp"},
    {"fact": "certificates", "op": "has_any", "value": ["haccp"]},
    {"fact": "honours", "op": "has_none", "value": ["city_quality_award"]},
    {"fact": "employees", "op": "at_least", "value": 20},
    {"fact": "revenue", "op": "at_most", "value": 4000},
    {"fact": "above_scale", "op": "is", "value": True},
    {"fact": "size", "op": "is_not", "value": "large"},
    {"fact": "size", "op": "in", "value": ["small", "micro"]},
    {"fact": "industry", "op": "in", "value": ["13", "14"]},
    {"fact": "region", "op": "within", "value": "360703"},
]
VALID: list[dict[str, str | None]] = [
    {"from": "2024-05-01", "until": None},
    {"from": None, "until": "2025-01-01"},
    {"from": None, "until": None},
]


@example([TESTS[-1]], "any", False, {"from": "2024-05-01", "until": None})  # noqa: FBT003 - as drawn
@given(
    st.lists(st.sampled_from(TESTS), unique_by=lambda test: test["fact"], max_size=5),
    st.sampled_from(["all", "any"]),
    st.booleans(),
    st.sampled_from(VALID),
)
def test_the_cases_hold(
    tests: list[dict[str, object]], together: str, fixable: bool, valid: dict[str, str | None]
) -> None:
    more = {"fixable": True, "remedy": REMEDY} if fixable else {}
    listed = [{"id": f"condition-{number}", **test, **more} for number, test in enumerate(tests)]
    body: dict[str, object] = {
        "kind": "support",
        "title": {"zh": "演示奖补", "en": "Demo grant"},
        "plan": "city",
        "clause": "3",
        "item": "c-3",
        "authority": [],
        "valid": valid,
    }
    body |= {together: listed} if listed else {}
    body["cases"] = cases_of(REGION, body)
    text = EntryFile("").having("demo-grant", policy_lines("demo-grant", body)).text
    reading = library_of({**FILES, "policies/city.yaml": text})
    assert reading.faults == ()
    assert reading.library is not None
    assert check_cases(reading.library, reading.source) == ()
