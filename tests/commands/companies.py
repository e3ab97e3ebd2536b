"""Six marked demo companies in five regions, and a credit code for each made by its published check digit."""

from typing import Any

from stdnum.cn import uscc


def credit_code(region: str, number: int) -> str:
    """A code of the form of GB 32100 that belongs to nobody: organisation part X0000nnnn, check digit computed."""
    body = f"91{region}X0000{number:04d}"
    return body + str(uscc.calc_check_digit(body))


def profile(number: int, region: str, industry: str, activities: list[str], **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "uscc": credit_code(region, number),
        "name": f"演示企业{number}",
        "region": region,
        "industry": industry,
        "employees": 45,
        "revenue": 1800,
        "assets": 1200,
        "established_on": "2012-05-01",
        "activities": activities,
        "certificates": [],
        "honours": [],
        "adverse": [],
        **more,
    }


FOOD = profile(1, "360703", "1340", ["makes_food"], certificates=[{"kind": "iso9001", "until": "2027-03-31"}])
FURNITURE = profile(2, "360703", "2110", ["makes_consumer_goods"], employees=320, revenue=26000)
CONSTRUCTION = profile(3, "610113", "4720", ["builds"], employees=900, revenue=90000, assets=85000)
PLATFORM = profile(4, "330106", "6432", ["runs_platform"], employees=260, revenue=30000)
FARM = profile(5, "360111", "0151", ["makes_farm_products"], employees=28, revenue=640)
EXPORTER = profile(6, "320612", "1821", ["makes_consumer_goods", "exports"], employees=410, revenue=31000)
COMPANIES = {
    "food": FOOD,
    "furniture": FURNITURE,
    "construction": CONSTRUCTION,
    "platform": PLATFORM,
    "farm": FARM,
    "export": EXPORTER,
}
