//! Buttons, states, messages, empty places.

use leptos::prelude::*;

use super::super::*;

pub(super) fn section() -> AnyView {
    view! {
        <Card title="Buttons" lead="One primary act per page; seal red only where somebody commits.">
            <div class="stack">
                <Buttons>
                    <Button kind=Kind::Primary label="New listing" icon="plus" />
                    <Button kind=Kind::Seal label="Approve" icon="stamp" shortcut="A" />
                    <Button label="Export CSV" icon="download" />
                    <Button kind=Kind::Danger label="Delist" icon="ban" />
                    <Button kind=Kind::Ghost label="Columns" icon="list" />
                    <Button kind=Kind::Link label="Show history" href="#" />
                    <Button kind=Kind::Ghost icon_only=true icon="ellipsis" label="More" />
                </Buttons>
                <Buttons>
                    <Button kind=Kind::Primary label="Saving…" icon="save" busy=true />
                    <Button kind=Kind::Seal label="Ordering…" busy=true />
                    <Button kind=Kind::Primary label="Not yet" disabled=true />
                    <Button label="Not yet" disabled=true />
                    <Button size=Size::Small label="Small" />
                    <Button size=Size::Large kind=Kind::Primary label="Large" icon_after="arrow-right" />
                </Buttons>
            </div>
        </Card>
        <Card title="States">
            <div class="row">
                <Badge tone=Tone::Wait label="待审核 In review" />
                <Badge tone=Tone::Done label="已上架 Live" />
                <Badge tone=Tone::Info label="处理中 Processing" />
                <Badge tone=Tone::Bad label="已驳回 Rejected" />
                <Badge tone=Tone::Neutral label="草稿 Draft" icon="square-pen" />
                <span class="row">"Approve " <kbd>"A"</kbd> " next " <kbd>"J"</kbd></span>
            </div>
        </Card>
        <div class="stack">
            <Callout tone=Tone::Info title="Bills are made on the 3rd.">"Data to 2026-11-21 16:00 (UTC+8)."</Callout>
            <Callout
                tone=Tone::Wait
                title="Business certification is missing."
                actions=view! { <Button size=Size::Small label="Enter bank details" href="#" /> }.into_any()
            >
                "Lines wait until operator finance has approved it."
            </Callout>
            <Callout tone=Tone::Bad title="The file was not kept." alert=true>
                "It has 21.3 MB; the limit is 20 MB. Send a smaller one."
            </Callout>
            <Callout tone=Tone::Done title="Submitted for review.">"Expect an answer by Wednesday, 25 November."</Callout>
            <Callout tone=Tone::Neutral>"A note without a title."</Callout>
        </div>
        <div class="grid-3">
            <Card flush=true>
                <Empty title="No listings yet" text="A listing is what customers find and buy.">
                    <Button kind=Kind::Primary label="New listing" icon="plus" />
                </Empty>
            </Card>
            <Card flush=true>
                <Empty drawing=Drawing::Counter title="Nothing waits for you" text="New submissions appear here, oldest first." />
            </Card>
            <Card flush=true>
                <Empty drawing=Drawing::Search title="Nothing matches these filters">
                    <Button label="Clear filters" href="#" />
                </Empty>
            </Card>
            <Card flush=true>
                <Empty drawing=Drawing::Seal title="No exclusive discounts yet" />
            </Card>
            <Card flush=true>
                <Empty drawing=Drawing::Gate title="This page does not exist" text="Or it is not for this account." />
            </Card>
            <Card title="Loading">
                <div class="stack-sm" aria-hidden="true">
                    <div class="skeleton">"…"</div>
                    <div class="skeleton">"…"</div>
                    <div class="skeleton">"…"</div>
                </div>
            </Card>
        </div>
        <Card title="In between">
            <div class="stack">
                <Buttons>
                    <DialogButton dialog="demo-dialog" label="Open a dialog" />
                    <Menu label="Row acts">
                        <MenuLink href="#" label="Clone" icon="copy" />
                        <MenuLink href="#" label="Extend" icon="calendar" />
                    </Menu>
                </Buttons>
                <Confirm
                    label="Withdraw"
                    kind=Kind::Danger
                    icon="undo-2"
                    title="Withdraw this submission?"
                    text="It becomes a draft again. The reviewer no longer sees it."
                >
                    <form method="post" action="#">
                        <Button kind=Kind::Danger label="Withdraw submission" />
                    </form>
                </Confirm>
                <Toast tone=Tone::Done text="Saved 14:03" close_label="Close" close_href="#" />
                <Progress label="certificate.pdf" value=Some(32) text="6.4 MB of 20 MB" />
            </div>
            <Dialog
                id="demo-dialog"
                title="Re-issue the link"
                close_label="Close"
                actions=view! { <Button kind=Kind::Seal label="Re-issue link" /> }.into_any()
            >
                <p>"The old link stops working at once. The customer needs the new one."</p>
            </Dialog>
        </Card>
    }
    .into_any()
}
