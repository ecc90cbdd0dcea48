//! What a customer sees of an offer: to be ordered, and no longer.

use guildhall_sdk::lang::Lang;
use leptos::prelude::*;

use super::super::*;

crate::words! {
    eyebrow = "为您准备的优惠", "An offer for you";
    title = "秋季续费优惠", "Autumn renewal";
    seller = "海岸软件有限公司", "Coast Software Ltd";
    valid = "有效", "Valid";
    over = "已过期", "Expired";
    product = "数据治理平台", "Data Governance";
    spec = "标准版 50 用户", "Standard, 50 users";
    per = "/ 年", "/ year";
    list_price = "原价", "List price";
    less = "−20%", "−20 %";
    until = "有效期至", "Valid until";
    your_time = "您的时间：", "your time:";
    uses = "可下单次数", "Can be ordered";
    once = "1 次", "once";
    next = "接下来会怎样", "What happens next";
    you_order = "您下单", "You order";
    you_order_text = "只需点一次；上面的价格就是您支付的价格。", "One click; the price above is the price you pay.";
    you_pay = "您付款", "You pay";
    you_pay_text = "在云商店的收银台完成。", "By the marketplace's cashier.";
    set_up = "海岸软件为您开通", "Coast Software sets it up";
    set_up_text = "通常在一个工作日内完成，届时您会收到邮件。", "Usually within one working day. You get a mail.";
    agree = "我同意", "I agree to the ";
    terms = "购买条款", "terms of purchase";
    order = "以 ¥12,000.00 下单", "Order for ¥12,000.00";
    hint = "下一步付款。", "You pay in the next step.";
    other_title = "年度安全评估与等保测评整改服务打包优惠", "Yearly security assessment together with the remediation that follows from it";
    other_product = "安全评估服务", "Security Assessment";
    over_text = "这项优惠已结束，请联系商家。", "This offer has ended. Please ask the seller for another.";
}

pub(super) fn section(lang: Lang) -> AnyView {
    let t = words(lang);
    let act = view! {
        <form method="post" action="#" novalidate=true>
            <Checkbox name="terms">{t.agree} <a href="#">{t.terms}</a></Checkbox>
            <Button kind=Kind::Seal size=Size::Block label=t.order />
            <p class="hint">{t.hint}</p>
        </form>
    }
    .into_any();
    view! {
        <OfferCard
            eyebrow=t.eyebrow
            title=t.title
            seller=t.seller
            badge=view! { <Badge tone=Tone::Done label=t.valid /> }.into_any()
            act
        >
            <OfferPrice
                product=t.product
                spec=t.spec
                price="¥12,000.00"
                per=t.per
                was="¥15,000.00"
                was_label=t.list_price
                less=t.less
            />
            <KvList>
                <Kv label=t.until>
                    <ViewerTime rfc3339="2026-12-31T16:00:00Z" text="2027-01-01 00:00 (UTC+8)" viewer_label=t.your_time />
                </Kv>
                <Kv label=t.uses value=t.once />
            </KvList>
            <NextSteps title=t.next>
                <NextStep title=t.you_order text=t.you_order_text />
                <NextStep title=t.you_pay text=t.you_pay_text />
                <NextStep title=t.set_up text=t.set_up_text />
            </NextSteps>
        </OfferCard>
        <OfferCard
            eyebrow=t.eyebrow
            title=t.other_title
            seller=t.seller
            badge=view! { <Badge tone=Tone::Neutral label=t.over /> }.into_any()
        >
            <OfferPrice product=t.other_product price="¥980.50" />
            <Callout tone=Tone::Wait title=t.over_text />
        </OfferCard>
    }
    .into_any()
}
