//! One thing and its history: values, statement, comparison, time line.

use leptos::prelude::*;

use super::super::*;

/// A stand-in for a QR code: the component only sets what it is given.
const SQUARES: &str = r#"<svg viewBox="0 0 21 21" shape-rendering="crispEdges"><path d="M0 0h7v7h-7zM14 0h7v7h-7zM0 14h7v7h-7zM9 1h2v3h-2zM9 9h3v4h-3zM15 10h2v2h-2zM13 15h4v2h-4zM18 18h3v3h-3zM10 17h2v3h-2z"/></svg>"#;

pub(super) fn section() -> AnyView {
    let same = |text: &str| DiffPart::Same(text.to_owned());
    view! {
        <div class="split">
            <Card title="Bill 2026-10" lead="包周期 · 海岸软件有限公司">
                <Statement caption="Bill 2026-10">
                    <StatementLine label="Gross" href="#" note="14 lines">
                        <Amount figures="65,307.34" currency="¥" />
                    </StatementLine>
                    <StatementLine label="Service fee" note="5 % per line, rule 2026-01">
                        <Amount figures="3,265.37" currency="¥" negative=true />
                    </StatementLine>
                    <StatementLine label="Refunds"><Amount figures="0.00" currency="¥" /></StatementLine>
                    <StatementTotal label="Net"><Amount figures="62,041.97" currency="¥" /></StatementTotal>
                </Statement>
            </Card>
            <aside class="stack">
                <Card title="History">
                    <Timeline label="History">
                        <TimelineItem
                            tone=Tone::Bad
                            title="Rejected"
                            who="Operations"
                            when=view! { <When rfc3339="2026-11-22T06:03:00Z" absolute="2026-11-22 14:03 (UTC+8)" relative="3 h ago" /> }.into_any()
                        >
                            "The name of the spec does not say what the customer gets."
                        </TimelineItem>
                        <TimelineItem
                            tone=Tone::Wait
                            title="Submitted for review"
                            who="Wei Chen"
                            when=view! { <When rfc3339="2026-11-20T06:03:00Z" absolute="2026-11-20 14:03 (UTC+8)" /> }.into_any()
                        />
                        <TimelineItem title="Draft created" who="Wei Chen" />
                    </Timeline>
                </Card>
                <Qr svg=SQUARES label="QR code of the link" />
            </aside>
        </div>
        <Card title="Details">
            <KvList columns=2>
                <Kv label="Order" value="CS26112014032K7P1" num=true />
                <Kv label="State"><Badge tone=Tone::Done label="Completed" /></Kv>
                <Kv label="Customer" value="北岭制造 North Ridge" />
                <Kv label="Discount">
                    <Amount figures="15,000.00" currency="¥" was=true />
                    " "
                    <Amount figures="12,000.00" currency="¥" />
                </Kv>
            </KvList>
        </Card>
        <Card title="What changed" flush=true>
            <ChangedField label="Overview" state_label="changed" changed=true>
                <Diff
                    old_label="removed"
                    new_label="added"
                    parts=vec![
                        same("数据治理平台，支持 "),
                        DiffPart::Old("50".to_owned()),
                        DiffPart::New("200".to_owned()),
                        same(" 个用户，"),
                        DiffPart::New("含年度安全评估，".to_owned()),
                        same("开箱即用。"),
                    ]
                />
            </ChangedField>
            <ChangedField label="Support hours" state_label="unchanged">"7 × 24"</ChangedField>
        </Card>
        <Well><code>"request 0190f3b2-7c1e-7a55-9d0e-2f6f0a1b2c3d"</code></Well>
    }
    .into_any()
}
