//! `/ops/settings/history?part=`: every change, newest first, with what it changed.

use super::{
    parts::{HISTORY, ask, tabs},
    rules::value_words,
    words::{Words, words},
};
use crate::{
    features::{
        audit::{Change, changes},
        settlement::lists::{Place, chips, page_request, pager, param},
    },
    load::load,
    session::{Session, use_session},
    ui::*,
    words::{ago, common, fill},
};
use guildhall_sdk::{
    lang::Lang,
    money::{BasisPoints, Money},
    portal::Page,
    settings::{ListSettingChanges, Rule, SettingChange, SettingsPart},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// The history.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(
        move || query.get(),
        |query| {
            ask(ListSettingChanges {
                part: SettingsPart::parse(&param(&query, "part")),
                page: page_request(&query),
            })
        },
    );
    let t = words(session.lang);
    view! {
        <Title text=t.history_title />
        <PageHead title=t.history_title lead=t.history_lead />
        {tabs(session.lang, None)}
        {load(data, move |page| {
            let place = Place::read(HISTORY, &query.get_untracked(), &["part"]);
            body(&session, &place, &page)
        })}
    }
}

fn body(session: &Session, place: &Place, page: &Page<SettingChange>) -> AnyView {
    let lang = session.lang;
    let (t, c) = (words(lang), common::words(lang));
    let part = SettingsPart::parse(place.value("part"));
    let options = std::iter::once(Choice::new("", c.all))
        .chain(
            SettingsPart::ALL
                .iter()
                .map(|p| Choice::new(p.as_str(), p.words(lang))),
        )
        .collect();
    let chosen = place.value("part").to_owned();
    let in_force = vec![(
        "part",
        t.parts,
        part.map(|p| p.words(lang).to_owned()).unwrap_or_default(),
    )];
    let empty = page
        .rows
        .is_empty()
        .then(|| view! { <Empty drawing=Drawing::Ledger title=t.history_empty /> });
    let items = page.rows.iter().map(|row| item(session, row)).collect_view();
    let list = (!page.rows.is_empty()).then(|| view! { <Timeline label=t.history_title>{items}</Timeline> });
    view! {
        <div class="stack">
            <FilterBar action=HISTORY label=c.filter submit_label=c.filter>
                <Field label=t.parts name="part">
                    <Select options value=chosen />
                </Field>
            </FilterBar>
            {chips(lang, place, in_force)}
            {empty}
            {list}
            {pager(lang, place, page)}
        </div>
    }
    .into_any()
}

fn item(session: &Session, row: &SettingChange) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let when = view! {
        <When
            rfc3339=row.at.to_rfc3339()
            absolute=session.zone.minute(row.at)
            relative=ago(lang, row.at, session.now)
        />
    }
    .into_any();
    let effective = row
        .effective_from
        .map(|day| view! { <p>{fill(t.effective, &[("day", &day)])}</p> });
    let what = what(lang, t, row);
    let note = (!row.note.is_empty()).then(|| view! { <p class="diff">{row.note.clone()}</p> });
    view! {
        <TimelineItem tone=Tone::Info title=title(lang, t, row) who=row.by.clone() when>
            {effective}
            {note}
            {what}
        </TimelineItem>
    }
    .into_any()
}

fn title(lang: Lang, t: &Words, row: &SettingChange) -> String {
    let part = row.part.words(lang);
    let version = fill(t.version, &[("n", &row.version)]);
    match row.part {
        SettingsPart::Calendar => format!("{part} {} · {version}", row.item),
        SettingsPart::Rules => {
            let act = if row.after.is_some() { t.added } else { t.withdrawn };
            format!("{part} · {act}")
        }
        _ => format!("{part} · {version}"),
    }
}

/// What changed: a rule in words, anything else field by field.
fn what(lang: Lang, t: &'static Words, row: &SettingChange) -> AnyView {
    if row.part == SettingsPart::Rules {
        let rule = row.after.as_ref().or(row.before.as_ref());
        let text = rule
            .and_then(|json| serde_json::from_value::<Rule>(json.clone()).ok())
            .map(|rule| {
                format!(
                    "{}：{}",
                    rule.value.kind().words(lang),
                    value_words(lang, rule.value)
                )
            });
        return view! { <p>{text}</p> }.into_any();
    }
    if row.before.is_none() && row.by.is_empty() {
        return view! { <p class="hint">{t.first_known}</p> }.into_any();
    }
    let (differing, _) = changes(row.before.as_ref(), row.after.as_ref());
    if differing.is_empty() {
        return view! { <p class="hint">{t.nothing_changed}</p> }.into_any();
    }
    let columns = vec![
        Column::text(t.field),
        Column::text(t.before),
        Column::text(t.after),
    ];
    let rows = differing
        .iter()
        .map(|change| diff_row(lang, t, change))
        .collect_view();
    view! {
        <Ledger caption=title(lang, t, row) columns compact=true stack=true>
            {rows}
        </Ledger>
    }
    .into_any()
}

fn diff_row(lang: Lang, t: &Words, change: &Change) -> AnyView {
    let value = |text: &Option<String>| text.as_ref().map(|text| shown(&change.path, text));
    let before = value(&change.before).map(|text| view! { <del>{text}</del> });
    let after = value(&change.after).map(|text| view! { <ins>{text}</ins> });
    view! {
        <tr>
            <td>
                <span class="row-name">{label(lang, &change.path)}</span>
            </td>
            <td class="diff" data-label=t.before>
                {before}
            </td>
            <td class="diff" data-label=t.after>
                {after}
            </td>
        </tr>
    }
    .into_any()
}

/// What a setting is called; the path itself where it is a row of a list.
fn label(lang: Lang, path: &str) -> String {
    let t = words(lang);
    let known = match path {
        "marketplace.zh" => t.name_zh,
        "marketplace.en" => t.name_en,
        "zone.name" => t.zone_name,
        "zone.offset_minutes" => t.zone_offset,
        "max_discount" => t.max,
        "max_offer_days" => t.max_days,
        "offer_classes" => t.classes,
        "limits.offer_orders" => t.offer_orders,
        "limits.sub_users" => t.sub_users,
        "limits.upload_mib" => t.upload_mib,
        "review_days" => t.review_days,
        "appeal_days" => t.appeal_days,
        "transfer_days" => t.transfer_days,
        "two_step_for_money" => t.two_step_for_money,
        "two_step_roles" => t.two_step_roles,
        "languages" => t.languages,
        "currencies" => t.currencies,
        "logo" => t.logo,
        other => other,
    };
    known.to_owned()
}

/// A stored value as people write it.
fn shown(path: &str, text: &str) -> String {
    match (path, text.parse::<i64>()) {
        ("max_discount" | "exempt_discount" | "fee", Ok(n)) => {
            format!("{}%", BasisPoints(u32::try_from(n).unwrap_or_default()).percent())
        }
        ("bill_threshold_minor", Ok(n)) => Money::cny(n).display(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_numbers_are_shown_as_people_write_them() {
        for (path, text, expected) in [
            ("max_discount", "8050", "80.5%"),
            ("review_days", "3", "3"),
            ("marketplace.zh", "2026", "2026"),
        ] {
            assert_eq!(shown(path, text), expected);
        }
        assert_eq!(label(Lang::En, "limits.sub_users"), "Sub-users");
    }
}
