//! What the seller's page and the operator's page beside it both show: identity, tier, what was recorded.

use super::conduct_words::{Words, words};
use crate::{forms::FormView, session::Session, ui::*, words::fill};
use guildhall_sdk::{
    lang::Lang,
    money::Money,
    sellers::{CompanyView, Deduction, DeductionState, SellerTier, TierStanding},
};
use leptos::prelude::*;

/// What was just done.
pub fn done(lang: Lang, done: &str) -> Option<AnyView> {
    let t = words(lang);
    let title = match done {
        "appealed" => t.done_appealed,
        "recorded" => t.done_recorded,
        "decided" => t.done_decided,
        "tier" => t.done_tier,
        _ => return None,
    };
    Some(view! { <Callout tone=Tone::Done title /> }.into_any())
}

/// Who the seller is. `links`: its own page leads to each part.
pub fn who(session: &Session, view: &CompanyView, links: bool) -> AnyView {
    let t = words(session.lang);
    let entity = if view.company.is_empty() {
        t.none_yet.to_owned()
    } else {
        view.company.clone()
    };
    let joined = view
        .joined_at
        .map_or_else(|| t.none_yet.to_owned(), |at| session.zone.minute(at));
    let application = if view.application { t.in_force } else { t.none_yet };
    let signed = fill(t.of, &[("a", &view.signed.0), ("b", &view.signed.1)]);
    let rows = [
        (t.standing, view.standing.words(session.lang).to_owned(), ""),
        (t.joined, joined, ""),
        (t.entity, entity, "/seller/identity"),
        (t.application, application.to_owned(), "/seller/application"),
        (t.agreements, signed, "/seller/agreements"),
        (
            t.certification,
            view.certification.words(session.lang).to_owned(),
            // Bank data are for whoever may see them.
            if session.may::<guildhall_sdk::sellers::GetCertification>() {
                "/seller/certification"
            } else {
                ""
            },
        ),
    ]
    .into_iter()
    .map(|(label, value, href)| {
        if links && !href.is_empty() {
            view! { <Kv label><a href=href>{value}</a></Kv> }.into_any()
        } else {
            view! { <Kv label value /> }.into_any()
        }
    })
    .collect_view();
    view! {
        <Card title=t.who>
            <KvList columns=2>{rows}</KvList>
        </Card>
    }
    .into_any()
}

/// The tier, how far the next is, and the table.
pub fn tier(session: &Session, view: &CompanyView) -> AnyView {
    let t = words(session.lang);
    let lang = session.lang;
    let lead = fill(t.tier_now, &[("tier", &view.tier.tier.words(lang))]);
    let given = view.tier_since.map(|at| {
        let text = fill(
            t.tier_given,
            &[("time", &session.zone.minute(at)), ("why", &view.tier_reason)],
        );
        view! { <p class="hint">{text}</p> }
    });
    let columns = vec![
        Column::text(t.tier),
        Column::num(t.months),
        Column::num(t.trade),
        Column::num(t.coupons),
        Column::num(t.answers),
        Column::text(t.banner),
    ];
    let rows = SellerTier::ALL
        .into_iter()
        .map(|tier| tier_row(t, lang, tier, tier == view.tier.tier))
        .collect_view();
    let toward = toward(t, lang, &view.tier);
    view! {
        <Card title=t.tier_title lead id="tier">
            <div class="stack">
                {given}
                {toward}
                <Ledger caption=t.tier_table columns stack=true>
                    {rows}
                </Ledger>
            </div>
        </Card>
    }
    .into_any()
}

fn tier_row(t: &'static Words, lang: Lang, tier: SellerTier, current: bool) -> AnyView {
    let terms = tier.terms();
    let trade = match (terms.trade_minor, tier) {
        (Some(minor), _) => Money::cny(minor).display(),
        (None, SellerTier::Certified) => "—".to_owned(),
        (None, _) => t.judged.to_owned(),
    };
    let months = format!("≥ {}", terms.months);
    let coupons = Money::cny(terms.coupons_minor).display();
    let answers = fill(t.hours, &[("n", &terms.answer_hours)]);
    let banner = if terms.home_banner { t.yes } else { t.no };
    view! {
        <tr aria-selected=current.then_some("true")>
            <td>
                <span class="row-name">{tier.words(lang)}</span>
            </td>
            <td class="num" data-label=t.months>{months}</td>
            <td class="num" data-label=t.trade>{trade}</td>
            <td class="num" data-label=t.coupons>{coupons}</td>
            <td class="num" data-label=t.answers>{answers}</td>
            <td data-label=t.banner>{banner}</td>
        </tr>
    }
    .into_any()
}

fn toward(t: &'static Words, lang: Lang, standing: &TierStanding) -> AnyView {
    let Some(next) = standing.tier.next() else {
        return view! { <p>{t.topmost}</p> }.into_any();
    };
    let terms = next.terms();
    let need = terms
        .trade_minor
        .map_or_else(|| t.judged.to_owned(), |minor| Money::cny(minor).display());
    let text = fill(
        t.toward_text,
        &[
            ("months", &standing.months),
            ("min", &terms.months),
            ("trade", &standing.trade.display()),
            ("need", &need),
        ],
    );
    let title = fill(t.toward, &[("tier", &next.words(lang))]);
    view! { <Callout tone=Tone::Info title>{text}</Callout> }.into_any()
}

/// Points left, the list the seller stands on, and what was recorded; `act` is what can be done at one of them.
pub fn points(session: &Session, view: &CompanyView, act: impl Fn(&Deduction) -> Option<AnyView>) -> AnyView {
    let t = words(session.lang);
    let lang = session.lang;
    let listed = view.listed.map(|(list, until)| {
        let title = fill(
            t.listed,
            &[("list", &list.words(lang)), ("time", &session.zone.minute(until))],
        );
        view! { <Callout tone=Tone::Bad title>{t.listed_text}</Callout> }
    });
    let none = view
        .deductions
        .is_empty()
        .then(|| view! { <Empty drawing=Drawing::Seal title=t.nothing text=t.nothing_text /> });
    let rows = view
        .deductions
        .iter()
        .map(|deduction| one(session, t, deduction, act(deduction)))
        .collect_view();
    let left = view.points.to_string();
    view! {
        <Card title=t.points_title lead=t.points_lead id="points">
            <div class="stack">
                <Stats>
                    <Stat label=t.points_left value=left hint=t.points_of />
                </Stats>
                {listed}
                {none}
                {rows}
            </div>
        </Card>
    }
    .into_any()
}

const fn tone(state: DeductionState) -> Tone {
    match state {
        DeductionState::Waiting | DeductionState::Appealed => Tone::Wait,
        DeductionState::Executed => Tone::Bad,
        DeductionState::Lifted => Tone::Neutral,
    }
}

fn one(session: &Session, t: &'static Words, d: &Deduction, act: Option<AnyView>) -> AnyView {
    let lang = session.lang;
    let title = d.violation.words(lang);
    let mut lines = vec![
        fill(t.minus, &[("n", &d.points)]),
        fill(t.recorded, &[("time", &session.zone.minute(d.recorded_at))]),
        fill(t.also, &[("what", &d.violation.consequence().words(lang))]),
    ];
    if let (DeductionState::Waiting, Some(until)) = (d.state, d.appeal_until) {
        lines.push(fill(t.appeal_until, &[("time", &session.zone.minute(until))]));
    }
    if let Some((list, until)) = d.listed {
        lines.push(fill(
            t.listed,
            &[("list", &list.words(lang)), ("time", &session.zone.minute(until))],
        ));
    }
    if !d.recorded_by.is_empty() {
        lines.push(fill(t.recorded_by, &[("who", &d.recorded_by)]));
    }
    let said = |label: &'static str, text: String| {
        view! {
            <div>
                <p><strong>{label}</strong></p>
                <p class="whitespace-pre-line">{text}</p>
            </div>
        }
    };
    let appeal = d.appeal.clone().map(|text| said(t.appeal_text, text));
    let decision = (!d.decision.is_empty()).then(|| said(t.decision, d.decision.clone()));
    let evidence = said(t.evidence, d.evidence.clone());
    let (tone, state) = (tone(d.state), d.state.words(lang));
    let lines = lines.join(" · ");
    view! {
        <Well>
            <div class="stack">
                <h3 class="row-name">{title}</h3>
                <p>
                    <Badge tone label=state />
                </p>
                <p class="hint">{lines}</p>
                {evidence}
                {appeal}
                {decision}
                {act}
            </div>
        </Well>
    }
    .into_any()
}

/// A long text of one of several forms on the page: only the one that was sent shows what was typed.
pub fn area(
    form: &FormView,
    mine: bool,
    name: &'static str,
    suffix: &str,
    label: &'static str,
    help: &'static str,
) -> AnyView {
    let (value, errors, shown) = if mine {
        (form.value_or(name, ""), form.errors(name), name.to_owned())
    } else {
        (String::new(), Vec::new(), format!("{name}-{suffix}"))
    };
    view! {
        <Field label name=shown help errors>
            <TextArea name value rows=4 />
        </Field>
    }
    .into_any()
}
