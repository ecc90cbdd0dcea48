//! The three-working-day clock of a review, as a word and a shape.

use super::words::words;
use crate::{
    session::Session,
    ui::{Badge, Tone, When},
    words::{ago, fill},
};
use chrono::{DateTime, TimeDelta, Utc};
use guildhall_sdk::{
    lang::Lang,
    reviews::{ReviewRow, ReviewState},
    time::Zone,
};
use leptos::prelude::*;

/// How much time is left, or how much was taken too many.
pub fn due(
    lang: Lang,
    due_at: DateTime<Utc>,
    now: DateTime<Utc>,
    zone: &Zone,
) -> (Tone, &'static str, String) {
    let t = words(lang);
    if now > due_at {
        let text = fill(t.clock_over, &[("time", &span(lang, now - due_at))]);
        return (Tone::Bad, "triangle-alert", text);
    }
    if zone.date(due_at) == zone.date(now) {
        let minute = zone.minute(due_at);
        let time = minute.split(' ').nth(1).unwrap_or_default();
        return (Tone::Wait, "hourglass", fill(t.clock_today, &[("time", &time)]));
    }
    (
        Tone::Info,
        "clock",
        fill(t.clock_left, &[("time", &span(lang, due_at - now))]),
    )
}

/// A span in its largest unit, rounded down.
fn span(lang: Lang, span: TimeDelta) -> String {
    let t = words(lang);
    let (n, unit) = match span.num_minutes() {
        minutes @ ..60 => (minutes, t.minutes),
        minutes @ 60..2_880 => (minutes / 60, t.hours),
        minutes => (minutes / 1_440, t.days),
    };
    fill(unit, &[("n", &n)])
}

/// Open: the clock. Decided: how it ended.
pub fn badge(session: &Session, row: &ReviewRow) -> AnyView {
    let lang = session.lang;
    match row.state {
        ReviewState::Open => {
            let (tone, icon, label) = due(lang, row.due_at, session.now, &session.zone);
            view! { <Badge tone label icon /> }.into_any()
        }
        state => view! { <Badge tone=tone_of(state) label=state.words(lang) /> }.into_any(),
    }
}

/// What a state means.
pub const fn tone_of(state: ReviewState) -> Tone {
    match state {
        ReviewState::Open => Tone::Wait,
        ReviewState::Approved => Tone::Done,
        ReviewState::Rejected => Tone::Bad,
        ReviewState::Withdrawn => Tone::Neutral,
    }
}

/// An instant, relative in sight.
pub fn when(session: &Session, at: DateTime<Utc>) -> AnyView {
    view! {
        <When
            rfc3339=at.to_rfc3339()
            absolute=session.zone.minute(at)
            relative=ago(session.lang, at, session.now)
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_says_in_time_today_or_overdue() {
        let at = |text: &str| -> DateTime<Utc> { text.parse().expect("instant") };
        let now = at("2026-11-22T02:00:00Z");
        for (due_at, tone, text) in [
            ("2026-11-22T01:15:00Z", Tone::Bad, "45 min overdue"),
            ("2026-11-19T02:00:00Z", Tone::Bad, "3 d overdue"),
            ("2026-11-22T02:00:00Z", Tone::Wait, "Due today by 10:00"),
            ("2026-11-22T15:59:00Z", Tone::Wait, "Due today by 23:59"),
            // The next day has begun in the marketplace's zone.
            ("2026-11-22T16:00:00Z", Tone::Info, "14 h left"),
            ("2026-11-25T02:00:00Z", Tone::Info, "3 d left"),
        ] {
            let (found, _, label) = due(Lang::En, at(due_at), now, &Zone::default());
            assert_eq!((found, label.as_str()), (tone, text), "{due_at}");
        }
    }
}
