//! `guildhall offer show`, `guildhall mail list`, and what lists share.

use super::{Console, Done, out::table};
use guildhall_sdk::{
    ids::OfferId,
    notices::ListMails,
    offers::GetOffer,
    portal::{Page, PageRequest},
};
use serde_json::json;

/// `offer show ID`.
pub async fn offer(console: &Console, id: OfferId) -> Done {
    let view = console.act(GetOffer { offer: id }).await?;
    let terms = &view.terms;
    let url = view.url.as_deref().map(|path| console.market.url(path));
    console.out.print(
        || {
            json!({
                "id": terms.id,
                "name": terms.name,
                "state": terms.status.as_str(),
                "url": url,
                "uses": terms.used,
                "max_orders": terms.max_orders,
                "starts_at": terms.starts_at,
                "ends_at": terms.ends_at,
                "customer_email": view.customer_email,
                "link_version": view.link_version,
                "prices": terms.prices,
            })
        },
        || {
            let rows = [
                ["name".into(), terms.name.clone()],
                ["state".into(), terms.status.words(console.out.lang).to_owned()],
                ["link".into(), url.clone().unwrap_or_else(|| "none".into())],
                ["uses".into(), format!("{} of {}", terms.used, terms.max_orders)],
                ["valid from".into(), terms.starts_at.to_rfc3339()],
                ["valid until".into(), terms.ends_at.to_rfc3339()],
                ["customer".into(), view.customer_email.clone()],
            ];
            table(["offer", &terms.id.to_string()], &rows)
        },
    )
}

/// `mail list`.
pub async fn mails(console: &Console, to: Option<String>, limit: usize) -> Done {
    let to = to.unwrap_or_default();
    let mails = gather(limit, async |page| {
        let list = ListMails {
            to: to.clone(),
            page,
            ..ListMails::default()
        };
        console.act(list).await
    })
    .await?;
    console.out.print(
        || json!({ "mails": mails }),
        || {
            let one = |m: &guildhall_sdk::notices::MailRow| {
                let sent = m
                    .sent_at
                    .map_or_else(|| "kept".to_owned(), |at| format!("sent {}", at.to_rfc3339()));
                format!(
                    "To: {}\nDate: {} ({sent})\nSubject: {}\n\n{}\n",
                    m.to,
                    m.created_at.to_rfc3339(),
                    m.subject,
                    m.text.trim_end()
                )
            };
            if mails.is_empty() {
                "no mails".into()
            } else {
                mails.iter().map(one).collect::<Vec<_>>().join("\n---\n\n")
            }
        },
    )
}

/// The rows of a list, page by page, until the limit.
pub async fn gather<T>(limit: usize, list: impl AsyncFn(PageRequest) -> Done<Page<T>>) -> Done<Vec<T>> {
    let mut rows = Vec::new();
    let mut cursor = None;
    while rows.len() < limit {
        let page = list(PageRequest {
            cursor,
            size: Some(200),
        })
        .await?;
        rows.extend(page.rows);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    rows.truncate(limit);
    Ok(rows)
}
