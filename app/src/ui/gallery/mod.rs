//! Every component in every state, in both languages, for the eye and for the browser tests. Mounted at `/ui` in debug
//! builds only. A component that is not in here fails a test.

mod counter;
mod forms;
mod lists;
mod messages;
mod records;
mod signs;
#[cfg(test)]
mod tests;

use guildhall_sdk::lang::Lang;
use leptos::prelude::*;

use super::frame::{ConsoleFrame, FrameLabels, NavGroup, NavItem, PublicFrame};
use super::*;
use crate::words::common;

crate::words! {
    title = "组件", "Components";
    lead = "每个组件的每种状态。这里看着不对，处处都不对。", "Every component in every state. If something looks wrong here it looks wrong everywhere.";
    breadcrumb = "当前位置", "Breadcrumb";
    console = "控制台", "Console";
    design = "设计", "Design";
    counter_page = "顾客的页面", "The customer's page";
    in_review = "待审核", "In review";
    withdraw = "撤回", "Withdraw";
    submit = "提交审核", "Submit for review";
    organisation = "海岸软件有限公司", "Coast Software Ltd";
    kind = "商家", "Seller";
    person = "陈薇", "Wei Chen";
    account = "账号", "Account";
    zone = "业务时区 UTC+8", "Business zone UTC+8";
    overview = "概览", "Overview";
    inbox = "消息", "Messages";
    sell = "销售", "Sell";
    listings = "商品", "Listings";
    offers = "商家专属优惠", "Exclusive discounts";
    orders = "订单", "Orders";
    money = "资金", "Money";
    bills = "账单", "Bills";
    unbilled = "未出账明细", "Unbilled lines";
    people = "成员与角色", "People and roles";
    certification = "商家认证", "Certification";
    long_entry = "名称很长、一行放不下的菜单项", "An entry whose name is too long for one line";
}

/// All of it, inside the console's frame. `top` is what stands in the top bar: the switches of language and theme.
#[component]
pub fn Gallery(
    /// The reader's language.
    lang: Lang,
    /// The middle of the top bar.
    top: AnyView,
) -> impl IntoView {
    let (t, c) = (words(lang), common::words(lang));
    let labels = FrameLabels {
        skip: c.skip.to_owned(),
        navigation: c.navigation.to_owned(),
        open: c.open_menu.to_owned(),
        close: c.close_menu.to_owned(),
        me: c.my_account.to_owned(),
    };
    let menu = view! {
        <li class="menu-note">"wei@example.com"</li>
        <MenuLink href="#account" label=t.account icon="user" current=true />
        <MenuButton action="#" label=c.sign_out icon="log-out" />
    }
    .into_any();
    view! {
        <ConsoleFrame
            brand=c.brand
            nav=navigation(t)
            org_name=t.organisation
            org_kind=t.kind
            person_name=t.person
            labels
            top
            menu
            side_foot=view! { <p>{t.zone}</p> }.into_any()
        >
            <PageHead
                title=t.title
                lead=t.lead
                breadcrumb=vec![Crumb::new("#", t.console), Crumb::new("#", t.design)]
                breadcrumb_label=t.breadcrumb
                badge=view! { <Badge tone=Tone::Wait label=t.in_review /> }.into_any()
                actions=view! {
                    <Button label=t.counter_page href="/ui/counter" />
                    <Button label=t.withdraw icon="undo-2" />
                    <Button kind=Kind::Seal label=t.submit icon="send" />
                }
                .into_any()
            />
            <div class="stack-lg">
                <div class="stack-lg" id="ui-signs">{signs::section(lang)}</div>
                <div class="stack-lg" id="ui-messages">{messages::section(lang)}</div>
                <div class="stack-lg" id="ui-forms">{forms::section(lang)}</div>
                <div class="stack-lg" id="ui-lists">{lists::section(lang)}</div>
                <div class="stack-lg" id="ui-records">{records::section(lang)}</div>
            </div>
        </ConsoleFrame>
    }
    .into_any()
}

/// The customer's page: the public frame with an offer in it.
#[component]
pub fn CounterGallery(
    /// The reader's language.
    lang: Lang,
    /// At the right of the brand.
    top: AnyView,
) -> impl IntoView {
    let (t, c) = (words(lang), common::words(lang));
    view! {
        <PublicFrame
            brand=c.brand
            skip_label=c.skip
            narrow=true
            top
            footer=view! { <p>{c.brand} " · " {t.organisation}</p> }.into_any()
        >
            <div class="stack-lg" id="ui-counter">{counter::section(lang)}</div>
        </PublicFrame>
    }
    .into_any()
}

fn navigation(t: &'static Words) -> Vec<NavGroup> {
    let item = |label: &str, icon: &'static str, count: Option<u32>, current: bool| NavItem {
        href: "#".to_owned(),
        label: label.to_owned(),
        icon,
        count,
        current,
    };
    let group = |label: &str, items| NavGroup {
        label: label.to_owned(),
        items,
    };
    vec![
        group(
            "",
            vec![
                item(t.overview, "layout-dashboard", None, false),
                item(t.inbox, "inbox", Some(3), false),
            ],
        ),
        group(
            t.sell,
            vec![
                item(t.listings, "package", Some(2), true),
                item(t.offers, "percent", None, false),
                item(t.orders, "shopping-cart", Some(12_400), false),
            ],
        ),
        group(
            t.money,
            vec![
                item(t.bills, "receipt", None, false),
                item(t.unbilled, "hourglass", None, false),
            ],
        ),
        group(
            t.organisation,
            vec![
                item(t.people, "users", None, false),
                item(t.certification, "shield-check", None, false),
                item(t.long_entry, "list", Some(1), false),
            ],
        ),
    ]
}
