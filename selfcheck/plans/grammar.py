"""The grammar of the genre: the verbs that open a phrase, the nouns that close it, and whom and what it speaks of.

Plans of all levels are written in one idiom: a bare verb, then its object, comma after comma. Which verb opens a
phrase and what kind of noun closes it says more about its meaning than the words between, and holds for wording that
nobody has seen. The classes are lists of words by function, not by subject.
"""

import re
from collections.abc import Iterator

ADVERBS = re.compile(
    r"(?:进一步|大力|积极|加快|全面|深入|切实|着力|不断|持续|广泛|充分|有效|逐步|稳步|扎实|重点|努力|率先|坚决|加紧|继续|主动|"
    r"及时|科学|合理|统筹|系统|整体|协同|联动|常态化|高标准|高水平|高质量|有序|优先|适时|定期|精准|紧紧|牢牢|牢固|认真|"
    r"每年|同时|其中|并且|并|还|也|要|应当?|须|必须|将|可以?|力争|争取|到?20\d\d年底?前?|依法依规|依法|依规|按规定|按照?规定|"
    r"组织(?=开展|实施|制定)|集中|首次|鼓励和(?=支持)|引导和(?=支持|鼓励)|分行业|分类|因地制宜|加大力度|"
    r"对.{1,30}?(?=给予|予以|实施|实行|进行|优先|补贴|补助|奖励|减免|减少|降低|不再|免|发放|提供|开展)|按.{1,16}?(?=给予|予以|奖励|补助|补贴)|"
    r"由.{1,12}?(?=给予|负责)|为.{1,30}?(?=提供|开展)|"
    r"在.{1,30}?(?:中|内|上|方面|领域|行业|环节|过程)|以.{1,30}?为(?:重点|抓手|载体|契机|核心|主线|牵引|引领|依托|基础|导向|目标)|"
    r"通过.{1,20}?(?:等方式|等手段)|将(?=.{2,30}?(?:纳入|作为|列入)))"
)

VERBS: dict[str, str] = {
    "encourage": "鼓励 支持 倡导 提倡 激励 欢迎 扶持 引导激励 鼓励引导 引导支持 支持引导 支持鼓励 鼓励支持",
    "guide": "引导 推动 推行 推进 动员 带动 指导 促使 吸引 推广 推广应用 普及 组织 发动 帮助",
    "order": "严格 落实 督促 压实 履行 执行 严禁 禁止 不得 必须 强制 严守 遵守 倒逼 淘汰 明确 严把 守牢 压紧 狠抓 严防 杜绝 规范 "
    "确保 保证 做到 坚持 恪守 依照 公示 报告 召回",
    "build": "建立 健全 完善 构建 建设 打造 搭建 设立 成立 组建 新建 筹建 布局 形成 制定 出台 编制 配备 设置 配置",
    "act": "实施 开展 深化 进行 举办 启动 组织开展 组织实施 落地 推出 试点 试行 探索 研究",
    "raise": "培育 培养 壮大 做大 做强 做优 认定 评选 遴选 争创 创建 申报 力争 争取 选树 树立 评定 评价 表彰 夺取 打响 入选 推荐 授予 创成",
    "give": "给予 提供 安排 奖励 补助 补贴 资助 减免 免征 免除 降低 减少 减轻 优先 优化 简化 纳入 享受 发放 拨付 列支 设立专项 贴息 "
    "返还 缓缴 报销 增信 代办 开放 共享 免费 放宽 拓宽 拓展 缩短 兑现 用好 倾斜 承担",
    "improve": "提升 提高 增强 改进 改善 加强 强化 加大 增加 扩大 升级 加速 促进 优化提升 巩固 补齐 夯实 攻克 突破 研发 开发 改造 采用 应用 "
    "运用 引入 引进 使用 制修订 参与 主导 承担 采购 投入 投保 购买 发展 申请 申领 取得 获得 通过 选用 替代 转化",
    "govern": "监管 查处 打击 整治 监督 检查 考核 督查 治理 执法 抽查 监测 预警 追究 惩戒 曝光 公开 立法 修订 审批 巡查 处置 清理 通报 "
    "严厉打击 严肃查处",
    "speak": "宣传 弘扬 营造 传播 讲好 报道 展示 普及 倡树 凝聚 引领 推介",
    "lead": "围绕 聚焦 依托 瞄准 针对 紧扣 立足 以 按照 根据 适应 顺应 面向 结合 发挥 利用 充分发挥 对 为 在 将 把 通过 由",
    "result": "实现 达到 成为 保持 满足 保障 支撑 助力 助推 推动形成 使 让 基本 基本建成 建成 高于 超过 低于 控制",
    "rule": "坚持 贯彻 学习 牢固树立 树立 高举 践行 把握 统筹推进 加强领导 协调 领导",
}
MODAL = re.compile(  # whom it binds stands before the modal verb: 合作社须 …, 未经复试的钢筋严禁 …
    r"^[^“”《》]{2,18}?(?:应当|必须|不得|严禁|禁止|应(?=[当按在对将建])|须(?!求)|要(?=[把对按在建将有分逐如定及]))"
)
LEAD: tuple[tuple[str, str], ...] = tuple(
    sorted(
        ((verb, group) for group, verbs in VERBS.items() for verb in verbs.split()),
        key=lambda pair: (-len(pair[0]), pair),
    )
)

CLOSING: dict[str, str] = {
    "program": r"(?:行动|计划|工程|项目|专项|试点|示范|攻坚战?|创建|活动|大赛|竞赛|评选|三年行动)(?:建设|工作|方案)?[”’》]?$",
    "rule": r"(?:制度|责任制?|规定|要求|规范|义务|承诺制?|条例|办法|程序|准则|公约|底线|红线|台账|档案|记录|标准)(?:落实|建设|落地)?$",
    "system": r"(?:体系|机制|模式|格局|网络|链条|方式)(?:建设|应用)?$",
    "level": r"(?:水平|能力|质量|竞争力|效益|效率|品质|满意度|知名度|影响力|附加值|意识|素质|素养|力度|比重|贡献|信心|活力)$",
    "platform": r"(?:平台|中心|基地|实验室|园区?|集聚区|综合体|数据库|名录|清单|库|站|工作室|联盟|联合体|集群|示范区|先行区)(?:建设|创建)?$",
    "product": r"(?:产品|商品|装备|设备|技术|工艺|材料|软件|品种|品牌|标准|专利|商标|服务|认证)$",
    "change": r"(?:改造|升级|创新|研发|转型|转化|应用|攻关|改进|优化|融合|发展|建设|提升|管理|控制|管控|追溯|监测|检测|培训|教育)$",
    "money": r"(?:资金|补助|补贴|奖补|贴息|贷款|融资|授信|减免|优惠|政策|扣除|资助|经费|费用|担保|保险|支持|奖励|扶持|信贷|基金|券)$",
    "honour": r"(?:奖|称号|名牌|标杆|典型|企业|单位|工匠|品牌|标志|标识|商标|老字号|领跑者|冠军|荣誉|样板|车间|工厂|表彰|奖励|先进)[”’]?(?:等)?$",
    "firms": r"(?:企业|机构|主体|单位|公司|商户|农户|合作社|组织)$",
    "state": r"(?:环境|氛围|优势|成效|基础|高地|形象|精神|风尚|支撑|需求|格局|安全|理念|作用|合力)$",
}
SPEAKING_OF: dict[str, str] = {
    "firm": r"企业|生产者|经营者|经营主体|商户|工厂|公司|厂家|合作社|市场主体|业户|农户|家庭农场|商家|门店|店铺|龙头",
    "trade": r"制造业|服务业|工业|农业|建筑业|食品|药品|农产品|消费品|装备|工程|物流|旅游|餐饮|养老|家政|零售|电商|网约车|酒店|民宿|超市|"
    r"饮片|医疗器械|建材|化工|纺织|家具|陶瓷|钢铁|有色|种植|养殖|屠宰|特种设备|电梯|工业品|产品",
    "body": r"检验检测机构|检测机构|认证机构|技术机构|科研院所|高校|研发机构|第三方",
    "association": r"行业协会|商会|社会团体|社会组织|学会|联合会|协会",
    "office": r"监管|执法|部门|政府|考核|督查|立法|党委|党组|领导小组|各级|各地|各县|县区|县（市|县\(市|政务|行政|司法|公安|法院|督导|督察|联席|干部",
    "public": r"消费者|群众|公众|社会|公民|市民|学校|中小学|高等院校|媒体|舆论|文化|居民|公益|公共服务|公共",
    "nature": r"生态|垃圾|森林|河湖|大气|水质|土壤|污染|人居|城乡|乡村振兴|交通网络|教育|医疗|卫生|体育场|疾控|就业",
    "award": r"奖(?!补|惩|优|罚|项资)|荣誉|称号|名牌|标杆|老字号|隐形冠军|单项冠军|小巨人|领跑者|领军企业|驰名商标|示范企业|示范单位|示范店|"
    r"示范岗|工匠|表彰|表扬|高新技术企业|专精特新|评选|争创|精品|地理标志|集体商标|百强|标兵|绿色工厂|灯塔工厂|智能工厂|智能车间",
    "money": r"补助|补贴|补.{0,3}万元|奖金|报销|减半|下浮|下调|增信|担保费|不收费|费用由.{1,8}承担|奖补|资金|贴息|贷款|融资|信贷|授信|减免|税收|税费|扣除|优惠|资助|经费|免费|保险|担保|创新券|服务券|万元|财政|金融|奖励|"
    r"扶持|采购|基金|质押|专项资金|费用|收费|保费|利率|股权|要素|用地|政策",
    "service": r"服务平台|公共服务|一站式|帮扶|辅导|对接|便利|绿色通道|开放共享|公益|诊断|指导|咨询|培训|办理|跑一次|一网通办|容缺|告知承诺|上门|代办|代跑|包片|义诊|解难题|支招|"
    r"巡诊|专家|把脉|会诊|体检|送.{1,4}(?:上门|进)|预警|维权|包容审慎|联络员|问诊",
    "program": r"行动|计划|工程|项目|试点|示范|培育|梯队|梯次|梯度|孵化|名录|清单|库",
    "system": r"管理体系|质量体系|追溯|召回|三包|首席质量官|首负|先行赔付|自我声明|内审|留样|自查|自检|承诺|首要责任|主体责任|终身责任|"
    r"一票否决|危害分析|HACCP|ISO|卓越绩效|六西格玛|精益|5S|QC|台账|档案|持证|认证|检验|检测|检定|校准",
    "create": r"研发|创新|攻关|技术改造|数字化|智能化|绿色化|低碳|节能|改造|升级|转型|成果转化|联合体|专利|标准|品牌|商标|设计",
    "people": r"人才|工匠|职工|员工|班组|培训|技能|学徒|队伍|竞赛|职称",
    "many": r"一批|若干|更多|各类|一系列|优秀",
    "punish": r"打击|假冒|伪劣|查处|惩戒|失信|黑名单|处罚|赔偿|召回|淘汰|违法|侵权|虚假|整治|追究",
    "spirit": r"指导思想|新时代|习近平|党的|战略部署|重要讲话|理念|高举|精神|贯彻落实|决策部署|谱写|总书记",
    "organise": r"领导小组|组织领导|考核|督查|评估|责任分工|责任单位|时间表|路线图|工作机制|联席会议|重要议事日程|绩效考核|政绩|调度|报告",
}
NUMBERS: dict[str, str] = {
    "rate": r"\d(?:\.\d+)?\s?[%％‰]|百分之|成以上",
    "count": r"\d\s?(?:万|亿|余|多)?(?:家|个|项|件|人|名|种|次|户|批|处|座|所|条|组|辆|台|场|万元|亿元|分|吨|公里|张|款|期|门|枚|例|起|镇|村|县|亩)",
    "reach": r"达到?|以上|不低于|不少于|不超过|超过|突破|以内|以下|低于|高于|提高到|提升至|提高至|增至|控制在|覆盖率|合格率|满意度|增长|左右|翻一番|新增|累计",
    "words": r"全覆盖|零的突破|零突破|无.{2,12}(?:事故|现象)|不发生|杜绝.{2,12}事故|零(?:发生|事故)|翻番|倍增|万家|千家|百家|百强|千企|万企",
    "year": r"20\d\d年",
    "often": r"逐[批件车户一级项人]|每(?:批|车|件|月|周|日|天|季度?|半年|年)|定期|按时|当[天日]|立即|即刻|(?:小时|日)内|全程|留存|留有|可查|台账",
}
_LEADS = {name: re.compile(pattern) for name, pattern in CLOSING.items()}
_ABOUT = {name: re.compile(pattern) for name, pattern in SPEAKING_OF.items()}
_NUMBERS = {name: re.compile(pattern) for name, pattern in NUMBERS.items()}
POLICY_GROUPS = frozenset(
    {"encourage", "guide", "order", "build", "act", "raise", "give", "improve", "govern", "speak"}
)


def opened(phrase: str) -> tuple[str, str, str]:
    """The verb that opens the phrase, its class, and the words after it; empty verb and class where none is known."""
    rest = phrase.strip("“”、 ")
    while (found := ADVERBS.match(rest)) and found.end() < len(rest):
        rest = rest[found.end() :]
    for verb, group in LEAD:
        if rest.startswith(verb):
            return verb, group, rest[len(verb) :]
    if bound := MODAL.match(rest):
        return rest[bound.end() - 1 : bound.end()], "order", rest[bound.end() :]
    return "", "", rest


def closings(phrase: str) -> Iterator[str]:
    """The classes of the noun that closes the phrase."""
    bare = phrase.rstrip("。；，,;、 ”")
    return (name for name, pattern in _LEADS.items() if pattern.search(bare))


def abouts(phrase: str) -> Iterator[str]:
    """What and whom the phrase speaks of."""
    return (name for name, pattern in _ABOUT.items() if pattern.search(phrase))


def numbers(phrase: str) -> Iterator[str]:
    """What kinds of figures the phrase prints."""
    return (name for name, pattern in _NUMBERS.items() if pattern.search(phrase))
