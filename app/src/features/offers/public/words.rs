//! The words of the customer's page.

use guildhall_sdk::offers::OfferStatus;

crate::words! {
    title = "专属优惠", "Exclusive offer";
    for_you = "给您的专属优惠", "An offer for you";
    list_price = "目录价", "List price";
    choose = "选择规格和周期", "Choose a spec and term";
    choice = "{what}：{deal}", "{what}: {deal}";
    choice_hint = "目录价 {list}，{less}", "List price {list}, {less}";
    until = "有效期至", "Valid until";
    from = "开始时间", "Starts";
    your_time = "您所在地时间", "your time";
    orders_left = "还可下单", "Orders left";
    times = "{n} 次", "{n}";
    product_page = "查看商品详情", "See the product's page";
    quantity = "数量", "Quantity";
    quantity_help = "总价 = 单价 × 数量，下单后、付款前可以核对。", "The total is the price × quantity; you see it before you pay.";
    quantity_help_one = "按钮上是 1 份的价格。总价 = 单价 × 数量，下单后、付款前可以核对。", "The button shows the price of one. The total is the price × quantity; you see it before you pay.";
    next = "接下来会怎样", "What happens next";
    next_sign_in = "登录", "Sign in";
    next_sign_in_text = "使用接收此优惠的账号登录。", "With the account this offer was sent to.";
    next_order = "下单", "Order";
    next_order_text = "价格按本页锁定，不会立即扣款。", "The price on this page is fixed; nothing is charged yet.";
    next_pay = "付款", "Pay";
    next_pay_text = "在订单页核对总价并付款，付款前可随时取消。", "Check the total on the order's page and pay; until then you can cancel.";
    next_use = "开通使用", "Start using it";
    next_use_text = "{seller}收到付款后为您开通，开通后邮件通知您。", "{seller} provisions once paid; a mail tells you when it is ready.";
    next_wait = "等待开始", "Wait for the start";
    next_wait_text = "到开始时间后，用同一链接下单。", "Order with this same link once it has started.";
    terms = "我同意：按本页价格向{seller}购买该商品；由{seller}交付和开具发票，平台代为收款。", "I agree to buy this product from {seller} at the price on this page. {seller} delivers and invoices it; the marketplace takes the payment.";
    order_for = "下单 {total}", "Order for {total}";
    order = "按所选规格下单", "Order the chosen spec";
    order_hint = "下单不会立即扣款，付款前可随时取消。", "Nothing is charged yet; you can cancel until you pay.";
    sign_in = "登录后下单", "Sign in to order";
    sign_in_hint = "登录后会回到本页。", "You come back to this page.";
    other = "此优惠是给另一个账号的", "This offer is for another account";
    other_text = "您可以查看，但当前账号不能用它下单。如果您有接收此优惠的账号，请切换登录。", "You can read it, but this account cannot order with it. If the account it was sent to is yours, sign in with that one.";
    switch = "退出并换账号登录", "Sign out and use another account";
    own = "这是客户看到的页面", "This is what the customer sees";
    own_text = "只有您指定的客户账号可以下单。", "Only the customer you named can order.";
    back_to_console = "返回优惠管理", "Back to your discounts";
    upcoming = "优惠尚未开始", "This offer has not started";
    upcoming_text = "您可以先了解内容，到开始时间后用同一链接下单。", "Read it now; order with this same link once it has started.";
    questions = "有疑问？联系{seller}", "Questions? Contact {seller}";
    not_ordered = "订单没有提交", "The order was not placed";

    expired = "此优惠已过期", "This offer has expired";
    expired_text = "有效期已经结束。如果您仍然需要，请联系给您发送链接的商家重新报价。", "Its validity is over. If you still want it, ask the seller who sent it for a new one.";
    revoked = "商家已撤回此优惠", "The seller took this offer back";
    revoked_text = "链接不再可用，您已下的订单不受影响。请联系给您发送链接的商家了解详情。", "The link no longer works; orders you placed are not affected. Ask the seller who sent it for details.";
    used_up = "此优惠已用完", "This offer is used up";
    used_up_text = "它允许的订单都已提交，您可以在“我的订单”中查看。如需再次购买，请联系商家。", "Every order it allows has been placed; you find them under “My orders”. To buy again, contact the seller.";
    discontinued = "商品已停止销售", "The product is no longer sold";
    discontinued_text = "因此优惠不能再使用，您已下的订单不受影响。请联系商家了解替代商品。", "So this offer cannot be used any more; orders you placed are not affected. Ask the seller about an alternative.";
    rejected = "此优惠没有生效", "This offer never took effect";
    rejected_text = "它没有通过平台审批，请联系商家重新报价。", "The marketplace did not approve it. Ask the seller for a new one.";
    reviewing = "此优惠正在审批", "This offer is being reviewed";
    reviewing_text = "平台审批通过后才能使用，届时您会收到邮件。", "It can be used once the marketplace approves it; you will get a mail.";
    my_orders = "查看我的订单", "See my orders";
}

impl Words {
    /// Why an offer is dead, for its own customer: what happened, and what to do.
    pub fn cause(&self, cause: OfferStatus) -> (&'static str, &'static str) {
        match cause {
            OfferStatus::Revoked => (self.revoked, self.revoked_text),
            OfferStatus::UsedUp => (self.used_up, self.used_up_text),
            OfferStatus::Discontinued => (self.discontinued, self.discontinued_text),
            OfferStatus::Rejected => (self.rejected, self.rejected_text),
            OfferStatus::Reviewing => (self.reviewing, self.reviewing_text),
            OfferStatus::Expired | OfferStatus::Live | OfferStatus::Upcoming => {
                (self.expired, self.expired_text)
            }
        }
    }
}
