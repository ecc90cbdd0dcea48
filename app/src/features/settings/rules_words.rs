//! Words of the rules.

crate::words! {
    title = "规则与生效日期", "Rules and dates";
    lead = "与资金有关的规则按日期生效。已发生、已冻结的不受影响。", "What money depends on changes on a day. What has happened, and what is frozen, stays as it is.";
    kinds = "规则类型", "Kinds of rules";
    today = "今天（{day}）对所有人生效", "In force for everybody today ({day})";
    fee_text = "{rate}%", "{rate} %";
    exempt_text = "减价不超过 {rate}% 立即生效", "up to {rate} % effective at once";
    billing_text = "每月 {day} 日，累计满 {threshold}", "on day {day} of the month, from {threshold} on";
    add_fee = "新增费率", "Add a rate";
    add_fee_lead = "按行的生效日取费率。范围越小越优先：商家 > 售卖类型 > 所有人。", "A line has the rate of the day it took effect. The narrower rule goes first: seller, then class, then everybody.";
    add_exempt = "新增免审范围", "Add an exempt range";
    add_exempt_lead = "按创建优惠当天的规则判断。范围越小越优先：商品 > 商家 > 分类 > 所有人。", "An offer is judged by the rules of the day it is made. Product goes before seller, seller before category.";
    add_billing = "新增出账规则", "Add a billing rule";
    add_billing_lead = "出账日按当月 1 日的规则，门槛按账期最后一天的规则。", "The bill day is the one in force on the 1st of the month, the least sum the one on the period's last day.";
    rate = "费率", "Rate";
    rate_help = "0–50%", "0 to 50 %";
    up_to = "立即生效的最大减价", "Effective at once up to";
    up_to_help = "超过的由平台审批；不能超过折扣上限。", "More than that is approved first; at most the largest discount allowed.";
    day = "每月出账日", "Day of the month";
    day_help = "1–28；遇节假日顺延到下一个工作日。", "1 to 28; on a free day, the next working day.";
    threshold = "出账门槛", "Least sum for a bill";
    threshold_help = "同一商家同一类商品的未出账金额累计达到此数才生成账单。", "A bill is made once a seller's unbilled lines of a class reach it together.";
    from = "生效日期", "Holds from";
    from_help = "最早 {day}（{zone}）", "{day} at the earliest ({zone})";
    class = "仅限售卖类型", "Only of a trade class";
    category = "仅限商品分类", "Only of a category";
    seller = "仅限商家", "Only one seller";
    seller_help = "商家任一成员的邮箱，或商家编号。留空为所有商家。", "The address of one of its people, or its id. Empty for every seller.";
    listing = "仅限商品", "Only one product";
    listing_help = "商品编号，在商品页面的地址中。留空为所有商品。", "The product's id, as in its page's address. Empty for every product.";
    everybody = "所有人", "Everybody";
    add = "新增规则", "Add the rule";
    added = "规则已新增。", "The rule was added.";
    withdrawn = "规则已撤回。", "The rule was withdrawn.";
    withdraw = "撤回", "Withdraw";
    list = "规则列表", "Rules";
    value = "规则", "Rule";
    scope = "范围", "For";
    by = "新增人", "Added by";
    empty = "没有按日期变更的规则", "No rules with a date";
    empty_text = "一直适用上面的数值。", "What stands above holds all the time.";
}
