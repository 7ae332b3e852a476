"""The words by which news tells of events: less usual ones, and what looks like an event and is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from spacy.language import Language

import kg
from kg.pipeline.assemble import shared_nlp
from kg.pipeline.events.rules import EventType, Triggers, event_types

TOLD = [
    ("4月2日清晨，果农石玉梅到阳信县公安局温店派出所报失，称果园里两台水泵遭窃。", "CaseReport 报失, Theft 遭窃"),
    ("一名登山者用卫星电话向泸定县应急管理局发出求救。", "CaseReport 发出求救"),
    ("有人打电话到12315投诉，大名县市场监督管理局当天受理。", "CaseReport 投诉"),
    ("海关关员盯梢两个月，终于摸清这个走私团伙的架构。", "Investigation 盯梢, Investigation 摸清"),
    ("审计员翻查了宁远县粮库近三年的账册。", "Investigation 翻查"),
    ("法医对死者遗体进行了解剖。", "Investigation 解剖"),
    ("宁远县公安局将这一毒品网络连根拔起。", "CaseSolved 连根拔起"),
    ("历时半年，这起跨省盗墓案终于告破。", "CaseSolved 告破"),
    ("民警在车站候车室将逃犯蒋某逮个正着。", "Arrest 逮个正着"),
    ("潜逃十一年的孟某日前自投罗网，走进宁远县公安局刑侦大队。", "Arrest 自投罗网"),
    ("两名小偷被巡逻民警按倒在地。", "Arrest 按倒"),
    ("宁远县人民法院一审判处唐某有期徒刑三年，唐某不服上诉，二审维持原判。", "Sanction 判处, Sanction 维持原判"),
    ("因瞒报产量，该矿被责令停产整顿。", "OtherOffence 瞒报, Sanction 责令停产"),
    ("宁远县住房和城乡建设局点名批评了三家物业公司。", "Sanction 点名批评"),
    ("宁远县纪委监委对周某予以留党察看一年。", "Sanction 留党察看"),
    ("该厂被开出罚单，罚款8万元。", "Sanction 开出罚单, Sanction 罚款"),
    ("民警从后备厢里翻出冰毒两包。", "Seizure 翻出"),
    ("宁远县林业局收缴猎枪3支、捕兽夹40个。", "Seizure 收缴"),
    ("银行柜员迅速联系民警，冻住了被骗的账户。", "AssetFreeze 冻住"),
    ("道州市反诈中心拦下转账62万元。", "AssetFreeze 拦下转账"),
    ("走失的耕牛当天就牵还给了农户。", "AssetReturn 牵还"),
    ("宁远县人民法院将执行款120万元发还给农民工。", "AssetReturn 发还"),
    ("护林员骑摩托车在九嶷山巡山，每天要走40公里。", "Patrol 巡山"),
    ("春节期间，民警在老城区徒步巡逻。", "Patrol 徒步巡逻"),
    ("宁远县卫生健康局突查了6家民营诊所。", "Inspection 突查"),
    ("海事部门登临检查渔船23艘次。", "Inspection 登临检查"),
    ("宁远县应急管理局排查出隐患40处，当场排掉31处。", "Inspection 排查, HazardFix 排掉"),
    ("供电所员工连夜铲冰，抢修线路12条。", "HazardFix 铲冰, HazardFix 抢修"),
    ("宁远县水利局清淤渠道15公里。", "HazardFix 清淤"),
    ("村干部蹚水背出三位老人。", "Rescue 背出"),
    ("大火烧了两个小时才被浇灭。", "Fire 大火, Rescue 浇灭"),
    ("受伤的驴友被直升机空运到省人民医院。", "Rescue 空运"),
    ("轻生女子被路过的快递员一把抱住。", "Rescue 抱住"),
    ("村里的老支书出面说和，两家人握手言和。", "Mediation 说和"),
    ("经法官居中调解，双方达成赔偿协议。", "Mediation 居中调解"),
    ("受团雾影响，二广高速宁远收费站临时关闭。", "Weather 团雾, TrafficControl 关闭"),
    ("大货车改走省道绕行。", "TrafficControl 绕行"),
    ("轮渡公司因大风停航。", "Weather 大风, TrafficControl 停航"),
    ("宁远县公安局打响“惊雷”百日攻坚行动。", "Campaign 攻坚行动"),
    ("宁远县人民政府开展秸秆禁烧专项整治。", "Campaign 专项整治"),
    ("宁远县委召开碰头会研究防汛。", "Meeting 碰头会"),
    ("两国外长在日内瓦举行会晤。", "Meeting 会晤"),
    ("村里开起了坝坝会，村民代表68人到场。", "Meeting 坝坝会"),
    ("宁远县税务局组织干部旁听庭审。", "Study 旁听庭审"),
    ("党员们齐声诵读《可爱的中国》。", "Study 诵读"),
    ("新警到刑侦大队跟岗三个月。", "Training 跟岗"),
    ("民兵连在河滩上实弹射击。", "Training 实弹射击"),
    ("农技员在田埂上办起流动课堂，来了60名茶农。", "Training 课堂"),
    ("来自12个省的300名选手在九嶷山下展开角逐。", "Contest 角逐"),
    ("全县中小学生围棋赛开赛，共有210名选手参加。", "Contest 围棋赛"),
    ("九嶷山乡蝉联全国生态乡镇称号。", "Award 蝉联"),
    ("宁远中学女排以3比1获胜，夺得全省亚军。", "Award 夺得"),
    ("宁远县公安局刑侦大队荣记集体二等功。", "Award 记集体"),
    ("戏班在祠堂前唱起《穆桂英挂帅》。", "Performance 唱起"),
    ("《牡丹亭》在道州大剧院公演三场。", "Performance 公演"),
    ("元宵节当晚，古城举办灯会，展出花灯800盏。", "Performance 灯会, Performance 展出"),
    ("宁远县疾控中心到集市设摊，分发控烟手册400份。", "Publicity 分发"),
    ("交警到宁远一中上了一堂安全课。", "Publicity 安全课"),
    ("九旬老兵为学生讲述抗战故事。", "Publicity 讲述"),
    ("副县长李敏探视了受伤的消防员。", "Visit 探视"),
    ("爱心企业向山区学校捐出书包500个。", "Visit 捐出"),
    ("宁远县公安局民警到烈士陵园敬献花篮。", "Visit 敬献花篮"),
    ("九嶷山隧道提前凿通。", "Adoption 凿通"),
    ("农科院选育的早稻新品种在宁远县试种120亩。", "Adoption 试种"),
    ("国内首艘氢能渔船在舟山下水。", "Adoption 下水"),
    ("宁远县首条旅游专线开航。", "Adoption 开航"),
    ("周明接掌宁远县教育局，原局长何平卸任。", "Appointment 接掌, Appointment 卸任"),
    ("王海燕因年龄原因请辞县工商联主席一职。", "Appointment 请辞"),
    ("刘强获聘为宁远县人民监督员。", "Appointment 获聘"),
    ("涉事企业负责人拍胸脯说年底前还清欠款。", "Pledge 拍胸脯"),
    ("全体新警面对国旗庄严宣誓。", "Pledge 庄严宣誓"),
    ("宁远县人民政府与湖南农业大学敲定油茶合作项目。", "Cooperation 敲定"),
    ("宁远县公安局与道州市公安局缔结警务联盟。", "Cooperation 缔结"),
    ("两家公司草签了供货协议。", "Cooperation 草签"),
    ("武警某支队抽出120名官兵赶赴溃口。", "Deployment 抽出"),
    ("宁远县防汛抗旱指挥部启动防汛四级应急响应。", "Deployment 启动"),
    ("县里调来挖掘机9台。", "Deployment 调来"),
    ("一辆面包车在弯道处栽进水塘。", "TrafficAccident 栽进"),
    ("一艘渔船在浪岛附近触礁。", "TrafficAccident 触礁"),
    ("两车擦碰，一名司机被困。", "TrafficAccident 擦碰"),
    ("仓库夜间蹿起火苗，浓烟滚滚。", "Fire 蹿起火苗"),
    ("一辆新能源轿车在路边自燃。", "Fire 自燃"),
    ("化工厂反应釜闪爆，厂房玻璃全被震碎。", "Explosion 闪爆"),
    ("午饭后，学校食堂就餐的30名学生上吐下泻。", "PublicHealth 上吐下泻"),
    ("该县报告麻疹病例5例，疫区内麻疹仍在蔓延。", "PublicHealth 麻疹"),
    ("九嶷山区下起鹅毛大雪。", "Weather 鹅毛大雪"),
    ("冰雹夹着狂风袭来，12个村受灾。", "Weather 冰雹, Weather 狂风"),
    ("突发山洪，河堤决口30米。", "Weather 山洪, Weather 决口"),
    ("一名八旬老人上山采蕨，至今未归。", "MissingPerson 至今未归"),
    ("一名工人被钢板压断右腿。", "Casualty 压断"),
    ("老校长因病溘然长逝，享年91岁。", "Casualty 溘然长逝"),
    ("事故造成3人命丧当场。", "Casualty 命丧"),
    ("今年一季度，全县新能源汽车销量飙升68%。", "StatisticChange 飙升"),
    ("鸡蛋价格每斤便宜了0.8元。", "StatisticChange 便宜了"),
    ("今年以来，全县道路交通事故起数较去年同期少12起。", "StatisticChange 少"),
    ("两名男子半夜撬走店里的保险柜。", "Theft 撬走"),
    ("家里养的6只羊一夜之间不翼而飞。", "Theft 不翼而飞"),
    ("蒙面人持刀将金店洗劫一空。", "Robbery 洗劫"),
    ("骗子以投资虚拟币为名卷走她的积蓄30万元。", "Fraud 卷走"),
    ("会计刘某挪用公款86万元。", "EconomicCrime 挪用公款"),
    ("团伙成员将冰毒夹带在茶叶中寄往外省。", "DrugCrime 夹带"),
    ("几名闲汉在茶馆里设局聚赌。", "Gambling 设局聚赌"),
    ("酒后两人发生口角，进而大打出手，一人被捅伤。", "Violence 大打出手, Violence 捅伤"),
    ("醉汉挥棍砸烂了公交站牌。", "Vandalism 砸烂"),
    ("货车司机为躲避检查强行冲卡。", "TrafficOffence 强行冲卡"),
    ("一名网民捏造“水库垮坝”的虚假信息。", "OtherOffence 捏造"),
    ("该厂将废酸偷倒入河沟。", "OtherOffence 偷倒"),
    ("夜市摊主彭某向城管诉苦并致电派出所报了案。", "CaseReport 报了案"),
    ("刑侦专家连夜从省城赶来复勘现场。", "Investigation 复勘"),
    ("专案组历时百日，斩获全链条证据，一举端掉三个制假黑窝。", "CaseSolved 端掉"),
    ("追逃小组远赴云南，将潜逃者押解返湘。", "Arrest 押解"),
    ("那名扒手在公交站被便衣当场揪住。", "Arrest 揪住"),
    ("两名涉案官员被送上被告席。", "Sanction 送上被告席"),
    ("宁远县人民法院对失信被执行人何某处以司法拘留十五日。", "Sanction 司法拘留"),
    ("执法人员当场没收电鱼设备两套。", "Seizure 没收"),
    ("边检站从行李中查扣濒危物种标本12件。", "Seizure 查扣"),
    ("特警骑警队在广场骑行巡控。", "Patrol 巡控"),
    ("住建部门对全县18座桥梁做了一次全面体检。", "Inspection 体检"),
    ("养护工人用冷补料把217个坑槽填平。", "HazardFix 填平"),
    ("三名钓鱼者被潮水围困，渔政船将其接应上岸。", "Rescue 接应上岸"),
    ("司法所长三顾其门，终使兄弟俩捐弃前嫌。", "Mediation 捐弃前嫌"),
    ("县城主干道实行单行。", "TrafficControl 单行"),
    ("因路面塌陷，S216线暂时中断交通。", "Weather 路面塌陷, TrafficControl 中断交通"),
    ("省民政厅在宁远召开养老服务现场推进会。", "Meeting 现场推进会"),
    ("市委理论学习中心组开展集中学习。", "Study 集中学习"),
    ("县花鼓戏剧团把《刘海砍樵》搬上舞台。", "Performance 搬上舞台"),
    ("中国女足点球大战淘汰对手，闯进决赛。", "Award 闯进"),
    ("宁远血鸭入选全国乡村美食名单。", "Award 入选"),
    ("宁远县一中教师刘云捧得教学竞赛一等奖。", "Award 捧得"),
    ("卫生院医生背着药箱进村入户讲解慢病防治。", "Publicity 讲解"),
    ("省人大代表一行视察了宁远县人民法院。", "Inspection 视察"),
    ("台商协会为灾区捐资200万元。", "Visit 捐资"),
    ("新建的口袋公园开门迎客。", "Adoption 开门迎客"),
    ("全球首台无人驾驶插秧机在湖南量产。", "Adoption 量产"),
    ("跨江大桥主塔封顶。", "Adoption 封顶"),
    ("市人大常委会决定接受陈明辞去副市长职务的请求。", "Appointment 辞去"),
    ("该公司董事长引咎下台。", "Appointment 引咎下台"),
    ("中老两国警方签下合作备忘录。", "Cooperation 签下"),
    ("县里从各乡镇抽调20名医生组成医疗队。", "Deployment 抽调"),
    ("一辆渣土车失控冲入路边店铺。", "TrafficAccident 失控"),
    ("满载旅客的大巴翻入深沟。", "TrafficAccident 翻入"),
    ("废品站突燃大火，黑烟蔽日。", "Fire 大火"),
    ("烟花作坊轰然炸响，两名工人当场遇难。", "Explosion 炸响, Casualty 遇难"),
    ("幼儿园多名孩子出现发热症状，确诊为手足口病。", "PublicHealth 手足口病"),
    ("台风登陆，狂风掀翻了屋顶。", "Weather 台风"),
    ("驴友团在原始森林与外界失去联络。", "MissingPerson 失去联络"),
    ("司机胸骨骨折，乘客面部多处挫伤。", "Casualty 骨折, Casualty 挫伤"),
    ("宁远县居民存款余额突破三百亿元。", "StatisticChange 突破"),
    ("一伙人趁夜盗走通信光缆800米。", "Theft 盗走"),
    ("飞车贼夺走路人挎包。", "Robbery 夺走"),
    ("传销头目以“旅游分红”为饵敛财上千万元。", "EconomicCrime 敛财"),
    ("包工头卷款失踪，拖欠68名工人工资。", "Fraud 卷款, MissingPerson 失踪, EconomicCrime 拖欠"),
    ("夫妻二人在出租屋内烹制毒品。", "DrugCrime 烹制"),
    ("数十人聚在山洞里赌博。", "Gambling 赌博"),
    ("两村村民因争水械斗，多人挂彩。", "Violence 械斗, Casualty 挂彩"),
    ("熊孩子用石子划花了6辆轿车。", "Vandalism 划花"),
    ("三轮车无牌上路，还违规载人。", "TrafficOffence 无牌上路, TrafficOffence 违规载人"),
    ("无良商贩往猪肉里注水。", "OtherOffence 注水"),
    ("消防员用绳索把悬在崖壁上的采药人吊上来。", "Rescue 吊上来"),
    ("一名工人被掉落的钢筋砸晕。", "Casualty 砸晕"),
    ("今年全县旅游收入攀至32亿元。", "StatisticChange 攀至"),
    ("半夜，两名男子把院里的三轮车骑走。", "Theft 骑走"),
    ("民警将涉案的两名嫌犯一并擒下。", "Arrest 擒下"),
    ("环卫工人铲掉路面积雪300吨。", "HazardFix 铲掉"),
    ("为拓宽销路，玉环市与温岭市签署了产销合作协议。", "Cooperation 签署"),
    ("两名工人吸入不明气体后中毒。", "PublicHealth 中毒"),
    ("这条公路因塌方一度中断。", "Weather 塌方, TrafficControl 一度中断"),
    ("储气罐突然炸了，气浪掀翻工棚。", "Explosion 炸了"),
    ("宁远县住房和城乡建设局叫停了这处工地。", "Sanction 叫停"),
    ("铁路部门加开列车12列。", "Adoption 加开"),
]  # fmt: skip

NOT_TOLD = [
    "宁远县公安局刑侦大队负责侦查重大刑事案件。",
    "这支队伍主要承担火灾扑救和抢险救援任务。",
    "县政府要求各地严防森林火灾。",
    "如遇山洪，请立即转移到高处。",
    "力争全年招商引资签约额突破百亿元。",
    "市场监管部门提醒，切勿购买三无产品。",
    "未经许可不得捕捞。",
    "对拒不整改的企业，将依法予以关停。",
    "若逾期不缴，将加收滞纳金。",
    "该公司主营消防器材，年产灭火器30万只。",
    "他在一场没有硝烟的战争中冲锋陷阵。",
    "市场竞争进入白热化，各大品牌打响价格战。",
    "他的成绩像坐了火箭一样蹿升，老师点燃了他的学习热情。",
    "《反有组织犯罪法》共九章。",
    "宁远县禁毒委员会办公室设在公安局。",
    "救援队配有冲锋舟、破拆工具等装备。",
    "加强交通疏导力量，优化信号灯配时。",
    "截至发稿，暂无人员伤亡报告。",
    "检方对其作出不起诉决定。",
    "坚决杜绝酒驾、醉驾行为。",
    "本次行动未发现违法线索。",
    "宁远县检察院第一检察部承担审查逮捕职责。",
    "他是全国劳动模范、一等功臣。",
    "警方尚未抓获在逃的黄某。",
    "不排除后续再次降雨的可能。",
    "专家建议老年人每年体检一次。",
    "县里计划生育协会办公楼位于文庙路。",
    "游客纷纷为这场视觉盛宴点赞。",
    "宁远县应急救援中心占地20亩。",
    "要牢牢守住不发生系统性金融风险的底线。",
    "为严厉打击盗窃犯罪，宁远县公安局高度重视。",
    "宁远县消防救援大队大队长李明说，灭火的关键在第一时间。",
    "宁远县法院办公室主任陈杰主持庭审直播技术保障工作。",
    "该条例自公布之日起三十日后废止。",
    "这部电影讲述缉毒警察的故事。",
    "“爆炸性”新闻并不总是真的。",
    "宁远大捷是明末的一场战役。",
    "这家老店的辣椒炒肉是一绝，香味“炸裂”。",
    "本报讯员向广大读者拜个早年。",
    "居民自建房一楼用作商铺。",
    "这段“死亡弯道”长800米。",
    "人才引进政策共十条。",
    "股市上，这则传闻引发“地震”。",
    "调解技巧是他常讲的话题。",
]

MISSED = [
    ("台风“海燕”登陆，狂风掀翻了屋顶。", "Weather 台风", "the kind of a named event stands before its name"),
    ("两名游客在芦苇荡里迷了路。", "MissingPerson 迷了路", "read as the name of a road"),
    ("民兵用门板把产妇抬到卫生院。", "Rescue 抬到", "read as the name of a hospital"),
    ("面对业主，开发商许诺年底交房。", "Pledge 许诺", "read as a person's name"),
    ("油价迎来年内第七次下调。", "StatisticChange 下调", "a change that is counted and not measured"),
    ("第十届瑶族盘王节开幕。", "Performance 盘王节", "a festival's name tells no kind"),
    ("蓝天救援队在下游五公里处找到溺水者遗体。", "Rescue 找到", "a body is no person yet"),
    ("完善调解机制，提升化解矛盾的能力。", "", "a verb inside the name of an ability"),
]  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    return shared_nlp()


def told(nlp: Language, text: str) -> str:
    """`Type trigger, Type trigger` for the events of a text."""
    return ", ".join(f"{e.type} {e.trigger.text}" for e in nlp(text).user_data["events"])


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_told(nlp: Language, text: str, expected: str) -> None:
    assert told(nlp, text) == expected


@pytest.mark.parametrize("text", NOT_TOLD)
def test_not_told(nlp: Language, text: str) -> None:
    assert told(nlp, text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(text, expected, marks=pytest.mark.xfail(strict=True, reason=why)) for text, expected, why in MISSED],
)
def test_missed(nlp: Language, text: str, expected: str) -> None:
    assert told(nlp, text) == expected


def test_a_compound_that_holds_a_word_of_its_type_is_none() -> None:
    listed = Triggers(rule="save", words=["救出"])
    compounds = Triggers(rule="out", heads=["救", "拽"], tails=["出", "出来"])
    rescue = EventType(actor="any", triggers=[listed, compounds])
    assert [words for _, words in rescue.vocabulary()] == [["救出"], ["拽出", "拽出来"]]


def test_each_type_is_told_by_many_words_and_by_the_table() -> None:
    table = " ".join(expected for _, expected in TOLD)
    words = {name: {w for t in frame.triggers for w in t.words} for name, frame in event_types().items()}
    assert {name for name, found in words.items() if len(found) < 40} == set()
    assert {name for name in words if f"{name} " not in table} == set()


BIRTH = """
[Birth]
actor = "none"
patient = ["object"]
quantity = ["object"]
place = ["at"]
[[Birth.triggers]]
rule = "born"
words = ["诞生"]
"""


def test_a_new_type_is_data_alone(tmp_path: Path) -> None:
    ours, package = Path(kg.__file__).parent, tmp_path / "kg"
    package.mkdir()
    for path in ours.iterdir():
        if path.name != "rules":
            (package / path.name).symlink_to(path)
    rules = package / "rules"
    shutil.copytree(ours / "rules", rules)
    types = (rules / "types.toml").read_text(encoding="utf-8")
    line = '[types.Incident]\nBirth = { zh = "出生", en = "Birth" }\n'
    (rules / "types.toml").write_text(types.replace("[types.Incident]\n", line), encoding="utf-8")
    (rules / "events" / "life.toml").write_text(BIRTH, encoding="utf-8")
    script = (
        "import kg; from kg.model import Article, encode;"
        "print(encode(kg.extract(Article(id='a', hash='', text='12月5日，2只小熊猫在卧龙诞生。'))))"
    )
    variables = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, encoding="utf-8")
    assert '"type":"Birth"' in ran.stdout, ran.stderr
    assert '"rule":"event.Birth.born"' in ran.stdout
