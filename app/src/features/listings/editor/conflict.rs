//! Two people, or two tabs, changed the same draft: what differs, field by field, and which of the two stays.

use super::{
    saver::{Saver, Trouble},
    typed::{Typed, TypedSpec},
    words::{Words, words},
};
use crate::ui::*;
use guildhall_sdk::{
    lang::Lang,
    listings::{AccessType, Category, Certificate, ChargingMode, TradeClass, field_label},
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// A field that is not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Difference {
    path: String,
    label: String,
    mine: String,
    theirs: String,
}

/// A text field of the form, by its path.
type TextField = (&'static str, fn(&mut Typed) -> &mut String);

const TEXTS: &[TextField] = &[
    ("name.zh", |t| &mut t.name.zh),
    ("name.en", |t| &mut t.name.en),
    ("category", |t| &mut t.category),
    ("overview.zh", |t| &mut t.overview.zh),
    ("overview.en", |t| &mut t.overview.en),
    ("introduction.zh", |t| &mut t.introduction.zh),
    ("introduction.en", |t| &mut t.introduction.en),
    ("support.days_per_week", |t| &mut t.days),
    ("support.hours_per_day", |t| &mut t.hours_per_day),
    ("support.hours", |t| &mut t.hours),
    ("support.hotline", |t| &mut t.hotline),
    ("support.mail", |t| &mut t.mail),
];

/// What differs, in the order of the form. Specs are told apart by their ids; their order alone is no difference.
fn differences(mine: &Typed, theirs: &Typed, lang: Lang) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut add = |path: String, label: String, mine: String, theirs: String| {
        if mine != theirs {
            found.push(Difference {
                path,
                label,
                mine,
                theirs,
            });
        }
    };
    let label = |path: &str| field_label(path, lang).unwrap_or_default();
    let access = |t: &Typed| AccessType::words(t.access_type, lang).to_owned();
    let trade = |t: &Typed| TradeClass::words(t.trade_class, lang).to_owned();
    add(
        "access_type".into(),
        label("access_type"),
        access(mine),
        access(theirs),
    );
    add(
        "trade_class".into(),
        label("trade_class"),
        trade(mine),
        trade(theirs),
    );
    for (path, text) in TEXTS {
        let read = |typed: &Typed| {
            let text = text(&mut typed.clone()).clone();
            if *path == "category" {
                Category::parse(&text).map_or("", |c| c.words(lang)).to_owned()
            } else {
                text
            }
        };
        add((*path).to_owned(), label(path), read(mine), read(theirs));
    }
    let file = |t: &Typed| {
        let words = |c: &Certificate| format!("{}\n{}", c.name, c.sha256);
        t.certificate.as_ref().map(words).unwrap_or_default()
    };
    add(
        "certificate".into(),
        label("certificate"),
        file(mine),
        file(theirs),
    );
    for (i, id) in spec_ids(mine, theirs).into_iter().enumerate() {
        let text = |t: &Typed| {
            t.specs
                .iter()
                .find(|s| s.id.to_string() == id)
                .map(|s| spec_text(s, lang))
        };
        let (a, b) = (text(mine).unwrap_or_default(), text(theirs).unwrap_or_default());
        add(format!("spec:{id}"), label(&format!("specs.{i}")), a, b);
    }
    found
}

fn spec_ids(mine: &Typed, theirs: &Typed) -> Vec<String> {
    let mut ids: Vec<String> = mine.specs.iter().map(|s| s.id.to_string()).collect();
    let others = theirs
        .specs
        .iter()
        .map(|s| s.id.to_string())
        .filter(|id| !ids.contains(id))
        .collect::<Vec<_>>();
    ids.extend(others);
    ids
}

fn spec_text(spec: &TypedSpec, lang: Lang) -> String {
    let mut lines = vec![format!("{} / {}", spec.name.zh, spec.name.en)];
    lines.extend(
        [&spec.description.zh, &spec.description.en]
            .into_iter()
            .filter(|t| !t.is_empty())
            .cloned(),
    );
    lines.push(ChargingMode::words(spec.charging, lang).to_owned());
    for term in spec
        .charging
        .terms()
        .iter()
        .filter(|term| !spec.price(**term).is_empty())
    {
        lines.push(format!("{} ¥{}", term.words(lang), spec.price(*term)));
    }
    lines.join("\n")
}

/// My fields, with theirs where they were chosen.
fn merged(mine: &Typed, theirs: &Typed, chosen: &BTreeSet<String>) -> Typed {
    let mut out = mine.clone();
    if chosen.contains("access_type") {
        out.access_type = theirs.access_type;
    }
    if chosen.contains("trade_class") {
        out.trade_class = theirs.trade_class;
    }
    for (_, text) in TEXTS.iter().filter(|(path, _)| chosen.contains(*path)) {
        let taken = text(&mut theirs.clone()).clone();
        *text(&mut out) = taken;
    }
    if chosen.contains("certificate") {
        out.certificate = theirs.certificate.clone();
    }
    for id in spec_ids(mine, theirs) {
        let from_them = chosen.contains(&format!("spec:{id}"));
        let at = out.specs.iter().position(|s| s.id.to_string() == id);
        let other = theirs.specs.iter().find(|s| s.id.to_string() == id);
        match (from_them, at, other) {
            (true, Some(at), Some(other)) => out.specs[at] = other.clone(),
            (true, Some(at), None) => {
                out.specs.remove(at);
            }
            (true, None, Some(other)) => out.specs.push(other.clone()),
            _ => {}
        }
    }
    out
}

/// The panel, while there is a conflict.
pub fn panel(saver: Saver, lang: Lang) -> AnyView {
    let t = words(lang);
    let content = move || match saver.trouble.get() {
        Some(Trouble::Stale(view)) => {
            // As it stood when the conflict came up; what is typed meanwhile is read again when a side is chosen.
            let mine = saver.typed.get_untracked();
            let theirs = Typed::of(&view.content);
            let found = differences(&mine, &theirs, lang);
            // Whatever somebody typed here is theirs to give up: the start is "mine" everywhere.
            let chosen = RwSignal::new(BTreeSet::<String>::new());
            let every: BTreeSet<String> = found.iter().map(|d| d.path.clone()).collect();
            let rows = found.into_iter().map(|d| row(d, chosen, t)).collect_view();
            let settle = StoredValue::new((view, theirs));
            let take = move |chosen: BTreeSet<String>| {
                let (view, theirs) = settle.get_value();
                saver.settle(&view, &merged(&saver.typed.get_untracked(), &theirs, &chosen));
            };
            let acts = view! {
                <Button label=t.all_mine on_click=move || take(BTreeSet::new()) />
                <Button label=t.all_theirs on_click=move || take(every.clone()) />
                <Button
                    kind=Kind::Primary
                    label=t.save_chosen
                    icon="save"
                    on_click=move || take(chosen.get_untracked())
                />
            };
            view! {
                <div class="stack" role="alert">
                    <Callout tone=Tone::Wait title=t.conflict_title>
                        {t.conflict_text}
                    </Callout>
                    <Card flush=true>{rows}</Card>
                    <Buttons end=true>{acts}</Buttons>
                </div>
            }
            .into_any()
        }
        _ => ().into_any(),
    };
    content.into_any()
}

fn row(difference: Difference, chosen: RwSignal<BTreeSet<String>>, t: &'static Words) -> AnyView {
    let Difference {
        path,
        label,
        mine,
        theirs,
    } = difference;
    let shown = |text: String| {
        if text.trim().is_empty() {
            view! { <span class="hint">{t.nothing}</span> }.into_any()
        } else {
            let lines = text
                .trim()
                .lines()
                .map(|l| view! { <p>{l.to_owned()}</p> })
                .collect_view();
            view! { <div class="well">{lines}</div> }.into_any()
        }
    };
    let group = format!("conflict-{path}");
    let choice = |label: &'static str, text: String, other: bool| {
        let path = path.clone();
        view! {
            <label class="choice choice-card">
                <input
                    class="radio"
                    type="radio"
                    name=group.clone()
                    checked=!other
                    on:change=move |_| {
                        chosen
                            .update(|chosen| {
                                if other {
                                    chosen.insert(path.clone());
                                } else {
                                    chosen.remove(&path);
                                }
                            })
                    }
                />
                <span class="choice-text">
                    <span>{label}</span>
                    {shown(text)}
                </span>
            </label>
        }
        .into_any()
    };
    let (mine, theirs) = (choice(t.mine, mine, false), choice(t.theirs, theirs, true));
    view! {
        <fieldset class="changed-field is-changed">
            <legend class="sr-only">{label.clone()}</legend>
            <div class="changed-head">
                <h3>{label}</h3>
            </div>
            <div class="grid-2">{mine} {theirs}</div>
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall_sdk::lang::Bilingual;

    fn spec(n: u8, name: &str) -> TypedSpec {
        TypedSpec {
            id: format!("00000000-0000-4000-8000-0000000000{n:02}")
                .parse()
                .unwrap(),
            name: Bilingual::new(name, name),
            ..Default::default()
        }
    }

    #[test]
    fn every_difference_is_found_and_either_side_can_be_taken() {
        let mine = Typed {
            name: Bilingual::new("工单", "Tickets"),
            hotline: "95588".into(),
            specs: vec![spec(1, "基础版"), spec(2, "专业版")],
            ..Default::default()
        };
        let theirs = Typed {
            name: Bilingual::new("工单系统", "Tickets"),
            category: "ai".into(),
            specs: vec![spec(2, "旗舰版"), spec(3, "教育版")],
            ..mine.clone()
        };
        let found = differences(&mine, &theirs, Lang::En);
        let paths: BTreeSet<String> = found.iter().map(|d| d.path.clone()).collect();
        assert_eq!(found.len(), 5, "{found:?}");
        assert!(
            paths.contains("name.zh") && paths.contains("category") && !paths.contains("support.hotline")
        );
        assert_eq!(merged(&mine, &theirs, &BTreeSet::new()), mine);
        let all = merged(&mine, &theirs, &paths);
        assert_eq!(differences(&all, &theirs, Lang::Zh), []);
        let one = merged(&mine, &theirs, &["name.zh".to_owned()].into());
        assert_eq!(
            (one.name.zh.as_str(), one.category.as_str(), one.specs.len()),
            ("工单系统", "", 2)
        );
    }
}
