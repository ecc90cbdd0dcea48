//! Every component in every state, for the eye and for the browser tests. Mounted at `/ui` in debug builds only; its
//! words are literal because nobody but us reads them.

mod forms;
mod lists;
mod records;
mod signs;

use leptos::prelude::*;

use super::frame::{ConsoleFrame, FrameLabels, NavGroup, NavItem, PublicFrame};
use super::*;

/// All of it, inside the console's frame.
#[component]
pub fn Gallery() -> impl IntoView {
    let labels = FrameLabels {
        skip: "Skip to content".to_owned(),
        navigation: "Main".to_owned(),
        open: "Open navigation".to_owned(),
        close: "Close navigation".to_owned(),
        me: "Your menu".to_owned(),
    };
    let top = view! {
        <Switch
            action="/form/language"
            name="lang"
            label="Language"
            options=vec![
                SwitchOption { value: "zh-CN".into(), label: "中文".into(), lang: "zh-CN", ..SwitchOption::default() },
                SwitchOption { value: "en".into(), label: "EN".into(), lang: "en", current: true, ..SwitchOption::default() },
            ]
        />
        <Switch
            action="/form/theme"
            name="theme"
            label="Theme"
            options=vec![
                SwitchOption { value: "light".into(), label: "Light".into(), icon: "sun", ..SwitchOption::default() },
                SwitchOption { value: "dark".into(), label: "Dark".into(), icon: "moon", ..SwitchOption::default() },
                SwitchOption { value: "system".into(), label: "System".into(), icon: "monitor", current: true, ..SwitchOption::default() },
            ]
        />
    }
    .into_any();
    let menu = view! {
        <li class="menu-note">"wei@example.com"</li>
        <MenuLink href="#account" label="Account" icon="user" />
        <MenuButton action="/form/sign-out" label="Sign out" icon="log-out" />
    }
    .into_any();
    view! {
        <ConsoleFrame
            brand="Guildhall"
            nav=navigation()
            org_name="海岸软件有限公司"
            org_kind="Seller"
            person_name="Wei Chen"
            labels
            top
            menu
            side_foot=view! { <p>"Business zone UTC+8"</p> }.into_any()
        >
            <PageHead
                title="Components"
                lead="Every component in every state. If something looks wrong here it looks wrong everywhere."
                breadcrumb=vec![Crumb::new("#", "Console"), Crumb::new("#", "Design")]
                breadcrumb_label="Breadcrumb"
                badge=view! { <Badge tone=Tone::Wait label="待审核" /> }.into_any()
                actions=view! {
                    <Button label="Withdraw" icon="undo-2" />
                    <Button kind=Kind::Seal label="Submit for review" icon="send" />
                }
                .into_any()
            />
            <div class="stack-lg">
                <div class="stack-lg" id="ui-signs">{signs::section()}</div>
                <div class="stack-lg" id="ui-forms">{forms::section()}</div>
                <div class="stack-lg" id="ui-lists">{lists::section()}</div>
                <div class="stack-lg" id="ui-records">{records::section()}</div>
            </div>
        </ConsoleFrame>
    }
    .into_any()
}

fn navigation() -> Vec<NavGroup> {
    let item = |label: &str, icon: &'static str, count: Option<u32>, current: bool| NavItem {
        href: "#".to_owned(),
        label: label.to_owned(),
        icon,
        count,
        current,
    };
    vec![
        NavGroup {
            label: String::new(),
            items: vec![
                item("Overview", "layout-dashboard", None, false),
                item("Messages", "inbox", Some(3), false),
            ],
        },
        NavGroup {
            label: "Sell".to_owned(),
            items: vec![
                item("商品 Listings", "package", Some(2), true),
                item("Exclusive discounts", "percent", None, false),
                item("Orders", "shopping-cart", Some(12), false),
            ],
        },
        NavGroup {
            label: "Money".to_owned(),
            items: vec![
                item("Bills", "receipt", None, false),
                item("Unbilled lines", "hourglass", None, false),
            ],
        },
        NavGroup {
            label: "Organisation".to_owned(),
            items: vec![
                item("People and roles", "users", None, false),
                item("Certification", "shield-check", None, false),
            ],
        },
    ]
}

/// The public frame with the offer card: the customer's page.
#[component]
pub fn OfferGallery() -> impl IntoView {
    let act = view! {
        <form method="post" action="#">
            <Checkbox name="terms">"I agree to the " <a href="#">"terms of purchase"</a></Checkbox>
            <Button kind=Kind::Seal size=Size::Block label="Order for ¥12,000.00" />
            <p class="hint">"You pay in the next step."</p>
        </form>
    }
    .into_any();
    view! {
        <PublicFrame
            brand="Guildhall"
            skip_label="Skip to content"
            narrow=true
            top=view! { <Button kind=Kind::Ghost label="Sign in" href="#" /> }.into_any()
            footer=view! { <p>"Guildhall · sold by 海岸软件有限公司"</p> }.into_any()
        >
            <OfferCard
                eyebrow="An offer for you"
                title="Autumn renewal"
                seller="海岸软件有限公司"
                badge=view! { <Badge tone=Tone::Done label="Valid" /> }.into_any()
                act
            >
                <OfferPrice
                    product="数据治理平台 Data Governance"
                    spec="标准版 Standard, 50 users"
                    price="¥12,000.00"
                    per="/ year"
                    was="¥15,000.00"
                    was_label="List price"
                    less="−20 %"
                />
                <KvList>
                    <Kv label="Valid until">
                        <ViewerTime rfc3339="2026-12-31T16:00:00Z" text="2027-01-01 00:00 (UTC+8)" viewer_label="your time:" />
                    </Kv>
                    <Kv label="Can be ordered" value="once" />
                </KvList>
                <NextSteps title="What happens next">
                    <NextStep title="You order" text="One click; the price above is the price you pay." />
                    <NextStep title="You pay" text="By the marketplace's cashier." />
                    <NextStep title="海岸软件 sets it up" text="Usually within one working day. You get a mail." />
                </NextSteps>
            </OfferCard>
        </PublicFrame>
    }
    .into_any()
}
