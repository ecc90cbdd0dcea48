//! A listing's submission, section by section, beside what is on sale.

use super::{
    comments::Desk,
    fields::{FieldRow, Was, elsewhere, part},
};
use crate::{ui::*, words::fill};
use guildhall_sdk::{
    lang::Lang,
    listings::{ListingContent, Spec},
};
use leptos::prelude::*;

/// Reads one text out of a spec.
type SpecText = fn(&Spec, Lang) -> String;

type Read = fn(&ListingContent, Lang) -> String;

/// The submission.
pub fn submission(desk: &Desk, content: &ListingContent, live: Option<&ListingContent>) -> AnyView {
    let t = desk.t();
    let parts = sections(desk, content, live);
    let changed = parts
        .iter()
        .flat_map(|(_, rows)| rows)
        .filter(|row| row.changed())
        .count();
    let paths: Vec<&str> = parts
        .iter()
        .flat_map(|(_, rows)| rows)
        .map(|row| row.path.as_str())
        .collect();
    let rest = elsewhere(desk, &paths);
    let compared = match live {
        Some(_) => fill(t.against_live, &[("n", &changed)]),
        None => t.first_time.to_owned(),
    };
    let (tone, found) = match desk.findings.len() {
        0 => (Tone::Done, t.findings_none.to_owned()),
        n => (Tone::Wait, fill(t.findings_some, &[("n", &n)])),
    };
    let parts = parts
        .into_iter()
        .map(|(title, rows)| part(desk, &title, rows))
        .collect_view();
    view! {
        <Callout tone title=found>
            {compared}
        </Callout>
        {rest}
        {parts}
    }
    .into_any()
}

fn sections(
    desk: &Desk,
    content: &ListingContent,
    live: Option<&ListingContent>,
) -> Vec<(String, Vec<FieldRow>)> {
    let t = desk.t();
    let lang = desk.session.lang;
    let rows = |fields: &[(&str, &str, Read)]| -> Vec<FieldRow> {
        let row = |(path, label, read): &(&str, &str, Read)| {
            let was = live.map_or(Was::Unknown, |live| Was::Text(read(live, lang)));
            FieldRow::new(*path, *label, read(content, lang)).was(was)
        };
        fields.iter().map(row).collect()
    };
    let mut out = vec![
        (
            t.basics.to_owned(),
            rows(&[
                ("name.zh", t.name_zh, |c, _| c.name.zh.clone()),
                ("name.en", t.name_en, |c, _| c.name.en.clone()),
                ("category", t.category, |c, lang| {
                    c.category.map(|x| x.words(lang).to_owned()).unwrap_or_default()
                }),
                ("access_type", t.access_type, |c, lang| {
                    c.access_type.words(lang).to_owned()
                }),
                ("trade_class", t.trade_class, |c, lang| {
                    c.trade_class.words(lang).to_owned()
                }),
            ]),
        ),
        (
            t.texts.to_owned(),
            rows(&[
                ("overview.zh", t.overview_zh, |c, _| c.overview.zh.clone()),
                ("overview.en", t.overview_en, |c, _| c.overview.en.clone()),
                ("introduction.zh", t.introduction_zh, |c, _| {
                    c.introduction.zh.clone()
                }),
                ("introduction.en", t.introduction_en, |c, _| {
                    c.introduction.en.clone()
                }),
            ]),
        ),
    ];
    for (i, spec) in content.specs.iter().enumerate() {
        let before = live.map(|live| live.specs.iter().find(|s| s.id == spec.id && !s.id.0.is_nil()));
        out.push((fill(t.spec, &[("n", &(i + 1))]), spec_rows(desk, i, spec, before)));
    }
    for gone in live
        .iter()
        .flat_map(|live| &live.specs)
        .filter(|s| content.specs.iter().all(|n| n.id != s.id))
    {
        let text = format!("{}\n{}", gone.name.get(lang), prices(gone, lang));
        out.push((
            t.spec_gone.to_owned(),
            vec![FieldRow::new("specs", t.spec_gone, text).was(Was::Gone)],
        ));
    }
    out.push((
        t.support.to_owned(),
        rows(&[
            ("support.days_per_week", t.days_per_week, |c, _| {
                c.support.days_per_week.to_string()
            }),
            ("support.hours_per_day", t.hours_per_day, |c, _| {
                c.support.hours_per_day.to_string()
            }),
            ("support.hours", t.support_hours, |c, _| c.support.hours.clone()),
            ("support.hotline", t.hotline, |c, _| c.support.hotline.clone()),
            ("support.mail", t.support_mail, |c, _| c.support.mail.clone()),
        ]),
    ));
    let mut certificate = rows(&[("certificate", t.certificate, |c, _| certificate_text(c))]);
    for row in &mut certificate {
        row.file = content
            .certificate
            .as_ref()
            .map(|c| c.file)
            .filter(|file| !file.0.is_nil());
    }
    out.push((t.certificate.to_owned(), certificate));
    out
}

/// Name, size and hash: another file of the same name is another certificate.
fn certificate_text(content: &ListingContent) -> String {
    let Some(file) = &content.certificate else {
        return String::new();
    };
    let kib = file.size.div_ceil(1024);
    format!(
        "{}\n{kib} KiB · SHA-256 {}",
        file.name,
        file.sha256.get(..16).unwrap_or(&file.sha256)
    )
}

fn spec_rows(desk: &Desk, i: usize, spec: &Spec, before: Option<Option<&Spec>>) -> Vec<FieldRow> {
    let t = desk.t();
    let lang = desk.session.lang;
    let fields: [(&str, &str, SpecText); 6] = [
        ("name.zh", t.name_zh, |s, _| s.name.zh.clone()),
        ("name.en", t.name_en, |s, _| s.name.en.clone()),
        ("description.zh", t.description_zh, |s, _| {
            s.description.zh.clone()
        }),
        ("description.en", t.description_en, |s, _| {
            s.description.en.clone()
        }),
        ("charging", t.charging, |s, lang| {
            s.charging.words(lang).to_owned()
        }),
        ("prices", t.prices, prices),
    ];
    let row = |(path, label, read): (&str, &str, fn(&Spec, Lang) -> String)| {
        let was = match before {
            None => Was::Unknown,
            Some(None) => Was::Absent,
            Some(Some(old)) => Was::Text(read(old, lang)),
        };
        FieldRow::new(format!("specs.{i}.{path}"), label, read(spec, lang)).was(was)
    };
    fields.into_iter().map(row).collect()
}

fn prices(spec: &Spec, lang: Lang) -> String {
    let lines: Vec<String> = spec
        .prices
        .iter()
        .map(|p| format!("{} {}", p.term.words(lang), p.amount.display()))
        .collect();
    lines.join("\n")
}
