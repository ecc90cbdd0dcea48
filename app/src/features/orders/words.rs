//! The words of orders.

use guildhall_sdk::orders::OrderState;

crate::words! {
    orders = "订单列表", "Orders";
    orders_lead = "客户在您这里下的订单。付款后请开通商品，并确认客户已可使用。", "What customers ordered from you. Once one is paid, provision it and confirm that the customer has it.";
    my_orders = "我的订单", "My orders";
    my_orders_lead = "您的组织下的订单：付款、查看进度、联系商家。", "What your organisation ordered: pay, follow its progress, reach the seller.";
    order = "订单 {number}", "Order {number}";
    filter_orders = "筛选订单", "Filter orders";
    filters = "已选筛选条件", "Filters in force";
    number = "订单号", "Order number";
    product = "商品", "Product";
    customer = "客户", "Customer";
    seller = "商家", "Seller";
    from = "下单日期从", "Ordered from";
    to = "到", "To";
    total = "订单金额", "Total";
    placed = "下单时间", "Ordered";
    acts = "操作", "Acts";
    none = "还没有订单", "No orders yet";
    none_seller = "客户使用您的专属优惠链接下单后，订单会出现在这里。", "An order appears here as soon as a customer uses the link of one of your discounts.";
    none_mine = "打开商家发给您的优惠链接即可下单，订单会出现在这里。", "Open an offer's link that a seller sent you to order; the order appears here.";
    none_filtered = "没有符合条件的订单", "No order fits these filters";
    none_filtered_text = "请放宽或清除筛选条件。", "Widen the filters or clear them.";
    make_offer = "创建专属优惠", "Make a discount";
    view_order = "查看订单", "View order";
    pay_now = "去付款", "Pay";
    provision_now = "去开通", "Provision";

    items = "订单明细", "What was ordered";
    items_lead = "名称和价格以下单时为准，之后不会变化。", "Names and prices are as they were when ordered; they do not change.";
    item = "商品与规格", "Product and spec";
    term = "周期", "Term";
    quantity = "数量", "Quantity";
    list = "目录价", "List price";
    discount = "折扣", "Discount";
    gross = "金额", "Amount";
    sum = "合计", "Total";
    explain = "目录价 {list}，优惠 {percent}%，单价 {unit}；× {quantity} = {gross}", "List price {list} less {percent} % is {unit} each; × {quantity} = {gross}";
    facts = "订单信息", "About this order";
    offer = "专属优惠", "Exclusive discount";
    contact_seller = "联系商家", "Contact the seller";
    contact_lead = "对开通或使用有疑问，请直接联系商家。", "Questions about provisioning or use go straight to the seller.";
    mail = "邮箱", "E-mail";
    phone = "电话", "Phone";
    no_contact = "商家未填写联系方式。", "The seller left no contact.";
    history = "订单进度", "History";
    happened_placed = "已下单", "Ordered";
    happened_paid = "已付款", "Paid";
    happened_completed = "商家已确认开通", "Provisioning confirmed";
    happened_cancelled = "已取消", "Cancelled";
    happened_pending = "付款确认中", "Payment being confirmed";
    happened_failed = "付款失败", "Payment failed";

    sub_unpaid_seller = "等待客户付款。付款后我们会通知您开通。", "Waiting for the customer to pay. We tell you when it is time to provision.";
    sub_processing_seller = "客户已付款，请开通商品，然后在下方确认。", "The customer has paid. Provision the product, then confirm it below.";
    sub_completed_seller = "客户已可使用，订单进入结算。", "The customer has it; the order goes on to settlement.";
    sub_cancelled_seller = "客户在付款前取消了订单，优惠次数已退回。", "Cancelled before payment; its use of the offer came back.";
    sub_unpaid_mine = "订单已提交，付款后商家开始开通。", "Your order is placed. The seller starts once it is paid.";
    sub_pending_mine = "正在确认您的付款，请勿重复付款。", "Your payment is being confirmed; please do not pay again.";
    sub_processing_mine = "已收到付款，商家正在为您开通。", "Your payment arrived; the seller is provisioning.";
    sub_completed_mine = "商家已确认开通，您可以开始使用。", "The seller confirmed that it is ready for you to use.";
    sub_cancelled_mine = "订单已取消，您没有付款，优惠次数已退回。", "The order is cancelled. Nothing was paid; its use of the offer came back.";

    provision_title = "确认开通", "Confirm provisioning";
    provision_text = "请在客户确实可以使用商品之后再确认。确认后订单变为“已完成”，客户会收到邮件，订单进入结算；此操作不能撤销。", "Confirm only when the customer can really use the product. The order becomes “Completed”, the customer gets a mail and the order goes on to settlement. This cannot be taken back.";
    provision_act = "确认客户已开通", "Confirm that the customer has it";
    provision_refused = "没有确认成功", "This was not confirmed";

    pay_title = "付款 {total}", "Pay {total}";
    sandbox = "沙箱支付：不会产生真实扣款", "Sandbox payment: no money moves";
    sandbox_text = "本平台连接的是沙箱支付渠道，请选择要模拟的结果。", "This marketplace uses a sandbox payment provider. Choose what it should do.";
    pay_succeed = "支付 {total}（模拟成功）", "Pay {total} (simulate success)";
    pay_fail = "模拟支付失败", "Simulate a failure";
    pay_later = "模拟稍后到账", "Simulate a late answer";
    pay_failed = "付款没有成功，您没有被扣款", "The payment failed; you were not charged";
    pay_failed_text = "支付渠道拒绝了这次付款。订单仍为您保留，请重试，或联系商家。", "The payment provider declined. Your order is kept: try again, or contact the seller.";
    pay_pending = "正在确认付款", "Your payment is being confirmed";
    pay_pending_text = "支付渠道还没有给出结果，通常只需几秒。确认期间不能再次付款或取消订单。", "The provider has not answered yet; it usually takes seconds. Until then you cannot pay again or cancel.";
    refresh = "刷新状态", "Check again";
    pay_refused = "付款没有提交", "The payment was not made";
    cancel = "取消订单", "Cancel order";
    cancel_title = "取消订单 {number}？", "Cancel order {number}?";
    cancel_text = "订单尚未付款，取消不产生费用，占用的优惠次数会退回；如优惠仍在有效期内，您可以重新下单。", "Nothing was paid, so nothing is owed. Its use of the offer comes back; while the offer is valid you can order again.";
    cancel_act = "确认取消订单", "Cancel this order";
    cancel_refused = "订单没有取消", "The order was not cancelled";

    next = "接下来会怎样", "What happens next";
    next_pay = "您付款 {total}", "You pay {total}";
    next_pay_text = "付款前可随时取消。", "Until then you can cancel at any time.";
    next_provision = "{seller}为您开通", "{seller} provisions";
    next_provision_text = "商家收到付款通知后开通商品。", "The seller is told as soon as the payment arrives.";
    next_use = "您开始使用", "You start using it";
    next_use_text = "开通确认后，我们会发邮件告诉您。", "We send you a mail when it is confirmed.";
    next_wait_payment = "确认付款", "The payment is confirmed";
    next_wait_payment_text = "通常只需几秒。", "It usually takes seconds.";
    next_help = "需要帮助时联系{seller}", "Contact {seller} when you need help";
    next_help_text = "联系方式在本页。", "The contact is on this page.";
}

impl Words {
    /// What a state means to the seller.
    pub fn seller_lead(&self, state: OrderState) -> &'static str {
        match state {
            OrderState::Unpaid => self.sub_unpaid_seller,
            OrderState::Processing => self.sub_processing_seller,
            OrderState::Completed => self.sub_completed_seller,
            OrderState::Cancelled => self.sub_cancelled_seller,
        }
    }
}
