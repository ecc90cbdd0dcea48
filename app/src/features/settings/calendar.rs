//! `/ops/settings/calendar?year=`: the days of a year that differ from their weekday.

use super::{
    calendar_words::words,
    parts::{ask, cell_errors, note, path, refusal, tabs, version_words},
};
use crate::{
    features::settlement::lists::param,
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::fill,
};
use chrono::Datelike;
use guildhall_sdk::settings::{CalendarYear, GetCalendar, SettingsPart, UpdateCalendar};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Empty rows below the days there are.
const ROOM: usize = 12;

/// The calendar.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let this_year = session.zone.date(session.now).year();
    let data = Resource::new(
        move || param(&query.get(), "year").parse().unwrap_or(this_year),
        |year| ask(GetCalendar { year }),
    );
    let t = words(session.lang);
    view! {
        <Title text=t.title />
        <PageHead title=t.title lead=t.lead />
        {tabs(session.lang, Some(SettingsPart::Calendar))}
        {load(data, move |calendar| {
            let saved = param(&query.get_untracked(), "done") == "saved";
            body(&session, &calendar, saved)
        })}
    }
}

/// Where a year is.
pub fn href(year: i32) -> String {
    format!("{}?year={year}", path(SettingsPart::Calendar))
}

fn body(session: &Session, calendar: &CalendarYear, saved: bool) -> AnyView {
    let lang = session.lang;
    let t = words(lang);
    let form = use_form("settings/calendar");
    let year = calendar.year;
    let years = (year - 1..=year + 1)
        .map(|y| Tab::new(href(y), fill(t.previous, &[("year", &y)])).current(y == year))
        .collect();
    let done = saved.then(|| view! { <Callout tone=Tone::Done title=t.saved /> });
    let typed = (0..)
        .take_while(|i| form.value(&format!("day:{i}")).is_some())
        .count();
    let rows = (0..(calendar.days.len() + ROOM).max(typed))
        .map(|i| row(session, &form, calendar, i))
        .collect_view();
    let columns = vec![Column::text(t.day), Column::text(t.kind), Column::text(t.name)];
    let caption = fill(t.days, &[("year", &year)]);
    let status = version_words(lang, calendar.version);
    let save = session
        .may::<UpdateCalendar>()
        .then(|| view! { <SaveBar status><Button kind=Kind::Primary label=t.save icon="save" /></SaveBar> });
    view! {
        <div class="stack">
            {done}
            <Tabs label=t.year items=years />
            <form method="post" novalidate=true action="/form/settings/calendar">
                <div class="stack">
                    {refusal(session, &form)} <input type="hidden" name="year" value=year.to_string() />
                    <input type="hidden" name="version" value=calendar.version.to_string() />
                    <p class="hint">{t.hint}</p> <Ledger caption columns stack=true>
                        {rows}
                    </Ledger> {note(session, &form)}
                </div>
                {save}
            </form>
        </div>
    }
    .into_any()
}

fn row(session: &Session, form: &FormView, calendar: &CalendarYear, i: usize) -> AnyView {
    let t = words(session.lang);
    let stored = calendar.days.get(i);
    let value = |name: &str, stored: Option<String>| {
        // A form that came back says it all: a row it left empty is empty.
        if form.refused() {
            form.value(name).unwrap_or_default()
        } else {
            stored.unwrap_or_default()
        }
    };
    let label = |what: &str| fill(t.row, &[("n", &(i + 1)), ("what", &what)]);
    let (day, works, name) = (format!("day:{i}"), format!("works:{i}"), format!("name:{i}"));
    let day_value = value(&day, stored.map(|d| d.day.to_string()));
    let works_value = value(&works, stored.map(|d| u8::from(d.works).to_string()));
    let name_value = value(&name, stored.map(|d| d.name.clone()));
    let options = vec![Choice::new("0", t.free), Choice::new("1", t.works)];
    let (day_errors, name_errors) = (cell_errors(form, &day), cell_errors(form, &name));
    view! {
        <tr>
            <td data-label=t.day>
                <DateInput name=day value=day_value label=label(t.day) />
                {day_errors}
            </td>
            <td data-label=t.kind>
                <Select name=works options value=works_value label=label(t.kind) />
            </td>
            <td data-label=t.name>
                <TextInput name=name value=name_value label=label(t.name) maxlength=40 />
                {name_errors}
            </td>
        </tr>
    }
    .into_any()
}
