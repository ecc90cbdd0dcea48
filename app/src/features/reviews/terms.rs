//! The other two things that are decided: an exclusive discount's terms, and a business certification.

use super::{
    comments::{Desk, LINE, reason},
    fields::{FieldRow, elsewhere, part},
};
use crate::{ui::*, words::fill};
use guildhall_sdk::{lang::Bilingual, offers::OfferTerms, sellers::CertificationContent};
use leptos::prelude::*;

/// An exclusive discount: what is offered, to whom, for how long, for how much.
pub fn offer(desk: &Desk, terms: &OfferTerms, customer: &Bilingual) -> AnyView {
    let t = desk.t();
    let lang = desk.session.lang;
    let zone = &desk.session.zone;
    let (from, to) = (zone.minute(terms.starts_at), zone.minute(terms.ends_at));
    let validity = fill(t.until, &[("from", &from), ("to", &to), ("zone", &zone.label())]);
    let rows = vec![
        FieldRow::new("name", t.offer_name, terms.name.clone()),
        FieldRow::new("listing", t.product, terms.product.get(lang)),
        FieldRow::new("customer_email", t.customer, customer.get(lang)),
        FieldRow::new("ends_on", t.validity, validity),
        FieldRow::new("max_orders", t.max_orders, terms.max_orders.to_string()),
    ];
    let sign = terms.prices.first().map_or("¥", |p| p.list.currency.sign());
    let columns = vec![
        Column::text(t.spec_column),
        Column::text(t.term),
        Column::num(fill(t.list_price, &[("currency", &sign)])),
        Column::num(t.off),
        Column::num(fill(t.deal_price, &[("currency", &sign)])),
    ];
    let prices = terms
        .prices
        .iter()
        .map(|price| {
            let less = format!("−{}%", price.percent.percent());
            view! {
                <tr>
                    <td>{price.spec_name.get(lang).to_owned()}</td>
                    <td data-label=t.term>{price.term.words(lang)}</td>
                    <td class="num" data-label=t.list_price>
                        <Amount figures=price.list.figures() was=true />
                    </td>
                    <td class="num" data-label=t.off>{less}</td>
                    <td class="num" data-label=t.deal_price>
                        <Amount figures=price.deal.figures() />
                    </td>
                </tr>
            }
        })
        .collect_view();
    let paths = [
        "name",
        "listing",
        "customer_email",
        "ends_on",
        "max_orders",
        "lines",
    ];
    let reason = reason(desk, "lines", t.discounts, LINE);
    view! {
        {elsewhere(desk, &paths)}
        <Card title=t.discounts flush=true>
            <Ledger caption=t.discounts columns>
                {prices}
            </Ledger>
            <div class="px-4 md:px-6 pb-3">{reason}</div>
        </Card>
        {part(desk, t.submission, rows)}
    }
    .into_any()
}

/// A business certification: the three groups of `domain/business.md` §1.5.
pub fn certification(desk: &Desk, content: &CertificationContent) -> AnyView {
    let t = desk.t();
    let row = |path: &str, label: &str, text: &str| FieldRow::new(path, label, text);
    let taxpayer = if content.general_taxpayer {
        t.general_taxpayer
    } else {
        t.small_taxpayer
    };
    let rate = content
        .tax_rate
        .map_or_else(|| "—".to_owned(), |n| format!("{n} %"));
    let company = vec![
        row("company", t.company, &content.company),
        row("tax_number", t.tax_number, &content.tax_number),
        row("general_taxpayer", t.taxpayer, taxpayer),
        row("tax_rate", t.tax_rate, &rate),
    ];
    let bank = vec![
        row("bank", t.bank, &content.bank),
        row("account_name", t.account_name, &content.account_name),
        row("account_number", t.account_number, &content.account_number),
    ];
    let contact = vec![
        row("contact_name", t.contact_name, &content.contact_name),
        row("contact_phone", t.contact_phone, &content.contact_phone),
        row("contact_mail", t.contact_mail, &content.contact_mail),
    ];
    view! {
        {part(desk, t.company_group, company)}
        {part(desk, t.bank_group, bank)}
        {part(desk, t.contact_group, contact)}
    }
    .into_any()
}
