//! One thing and its history: values, statement, comparison, time line.

use guildhall_sdk::lang::Lang;
use leptos::prelude::*;

use super::super::*;
use crate::words::common;

crate::words! {
    bill = "2026 年 10 月账单", "Bill 2026-10";
    bill_lead = "包周期 · 海岸软件有限公司", "By period · Coast Software Ltd";
    gross = "总额", "Gross";
    gross_note = "14 笔明细", "14 lines";
    fee = "服务费", "Service fee";
    fee_note = "每笔 5%，规则 2026-01", "5 % per line, rule 2026-01";
    refunds = "退款", "Refunds";
    net = "净额", "Net";
    history = "历史记录", "History";
    rejected = "已驳回", "Rejected";
    operations = "运营", "Operations";
    hours_ago = "3 小时前", "3 h ago";
    reason = "规格名称没有说明客户得到什么。", "The name of the spec does not say what the customer gets.";
    submitted = "已提交审核", "Submitted for review";
    approved = "已通过", "Approved";
    claimed = "已领取", "Claimed";
    created = "已创建草稿", "Draft created";
    person = "陈薇", "Wei Chen";
    qr = "链接的二维码", "QR code of the link";
    details = "详细信息", "Details";
    order = "订单号", "Order";
    completed = "已完成", "Completed";
    customer = "客户", "Customer";
    customer_name = "北岭制造", "North Ridge";
    discount = "优惠价", "Discount";
    contact = "联系人", "Contact";
    address = "收件地址", "Address";
    long_address = "广东省深圳市南山区科技园北区朗山路 16 号华瀚创新园 D 座 1204 室", "Room 1204, Block D, Huahan Innovation Park, 16 Langshan Road, Science Park North, Nanshan District, Shenzhen";
    long_link = "通知地址", "Notification address";
    refund = "退款金额", "Refund";
    changed_title = "修改内容", "What changed";
    overview = "商品概述", "Overview";
    changed = "已修改", "changed";
    removed = "删去", "removed";
    added = "新增", "added";
    text_1 = "数据治理平台，支持 ", "Data governance for ";
    text_2 = " 个用户，", " users, ";
    text_3 = "含年度安全评估，", "with a yearly security assessment, ";
    text_4 = "开箱即用。", "ready to use.";
    support = "支持时间", "Support hours";
    unchanged = "未修改", "unchanged";
    ask = "要求修改", "Ask for a change";
    request = "请求编号", "request";
}

/// A stand-in for a QR code: the component only sets what it is given.
const SQUARES: &str = r#"<svg viewBox="0 0 21 21" shape-rendering="crispEdges"><path d="M0 0h7v7h-7zM14 0h7v7h-7zM0 14h7v7h-7zM9 1h2v3h-2zM9 9h3v4h-3zM15 10h2v2h-2zM13 15h4v2h-4zM18 18h3v3h-3zM10 17h2v3h-2z"/></svg>"#;

pub(super) fn section(lang: Lang) -> AnyView {
    let (t, c) = (words(lang), common::words(lang));
    view! {
        <div class="split">
            <Card title=t.bill lead=t.bill_lead>
                <Statement caption=t.bill>
                    <StatementLine label=t.gross href="#" note=t.gross_note>
                        <Amount figures="65,307.34" currency="¥" />
                    </StatementLine>
                    <StatementLine label=t.fee note=t.fee_note>
                        <Amount figures="3,265.37" currency="¥" negative=true />
                    </StatementLine>
                    <StatementLine label=t.refunds><Amount figures="0.00" currency="¥" /></StatementLine>
                    <StatementTotal label=t.net><Amount figures="62,041.97" currency="¥" /></StatementTotal>
                </Statement>
            </Card>
            <aside class="stack">
                <Card title=t.history>{history(t)}</Card>
                <Qr svg=SQUARES label=t.qr />
            </aside>
        </div>
        {details(t, c)}
        {comparison(t)}
        <Well><code>{t.request} " 0190f3b2-7c1e-7a55-9d0e-2f6f0a1b2c3d"</code></Well>
    }
    .into_any()
}

fn history(t: &'static Words) -> AnyView {
    view! {
        <Timeline label=t.history>
            <TimelineItem
                tone=Tone::Bad
                title=t.rejected
                who=t.operations
                when=view! {
                    <When rfc3339="2026-11-22T06:03:00Z" absolute="2026-11-22 14:03 (UTC+8)" relative=t.hours_ago />
                }
                .into_any()
            >
                {t.reason}
            </TimelineItem>
            <TimelineItem
                tone=Tone::Wait
                title=t.submitted
                who=t.person
                when=view! { <When rfc3339="2026-11-20T06:03:00Z" absolute="2026-11-20 14:03 (UTC+8)" /> }.into_any()
            />
            <TimelineItem tone=Tone::Done title=t.approved who=t.operations />
            <TimelineItem tone=Tone::Info icon="eye" title=t.claimed />
            <TimelineItem title=t.created who=t.person />
        </Timeline>
    }
    .into_any()
}

fn details(t: &'static Words, c: &'static common::Words) -> AnyView {
    view! {
        <Card title=t.details>
            <KvList columns=2>
                <Kv label=t.order value="CS26112014032K7P1" num=true />
                <Kv label=c.state><Badge tone=Tone::Done label=t.completed /></Kv>
                <Kv label=t.customer value=t.customer_name />
                <Kv label=t.discount>
                    <Amount figures="15,000.00" currency="¥" was=true />
                    " "
                    <Amount figures="12,000.00" currency="¥" />
                </Kv>
                <Kv label=t.contact><span class="muted">{c.none}</span></Kv>
                <Kv label=t.refund><Amount figures="980.50" currency="¥" negative=true /></Kv>
            </KvList>
            <KvList>
                <Kv label=t.address value=t.long_address />
                <Kv label=t.long_link>
                    <code>"https://seller.example.com/interface/production/notify/orders/0190f3b2-7c1e-7a55-9d0e-2f6f0a1b2c3d"</code>
                </Kv>
            </KvList>
        </Card>
    }
    .into_any()
}

fn comparison(t: &'static Words) -> AnyView {
    let same = |text: &str| DiffPart::Same(text.to_owned());
    view! {
        <Card title=t.changed_title flush=true>
            <ChangedField
                label=t.overview
                state_label=t.changed
                changed=true
                aside=view! { <a href="#">{t.ask}</a> }.into_any()
            >
                <Diff
                    old_label=t.removed
                    new_label=t.added
                    parts=vec![
                        same(t.text_1),
                        DiffPart::Old("50".to_owned()),
                        DiffPart::New("200".to_owned()),
                        same(t.text_2),
                        DiffPart::New(t.text_3.to_owned()),
                        same(t.text_4),
                    ]
                />
            </ChangedField>
            <ChangedField label=t.support state_label=t.unchanged>"7 × 24"</ChangedField>
        </Card>
    }
    .into_any()
}
