//! `POST /form/settings/calendar`, `templates`: forms of numbered rows. An empty row says nothing.

use super::{calendar, forms::version, parts::path};
use crate::forms::{Fields, Outcome, Posted, Refused};
use chrono::NaiveDate;
use guildhall_sdk::{
    finding::{Code, Finding},
    lang::Bilingual,
    portal::AppError,
    reviews::ReviewKind,
    settings::{CalendarDay, ReasonTemplate, SettingsPart, UpdateCalendar, UpdateReasonTemplates},
};

/// Most rows that are read.
const ROWS: usize = 400;

/// Saves a year.
pub async fn calendar(posted: &Posted) -> Result<Outcome, Refused> {
    let fields = &posted.fields;
    let year = fields.text("year").parse().map_err(|_| Refused {
        error: AppError::malformed("year"),
        page: path(SettingsPart::Calendar).into(),
    })?;
    let page = calendar::href(year);
    let version = version(posted, &page)?;
    let (rows, days) = read_days(fields).map_err(|findings| Refused::fields(findings, &page))?;
    let update = UpdateCalendar {
        year,
        version,
        days,
        note: fields.text("note").to_owned(),
    };
    posted.run(update, &page).await.map_err(|refused| {
        refused
            .rename(|path| row_field(path, "days.", &rows, str::to_owned).unwrap_or_else(|| path.to_owned()))
    })?;
    Ok(Outcome::Redirect(format!("{page}&done=saved")))
}

/// The days that were typed, and the row each stands in.
fn read_days(fields: &Fields) -> Result<(Vec<usize>, Vec<CalendarDay>), Vec<Finding>> {
    let (mut rows, mut days, mut findings) = (Vec::new(), Vec::new(), Vec::new());
    for i in 0..ROWS {
        let typed = fields.text(&format!("day:{i}")).trim();
        if typed.is_empty() {
            continue;
        }
        match typed.parse::<NaiveDate>() {
            Ok(day) => {
                rows.push(i);
                days.push(CalendarDay {
                    day,
                    works: fields.text(&format!("works:{i}")) == "1",
                    name: fields.text(&format!("name:{i}")).trim().to_owned(),
                });
            }
            Err(_) => findings.push(Finding::error(format!("day:{i}"), Code::NotADate)),
        }
    }
    if findings.is_empty() {
        Ok((rows, days))
    } else {
        Err(findings)
    }
}

/// Saves the templates.
pub async fn templates(posted: &Posted) -> Result<Outcome, Refused> {
    let page = path(SettingsPart::Templates);
    let version = version(posted, page)?;
    let (rows, templates) = read_templates(&posted.fields);
    let update = UpdateReasonTemplates {
        version,
        templates,
        note: posted.fields.text("note").to_owned(),
    };
    posted.run(update, page).await.map_err(|refused| {
        refused.rename(|path| {
            row_field(path, "templates.", &rows, |f| f.replace('.', "_")).unwrap_or_else(|| path.to_owned())
        })
    })?;
    Ok(Outcome::Redirect(format!("{page}?done=saved")))
}

fn read_templates(fields: &Fields) -> (Vec<usize>, Vec<ReasonTemplate>) {
    let (mut rows, mut templates) = (Vec::new(), Vec::new());
    for i in 0..ROWS {
        let text = |name: &str| fields.text(&format!("{name}:{i}")).trim().to_owned();
        let template = ReasonTemplate {
            kind: ReviewKind::parse(&text("kind")),
            title: Bilingual::new(text("title_zh"), text("title_en")),
            text: Bilingual::new(text("text_zh"), text("text_en")),
        };
        if !(template.title.is_empty() && template.text.is_empty()) {
            rows.push(i);
            templates.push(template);
        }
    }
    (rows, templates)
}

/// `days.3.day` as the form has it: the fourth day that was typed stands in some row.
fn row_field(path: &str, prefix: &str, rows: &[usize], name: fn(&str) -> String) -> Option<String> {
    let (nth, field) = path.strip_prefix(prefix)?.split_once('.')?;
    let row = rows.get(nth.parse::<usize>().ok()?)?;
    Some(format!("{}:{row}", name(field)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Fields {
        Fields(pairs.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect())
    }

    #[test]
    fn empty_rows_say_nothing_and_findings_find_their_row() {
        let fields = typed(&[
            ("day:0", ""),
            ("day:2", "2026-10-01"),
            ("works:2", "0"),
            ("name:2", " 国庆节 "),
            ("day:5", "2026-10-10"),
            ("works:5", "1"),
        ]);
        let (rows, days) = read_days(&fields).expect("days");
        assert_eq!(rows, [2, 5]);
        assert_eq!((days[0].works, days[0].name.as_str()), (false, "国庆节"));
        assert!(days[1].works);
        let field = |path: &str| row_field(path, "days.", &rows, str::to_owned);
        assert_eq!(field("days.1.day").as_deref(), Some("day:5"));
        assert_eq!(field("days"), None);
        let found = read_days(&typed(&[("day:1", "1 October")])).expect_err("no day");
        assert_eq!((found[0].path.as_str(), found[0].code), ("day:1", Code::NotADate));
    }

    #[test]
    fn a_template_is_there_when_any_of_its_texts_is() {
        let (rows, templates) = read_templates(&typed(&[
            ("kind:0", "listing"),
            ("title_zh:3", "资质"),
            ("kind:3", "offer"),
        ]));
        assert_eq!((rows, templates.len()), (vec![3], 1));
        assert_eq!(templates[0].kind, Some(ReviewKind::Offer));
        let name = row_field("templates.0.text.zh", "templates.", &[3], |f| f.replace('.', "_"));
        assert_eq!(name.as_deref(), Some("text_zh:3"));
    }
}
