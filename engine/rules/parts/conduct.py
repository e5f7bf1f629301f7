"""Conduct: 26 indicators to choose from, each with five levels worth 10 to 50 points.

The names and what the levels stand for follow the organisation handbook, in our words; the English names are ours.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.base.parameter import Text

POINTS = (10, 20, 30, 40, 50)
"""What the five levels are worth, by the handbook."""


@dataclass(frozen=True)
class Conduct:
    """One indicator: its name, and what is seen at each of the five levels, the lowest first."""

    name: Text
    levels: tuple[Text, Text, Text, Text, Text]


def _conduct(name: tuple[str, str], *levels: tuple[str, str]) -> Conduct:
    one, two, three, four, five = (Text(*level) for level in levels)
    return Conduct(Text(*name), (one, two, three, four, five))


CONDUCT: dict[str, Conduct] = {
    "initiative": _conduct(
        ("主动性", "Initiative"),
        ("等别人吩咐", "Waits to be told"),
        ("主动问还有什么可做", "Asks what there is to do"),
        ("先提建议再动手", "Suggests, then acts"),
        ("自己动手，例外情况才请示", "Acts, and asks only in unusual cases"),
        ("独立完成，定期汇报结果", "Acts alone and reports results regularly")),
    "responsibility": _conduct(
        ("承担责任", "Responsibility"),
        ("认结果，不拿愿望当理由", "Accepts the result rather than pleading good will"),
        ("担责任，不推诿、不指责", "Takes the blame, does not pass it on"),
        ("动手解决问题，减少环节", "Solves the problem and shortens the process"),
        ("举一反三，改进流程", "Draws the lesson and improves the process"),
        ("事前预见，设好防错", "Foresees mistakes and designs them out")),
    "innovation": _conduct(
        ("创新", "Innovation"),
        ("对周围事物有兴趣", "Is curious about things around"),
        ("勤动脑", "Thinks things over"),
        ("把所知与想象结合起来", "Combines knowledge with imagination"),
        ("发掘自己的创造力", "Works on being creative"),
        ("常有新点子、小发明或创新方案", "Brings ideas, small inventions or new designs")),
    "integrity_with_money": _conduct(
        ("清财", "Integrity with money"),
        ("不违反财务制度", "Keeps the finance rules"),
        ("账目无问题，主动接受监督", "Has clean accounts and welcomes checks"),
        ("不为私利破坏规则", "Does not bend rules for own benefit"),
        ("主动节省又不影响质量", "Saves cost without harming quality"),
        ("以廉洁影响和约束他人", "Keeps others honest by example")),
    "enterprise": _conduct(
        ("创业", "Enterprise"),
        ("关心创业案例，与人分享想法", "Follows founders' stories and shares ideas"),
        ("有自己的创业规划", "Has a plan of an own venture"),
        ("懂得资金、产品、人才如何配合", "Knows how money, product and people go together"),
        ("至少尝试过一次", "Has tried at least once"),
        ("有成功的创业经历", "Has built something that succeeded")),
    "loyalty": _conduct(
        ("忠诚", "Loyalty"),
        ("不外传公司信息与短处", "Keeps company matters and weaknesses inside"),
        ("公司有难处时不离开", "Does not leave the company in need"),
        ("个人规划与公司一致，公开商谈回报", "Own plans fit the company's, pay is discussed openly"),
        ("危机时体现岗位价值", "Proves the post's worth in a crisis"),
        ("靠本职工作扭转局面", "Turns a situation round by the own work")),
    "leadership": _conduct(
        ("领导力", "Leadership"),
        ("用人得当", "Puts people in the right place"),
        ("能衡量付出与回报是否相称", "Judges whether pay fits effort"),
        ("客观评价业绩和态度", "Judges results and attitude fairly"),
        ("懂专业，带出能胜任的人", "Knows the craft and trains people up to it"),
        ("影响力大，员工自愿追随", "People follow of their own will")),
    "confidence": _conduct(
        ("自信心", "Confidence"),
        ("坚定地提出建设性意见", "Puts views firmly and constructively"),
        ("没有明确要求也能独立工作并负责", "Works without clear orders and answers for it"),
        ("愿接难活", "Accepts difficult work"),
        ("主动面对困境", "Faces trouble actively"),
        ("能对决策提出建设性质疑并见效", "Questions decisions constructively and to good effect")),
    "relationships": _conduct(
        ("人际关系", "Relationships"),
        ("保持正常工作关系", "Keeps normal working relations"),
        ("关系融洽，能谈工作以外的事", "Gets on well, also beyond work"),
        ("常有社会交往", "Is often among people"),
        ("结成好友并正当拓展业务", "Makes friends and wins business properly"),
        ("能把各层次的人变成合作伙伴", "Turns people of all kinds into partners")),
    "decisions": _conduct(
        ("决策", "Decisions"),
        ("能做本职和下级的决定，但较慢", "Decides for the own post and below, slowly"),
        ("经讨论能得出正确决定", "Reaches the right decision by discussion"),
        ("不依赖他人，会用分析工具", "Decides alone, with tools of analysis"),
        ("有预见，偏差小", "Looks ahead and is seldom wrong"),
        ("决策水平成为组织的依据", "Sets the standard others decide by")),
    "growth": _conduct(
        ("成长认知", "Growth"),
        ("出错认账，不抱怨不报复", "Admits mistakes without complaint or revenge"),
        ("得分低时找原因、提改进", "Looks for causes and mends a low score"),
        ("一段时间内不出差错", "Works a period without a slip"),
        ("接受角色，积极工作", "Accepts the role and works with a will"),
        ("进步逐级明显，价值提升", "Improves step by step, worth more each time")),
    "discipline": _conduct(
        ("纪律作风", "Discipline"),
        ("常迟到早退、无故缺勤，待人冷淡", "Often late or absent, cold to others"),
        ("偶有迟到早退", "Late now and then"),
        ("守纪律，态度尚可", "Keeps the rules, attitude fair"),
        ("守纪律，待人有礼", "Keeps the rules, polite to all"),
        ("守纪律，有热情，待人热情有礼", "Keeps the rules with zeal, warm and polite")),
    "confidentiality": _conduct(
        ("商业保密", "Confidentiality"),
        ("清楚哪些技术和信息要保密", "Knows what has to be kept secret"),
        ("遵守保密协议，传播正面信息", "Keeps the agreement, speaks well of the company"),
        ("不拿信息做交易，不透露战略", "Trades no information, reveals no strategy"),
        ("有维护机密的实例", "Has protected a secret in a real case"),
        ("带动他人保密，离职多年仍守密", "Leads others to it, and keeps silent long after leaving")),
    "learning": _conduct(
        ("学习力", "Learning"),
        ("想学但没有行动", "Means to learn, does not act"),
        ("主动学习", "Learns of own accord"),
        ("自费学习并掌握技能", "Pays for learning and gains the skill"),
        ("学了用在工作上", "Applies what was learnt"),
        ("应用并取得好效果", "Applies it to good effect")),
    "cooperation": _conduct(
        ("团队合作", "Cooperation"),
        ("尊重他人，听得进不同意见", "Respects others and listens"),
        ("坦率分享观点和信息", "Shares views and information openly"),
        ("支持团队决定，即使意见不同", "Supports the team's decision even when of another mind"),
        ("愿帮职责以外的忙", "Helps beyond the own duties"),
        ("跨部门建立合作网络", "Builds ties across departments")),
    "fairness": _conduct(
        ("公平", "Fairness"),
        ("不随意指责他人品格", "Does not attack people's character"),
        ("对下级和同事客观评分", "Rates staff and colleagues evenly"),
        ("依制度正确评价工作", "Judges work by the rules"),
        ("主动为他人提改进办法", "Offers others ways to improve"),
        ("支持他人并见效果", "Supports others to good effect")),
    "honesty": _conduct(
        ("真实", "Honesty"),
        ("不挑事、不指责", "Stirs up no trouble"),
        ("如实公布工作情况", "Reports work as it is"),
        ("承认缺点失误并着手改进", "Owns up to faults and works on them"),
        ("认识到误判并有效提升", "Corrects misjudgements and improves"),
        ("以真诚影响、帮助他人", "Helps others by being genuine")),
    "self_discipline": _conduct(
        ("慎独", "Self-discipline"),
        ("工作时不做无关的事", "Does nothing else at work"),
        ("按制度和标准完成", "Works by rules and standards"),
        ("没有因质量或业绩被扣罚", "Was never fined for quality or results"),
        ("上级在不在场都一样", "Works the same with nobody looking"),
        ("心甘情愿，超出上级期望", "Works gladly, beyond expectation")),
    "tolerance": _conduct(
        ("宽容", "Tolerance"),
        ("有条件地谅解失误", "Forgives mistakes on conditions"),
        ("对屡错者合理处罚并指导", "Penalises repeated mistakes fairly and guides"),
        ("有化解误解的实例", "Has cleared up misunderstandings"),
        ("能改变攻击自己的人", "Wins over those who attack"),
        ("激励得当，员工很少出错", "Encourages so that mistakes become rare")),
    "professionalism": _conduct(
        ("职业化", "Professionalism"),
        ("掌握理论，能处理复杂工作", "Masters the theory and complex work"),
        ("以经验化解危机冲突", "Settles crises by experience"),
        ("无人监督也节约、不占公家便宜", "Unwatched, saves and takes nothing"),
        ("从本职工作中得到乐趣", "Enjoys the work itself"),
        ("认同岗位价值，愿为之付出", "Believes in the post and gives for it")),
    "customer_first": _conduct(
        ("以客户为中心", "Customer first"),
        ("提供必要服务", "Gives the service needed"),
        ("迅速解决客户需求", "Meets needs quickly, without argument"),
        ("找出真实需求并提供方案", "Finds the real need and answers it"),
        ("客户信赖，又维护公司利益", "Is trusted, and guards the company's interest"),
        ("维护客户利益，促进长远发展", "Serves customers so that the company gains in the long run")),
    "command": _conduct(
        ("指挥", "Command"),
        ("指标常规而清楚", "Gives ordinary, clear tasks"),
        ("详细指导做法", "Explains in detail how to do it"),
        ("妥善处理不合理要求，控制场面", "Handles unreasonable demands and stays in control"),
        ("团队井然有序", "The team works in order"),
        ("指挥有方，很少有人违规", "Leads so well that hardly anybody breaks rules")),
    "team_spirit": _conduct(
        ("团队精神", "Team spirit"),
        ("大方分享必要信息", "Shares what others need to know"),
        ("合作无隔阂，让人人参与讨论", "Works without friction, lets everybody take part"),
        ("会赞誉、会授权", "Praises and delegates well"),
        ("能化解冲突", "Resolves conflicts"),
        ("所在团队气氛良好", "The team around works in a good spirit")),
    "obedience": _conduct(
        ("工作服从", "Following instructions"),
        ("服从工作，不抱怨", "Does as told without complaint"),
        ("服从上级并做好工作", "Follows and does the work well"),
        ("服从之余能提合理建议", "Follows, and suggests where orders are poor"),
        ("忠诚投入，结果良好", "Is fully committed, with good results"),
        ("不用命令也做得好", "Needs no orders to do well")),
    "collaboration": _conduct(
        ("协作性", "Collaboration"),
        ("事不关己，常发牢骚，挑挑拣拣", "Cares for nobody, grumbles and picks"),
        ("偶有牢骚", "Grumbles now and then"),
        ("大体和睦，互相帮助", "Gets on and helps by and large"),
        ("能协作完成共同目标", "Works with others towards common goals"),
        ("常不计个人得失为部门协作", "Often puts the department before own gain")),
    "attentive_service": _conduct(
        ("服务细致", "Attentive service"),
        ("形成服务流程", "Has a service routine"),
        ("主动询问服务需要", "Asks what is needed"),
        ("执行中没有客户投诉", "Serves without complaints"),
        ("服务全面而真诚", "Serves fully and sincerely"),
        ("给客户意想不到的感受", "Surprises customers with service and knowledge")),
}
