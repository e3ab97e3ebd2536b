"""Choosing an administrative division in up to three steps, with scripts or without."""

from collections.abc import Sequence

from flask_babel import gettext, lazy_gettext
from wtforms import Form, SelectField

from selfcheck.kernel.ids import RegionCode
from selfcheck.kernel.regions import Region, find_region, list_children

STEPS = ("province", "city", "county")


class RegionForm(Form):
    """Province, city, county; each offers what lies in the one before. Part of a form that asks for a place."""

    province = SelectField(lazy_gettext("省、自治区、直辖市"), validate_choice=False, choices=[])
    city = SelectField(lazy_gettext("市、州"), validate_choice=False, choices=[])
    county = SelectField(lazy_gettext("县、市、区"), validate_choice=False, choices=[])

    def offer(self) -> None:
        """Fill the three lists for what is chosen so far; a choice that lies elsewhere falls away."""
        above: RegionCode | None = None
        open_ = True
        for name in STEPS:
            field = self._list(name)
            found = below(above) if open_ else ()
            if field.data not in {region.code for region in found}:
                field.data = ""
            field.choices = {"": gettext("请选择"), **{region.code: region.name for region in found}}
            above, open_ = RegionCode(field.data or ""), bool(field.data)

    def _list(self, name: str) -> SelectField:
        found: SelectField = getattr(self, name)
        return found

    def choose(self, code: str | None) -> None:
        """Preset the three lists to a division."""
        region = find_region(code) if code else None
        while region is not None:
            self[STEPS[depth(region)]].data = region.code
            region = find_region(region.parent) if region.parent else None

    @property
    def code(self) -> str:
        """The last division chosen, "" where none is."""
        return next((self[name].data for name in reversed(STEPS) if self[name].data), "")

    def validate(self, extra_validators: object = None) -> bool:
        """Whether a division without further parts is chosen; otherwise the next list says what to do."""
        del extra_validators
        super().validate()
        if self.code and not below(RegionCode(self.code)):
            return True
        unset = next(name for name in STEPS if not self[name].data)
        self[unset].errors = (
            [gettext("请一直选到县、市、区一级。")] if self.code else [gettext("请选择企业所在的地区。")]
        )
        return False


def depth(region: Region) -> int:
    """0 for a province, 1 for what lies directly in it, 2 below that."""
    steps = 0
    while region.parent is not None:
        above = find_region(region.parent)
        if above is None:
            break
        region, steps = above, steps + 1
    return steps


def below(code: RegionCode | None) -> Sequence[Region]:
    """The divisions directly below, without entries that stand for missing data."""
    return tuple(region for region in list_children(code) if region.code.isdecimal())
