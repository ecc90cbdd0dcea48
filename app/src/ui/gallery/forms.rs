//! Fields in every state.

use guildhall_sdk::lang::Lang;
use leptos::prelude::*;

use super::super::*;
use crate::words::common;

crate::words! {
    attention = "有三处需要处理", "Three things need your attention";
    bare_counter = "“规格1”只是一个序号。请写明客户得到什么，例如“标准版 50 用户”。", "“Spec 1” is a bare counter. Say what the customer gets, for example “Standard, 50 users”.";
    too_long = "名称超过 50 个字。", "The name has more than 50 characters.";
    zero_price = "规格的价格不能是 ¥0。", "A spec cannot cost ¥0.";
    whole_form = "这份草稿在别处被修改过，请先比较两个版本。", "This draft was changed elsewhere. Compare the two versions first.";
    parts = "商品的各部分", "Parts of the listing";
    basics = "基本信息", "Basics";
    basics_lead = "客户最先看到的内容，中英文都要填写。", "What customers read first. Both languages are needed.";
    name = "名称（中文）", "Name (Chinese)";
    name_help = "不超过 50 个字，客户会按名称搜索。", "At most 50 characters. Customers search for it.";
    name_value = "数据治理平台", "Data Governance";
    spec = "规格名称", "Spec name";
    spec_help = "不超过 50 个字；不能只写序号，也不能只写计费用语。", "At most 50 characters; no bare counter, no billing word alone.";
    spec_value = "规格1", "Spec 1";
    rename = "使用模板", "Use a template";
    category = "类目", "Category";
    choose = "请选择类目", "Choose a category";
    data = "数据与分析", "Data and analytics";
    security = "安全", "Security";
    closed = "物联网（已关闭）", "Internet of things (closed)";
    category_missing = "请选择一个类目。", "Choose one.";
    introduction = "商品介绍", "Introduction";
    introduction_help = "空白字符不计入字数。", "White space is not counted.";
    introduction_value = "一站式数据治理：元数据、质量、血缘与权限，开箱即用。", "Governance in one place: metadata, quality, lineage and access, ready to use.";
    counter = "27 / 至少 400 字", "64 / at least 400 characters";
    terms_text = "服务条款", "Terms of service";
    terms_value = "审核期间不能修改。", "Cannot be changed while it is in review.";
    hotline = "服务热线", "Hotline";
    website = "产品网址", "Website";
    password = "新密码", "New password";
    password_help = "至少 12 个字符。", "At least 12 characters.";
    price_part = "价格", "Price";
    price_lead = "价格均为含税价。", "Prices include tax.";
    mode = "计费方式", "Charging mode";
    mode_help = "发布后不能更改。", "It cannot be changed after the listing is live.";
    period = "包周期", "By period";
    period_hint = "按月或按年，客户可以续费。", "Month or year; the customer renews.";
    one_time = "一次性", "One-time";
    one_time_hint = "一次付清，一次交付。", "Paid once, yours to deliver once.";
    usage = "按需", "By usage";
    delivery = "交付方式", "Delivery";
    by_hand = "人工交付", "By hand";
    by_interface = "通过生产接口", "By the production interface";
    delivery_missing = "请选择一种交付方式。", "Choose one.";
    year_price = "每年价格", "Price per year";
    month_price = "每月价格", "Price per month";
    per_year = "/ 年", "/ year";
    per_month = "/ 月", "/ month";
    discount = "折扣", "Discount";
    discount_help = "不超过 30% 无需审批。", "Up to 30 % needs no approval.";
    until = "有效期至", "Valid until";
    from = "开始时间", "From";
    month = "账期", "Period";
    declare = "证书为本公司所有。", "The certificate is ours.";
    declare_help = "客户可以索取副本。", "Customers can ask for a copy.";
    declare_missing = "勾选后才能继续。", "Tick it to go on.";
    mails = "有结果时发邮件通知我。", "Send me a mail when it is decided.";
    account = "结算账号", "Account";
    locked = "审核中，暂不可改", "Locked while in review";
    number = "订单号", "Order number";
    link = "客户链接", "Link for the customer";
    copy_link = "复制链接", "Copy link";
    link_help = "拿到链接的人都能看到优惠，只有指定的客户账号可以下单。", "Whoever has it can read the offer; only the named account can order.";
    saved = "已保存 14:03", "Saved 14:03";
    preview = "预览", "Preview";
    submit = "提交审核", "Submit for review";
    needs_you = "需要处理", "Needs you";
    in_progress = "填写中", "In progress";
    complete = "已完成", "Complete";
    not_started = "未开始", "Not started";
    step_specs = "规格与价格", "Specs and prices";
    step_certificate = "资质证书", "Certificate";
}

pub(super) fn section(lang: Lang) -> AnyView {
    let (t, c) = (words(lang), common::words(lang));
    view! {
        <ErrorSummary
            title=t.attention
            errors=vec![
                ErrorLink::new("spec_name", t.bare_counter),
                ErrorLink::new("price", t.zero_price),
                ErrorLink::new("", t.whole_form),
            ]
        />
        <div class="with-steps">
            <SideSteps label=t.parts items=steps(t) />
            <Card>
                <form method="post" action="#" novalidate=true>
                    {basics(t, c)}
                    {price(t, c)}
                    <SaveBar status=t.saved>
                        <Button label=t.preview icon="eye" />
                        <Button kind=Kind::Seal label=t.submit />
                    </SaveBar>
                </form>
            </Card>
        </div>
    }
    .into_any()
}

fn basics(t: &'static Words, c: &'static common::Words) -> AnyView {
    view! {
        <FormSection title=t.basics lead=t.basics_lead>
            <Field label=t.name name="name_zh" help=t.name_help>
                <TextInput value=t.name_value />
            </Field>
            <Field
                label=t.spec
                name="spec_name"
                help=t.spec_help
                errors=vec![t.bare_counter.to_owned(), t.too_long.to_owned()]
                aside=view! { <a href="#">{t.rename}</a> }.into_any()
            >
                <TextInput value=t.spec_value />
            </Field>
            <div class="grid-2">
                <Field label=t.category name="category">
                    <Select options=categories(t) value="data" />
                </Field>
                <Field label=t.category name="category_2" errors=vec![t.category_missing.to_owned()]>
                    <Select options=categories(t) />
                </Field>
            </div>
            <Field label=t.introduction name="intro" help=t.introduction_help>
                <TextArea value=t.introduction_value counter=t.counter />
            </Field>
            <Field label=t.terms_text name="terms_text" optional_label=c.optional>
                <TextArea value=t.terms_value rows=2 disabled=true />
            </Field>
            <div class="grid-2">
                <Field label=t.hotline name="hotline" optional_label=c.optional>
                    <TextInput kind="tel" placeholder="0755-1234567" />
                </Field>
                <Field label=t.website name="website" optional_label=c.optional>
                    <TextInput kind="url" prefix="https://" value="data.example.com" />
                </Field>
            </div>
            <Field label=t.password name="password" help=t.password_help>
                <TextInput kind="password" value="not-a-password" autocomplete="off" />
            </Field>
        </FormSection>
    }
    .into_any()
}

fn price(t: &'static Words, c: &'static common::Words) -> AnyView {
    view! {
        <FormSection title=t.price_part lead=t.price_lead>
            <RadioGroup
                legend=t.mode
                name="mode"
                value="period"
                help=t.mode_help
                options=vec![
                    RadioOption::new("period", t.period).hint(t.period_hint),
                    RadioOption::new("once", t.one_time).hint(t.one_time_hint),
                    RadioOption::new("usage", t.usage),
                ]
            />
            <RadioGroup
                legend=t.delivery
                name="delivery"
                optional_label=c.optional
                errors=vec![t.delivery_missing.to_owned()]
                options=vec![RadioOption::new("hand", t.by_hand), RadioOption::new("interface", t.by_interface)]
            />
            <Field label=t.year_price name="price" narrow=true errors=vec![t.zero_price.to_owned()]>
                <MoneyInput value="0.00" currency="¥" per=t.per_year />
            </Field>
            <Field label=t.month_price name="price_month" narrow=true>
                <MoneyInput value="1,200.00" currency="¥" per=t.per_month disabled=true />
            </Field>
            <Field label=t.discount name="percent" narrow=true help=t.discount_help>
                <PercentInput value="20" />
            </Field>
            <div class="grid-3">
                <Field label=t.until name="until" narrow=true>
                    <DateInput value="2026-12-31" zone="UTC+8" />
                </Field>
                <Field label=t.from name="from" narrow=true>
                    <DateInput kind="datetime-local" value="2026-11-22T14:03" />
                </Field>
                <Field label=t.month name="month" narrow=true>
                    <DateInput kind="month" value="2026-10" />
                </Field>
            </div>
            <Checkbox name="declare" label=t.declare help=t.declare_help errors=vec![t.declare_missing.to_owned()] />
            <Checkbox name="mails" label=t.mails checked=true />
            <div class="grid-2">
                <Field label=t.account name="account">
                    <TextInput value=t.locked disabled=true />
                </Field>
                <Field label=t.number name="number">
                    <TextInput value="CS26112014032K7P1" readonly=true />
                </Field>
            </div>
            <CopyField
                label=t.link
                name="link"
                value="https://market.example/o/3fJ1k0Zr2VqNwT8bYxLh5A"
                copy_label=t.copy_link
                copied_label=c.copied
                help=t.link_help
            />
        </FormSection>
    }
    .into_any()
}

fn categories(t: &'static Words) -> Vec<Choice> {
    vec![
        Choice::new("", t.choose),
        Choice::new("data", t.data),
        Choice::new("sec", t.security),
        Choice {
            disabled: true,
            ..Choice::new("iot", t.closed)
        },
    ]
}

fn steps(t: &'static Words) -> Vec<Step> {
    let step = |label: &str, state, state_label: &str, current| Step {
        href: "#".to_owned(),
        label: label.to_owned(),
        state,
        state_label: state_label.to_owned(),
        current,
    };
    vec![
        step(t.basics, StepState::NeedsYou, t.needs_you, true),
        step(t.introduction, StepState::InProgress, t.in_progress, false),
        step(t.step_specs, StepState::Complete, t.complete, false),
        step(t.step_certificate, StepState::NotStarted, t.not_started, false),
    ]
}
