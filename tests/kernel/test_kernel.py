"""Codes, regions, rounding and YAML positions."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from selfcheck.kernel.credit_code import is_credit_code
from selfcheck.kernel.errors import Fault
from selfcheck.kernel.ids import RegionCode
from selfcheck.kernel.industries import INDUSTRIES, SECTIONS, find_industry
from selfcheck.kernel.regions import all_regions, contains, find_region, list_children
from selfcheck.kernel.rounding import one_decimal
from selfcheck.kernel.yaml_file import YamlFile, parse_yaml


def test_halves_are_rounded_up() -> None:
    assert one_decimal(Fraction(1, 20)) == Decimal("0.1")
    assert one_decimal(Fraction(-1, 20)) == Decimal("-0.1")
    assert one_decimal(Fraction(2, 3) * 1000) == Decimal("666.7")


@given(st.fractions(0, 1000))
def test_rounding_moves_by_at_most_half_a_tenth(value: Fraction) -> None:
    assert abs(Fraction(one_decimal(value)) - value) <= Fraction(1, 20)


def test_a_credit_code_needs_its_check_digit() -> None:
    assert is_credit_code("91110000600037341L")
    assert not is_credit_code("91110000600037341M")
    assert not is_credit_code("12345")


def test_regions_contain_themselves_and_what_lies_below() -> None:
    ganzhou, county = RegionCode("360700"), RegionCode("360703")
    region = find_region("360703")
    assert region is not None
    assert region.full_name == "江西省赣州市南康区"
    assert contains(ganzhou, county)
    assert contains(RegionCode("360000"), county)
    assert contains(county, county)
    assert not contains(county, ganzhou)
    assert not contains(RegionCode("330000"), county)
    assert [child.code for child in list_children(ganzhou)] == sorted(
        code for code, found in all_regions().items() if found.parent == ganzhou
    )


def test_industries_are_the_97_divisions_of_20_sections() -> None:
    assert len(INDUSTRIES) == 97
    assert {industry.section for industry in INDUSTRIES.values()} == set(SECTIONS)
    food = find_industry("1340")
    assert food is not None
    assert food.code == "13"
    assert find_industry("9900") is None
    assert find_industry("C13") is None


def test_yaml_knows_its_lines_and_leaves_on_a_word() -> None:
    file = parse_yaml("a:\n  on: 1\n  list:\n    - yes\n    - true\n", "x.yaml")
    assert isinstance(file, YamlFile)
    assert file.data == {"a": {"on": 1, "list": ["yes", True]}}
    assert file.line(("a", "list", 1)) == 5
    assert file.fault(("a", "on"), "wrong") == Fault("x.yaml", 2, "wrong")


def test_a_faulty_file_is_one_fault_with_its_line() -> None:
    assert parse_yaml("a: [1\nb: 2\n", "x.yaml") == Fault("x.yaml", 2, "did not find expected ',' or ']'")
    assert parse_yaml("a: 1\na: 2\n", "x.yaml") == Fault("x.yaml", 2, "the key 'a' stands twice")
    assert parse_yaml("a: 1\n{[]: 2}: 3\n", "x.yaml") == Fault("x.yaml", 2, "a key must be a word")
    assert parse_yaml("a: &a [*a]\n", "x.yaml") == Fault("x.yaml", 0, "a part contains itself, or goes too deep")
    assert parse_yaml("", "x.yaml") == Fault("x.yaml", 0, "the file is empty")
