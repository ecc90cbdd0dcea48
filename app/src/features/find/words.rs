//! The words of finding one's way.

crate::words! {
    title = "搜索", "Search";
    open = "搜索或跳转", "Search or jump to";
    placeholder = "页面、商品、优惠、订单号、账期…", "Pages, listings, discounts, order numbers, periods…";
    pages = "页面", "Pages";
    listings = "商品", "Listings";
    offers = "商家专属优惠", "Exclusive discounts";
    orders = "订单", "Orders";
    bills = "账单", "Bills";
    reviews = "审核", "Reviews";
    organisations = "组织", "Organisations";
    results = "结果", "Results";
    searching = "正在搜索…", "Searching…";
    nothing = "没有找到。请换一个词，或输入订单号、账期（202611）。", "Nothing found. Try another word, an order number, or a period (202611).";
    offline = "暂时连不上，无法搜索。", "No answer at the moment; the search does not work.";
    count = "{n} 个结果", "{n} results";
    lead = "在页面和您自己的商品、优惠、订单与账单中查找。", "Find pages and your own listings, discounts, orders and bills.";
    label = "要找什么", "What to find";
    act = "搜索", "Search";
    begin = "输入名称、订单号（CS…）或账期（202611）。", "Type a name, an order number (CS…) or a period (202611).";
    help_title = "键盘快捷键", "Keyboard shortcuts";
    help_find = "搜索或跳转", "Search or jump";
    help_filter = "到本页的筛选", "To this page's filters";
    help_help = "显示快捷键", "Show the shortcuts";
    help_go = "跳转", "Go to";
    help_then = "然后", "then";
    help_review = "审核页面：A 到“通过”，R 填写原因，J / K 下一项、上一项。", "On a review: A to approve, R to write a reason, J / K to the next and previous.";
    help_on = "单键快捷键已开启。", "Single-key shortcuts are on.";
    help_off = "单键快捷键已关闭，Ctrl K 仍可使用。", "Single-key shortcuts are off; Ctrl K still works.";
    turn_off = "关闭单键快捷键", "Turn single-key shortcuts off";
    turn_on = "开启单键快捷键", "Turn single-key shortcuts on";
    close = "关闭", "Close";
}
