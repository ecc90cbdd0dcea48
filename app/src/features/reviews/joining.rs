//! What a joining seller hands in: who the company is, and the application. A change is compared with what is in force.

use super::{
    comments::Desk,
    fields::{FieldRow, Was, elsewhere, part},
};
use guildhall_sdk::sellers::{ApplicationContent, Evidence, IdentityContent};
use leptos::prelude::*;

/// A line, compared with what is in force when there is such a thing.
fn row<T>(path: &str, label: &str, now: &T, live: Option<&T>, text: impl Fn(&T) -> String) -> FieldRow {
    let row = FieldRow::new(path, label, text(now));
    match live {
        None => row,
        Some(live) => row.was(Was::Text(text(live))),
    }
}

/// A file: its name, and a button that opens it. Another file under the same name is another file.
fn file<T>(
    path: &str,
    label: &str,
    now: &T,
    live: Option<&T>,
    pick: impl Fn(&T) -> Option<&Evidence>,
) -> FieldRow {
    let text = |content: &T| {
        pick(content).map_or_else(String::new, |e| {
            format!("{} · {}", e.name, e.sha256.get(..12).unwrap_or_default())
        })
    };
    let mut row = row(path, label, now, live, text);
    row.file = pick(now).map(|e| e.file);
    row
}

/// A real-name authentication.
pub fn identity(desk: &Desk, content: &IdentityContent, live: Option<&IdentityContent>) -> AnyView {
    let t = desk.t();
    let company = vec![
        row("company", t.company, content, live, |c| c.company.clone()),
        row("credit_code", t.credit_code, content, live, |c| {
            c.credit_code.clone()
        }),
        row("representative", t.representative, content, live, |c| {
            c.representative.clone()
        }),
        file("licence", t.licence, content, live, |c| c.licence.as_ref()),
    ];
    let mut agent = vec![row("agent", t.agent, content, live, |c| c.agent.clone())];
    if content.needs_authorisation() {
        agent.push(file("authorisation", t.authorisation, content, live, |c| {
            c.authorisation.as_ref()
        }));
    }
    let paths = [
        "company",
        "credit_code",
        "representative",
        "agent",
        "licence",
        "authorisation",
    ];
    view! {
        {elsewhere(desk, &paths)}
        {part(desk, t.company_group, company)}
        {part(desk, t.agent_group, agent)}
    }
    .into_any()
}

/// An application, or a change of the seller information.
pub fn application(
    desk: &Desk,
    content: &ApplicationContent,
    live: Option<&ApplicationContent>,
    company: &str,
) -> AnyView {
    let t = desk.t();
    let line = |path: &str, label: &str, text: fn(&ApplicationContent) -> String| {
        row(path, label, content, live, text)
    };
    fn number(n: Option<u32>) -> String {
        n.map(|n| n.to_string()).unwrap_or_default()
    }
    let declared = t.declared;
    let tick = |path: &str, label: &str, pick: fn(&ApplicationContent) -> bool| {
        row(path, label, content, live, |c| {
            if pick(c) {
                declared.to_owned()
            } else {
                String::new()
            }
        })
    };
    let about = vec![
        FieldRow::new("company", t.company, company),
        line("website", t.website, |c| c.website.clone()),
        line("introduction.zh", t.about_zh, |c| c.introduction.zh.clone()),
        line("introduction.en", t.about_en, |c| c.introduction.en.clone()),
        line("founded_on", t.founded_on, |c| {
            c.founded_on.map(|day| day.to_string()).unwrap_or_default()
        }),
        line("employees", t.employees, |c| number(c.employees)),
        line("staff", t.staff, |c| number(c.staff)),
        line("capital", t.capital, |c| number(c.capital)),
    ];
    let contact = vec![
        line("contact_name", t.business_contact, |c| c.contact_name.clone()),
        line("contact_phone", t.business_contact_phone, |c| {
            c.contact_phone.clone()
        }),
        line("contact_mail", t.business_contact_mail, |c| {
            c.contact_mail.clone()
        }),
    ];
    let address = vec![
        line("country", t.country, |c| c.country.clone()),
        line("province", t.province, |c| c.province.clone()),
        line("city", t.city, |c| c.city.clone()),
        line("street", t.street, |c| c.street.clone()),
        line("zip", t.zip, |c| c.zip.clone()),
    ];
    let service = vec![
        line("service_phone", t.service_phone, |c| c.service_phone.clone()),
        line("service_mail", t.service_mail, |c| c.service_mail.clone()),
        line("service_days", t.service_days, |c| number(c.service_days)),
        line("service_hours", t.service_hours, |c| number(c.service_hours)),
    ];
    let evidence = vec![
        file("licence", t.licence, content, live, |c| c.licence.as_ref()),
        file("rights", t.rights, content, live, |c| c.rights.as_ref()),
    ];
    let mut declarations = vec![
        tick("no_other_plan", t.no_other_plan, |c| c.no_other_plan),
        tick("accepted", t.accepted, |c| c.accepted),
    ];
    if content.in_eu() {
        declarations.extend([
            line("tax_residency", t.tax_residency, |c| c.tax_residency.clone()),
            line("tin", t.tin, |c| c.tin.clone()),
            line("account_identifier", t.account_identifier, |c| {
                c.account_identifier.clone()
            }),
        ]);
    }
    let paths: Vec<String> = [&about, &contact, &address, &service, &evidence, &declarations]
        .into_iter()
        .flatten()
        .map(|row| row.path.clone())
        .collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    view! {
        {elsewhere(desk, &paths)}
        {part(desk, t.company_group, about)}
        {part(desk, t.business_contact, contact)}
        {part(desk, t.address_group, address)}
        {part(desk, t.service_group, service)}
        {part(desk, t.evidence_group, evidence)}
        {part(desk, t.declarations, declarations)}
    }
    .into_any()
}
