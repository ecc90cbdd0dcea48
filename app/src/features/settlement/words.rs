//! Words of bills and transactions.

use guildhall_sdk::{
    lang::Lang,
    settlement::{BillState, Condition},
    time::Period,
};

crate::words! {
    bills_title = "账单管理", "Bills";
    bills_lead = "每个账期、每类商品一张账单。下月 3 日起按上月满足条件的订单生成。", "One bill per period and product class, made from the 3rd of the following month from the orders that meet the conditions.";
    bills_list = "账单列表", "Bills";
    chart = "近 12 个账期的结算金额", "Net of the last twelve periods";
    chart_lead = "点击一个账期，只看它的账单。", "Choose a period to see only its bills.";
    period_help = "六位年月，例如 202610。账期结束后才能出账。", "Six digits, such as 202610. Only a period that is over can be billed.";
    period = "账期", "Period";
    class = "售卖类型", "Trade class";
    any_class = "全部类型", "Every class";
    any_state = "全部状态", "Every state";
    seller = "商家", "Seller";
    gross = "交易金额（{currency}）", "Gross ({currency})";
    fee = "平台服务费（{currency}）", "Platform fee ({currency})";
    net = "结算金额（{currency}）", "Net ({currency})";
    lines_column = "明细行数", "Lines";
    made = "出账时间", "Made";
    open_bill = "查看账单", "Open the bill";
    bills_empty = "还没有账单", "No bills yet";
    bills_empty_text = "订单满足全部五个条件后，会在下一次出账时生成账单。交易明细说明每笔还差哪一项。", "A bill is made once orders meet all five conditions. The transactions say what each one is waiting for.";
    bills_none = "没有符合条件的账单", "No bill matches";
    to_transactions = "查看交易明细", "See the transactions";

    bill_title = "{period} 账单 · {class}", "Bill {period} · {class}";
    bill_lead = "本账期的交易金额、平台服务费和结算金额，以及逐行的算法。", "Gross, fee and net of the period, and how each line came to be.";
    statement = "结算单", "Statement";
    statement_lead = "{seller} · 账期 {period}", "{seller} · period {period}";
    gross_line = "交易金额", "Gross";
    gross_note = "{n} 行订单的实付金额之和", "Sum of what customers paid on {n} lines";
    fee_line = "平台服务费", "Platform fee";
    fee_note = "每行按 {rate}% 计算，四舍五入到分后求和 · 规则 {rule}", "{rate} % of each line, rounded to the fen, then added · rule {rule}";
    net_line = "结算金额（付给商家）", "Net, paid to the seller";
    print = "打印结算单", "Print the statement";
    next_step = "下一步", "What happens next";
    history = "账单经过", "What happened to the bill";
    event_made = "账单生成", "The bill was made";
    note = "备注", "Note";
    system = "系统", "System";

    lines_title = "账单明细", "Lines";
    lines_lead = "每行的服务费单独计算，账单是各行之和。", "Each line's fee is worked out on its own; the bill is their sum.";
    order_number = "订单号", "Order number";
    order_number_help = "可只填开头", "The beginning is enough";
    product = "商品", "Product";
    paid_from = "支付日期从", "Paid from";
    paid_to = "支付日期到", "Paid to";
    customer = "客户", "Customer";
    quantity = "数量", "Quantity";
    paid = "支付时间", "Paid";
    effective = "生效时间", "In effect";
    export = "导出 CSV", "Export as CSV";
    sums = "合计（全部筛选结果）", "Sum of everything that matches";
    no_sums = "筛选结果超过 10,000 行，不计算合计；导出的文件包含全部行。", "More than 10,000 lines match, so no sum is shown; the export has them all.";
    lines_none = "没有符合条件的明细", "No line matches";
    fee_note_mixed = "费率在账期内有变更：每行按其生效日的费率计算，四舍五入到分后求和 · 规则 {rule}", "The rate changed: each line by the rate of the day it took effect, rounded to the fen, then added · rule {rule}";
    fee_explained = "{gross} × {rate}% = {fee}，规则 {rule}", "{gross} × {rate} % = {fee}, rule {rule}";
    net_explained = "{gross} − {fee} = {net}", "{gross} − {fee} = {net}";
    why = "出账依据", "Why it is billed";

    transactions_title = "交易明细", "Transactions";
    transactions_lead = "每一行订单是否已经出账；没有出账的，还差哪个条件、由谁处理。", "Whether each order line is billed; if not, which condition it waits for and who can clear it.";
    transactions_list = "交易列表", "Transactions";
    views = "按出账状态查看", "By billing";
    all = "全部", "All";
    billed = "已出账", "Billed";
    unbilled = "待出账", "Not billed yet";
    number = "订单行号", "Line number";
    amount = "金额（{currency}）", "Amount ({currency})";
    ordered = "下单时间", "Ordered";
    billing = "出账情况", "Billing";
    billed_in = "账期 {period}", "Period {period}";
    ready = "条件已满足，等待下一次出账", "Ready: waits for the next run";
    explain = "查看原因", "See why";
    transactions_empty = "还没有交易", "No transactions yet";
    transactions_empty_text = "客户通过专属优惠下单后，订单会出现在这里。", "Orders that customers place appear here.";
    transactions_none = "没有符合条件的交易", "No transaction matches";

    explain_title = "{number} 的出账条件", "Billing of {number}";
    explain_lead = "五个条件全部满足后，这一行才会进入账单。", "The line is billed once all five conditions hold.";
    conditions = "出账条件", "Conditions";
    condition = "条件", "Condition";
    holds = "已满足", "Holds";
    misses = "未满足", "Missing";
    since = "自 {time} 起", "since {time}";
    who = "由谁处理", "Who can clear it";
    in_bill = "已进入账期 {period} 的账单", "It is in the bill of {period}";
    next_period = "按目前情况，将进入账期 {period} 的账单", "As things stand, the run for {period} takes it";
    no_period = "目前还不能确定进入哪个账期", "No period can take it yet";
    line_facts = "交易信息", "The line";

    ops_title = "账单管理", "Bills";
    ops_lead = "所有商家的账单：出账、会签、申付、登记付款。", "Every seller's bills: run, countersign, request, record payments.";
    run_title = "出账", "Run the bills";
    run_lead = "先试算，看清会生成什么，再正式出账。重复出账不会重复计费。", "Look at what would happen first, then run. Running again bills nothing twice.";
    dry_run = "试算", "Try it out";
    report_title = "账期 {period} 试算结果", "What a run of {period} would do";
    report_lead = "尚未生成任何账单。核对后再正式出账。", "Nothing has been made yet. Check it, then run.";
    would_bill = "将出账的行", "Lines to be billed";
    would_skip = "本次不出账的行", "Lines left out";
    would_make = "账单数量", "Bills of the period";
    skipped_title = "不出账的原因", "Why lines are left out";
    skipped_lead = "每行按第一个未满足的条件计入。", "Each line is counted by the first condition it misses.";
    reason = "原因", "Reason";
    next_period_reason = "该账期的账单已生成，将进入下一账期", "The period's bill is made already; the next period takes them";
    skipped_none = "没有被留下的行", "No line is left out";
    report_bills = "将生成的账单", "Bills of the period";
    report_none = "这个账期没有可出账的行", "Nothing can be billed for this period";
    run_now = "正式出账", "Run the bills of {period}";
    run_nothing = "没有可出账的行，无需出账。", "There is nothing to bill.";
    run_done = "账期 {period} 出账完成：新出账 {n} 行。", "The run for {period} is done: {n} lines billed.";
    advance_title = "推进账单", "Move the bill on";
    advance_lead = "每一步都记入账单经过，商家可以看到状态。", "Each step is recorded; the seller sees the state.";
    advance_to = "转为“{state}”", "To “{state}”";
    advance_pay = "登记付款", "Record the payment";
    advance_confirm = "账单将变为“{state}”。", "The bill becomes “{state}”.";
    pay_note = "付款流水号", "Payment reference";
    pay_note_help = "银行回单上的编号，商家对账时使用。", "As on the bank's receipt; the seller reconciles with it.";
    reason_note = "原因", "Reason";
    reason_note_help = "商家会看到这段说明。", "The seller reads it.";
    advance_done = "账单状态已更新。", "The bill was moved on.";
    advance_final = "账单已支付，没有后续步骤。", "The bill is paid; nothing follows.";
    advance_seller = "您可以查看，但不能推进账单。", "You may look, but not move it.";
    refused = "没有更新", "Not changed";
}

impl Words {
    /// What is missing, as a sentence about the line.
    pub fn missing(&self, lang: Lang, condition: Condition) -> &'static str {
        match (condition, lang) {
            (Condition::Certified, Lang::Zh) => "商业信息认证未通过",
            (Condition::Certified, Lang::En) => "Business certification has not passed",
            (Condition::Paid, Lang::Zh) => "客户尚未支付",
            (Condition::Paid, Lang::En) => "The customer has not paid",
            (Condition::Supervision, Lang::Zh) => "服务监管尚未完成",
            (Condition::Supervision, Lang::En) => "Supervision is not complete",
            (Condition::Effective, Lang::Zh) => "尚未确认开通",
            (Condition::Effective, Lang::En) => "Not provisioned yet",
            (Condition::Threshold, Lang::Zh) => "同类未出账金额未达到出账门槛",
            (Condition::Threshold, Lang::En) => "The class has not reached the threshold",
        }
    }
}

/// `2026-11` for a period, as people read it.
pub fn month(period: Period) -> String {
    let text = period.to_string();
    match text.split_at_checked(4) {
        Some((year, month)) => format!("{year}-{month}"),
        None => text,
    }
}

/// Reads a period as people type it: `202611`, `2026-11`, `2026/11`, full-width digits.
pub fn read_period(text: &str) -> Option<Period> {
    let plain: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, '-' | '/' | '.' | ' ' | '年' | '月'))
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
            c => c,
        })
        .collect();
    plain.parse().ok()
}

/// What a bill's state means.
pub const fn tone(state: BillState) -> crate::ui::Tone {
    use crate::ui::Tone;
    match state {
        BillState::Paid => Tone::Done,
        BillState::CountersignRejected
        | BillState::RequestFailed
        | BillState::PaymentDetailsWrong
        | BillState::RequestRejected => Tone::Bad,
        BillState::Paying | BillState::RequestProcessing | BillState::Countersigning => Tone::Info,
        BillState::AwaitingCountersign
        | BillState::AwaitingRequest
        | BillState::AwaitingInvoice
        | BillState::InvoiceReview => Tone::Wait,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_read_as_people_type_it() {
        for text in ["202611", "2026-11", " 2026/11 ", "２０２６１１", "2026年11月"] {
            assert_eq!(read_period(text).map(month).as_deref(), Some("2026-11"), "{text}");
        }
        for text in ["", "2026", "202613", "next month"] {
            assert_eq!(read_period(text), None, "{text}");
        }
    }
}
