"""Who a phrase addresses, how strongly it asks, and what it is about."""

import re
from collections.abc import Mapping, Sequence

from selfcheck.plans.catalogue import ItemKind, Modality
from selfcheck.plans.features import Phrase, words_of

ACTORS: tuple[tuple[str, str], ...] = (
    ("首席质量官|规模以上|规上|大中型工业企业|大中型企业", "above_scale_enterprise"),
    ("网约车|网络(?:交易|餐饮)?平台|电商平台|平台企业|平台经营者|网络交易|平台经济", "platform_operator"),
    ("网店|网络销售|线上销售|直播带货|电子商务|网络商品", "online_seller"),
    ("保险公司|保险机构|保险业", "insurer"),
    ("银行|金融机构|担保公司|小额贷款", "financial_institution"),
    ("行业协会|商会|社会团体|学会|联合会|行业组织|消费者权益保护组织|协会", "industry_association"),
    ("检验检测机构|检测机构|认证机构|检验机构|计量技术机构|检验检测认证|检定机构|质检中心|实验室能力", "inspection_body"),
    ("物业", "property_manager"),
    ("监理|造价|工程咨询|勘察", "engineering_consultancy"),
    ("建设单位|项目法人|业主单位", "project_owner"),
    ("房地产|住宅开发|商品住宅|全装修", "property_developer"),
    ("绿色建材|建材|水泥|预拌混凝土|混凝土", "building_material_maker"),
    ("工程质量|建筑|施工|工程建设|建设工程|工地|装配式|工法|鲁班|国优工程|优质工程|水利工程|公路|桥梁|智能建造|竣工", "construction_firm"),
    ("药品|医疗器械|疫苗|中药|饮片|制药|化妆品|原料药|药店|配方颗粒|GMP", "drug_device_maker"),
    ("餐饮|明厨亮灶|食堂|外卖|校园食品|后厨", "catering_operator"),
    ("农产品|种植|养殖|农药|兽药|畜禽|合作社|家庭农场|果园|茶园|农业|农户|三品一标|地理标志|绿色食品|有机农|水产|药残|GAP", "farm_producer"),
    ("食品|HACCP|危害分析|乳制品|白酒|酒类|预制菜|肉制品|粮油", "food_producer"),
    ("电梯|特种设备|锅炉|压力容器|起重", "special_equipment_operator"),
    ("重点用能|高耗能|能耗|能源计量|节能诊断|能效|用能单位|碳排放", "energy_intensive_enterprise"),
    ("生产许可证|强制性认证|3C|CCC|生产许可", "licensed_product_maker"),
    ("养老", "elderly_care_provider"),
    ("家政", "domestic_service_firm"),
    ("旅游|景区|旅行社|民宿|游客|酒店|研学", "tourism_operator"),
    ("航空公司|机场|航空服务", "airline_airport"),
    ("物流|快递|仓储|冷链|货运", "logistics_firm"),
    ("客运|公交|出租车|运输企业|出行服务|班列", "transport_operator"),
    ("体育|健身|赛事", "sports_operator"),
    ("商场|超市|实体店|门店|零售|商贸|卖场|无理由退货|放心消费", "retailer"),
    ("出口|外贸|境外|海外|国际市场|技术性贸易|跨境", "exporter"),
    ("进口商品|进口企业|消费品进口", "importer"),
    ("消费品|家电|家居用品|日用|童装|玩具|妇幼|老年用品", "consumer_goods_maker"),
    ("基础零部件|元器件|零部件", "component_maker"),
    ("关键基础材料|原材料|新材料", "materials_maker"),
    ("装备|机床|首台|整机|机器人", "equipment_maker"),
    ("软件|信息系统", "software_developer"),
    ("5G|通信|宽带", "telecom_operator"),
    ("矿山|采矿|矿产", "mining_enterprise"),
    ("中小微企业|中小企业|小微企业|中小|小微|个体工商户|专精特新", "sme"),
    ("民营企业|民营", "private_enterprise"),
    ("社会化服务|生产托管|农机", "agri_service_provider"),
    ("新兴产业|战略性新兴|未来产业", "emerging_industry_enterprise"),
    ("服务业|服务质量|服务企业|服务行业", "service_firm"),
    ("制造业|工业|制造|生产线|车间|工厂", "manufacturer"),
)  # fmt: skip
_ACTORS = tuple((re.compile(pattern), actor) for pattern, actor in ACTORS)
EVERYONE = "enterprise"

TOPICS: dict[str, str] = {
    "cqo": r"首席质量官|质量总监|质量安全总监|首席质量",
    "food_safety": r"食品(?!药品|农产品)|食品药品|HACCP|危害分析|餐饮|餐馆|食客|厨房|剩菜|熟食|净菜|明厨|留样|食用(?!农产品)|乳制品|乳粉|酒类|校园食|外卖|预制菜|校园餐|后厨|饮食|营养健康|食材",
    "agri_safety": r"农产品|农药|兽药|种植|养殖|药残|达标合格证|农业规范|GAP|畜禽|休药期|农业品种|品种培优|农业产业|农兽|化肥|农资|种子|果蔬|水产|茶园|茶农|果农|种业|农户|大户|田间|采收|采摘|屠宰|用药|用肥|合格证|农技|农业农村|田头|菌菇|蔬菜|水果|果园|安全间隔期|合作社|家庭农场|粮食|耕地",
    "drug_device": r"药品|医疗器械|疫苗|中药|饮片|药物|化妆品|处方|制药|新药|药店|药械|原料药|药房|医药企业|临床|GMP|配方颗粒|医疗装备",
    "construction": (
        r"(?:(?<!平台)(?<!体系)(?<!能力)建设|建筑|市政|水利|交通|公路|住宅|房屋|优质|精品|国优|施工|重大|监理|对)工程|工程(?:质量|建设|总承包|监理|造价|咨询|创优|安全|担保|项目|施工|验收|设计|优质)|"
        r"建筑|施工|建造|工地|住宅|住房|装配式|监理|建设单位|竣工|建材|工法|总承包|鲁班|勘察|房地产|全装修|装修|桥梁|代建|物业管理区|混凝土|砂浆|钢筋|防水|屋面|外墙|隐蔽|旁站|见证取样|分户|样板|总包|工期|业主|建设集团|开发企业|模板|脚手架|质量通病|保障房|老旧小区"
    ),
    "online_sales": r"网络销售|网络交易|电商|平台企业|直播|网购|网络购物|入网|网店|电子商务|移动支付|平台经营者|网络市场|网络商品|线上购",
    "trade": (
        r"出口|外贸|境外|国际市场|海外|贸易|通关|跨国|进口|同线同标|同标同质|一带一路|退运|国际合作|国际化|走出去|互认|口岸|外向|外商|自贸|海关|班列|两个市场|国际标准化合作|国际竞争|"
        r"国际产能|丝绸之路"
    ),
    "licence": r"许可证|强制性认证|准入|审批|商事登记|告知承诺|许可|登记流程|证照|放管服|注册登记|最多跑一次|一次不跑|一次办|强制认证|3C|CCC|交易成本|开办企业|企业开办",
    "metrology": r"计量|测量|检定|校准|量值|计量器具|基准",
    "inspection": (
        r"检验|检测|抽检|抽查|合格率|认证机构|质检|一站式|质量基础设施|合格评定|仪器|实验室|监督抽|质量安全监管|质量监管|比对|特种设备|认证认可|测试评价|飞行检查|风险监测|安全监管|NQI|"
        r"专项执法|质量安全风险"
    ),
    "standards": r"标准(?!厂房|化改造)|对标|领跑者|标准化|团标|企标|标准化技术委员会",
    "ip": r"知识产权|专利|(?<!驰名)(?<!著名)(?<!知名)商标|侵权|地理标志保护|著作权|商业秘密|版权|仿冒|品牌保护",
    "digital": (
        r"数字|智能(?!装备|家电|家居|终端|汽车|产品)|信息化|互联网|大数据|人工智能|智慧|云计算|在线监测|工业软件|车间|上云|两化|物联网|5G|区块链|机器换人|机器人|网络化|云平台|算力|信息模型|BIM|柔性化|个性化定制|"
        r"定制化|软件|黑灯|无人工厂|数据"
    ),
    "green": r"绿色(?!食品|通道|农产品|有机)|节能|低碳|碳|能耗|环保|清洁|能效|污染|循环|减排|生态环境|环境管理|落后产能|能源|节水|固废|重金属|排放|垃圾|高耗能|双碳|无废|过度包装",
    "people": (
        r"人才|培训|职工|员工|工匠|班组|技能|学徒|教育|队伍|QC小组|职称|竞赛|比武|企业家|技师|自评师|从业人员|(?:检验|检测|管理)人员|持证上岗|工程师|大讲堂|校企|产教|学院|专业技术人员|评审员|内审员|劳模|"
        r"师傅"
    ),
    "credit_disclosure": r"信用|诚信|披露|(?<!告知)承诺(?!达标)|红黑|失信|公示|自律|守信|社会责任报告|黑名单|红名单|质量状况报告|信息公开|企业年报",
    "after_sales": r"售后|三包|赔付|退货|消费者|投诉|维权|赔偿|召回保险|责任险|责任保险|质量保险|保修|争议|先行|首负|无理由|客户服务|维修|保养|12315|消费纠纷|放心消费|消费维权|退换|调解",
    "traceability_recall": r"追溯|召回|可追|伤害监测|应急预案|风险预警|事故报告|缺陷|假冒|赋码|溯源|假劣|制假|质量安全事故|事故(?:发生)?率|死亡率|应急处置|一物一码|批次|停售",
    "services": (
        r"服务业|旅游|养老|家政|物流|服务质量|满意度|出行|景区|快递|物业|航空|体育|餐饮服务|消费体验|便利化|政务|公共服务|"
        r"服务(?:品质|标准|能力|承诺|供给|体系|网络|规范|企业|消费|模式|型|效能|窗口)|文旅|健身|会展|金融服务|零售|托育|民宿|客运|公交|网约车|咨询|营商环境|家装|服务贸易|导游|"
        r"游客|旅客|护理|雇主|接待|门票|票务|票价|酒店|宾馆|客栈|旅行社|出租|车容|店长|门店|商户|殡葬|商贸|社区|租赁"
    ),
    "brand": (
        r"(?<!提品质、创)品牌|名牌|驰名|著名商标|知名商标|老字号|精品(?!工程)|地理标志(?!保护)|区域公用|品质认证|知名度|附加值|有机(?:食品|产品|农产品|认证)|无公害|绿色食品|三品一标|名优|百年老店|集体商标|"
        r"证明商标|隐形冠军|单项冠军|高端品质|同质|美誉度|名特优|拳头产品|区域品牌|知名产品|品牌日"
    ),
    "innovation": (
        r"创新|研发|攻关|新产品|技术改造|升级换代|成果转化|新工艺|新材料|转型|产业化|高新技术|集群|补链|迭代|科技|技改|首台|专精特新|瞪羚|小巨人|卡脖子|短板|工业设计|研究院|研究中心|"
        r"技术中心|重点实验室|新兴产业|补短板|新技术|设备更新|中试|基础零部件|元器件|(?:高端|智能|新)装备|产学研|可靠性|外观设计|原创|增品种|加计扣除|首批次|研制|新业态|强链|延链|产业链|高端化"
    ),
    "leadership": (
        r"主体责任|一票否决|质量第一|首要责任|(?:主要)?负责人|以质取胜|战略|责任书|质量投入|表彰|表扬|质量意识|法定代表人|社会责任|首责|负总责|主体作用|质量文化|政府质量奖|"
        r"质量强[市县省企]|激励政策|政策支持|财税|考核|质量工作|终身责任|质量方针|董事会"
    ),
    "qms": (
        r"质量管理|管理体系|体系认证|卓越绩效|六西格玛|精益|全面质量|质量控制|质量改进|质量奖|标杆|质量提升|提质|合格供方|先进质量|质量水平|质量诊断|5S|QC|管理方法|现代企业管理|质量月|质量攻关|"
        r"质量分级|内部审核|内审|供方|全过程质量|质量成本|过程管控|质量稳定性|质量协同|全生命周期|质量保证|零缺陷|质量体系|质量竞争力|工艺纪律|管理水平|先进管理|质量工具"
    ),
}
TRADES = frozenset({"food_safety", "agri_safety", "drug_device", "construction", "online_sales", "services"})
TITLED = 4.0  # a plan for one trade speaks of that trade unless a phrase says otherwise
_TOPICS = {topic: re.compile(pattern) for topic, pattern in TOPICS.items()}

MANDATORY = re.compile(
    r"严格|严禁|严把|严守|严防|必须|不得|禁止|应当|须(?!求)|强制|督促|压实|狠抓|履行|落实.{0,24}(?:责任|制度|要求|规定|办法)|执行.{0,30}(?:制度|标准|规定|责任)|"
    r"责任制|首要责任|主体责任|终身责任|一票否决|负总责|责令|依法依规|淘汰|倒逼|监管|打击|惩戒|查处|惩罚性|明确.{0,20}责任|要(?=落实|建立|配备|把|对|公示)|"
    r"确保|持证上岗|治违禁|控药残|自我声明公开和监督|强制报告|事故报告制度"
)
ENCOURAGED = re.compile(r"鼓励|支持|倡导|提倡|有条件的|探索(?=建立|开展)?鼓励|欢迎|动员.{0,6}自愿")
PROMOTED = re.compile(r"引导|推动|推进|推行|推广|促进|带动|动员|帮助|加快")


def actor_of(kind: ItemKind, phrase: Phrase, anchor: str, sentence: str) -> str:
    """The actor code: by the anchor, then the phrase, then its heading, then whom the sentence addresses."""
    for text in (anchor,) if kind is ItemKind.TARGET else (anchor, phrase.words):
        actor = _actor_in(text) or (EVERYONE if re.search(r"企业|经营者|市场主体", text) else None)
        if actor:
            return actor
    heading = phrase.headings[0] if phrase.headings else ""
    if not re.search(r"企业|治理|机构|基础", heading) and (actor := _actor_in(heading)):
        return actor
    addressed = re.search(r"(?:引导|督促|鼓励|支持|推动)([^，。；]{2,24})", sentence)
    return (_actor_in(addressed[1]) if addressed else None) or EVERYONE


def _actor_in(text: str) -> str | None:
    return next((actor for pattern, actor in _ACTORS if pattern.search(text)), None)


def modality_of(phrase: Phrase, governing: Sequence[Phrase]) -> Modality:
    """How strongly the phrase asks: by its own verb, else by the verb that governs it from earlier in the sentence."""
    if ENCOURAGED.search(phrase.words):
        return Modality.ENCOURAGED
    if MANDATORY.search(phrase.words):
        return Modality.MANDATORY
    if PROMOTED.search(phrase.words):
        return Modality.PROMOTED
    for above in reversed(governing):
        if ENCOURAGED.search(above.words):
            return Modality.ENCOURAGED
        if above.opening[1] == "order" and re.search(r"督促|应当|须|严格|必须", above.words):
            return Modality.MANDATORY
        if PROMOTED.search(above.words):
            break
    return Modality.PROMOTED


def hints_of(text: str) -> list[str]:
    """The topics whose words the text holds, as features."""
    return [f"hint={topic}" for topic, pattern in _TOPICS.items() if pattern.search(text)]


def topic_features(anchor: str, phrase: str, headings: Sequence[str], title: str = "") -> dict[str, float]:
    """What speaks for a topic: the words of the anchor most, then of the phrase, of the heading, the title's trade."""
    found: dict[str, float] = {}
    for text, words, hints in ((anchor, 1.0, 10.0), (phrase, 0.2, 4.0), (headings[0] if headings else "", 0.2, 3.0)):
        for name in words_of(text):
            found[name] = found.get(name, 0.0) + words
        for name in hints_of(text):
            found[name] = found.get(name, 0.0) + hints
    for trade in TRADES & frozenset(each.removeprefix("hint=") for each in hints_of(title)):
        found[f"hint={trade}"] = found.get(f"hint={trade}", 0.0) + TITLED
    return found


def topic_of(features: Mapping[str, float], weights: Mapping[str, Mapping[str, float]]) -> str:
    """The topic that the features speak for most."""
    return max(
        sorted(weights),
        key=lambda topic: sum(weights[topic].get(name, 0.0) * value for name, value in features.items()),
    )
