//! Lists, filters, pages, figures.

use guildhall_sdk::lang::Lang;
use leptos::prelude::*;

use super::super::*;
use crate::words::common;

crate::words! {
    net_october = "10 月净额", "Net, October";
    net_hint = "14 笔明细", "14 lines";
    unbilled = "未出账", "Unbilled";
    unbilled_hint = "3 笔明细，缺 1 个条件", "3 lines, 1 condition missing";
    waiting = "待您处理", "Waiting for you";
    live = "在售商品", "Live listings";
    views = "视图", "Views";
    todo = "待办", "To do";
    completed = "已完成", "Completed";
    refunded = "已退订", "Refunded";
    filter_orders = "筛选订单", "Filter orders";
    export = "导出 CSV", "Export CSV";
    any = "不限", "Any";
    from = "下单日期起", "From";
    in_force = "已启用的筛选", "Filters in force";
    customer = "客户", "Customer";
    long_customer = "北岭智能装备制造（集团）股份有限公司华南分公司", "North Ridge Intelligent Equipment Manufacturing Group, southern branch";
    orders = "订单", "Orders";
    spec = "规格", "Spec";
    ordered = "下单时间", "Ordered";
    gross = "总额（CNY）", "Gross (CNY)";
    fee = "服务费（CNY）", "Fee (CNY)";
    net = "净额（CNY）", "Net (CNY)";
    acts = "操作", "Acts";
    standard = "标准版 50 用户", "Standard, 50 users";
    professional = "专业版 200 用户", "Professional, 200 users";
    assessment = "年度安全评估", "Yearly security assessment";
    long_name = "企业级数据治理平台专业版（含数据质量、血缘分析与年度安全评估）", "Enterprise data governance, professional, with quality, lineage and the yearly assessment";
    processing = "处理中", "Processing";
    to_pay = "待支付", "To pay";
    hours_ago = "3 小时前", "3 h ago";
    explain = "总额的 5%", "5 % of gross";
    summary = "第 1–50 项，约 12,400 项", "1–50 of about 12,400";
    summary_middle = "第 51–100 项，约 12,400 项", "51–100 of about 12,400";
    lines = "明细", "Lines";
    line = "明细编号", "Line";
    total = "合计", "Total";
    by_month = "按月", "By month";
    net_by_month = "每月净额", "Net by month";
    jun = "6 月", "Jun";
    jul = "7 月", "Jul";
    aug = "8 月", "Aug";
    sep = "9 月", "Sep";
    oct = "10 月", "Oct";
    nov = "11 月", "Nov";
    no_orders = "还没有订单", "No orders yet";
    no_orders_text = "客户下单后会立即出现在这里。", "They appear here as soon as a customer orders.";
}

pub(super) fn section(lang: Lang) -> AnyView {
    let (t, c) = (words(lang), common::words(lang));
    view! {
        <Stats>
            <Stat label=t.net_october value="¥62,041.97" hint=t.net_hint href="#" />
            <Stat label=t.unbilled value="¥8,931.47" hint=t.unbilled_hint href="#" />
            <Stat label=t.waiting value="2" />
            <Stat label=t.live value="7" />
        </Stats>
        <div>
            {narrowing(t, c)}
            <Ledger caption=t.orders columns=columns(t, c) stack=true>
                {rows(t, c)}
            </Ledger>
            <Pager
                label=c.pages
                summary=t.summary
                newer_label=c.newer
                older_label=c.older
                older_href="#"
            />
        </div>
        <div class="split">
            <Card title=t.lines flush=true>
                <Ledger
                    caption=t.lines
                    columns=vec![Column::text(t.line), Column::num(t.net)]
                    compact=true
                    foot=view! { <tr><td>{t.total}</td><td class="num">"12,331.47"</td></tr> }.into_any()
                >
                    <tr><td>"CS26112014032K7P1-000001"</td><td class="num"><Amount figures="11,400.00" /></td></tr>
                    <tr aria-selected="true"><td>"CS261118160200XYZ-000002"</td><td class="num"><Amount figures="931.47" /></td></tr>
                </Ledger>
                <Pager
                    label=t.lines
                    summary=t.summary_middle
                    newer_label=c.newer
                    newer_href="#"
                    older_label=c.older
                    older_href="#"
                />
            </Card>
            <Card title=t.by_month>
                <BarChart title=t.net_by_month bars=months(t) />
            </Card>
        </div>
        <Ledger
            caption=t.no_orders
            columns=columns(t, c)
            empty=Some(view! { <Empty title=t.no_orders text=t.no_orders_text /> }.into_any())
        />
    }
    .into_any()
}

fn narrowing(t: &'static Words, c: &'static common::Words) -> AnyView {
    let remove = |label: &str| format!("{} · {label}", c.remove_filter);
    view! {
        <Tabs
            label=t.views
            items=vec![
                Tab::new("#", c.all).current(true),
                Tab::new("#", t.todo).count(12),
                Tab::new("#", t.completed),
                Tab::new("#", t.refunded),
            ]
        />
        <FilterBar
            action="#"
            label=t.filter_orders
            submit_label=c.filter
            tools=view! { <Button label=t.export icon="download" href="#" download=true /> }.into_any()
        >
            <Field label=c.search name="q"><TextInput kind="search" /></Field>
            <Field label=c.state name="state">
                <Select options=vec![Choice::new("", t.any), Choice::new("done", t.completed)] />
            </Field>
            <Field label=t.from name="ordered_from"><DateInput value="2026-11-01" /></Field>
        </FilterBar>
        <Chips label=t.in_force clear_href="#" clear_label=c.clear>
            <FilterChip label=c.state value=t.completed remove_href="#" remove_label=remove(c.state) />
            <FilterChip label=t.from value="2026-11-01" remove_href="#" remove_label=remove(t.from) />
            <FilterChip label=t.customer value=t.long_customer remove_href="#" remove_label=remove(t.customer) />
        </Chips>
    }
    .into_any()
}

fn columns(t: &'static Words, c: &'static common::Words) -> Vec<Column> {
    let sort = |rising| Sort {
        href: "#".to_owned(),
        rising,
    };
    vec![
        Column::text(t.spec),
        Column::text(c.state),
        Column::text(t.ordered).sort(sort(Some(false))),
        Column::num(t.gross).sort(sort(None)),
        Column::num(t.fee),
        Column::num(t.net),
        Column::act(t.acts),
    ]
}

fn rows(t: &'static Words, c: &'static common::Words) -> AnyView {
    [
        (t.standard, "CS26112014032K7P1-000001", Tone::Done, t.completed, "12,000.00", "600.00", "11,400.00"),
        (t.professional, "CS2611190911WQ04D-000001", Tone::Info, t.processing, "48,000.00", "2,400.00", "45,600.00"),
        (t.assessment, "CS261118160200XYZ-000002", Tone::Wait, t.to_pay, "980.50", "49.03", "931.47"),
        (t.long_name, "CS2611171120A1B2C-000001", Tone::Bad, t.refunded, "1,250,000.00", "62,500.00", "1,187,500.00"),
    ]
    .map(|(name, id, tone, state, gross, fee, net)| {
        view! {
            <tr>
                <td>
                    <a class="row-name" href="#">{name}</a>
                    <span class="row-sub">{id}</span>
                </td>
                <td data-label=c.state><Badge tone label=state /></td>
                <td data-label=t.ordered>
                    <When rfc3339="2026-11-22T06:03:00Z" absolute="2026-11-22 14:03:00 (UTC+8)" relative=t.hours_ago />
                </td>
                <td class="num" data-label=t.gross><Amount figures=gross /></td>
                <td class="num" data-label=t.fee><Amount figures=fee negative=true explain=t.explain /></td>
                <td class="num" data-label=t.net><Amount figures=net /></td>
                <td class="act"><Button size=Size::Small label=c.open href="#" /></td>
            </tr>
        }
    })
    .collect_view()
    .into_any()
}

fn months(t: &'static Words) -> Vec<Bar> {
    [
        (t.jun, 31),
        (t.jul, 48),
        (t.aug, 0),
        (t.sep, -6),
        (t.oct, 62),
        (t.nov, 71),
    ]
    .into_iter()
    .map(|(label, value)| Bar {
        label: label.to_owned(),
        value,
        text: format!("¥{value}k").replace("¥-", "−¥"),
        href: if value == 0 { String::new() } else { "#".to_owned() },
        current: label == t.oct,
    })
    .collect()
}
