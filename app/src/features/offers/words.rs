//! The words of exclusive discounts in the console. Those of the customer's page: `public/words.rs`.

#[cfg(feature = "ssr")]
use guildhall_sdk::offers::OfferStatus;

crate::words! {
    offers = "商家专属优惠", "Exclusive discounts";
    offers_lead = "为一位客户创建专属折扣，把链接发给客户，客户一键下单。", "A discount for one customer: send the link, and the customer orders in one click.";
    create = "创建专属优惠", "Make a discount";
    filter_offers = "筛选专属优惠", "Filter discounts";
    filters = "已选筛选条件", "Filters in force";
    name = "优惠名称", "Name";
    product = "商品", "Product";
    any_product = "全部商品", "Any product";
    other_product = "其他商品", "Another product";
    customer = "客户", "Customer";
    discount = "折扣", "Discount";
    validity = "有效期", "Validity";
    validity_text = "{from} 至 {to} ({zone})", "{from} to {to} ({zone})";
    days = "{from} 至 {to}", "{from} – {to}";
    used = "已用 / 可用次数", "Used / allowed";
    acts = "操作", "Acts";
    made = "创建于", "Made";
    none = "还没有专属优惠", "No discounts yet";
    none_text = "创建后会得到一个链接和二维码，只有您指定的客户可以用它下单。", "You get a link and a QR code; only the customer you name can order with it.";
    none_filtered = "没有符合条件的优惠", "No discount fits these filters";
    none_filtered_text = "请放宽或清除筛选条件。", "Widen the filters or clear them.";

    new_title = "创建专属优惠", "Make an exclusive discount";
    new_lead = "选择商品，指定客户、有效期和各规格的折扣。创建后内容不能修改，只能撤销。", "Choose a product, a customer, a validity and how much less each spec costs. Its terms cannot change afterwards; it can only be revoked.";
    no_products = "没有可以优惠的商品", "No product can be discounted";
    no_products_text = "商品审核通过并在销售中之后，才能创建专属优惠。", "A product must be approved and on sale before it can be discounted.";
    to_listings = "查看我的商品", "Go to your listings";
    choose_product = "选择商品", "Choose a product";
    choose_product_lead = "一个专属优惠对应一个商品，可以包含它的多个规格。", "A discount is for one product; it may cover several of its specs.";
    choose_act = "填写优惠内容", "Continue to the terms";
    other_product_link = "换一个商品", "Choose another product";
    section_who = "给谁", "For whom";
    section_who_lead = "只有这个客户账号所在的组织可以用此优惠下单。", "Only the organisation of this customer's account can order with it.";
    customer_email = "客户账号邮箱", "Customer's account e-mail";
    customer_email_help = "客户登录本平台使用的邮箱。优惠生效后，链接也会发到这里。", "The address the customer signs in with. The link is also sent there once the offer is effective.";
    name_help = "客户能看到此名称，同一商家不可重复，最多 {max} 个字符。建议格式：自拓优惠-商品-折扣，例如“自拓优惠-{product}-8折”。", "The customer sees it; unique among your discounts, at most {max} characters. Recommended: own-offer – product – discount, such as “Own offer - {product} - 20% off”.";
    section_discount = "优惠多少", "How much less";
    section_discount_lead = "为每个规格填写折扣；留空的规格不参与优惠。", "A discount per spec. A spec left empty is not part of the offer.";
    percent = "减价比例", "Discount";
    percent_help = "例如填 20，客户按目录价的 80% 付款。最多两位小数。", "20 means the customer pays 80 % of the list price. At most two decimals.";
    list_price = "目录价", "List price";
    deal_price = "优惠价", "Offer price";
    what_happens = "提交后会怎样", "What happens when you submit";
    rule = "减价不超过 {exempt}%：立即生效，链接随即发给客户。超过 {exempt}% 但不超过 {max}%：由平台审批，通过后生效。超过 {max}%：不能提交。", "Up to {exempt} %: effective at once, and the link is sent to the customer. Above {exempt} % and up to {max} %: the marketplace approves it first. Above {max} %: not possible.";
    outcome_at_once = "目前最大减价 {percent}%：提交后立即生效。", "The largest discount is {percent} %: effective as soon as you submit.";
    outcome_review = "目前最大减价 {percent}%，超过 {exempt}%：提交后需平台审批。", "The largest discount is {percent} %, above {exempt} %: the marketplace approves it first.";
    outcome_beyond = "目前最大减价 {percent}%，超过上限 {max}%：不能提交。", "The largest discount is {percent} %, above the limit of {max} %: it cannot be submitted.";
    outcome_unreadable = "请检查减价比例：应为 0.01 到 100 之间的数字，最多两位小数。", "Check the discounts: numbers from 0.01 to 100 with at most two decimals.";
    section_when = "何时、几次", "When, and how often";
    section_when_lead = "日期按平台时区计算，失效日期当天整天有效。", "Days are those of the marketplace's zone; the last day is valid as a whole.";
    starts_on = "生效日期", "First day";
    starts_on_help = "留空则立即生效。", "At once when left empty.";
    ends_on = "失效日期", "Last day";
    ends_on_help = "最长 {max} 天。", "At most {max} days.";
    max_orders = "可下单次数", "Orders allowed";
    max_orders_help = "客户最多可用此优惠下几次单，1 到 {max}。", "How many orders the customer may place with it, 1 to {max}.";
    error_line = "{field}：{text}", "{field}: {text}";
    create_act = "提交专属优惠", "Submit this discount";

    see_as_customer = "以客户视角查看", "See it as the customer";
    act_refused = "操作没有完成", "This was not done";
    done_created = "优惠已生效", "The offer is effective";
    mail_sent = "链接已发送到 {email}，您也可以复制链接发给客户。", "The link was sent to {email}; you can also copy it below.";
    done_reviewing = "已提交平台审批", "Handed to the marketplace for approval";
    done_reviewing_text = "审批通过后优惠自动生效，链接会发给客户，结果也会邮件通知您。", "Once approved it is effective by itself, the customer gets the link, and you get a mail.";
    done_reissued = "新链接已生效，旧链接已失效", "The new link works; the old one is dead";
    done_revoked = "优惠已撤销", "The offer is revoked";
    done_revoked_text = "链接已立即失效，已有订单不受影响。", "Its link is dead. Orders placed before stay as they are.";
    rejected_title = "平台驳回了此优惠", "The marketplace rejected this offer";
    rejected_text = "已创建的优惠不能修改，请按意见重新创建。", "An offer cannot be changed; make a new one that answers this.";
    spec = "规格", "Spec";
    term = "周期", "Term";
    terms = "优惠内容", "Terms";
    terms_lead = "按今天的目录价计算；客户下单时价格锁定。", "At today's list price; the price is fixed when the customer orders.";
    explain = "目录价 {list} 减 {percent}% = {deal}", "List price {list} less {percent} % = {deal}";
    no_prices = "商品已停止销售，没有可用的价格。", "The product is no longer sold; there is no price.";
    facts = "优惠信息", "About this offer";
    opened = "链接打开次数", "Link opened";
    times = "{n} 次", "{n}×";
    orders = "用此优惠下的订单", "Orders placed with it";
    newest_orders = "最近 {n} 个，共 {all} 个。", "The newest {n} of {all}.";
    order_number = "订单号", "Order number";
    ordered = "下单时间", "Ordered";
    made_by = "创建人", "Made by";
    history = "进度", "History";
    happened_created = "已创建", "Made";
    happened_approved = "平台审批通过", "Approved";
    happened_rejected = "平台驳回", "Rejected";
    happened_reissued = "已更换链接", "Link replaced";
    happened_revoked = "已撤销", "Revoked";
    happened_ordered = "客户下单 {number}", "Ordered: {number}";

    link = "优惠链接", "The offer's link";
    link_lead = "链接已发送到 {email}。持有链接的人都能看到优惠内容（不显示客户名称），但只有指定客户可以下单。", "It was sent to {email}. Whoever holds it can read the offer (without the customer's name); only the named customer can order.";
    link_label = "链接", "Link";
    link_help = "客户打开链接、登录后一键下单。", "The customer opens it, signs in and orders in one click.";
    link_later = "平台审批通过后，这里会显示链接和二维码。", "Once approved, the link and its QR code appear here.";
    link_dead = "此优惠的链接已失效。", "This offer's link is dead.";
    copy_link = "复制链接", "Copy link";
    copy_by_hand = "已选中，请按 Ctrl+C", "Selected: press Ctrl+C";
    qr_label = "优惠链接的二维码", "QR code of the offer's link";
    qr_help = "扫码打开同一链接。", "It opens the same link.";
    reissue = "更换链接", "Replace the link";
    reissue_title = "更换链接？", "Replace the link?";
    reissue_text = "旧链接和旧二维码立即失效，新链接会发给客户。链接被转发给他人时使用。", "The old link and its QR code stop working at once, and the customer is sent the new one. For when a link went astray.";
    reissue_act = "更换链接，旧链接失效", "Replace it; the old one dies";
    revoke = "撤销优惠", "Revoke this offer";
    revoke_title = "撤销此优惠？", "Revoke this offer?";
    revoke_text = "链接立即失效，客户不能再用它下单；已有订单不受影响。撤销后不能恢复。", "Its link is dead at once and the customer cannot order with it any more; orders placed before stay. It cannot be brought back.";
    revoke_reviewing_text = "审批将停止，优惠不会生效。撤销后不能恢复。", "The approval stops and the offer never takes effect. It cannot be brought back.";
    revoke_act = "确认撤销优惠", "Revoke it";

    lead_reviewing = "减价超过免审范围，等待平台审批，通过后自动生效。", "Beyond the exempt range: it waits for the marketplace and is effective once approved.";
    lead_rejected = "平台没有批准此优惠，原因见下方。", "The marketplace did not approve it; the reasons are below.";
    lead_upcoming = "尚未开始：客户可以查看，到生效时间后才能下单。", "Not started: the customer can read it, and order once it starts.";
    lead_live = "客户现在可以用此优惠下单。", "The customer can order with it now.";
    lead_expired = "有效期已结束，客户不能再下单。", "Its validity is over; it cannot be ordered with any more.";
    lead_revoked = "您已撤销此优惠，链接已失效。", "It was revoked; its link is dead.";
    lead_used_up = "可下单次数已用完。", "Every order it allows has been placed.";
    lead_discontinued = "商品或规格已停止销售，客户不能再下单。", "The product or spec is no longer sold; it cannot be ordered with.";
}

#[cfg(feature = "ssr")]
impl Words {
    /// What a status means for the seller.
    pub fn status_lead(&self, status: OfferStatus) -> &'static str {
        match status {
            OfferStatus::Reviewing => self.lead_reviewing,
            OfferStatus::Rejected => self.lead_rejected,
            OfferStatus::Upcoming => self.lead_upcoming,
            OfferStatus::Live => self.lead_live,
            OfferStatus::Expired => self.lead_expired,
            OfferStatus::Revoked => self.lead_revoked,
            OfferStatus::UsedUp => self.lead_used_up,
            OfferStatus::Discontinued => self.lead_discontinued,
        }
    }

    /// What a field of the review is called; empty for the whole offer.
    pub fn comment_field(&self, path: &str) -> &'static str {
        match path.split('.').next().unwrap_or_default() {
            "name" => self.name,
            "customer_email" => self.customer_email,
            "listing" => self.product,
            "lines" | "percent" | "prices" => self.discount,
            "starts_on" | "starts_at" | "ends_on" | "ends_at" => self.validity,
            "max_orders" => self.max_orders,
            _ => "",
        }
    }
}
