//! Buttons, states, small choices, menus.

use guildhall_sdk::lang::Lang;
use leptos::prelude::*;

use super::super::*;

crate::words! {
    buttons = "按钮", "Buttons";
    buttons_lead = "每页只有一个主要操作；只有作出承诺时才用印章红。", "One primary act per page; seal red only where somebody commits.";
    new_listing = "新建商品", "New listing";
    approve = "通过", "Approve";
    export = "导出 CSV", "Export CSV";
    delist = "下架", "Delist";
    columns = "列", "Columns";
    history = "查看历史", "Show history";
    more = "更多", "More";
    saving = "正在保存…", "Saving…";
    ordering = "正在下单…", "Ordering…";
    exporting = "正在导出…", "Exporting…";
    not_yet = "尚不可用", "Not yet";
    small = "小号", "Small";
    large = "大号", "Large";
    block = "与容器同宽", "As wide as its container";
    back = "返回", "Back";
    next = "下一步", "Next";
    states = "状态", "States";
    in_review = "待审核", "In review";
    live = "已上架", "Live";
    processing = "处理中", "Processing";
    rejected = "已驳回", "Rejected";
    draft = "草稿", "Draft";
    long_state = "部分退订，等待退款到账", "Partly refunded, waiting for the money";
    next_key = "下一条", "next";
    coast = "海岸软件", "Coast Software";
    person = "陈薇", "Wei Chen";
    small_choices = "开关与菜单", "Switches and menus";
    rows = "行高", "Row height";
    roomy = "宽松", "Roomy";
    compact = "紧凑", "Compact";
    view = "显示方式", "View";
    as_list = "列表", "List";
    as_cards = "卡片", "Cards";
    row_acts = "行内操作", "Row acts";
    clone = "复制", "Clone";
    extend = "延长有效期", "Extend";
    delete = "删除", "Delete";
    icons = "图标", "Icons";
    card_acts = "带操作的卡片", "A card with acts";
    card_text = "标题与操作同在一行，放不下时换行。", "Title and acts share a line and wrap where there is no room.";
    edit = "修改", "Edit";
}

/// Some of each kind; the whole list is made by `style/make-icons.mjs`.
const ICONS: [&str; 12] = [
    "package",
    "percent",
    "shopping-cart",
    "receipt",
    "hourglass",
    "users",
    "shield-check",
    "inbox",
    "calendar",
    "download",
    "eye",
    "triangle-alert",
];

pub(super) fn section(lang: Lang) -> AnyView {
    let t = words(lang);
    view! {
        {buttons(t)}
        <div class="grid-2">{states(t)} {choices(t)}</div>
        <Card
            title=t.card_acts
            lead=t.card_text
            actions=view! { <Button size=Size::Small label=t.edit icon="square-pen" /> }.into_any()
        >
            <Button kind=Kind::Primary size=Size::Block label=t.block />
        </Card>
    }
    .into_any()
}

fn buttons(t: &'static Words) -> AnyView {
    view! {
        <Card title=t.buttons lead=t.buttons_lead>
            <div class="stack">
                <Buttons>
                    <Button kind=Kind::Primary label=t.new_listing icon="plus" />
                    <Button kind=Kind::Seal label=t.approve icon="stamp" shortcut="A" />
                    <Button label=t.export icon="download" />
                    <Button kind=Kind::Danger label=t.delist icon="ban" />
                    <Button kind=Kind::Ghost label=t.columns icon="list" />
                    <Button kind=Kind::Link label=t.history href="#" />
                    <Button kind=Kind::Ghost icon_only=true icon="ellipsis" label=t.more />
                </Buttons>
                <Buttons>
                    <Button kind=Kind::Primary label=t.saving icon="save" busy=true />
                    <Button kind=Kind::Seal label=t.ordering busy=true />
                    <Button label=t.exporting icon="download" busy=true />
                    <Button kind=Kind::Primary label=t.not_yet disabled=true />
                    <Button kind=Kind::Seal label=t.not_yet icon="stamp" disabled=true />
                    <Button label=t.not_yet disabled=true />
                    <Button kind=Kind::Danger label=t.not_yet disabled=true />
                </Buttons>
                <Buttons>
                    <Button size=Size::Small label=t.small />
                    <Button size=Size::Small kind=Kind::Primary label=t.small icon="plus" />
                    <Button size=Size::Small kind=Kind::Link label=t.small href="#" />
                    <Button size=Size::Large kind=Kind::Primary label=t.large icon_after="arrow-right" />
                    <Button size=Size::Large label=t.large />
                </Buttons>
                <Buttons end=true>
                    <Button kind=Kind::Ghost label=t.back icon="chevron-left" />
                    <Button kind=Kind::Primary label=t.next icon_after="chevron-right" />
                </Buttons>
            </div>
        </Card>
    }
    .into_any()
}

fn states(t: &'static Words) -> AnyView {
    let icons = ICONS.map(|name| view! { <Icon name /> }).collect_view();
    view! {
        <Card title=t.states>
            <div class="stack">
                <div class="row">
                    <Badge tone=Tone::Wait label=t.in_review />
                    <Badge tone=Tone::Done label=t.live />
                    <Badge tone=Tone::Info label=t.processing />
                    <Badge tone=Tone::Bad label=t.rejected />
                    <Badge tone=Tone::Neutral label=t.draft icon="square-pen" />
                    <Badge tone=Tone::Wait label=t.long_state />
                </div>
                <div class="row">
                    <span class="row">{t.approve} <kbd>"A"</kbd></span>
                    <span class="row">{t.next_key} <kbd>"J"</kbd></span>
                </div>
                <div class="row">
                    <span class="row"><Avatar name=t.coast square=true /> {t.coast}</span>
                    <span class="row"><Avatar name=t.person /> {t.person}</span>
                </div>
                <div class="row">
                    <span class="muted">{t.icons}</span>
                    {icons}
                    <Icon name="stamp" class="icon-lg" />
                    <Icon name="loader-circle" class="spin" />
                </div>
            </div>
        </Card>
    }
    .into_any()
}

fn choices(t: &'static Words) -> AnyView {
    let option = |value: &str, label: &str, icon: &'static str, current: bool| SwitchOption {
        value: value.to_owned(),
        label: label.to_owned(),
        icon,
        lang: "",
        current,
    };
    view! {
        <Card title=t.small_choices>
            <div class="stack">
                <div class="row">
                    <Switch
                        action="#"
                        name="rows"
                        label=t.rows
                        options=vec![option("roomy", t.roomy, "", true), option("compact", t.compact, "", false)]
                    />
                    <Switch
                        action="#"
                        name="view"
                        label=t.view
                        options=vec![
                            option("list", t.as_list, "list", false),
                            option("cards", t.as_cards, "layout-dashboard", true),
                        ]
                    />
                </div>
                <div class="row" id="ui-menu">
                    <Menu label=t.row_acts>
                        <MenuLink href="#" label=t.clone icon="copy" current=true />
                        <MenuLink href="#" label=t.extend icon="calendar" />
                        <MenuButton action="#" label=t.delete icon="trash-2" />
                    </Menu>
                </div>
            </div>
        </Card>
    }
    .into_any()
}
