"""Honours as plans name them: prizes, titles, labels, model companies.

A name is told by its last noun; what stands before it belongs to it, back to the last comma, list mark or verb.
"""

import re
from collections.abc import Iterator

from selfcheck.plans.phrase import Span

STRONG = (
    r"(?<![获颁授夺嘉])奖(?![励补惩优罚金学助代先牌状项品])(?:[（(][^（）()]{2,8}[)）])?(?:奖)?",
    r"名牌(?:产品)?",
    r"(?:驰名|著名|知名)商标",
    r"标杆(?:企业|单位)?(?!城市|市|县)",
    r"标兵(?:企业|单位)?",
    r"领跑者”?",
    r"(?:隐形|单项)冠军(?:企业)?",
    r"小巨人”?(?:企业)?",
    r"(?:瞪羚|独角兽|领军|领先)”?企业",
    r"(?:示范|先进|优秀|诚信|放心|样板|标准创新型|民营科技|良好行为|信用\dA|\dA|AAA级?)(?:企业|单位|商户|店铺?|门店|岗|机构|工厂|车间|工地|个人|集体|组织|窗口|班组|合作社|家庭农场)",
    r"(?:中华|省级|[一-鿿]{2})?老字号",
    r"(?:智能|绿色|无废|灯塔|黑灯|数字化|未来)”?(?:工厂|车间|供应链)",
    r"高新技术(?:企业|产品)",
    r"专精特新”?(?:中小)?企业",
    r"(?:质量|[一-鿿]{1,4})工匠",
    r"(?:国优|优质|精品)(?:产品)?工程(?!建设)",
    r"(?:荣誉|光荣)?称号",
    r"百强(?:企业)?",
    r"红(?:黑)?(?:名单|榜)",
    r"首席技师|最美质量人",
    r"(?:品质|质量|文明)示范(?:工程|工地)|(?:国家级|省级|市级)工法",
    r"示范岗|(?:成果|技能|创新)(?:发布|展示)?(?:大)?赛",
)
LABEL = (
    r"地理标志(?:保护)?(?:产品|商标|农产品)?",
    r"绿色食品",
    r"有机(?:食品|农产品|产品)(?!.{0,6}(?:消费|基地))",
    r"无公害(?:农产品|产品)",
    r"名特优新农产品",
    r"精品(?!工程)",
    r"工业设计(?:中心|研究院)",
    r"“[^”]{2,16}”(?:等?[一-鿿]{0,8}(?:品牌|标识|标志|认证|产品|农产品|基地|样板|称号))",
    r"(?:区域公用|区域公共|区域|公用|公共)品牌",
    r"服务业名牌|(?:产品|高端|品质|绿色建材产品?)认证",
)
DEED = re.compile(r"评选|表彰|表扬|授予|评定|选树|命名|授牌|颁发|通报表扬|荣誉|嘉奖")
HONOURED = re.compile(r"单位|组织|企业|个人|集体|团队")
GAIN = re.compile(
    r"争创|创建|争取|力争|申报|申请|培育|认定|打造|评选|参评|角逐|夺取|荣获|获得|获评|选树|推荐|新增|打响|擦亮|参与|参加|健全|拓展|冲刺|入选|授予|设立|实施|命名|发展|"
    r"评审|开展.{2,40}?(?:活动|竞赛|评比)"
)
OFFER = re.compile(
    r"奖(?:励|金)?.{0,4}\d+万?元|奖金|给予.{0,16}(?:补|奖|支持|资助|优惠|倾斜|贴息|减免)|补贴|补助|补.{0,3}万元|贴息|奖补|报销|减半收取|不收费|增信|减免|免费|免收|免征|专项资金|引导资金|绿色通道|优惠|让利|返还|兑现|资助|"
    r"服务券|创新券|专员|上门|容缺|首违不罚|轻微违法|包容审慎|一站式|风险补偿|加计扣除|贷|投融资|融资|扶持|帮扶|纾困|优先(?:安排|推荐|采购|支持|选用|纳入|享受)|向企业开放|为.{0,12}企业.{0,6}(?:提供|开展|减)"
)
OTHER_USE = re.compile(
    r"经验|交流|宣传|战略|标杆城市|强国|成为|主要|保护力度|转型|试点$|奖补|奖励措施|评选制度$(?<!奖等评选制度)"
)
GAIN_LABEL = re.compile(r"争创|打响|擦亮|认定|评选|申报|申请|创建活动|打造.{0,4}“|培育发展“|发展“|完善“|认证|登记|申领")
REGIONAL = re.compile(r"示范区|示范城市|标杆城市|强市|强县|先导区|试点城市|集群|园区|示范县|示范市")
_STRONG = re.compile("|".join(STRONG))
_LABEL = re.compile("|".join(LABEL))
_NAME = re.compile("|".join((*STRONG, *LABEL)))
BREAK = re.compile(
    r"[、，；。：]|和|与|及|以及|或|争创|创建|培育|申报|认定|打造|评选|推荐|新增|参与|参评|获得|一批|实施|健全|设立|角逐|命名|选树"
)


def honours_in(words: str) -> Iterator[Span]:
    """The stretches of a phrase that name an honour, by their offsets in it."""
    for found in _NAME.finditer(words):
        start = max((mark.end() for mark in BREAK.finditer(words, 0, found.start())), default=0)
        yield Span(start, found.end())


def is_named(words: str, *, counted: bool) -> bool:
    """Whether the phrase plainly names an honour within reach of a company; `counted` where it says how many."""
    if OTHER_USE.search(words):
        return False
    if _STRONG.search(words):
        return counted or GAIN.search(words) is not None
    return not counted and _LABEL.search(words) is not None and GAIN_LABEL.search(words) is not None


def is_praise(words: str) -> bool:
    """Whether the words say that companies or people are honoured, though they name no prize."""
    return DEED.search(words) is not None and HONOURED.search(words) is not None and not OTHER_USE.search(words)


def same_honour(one: str, other: str) -> bool:
    """Whether two names are one honour: one holds the other, apart from the place; a name in brackets is one too."""
    return any(left in right or right in left for left in _names(one) for right in _names(other))


def _names(name: str) -> list[str]:
    inside = re.findall(r"[（(]([^（）()]*)[）)]", name)
    bare = re.sub(
        r"[（(][^（）()]*[）)]|^(?:中国|国家级?|全国|省级?|市级?|[一-鿿]{2,3}[省市县]|争创|创建?|培育|新认定|新增|力争|申报)+",
        "",
        name,
    )
    return [bare, *(each for each in inside if each.endswith("奖") and each != "提名奖")]


def signs(words: str) -> Iterator[str]:
    """What in a phrase speaks for an honour within reach of a company, by name."""
    strong, label, deed = _STRONG.search(words), _LABEL.search(words), DEED.search(words)
    gain = GAIN.search(words)
    if strong:
        yield "honour=strong"
        yield f"honour=strong,gain={bool(gain)}"
    if label:
        yield "honour=label"
        yield f"honour=label,gain={bool(gain)}"
    if deed:
        yield "honour=deed"
        yield f"honour=deed,people={HONOURED.search(words) is not None}"
    if OFFER.search(words):
        yield "offer"
    if REGIONAL.search(words):
        yield "honour=regional"
        if not strong:
            yield "honour=regional,only"
