//! Lists, filters, pages.

use leptos::prelude::*;

use super::super::*;

pub(super) fn section() -> AnyView {
    let rows = [
        ("标准版 50 用户", "CS26112014032K7P1-000001", Tone::Done, "已完成 Completed", "12,000.00", "600.00", "11,400.00"),
        ("专业版 200 用户", "CS2611190911WQ04D-000001", Tone::Info, "处理中 Processing", "48,000.00", "2,400.00", "45,600.00"),
        ("年度安全评估", "CS261118160200XYZ-000002", Tone::Wait, "待支付 To pay", "980.50", "49.03", "931.47"),
        ("标准版 50 用户", "CS2611171120A1B2C-000001", Tone::Bad, "已退订 Refunded", "12,000.00", "600.00", "11,400.00"),
    ]
    .map(|(name, id, tone, state, gross, fee, net)| {
        view! {
            <tr>
                <td>
                    <a class="row-name" href="#">{name}</a>
                    <span class="row-sub">{id}</span>
                </td>
                <td data-label="State"><Badge tone label=state /></td>
                <td data-label="Ordered">
                    <When rfc3339="2026-11-22T06:03:00Z" absolute="2026-11-22 14:03:00 (UTC+8)" relative="3 h ago" />
                </td>
                <td class="num" data-label="Gross (CNY)"><Amount figures=gross /></td>
                <td class="num" data-label="Fee (CNY)"><Amount figures=fee negative=true explain="5 % of gross" /></td>
                <td class="num" data-label="Net (CNY)"><Amount figures=net /></td>
                <td class="act"><Button size=Size::Small label="Open" href="#" /></td>
            </tr>
        }
    })
    .collect_view();
    let columns = || {
        vec![
            Column::text("Spec"),
            Column::text("State"),
            Column::text("Ordered").sort(Sort {
                href: "#".to_owned(),
                rising: Some(false),
            }),
            Column::num("Gross (CNY)").sort(Sort {
                href: "#".to_owned(),
                rising: None,
            }),
            Column::num("Fee (CNY)"),
            Column::num("Net (CNY)"),
            Column::act("Acts"),
        ]
    };
    let months = [
        ("Jun", 31),
        ("Jul", 48),
        ("Aug", 44),
        ("Sep", -6),
        ("Oct", 62),
        ("Nov", 71),
    ]
    .into_iter()
    .map(|(label, value)| Bar {
        label: label.to_owned(),
        value,
        text: format!("¥{value}k").replace("¥-", "−¥"),
        href: "#".to_owned(),
        current: label == "Oct",
    })
    .collect::<Vec<_>>();
    view! {
        <Stats>
            <Stat label="Net, October" value="¥62,041.97" hint="14 lines" href="#" />
            <Stat label="Unbilled" value="¥8,931.47" hint="3 lines, 1 condition missing" href="#" />
            <Stat label="Waiting for you" value="2" />
            <Stat label="Live listings" value="7" />
        </Stats>
        <div>
            <Tabs
                label="Views"
                items=vec![
                    Tab::new("#", "All").current(true),
                    Tab::new("#", "To do").count(12),
                    Tab::new("#", "Completed"),
                    Tab::new("#", "Refunded"),
                ]
            />
            <FilterBar
                action="#"
                label="Filter orders"
                submit_label="Filter"
                tools=view! { <Button label="Export CSV" icon="download" href="#" download=true /> }.into_any()
            >
                <Field label="Search" name="q"><TextInput kind="search" /></Field>
                <Field label="State" name="state">
                    <Select options=vec![Choice::new("", "Any"), Choice::new("done", "Completed")] />
                </Field>
                <Field label="From" name="from"><DateInput value="2026-11-01" /></Field>
            </FilterBar>
            <Chips label="Filters in force" clear_href="#" clear_label="Clear all">
                <FilterChip label="State" value="Completed" remove_href="#" remove_label="Remove filter: State" />
                <FilterChip label="From" value="2026-11-01" remove_href="#" remove_label="Remove filter: From" />
            </Chips>
            <Ledger caption="Orders" columns=columns() stack=true>
                {rows}
            </Ledger>
            <Pager
                label="Pages"
                summary="1–50 of about 12,400"
                newer_label="Newer"
                older_label="Older"
                older_href="#"
            />
        </div>
        <div class="split">
            <Card title="Lines" flush=true>
                <Ledger
                    caption="Lines"
                    columns=vec![Column::text("Line"), Column::num("Net (CNY)")]
                    compact=true
                    foot=view! { <tr><td>"Total"</td><td class="num">"12,331.47"</td></tr> }.into_any()
                >
                    <tr><td>"CS26112014032K7P1-000001"</td><td class="num"><Amount figures="11,400.00" /></td></tr>
                    <tr><td>"CS261118160200XYZ-000002"</td><td class="num"><Amount figures="931.47" /></td></tr>
                </Ledger>
            </Card>
            <Card title="By month">
                <BarChart title="Net by month" bars=months />
            </Card>
        </div>
        <Ledger
            caption="Nothing"
            columns=columns()
            empty=Some(view! { <Empty title="No orders yet" text="They appear here as soon as a customer orders." /> }.into_any())
        />
    }
    .into_any()
}
