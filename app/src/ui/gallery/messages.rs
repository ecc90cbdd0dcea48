//! Messages, empty places, what is under way, questions in between.

use guildhall_sdk::lang::Lang;
use leptos::prelude::*;

use super::super::*;
use crate::words::common;

crate::words! {
    info = "账单每月 3 日生成。", "Bills are made on the 3rd.";
    info_text = "数据截至 2026-11-21 16:00（UTC+8）。", "Data to 2026-11-21 16:00 (UTC+8).";
    wait = "还没有完成商家认证。", "Business certification is missing.";
    wait_text = "运营财务通过之前，明细不会出账。", "Lines wait until operator finance has approved it.";
    wait_act = "填写银行信息", "Enter bank details";
    bad = "文件没有保存。", "The file was not kept.";
    bad_text = "文件大小为 21.3 MB，上限是 20 MB。请换一个更小的文件。", "It has 21.3 MB; the limit is 20 MB. Send a smaller one.";
    done = "已提交审核。", "Submitted for review.";
    done_text = "预计 11 月 25 日（星期三）前有结果。", "Expect an answer by Wednesday, 25 November.";
    note = "没有标题的说明。", "A note without a title.";
    long = "修改客户名称会影响已经发出的链接：之前的链接会立即失效，客户需要使用新的链接才能下单；已经下的订单不受影响。", "Changing the customer affects links that are already out: the old link stops working at once, and the customer needs the new one to order. Orders that were placed stay as they are.";
    no_listings = "还没有商品", "No listings yet";
    no_listings_text = "客户通过商品找到并购买您的服务。", "A listing is what customers find and buy.";
    new_listing = "新建商品", "New listing";
    queue_empty = "没有待处理的事项", "Nothing waits for you";
    queue_empty_text = "新的提交会按时间先后出现在这里。", "New submissions appear here, oldest first.";
    no_match = "没有符合筛选条件的内容", "Nothing matches these filters";
    no_offers = "还没有商家专属优惠", "No exclusive discounts yet";
    gone = "这个页面不存在", "This page does not exist";
    gone_text = "也可能不属于当前账号。", "Or it is not for this account.";
    loading = "正在加载", "Loading";
    in_between = "操作前的确认", "In between";
    open_dialog = "打开对话框", "Open a dialog";
    withdraw = "撤回", "Withdraw";
    withdraw_title = "撤回这次提交？", "Withdraw this submission?";
    withdraw_text = "内容会变回草稿，审核人员不再看到它。", "It becomes a draft again. The reviewer no longer sees it.";
    withdraw_act = "撤回提交", "Withdraw submission";
    revoke = "作废链接", "Revoke the link";
    revoke_title = "作废这个链接？", "Revoke this link?";
    revoke_text = "客户将无法再用它下单。", "The customer can no longer order with it.";
    reason = "原因", "Reason";
    reason_missing = "请说明原因，客户会看到。", "Say why; the customer reads it.";
    saved = "已保存 14:03", "Saved 14:03";
    not_saved = "没有保存：网络已断开。内容留在这台设备上，恢复后会自动保存。", "Not saved: the network is gone. What you typed stays on this device and is saved when it is back.";
    file = "认证证书.pdf", "certificate.pdf";
    file_text = "6.4 MB，共 20 MB", "6.4 MB of 20 MB";
    bill_run = "正在生成 10 月账单", "Making the bills of October";
    bill_run_text = "正在统计…", "Counting…";
    complete = "产品手册.pdf", "handbook.pdf";
    complete_text = "已上传", "Uploaded";
    dialog_title = "重新生成链接", "Re-issue the link";
    dialog_text = "原来的链接立即失效，客户需要使用新链接。", "The old link stops working at once. The customer needs the new one.";
    dialog_act = "重新生成", "Re-issue link";
}

pub(super) fn section(lang: Lang) -> AnyView {
    let (t, c) = (words(lang), common::words(lang));
    view! {
        {callouts(t)}
        {empty_places(t, c)}
        {in_between(t, c)}
        <ToastRegion>
            <Toast tone=Tone::Info text=t.saved close_label=c.close />
        </ToastRegion>
    }
    .into_any()
}

fn callouts(t: &'static Words) -> AnyView {
    view! {
        <div class="stack">
            <Callout tone=Tone::Info title=t.info>{t.info_text}</Callout>
            <Callout
                tone=Tone::Wait
                title=t.wait
                actions=view! { <Button size=Size::Small label=t.wait_act href="#" /> }.into_any()
            >
                {t.wait_text}
            </Callout>
            <Callout tone=Tone::Bad title=t.bad alert=true>{t.bad_text}</Callout>
            <Callout tone=Tone::Done title=t.done>{t.done_text}</Callout>
            <Callout tone=Tone::Neutral>{t.note}</Callout>
            <Callout tone=Tone::Wait title=t.long />
        </div>
    }
    .into_any()
}

fn empty_places(t: &'static Words, c: &'static common::Words) -> AnyView {
    view! {
        <div class="grid-3">
            <Card flush=true>
                <Empty title=t.no_listings text=t.no_listings_text>
                    <Button kind=Kind::Primary label=t.new_listing icon="plus" />
                </Empty>
            </Card>
            <Card flush=true>
                <Empty drawing=Drawing::Counter title=t.queue_empty text=t.queue_empty_text />
            </Card>
            <Card flush=true>
                <Empty drawing=Drawing::Search title=t.no_match>
                    <Button label=c.clear href="#" />
                </Empty>
            </Card>
            <Card flush=true>
                <Empty drawing=Drawing::Seal title=t.no_offers />
            </Card>
            <Card flush=true>
                <Empty drawing=Drawing::Gate title=t.gone text=t.gone_text />
            </Card>
            <Card title=t.loading>
                <div class="stack-sm" aria-hidden="true">
                    <div class="skeleton">"…"</div>
                    <div class="skeleton">"…"</div>
                    <div class="skeleton">"…"</div>
                </div>
            </Card>
        </div>
    }
    .into_any()
}

fn in_between(t: &'static Words, c: &'static common::Words) -> AnyView {
    view! {
        <Card title=t.in_between>
            <div class="stack">
                <Buttons>
                    <DialogButton dialog="demo-dialog" label=t.open_dialog icon="link" />
                    <Confirm label=t.withdraw kind=Kind::Danger icon="undo-2" title=t.withdraw_title text=t.withdraw_text>
                        <form method="post" action="#">
                            <Button kind=Kind::Danger label=t.withdraw_act />
                        </form>
                    </Confirm>
                </Buttons>
                <Confirm label=t.revoke kind=Kind::Danger icon="ban" title=t.revoke_title text=t.revoke_text open=true>
                    <form method="post" action="#" novalidate=true>
                        <Field label=t.reason name="reason" errors=vec![t.reason_missing.to_owned()]>
                            <TextArea rows=2 />
                        </Field>
                        <Button kind=Kind::Danger label=t.revoke />
                    </form>
                </Confirm>
                <div class="grid-2">
                    <Toast tone=Tone::Done text=t.saved close_label=c.close close_href="#" />
                    <Toast tone=Tone::Bad text=t.not_saved />
                </div>
                <Progress label=t.file value=Some(32) text=t.file_text />
                <Progress label=t.bill_run value=None text=t.bill_run_text />
                <Progress label=t.complete value=Some(100) text=t.complete_text />
            </div>
            <Dialog
                id="demo-dialog"
                title=t.dialog_title
                close_label=c.close
                actions=view! {
                    <Button label=c.cancel />
                    <Button kind=Kind::Seal label=t.dialog_act />
                }
                .into_any()
            >
                <p>{t.dialog_text}</p>
            </Dialog>
        </Card>
    }
    .into_any()
}
