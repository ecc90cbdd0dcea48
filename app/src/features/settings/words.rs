//! Words of the settings.

crate::words! {
    title = "平台设置", "Settings";
    lead = "平台名称、优惠范围、服务费与出账规则。保存后立即生效，并记入操作日志。", "The marketplace's name, ranges of discounts, fee and billing. Changes hold at once and are logged.";
    marketplace = "平台", "Marketplace";
    marketplace_lead = "显示在每个页面和邮件中。", "Shown on every page and in mails.";
    name_zh = "中文名称", "Chinese name";
    name_en = "英文名称", "English name";
    zone_name = "时区名称", "Time zone";
    zone_name_help = "例如 Asia/Shanghai", "Such as Asia/Shanghai";
    zone_offset = "与 UTC 的差", "Offset from UTC";
    zone_offset_help = "账期、有效期和日期筛选都按此计算。", "Periods, validity and days are computed by it.";
    offers = "专属优惠", "Exclusive discounts";
    offers_lead = "商家可以给多大的优惠，哪些需要审批。", "How much sellers may give, and what needs approval.";
    exempt = "免审折扣上限", "Effective at once up to";
    exempt_help = "不超过此幅度的优惠立即生效，超过的由平台审批。", "Discounts up to this need no approval.";
    max = "折扣上限", "At most";
    max_help = "超过此幅度的优惠会被拒绝，最高 99%。", "Anything past this is refused; at most 99 %.";
    max_days = "最长有效天数", "Longest validity in days";
    classes = "可使用优惠的售卖类型", "Trade classes with discounts";
    classes_help = "全部不选则没有商品可以使用专属优惠。", "With none ticked nothing can be discounted.";
    settlement = "结算", "Settlement";
    settlement_lead = "已出账的行不受修改影响：规则和费率随行保留。", "Lines that are billed keep the rule and rate they were billed by.";
    fee = "平台服务费", "Platform fee";
    fee_help = "按通用商品每行交易金额计算，最高 50%。", "On the gross of each line of common products; at most 50 %.";
    threshold = "出账门槛", "Least sum for a bill";
    threshold_help = "同一商家同一类商品的未出账金额累计达到此数才生成账单。", "A bill is made once a seller's unbilled lines of a class reach it together.";
    bill_day = "每月出账日", "Day of the month bills are made";
    bill_day_help = "1–28 日", "From the 1st to the 28th";
    reviews = "审核", "Reviews";
    reviews_lead = "提交后多久必须作出决定。", "How soon a submission must be decided.";
    review_days = "审核时限（工作日）", "Working days for a review";
    review_days_help = "1–60；只影响之后提交的事项。", "1 to 60; only for what comes in from now on.";
    signing_in = "登录安全", "Signing in";
    signing_in_lead = "每个人都可以自行启用两步登录。", "Everybody may turn two-step sign-in on for themselves.";
    two_step_for_money = "处理资金的角色必须使用两步登录", "Roles that touch money must use two-step sign-in";
    two_step_for_money_help = "商家主账号、商家财务、平台管理员和平台财务。保存后立即生效：尚未设置的人只能打开自己的账号。", "Owners, finance of sellers and of the operator, administrators. It holds at once: whoever has not set it up can open only their own account.";
    save = "保存设置", "Save the settings";
    saved = "设置已保存。", "The settings are saved.";
    version = "第 {n} 版", "Version {n}";
    conflict = "没有保存：已有人保存了新的设置", "Not saved: somebody changed the settings meanwhile";
    conflict_text = "下面保留了您填写的内容。与现行设置不同的字段标有现行值，请核对后再保存。", "What you wrote is kept below. Where it differs, the value in force stands beside it; check, then save.";
    in_force = "现行：{value}", "In force: {value}";
    not_saved = "没有保存", "Not saved";
}
