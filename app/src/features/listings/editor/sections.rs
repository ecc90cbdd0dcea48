//! The parts Basics, Introduction and Support.

use super::{context::Editor, words::words};
use crate::{
    features::listings::words::words as listing_words,
    ui::*,
    words::{common, fill},
};
use guildhall_sdk::listings::{
    AccessType, Category, TradeClass,
    rules::{MAX_INTRODUCTION, MAX_PRODUCT_NAME, MIN_INTRODUCTION, OVERVIEW},
    text::{length, length_without_space},
};
use leptos::prelude::*;

/// "12/64".
pub fn count_of(editor: Editor, text: RwSignal<String>, max: usize) -> Signal<String> {
    let t = words(editor.lang);
    Signal::derive(move || {
        fill(
            t.count_of,
            &[("n", &text.with(|text| length(text))), ("max", &max)],
        )
    })
}

fn at_least(editor: Editor, n: usize, min: usize, max: usize) -> String {
    let t = words(editor.lang);
    if n < min {
        fill(
            t.count_missing,
            &[("missing", &(min - n)), ("n", &n), ("min", &min)],
        )
    } else {
        fill(t.count_plain, &[("n", &n), ("max", &max)])
    }
}

/// Names, category, types.
pub fn basics(editor: Editor) -> AnyView {
    let (t, l) = (words(editor.lang), listing_words(editor.lang));
    let form = editor.saver.form;
    let lang = editor.lang;
    let mut categories = vec![Choice::new("", t.choose_category)];
    categories.extend(
        Category::ALL
            .iter()
            .map(|c| Choice::new(c.as_str(), c.words(lang))),
    );
    // What cannot be published yet is shown, so that nobody looks for it.
    let access = AccessType::ALL
        .iter()
        .map(|a| Choice {
            value: a.as_str().into(),
            label: a.words(lang).into(),
            disabled: *a != AccessType::Saas,
        })
        .collect::<Vec<_>>();
    let trade = TradeClass::ALL
        .iter()
        .map(|c| Choice {
            value: c.as_str().into(),
            label: c.words(lang).into(),
            disabled: *c != TradeClass::Common,
        })
        .collect::<Vec<_>>();
    let zh_count = count_of(editor, form.name.zh, MAX_PRODUCT_NAME);
    let en_count = count_of(editor, form.name.en, MAX_PRODUCT_NAME);
    view! {
        <FormSection title=l.step_basics lead=t.basics_lead id="basics">
            {editor.line("name.zh", l.name_zh, t.name_help, "text", form.name.zh, Some(zh_count))}
            {editor.line("name.en", l.name_en, t.name_en_help, "text", form.name.en, Some(en_count))}
            {editor.comments("category")}
            <Field label=l.category name="category" errors=editor.errors("category")>
                <Select options=categories bind=form.category on_change=move |_: String| editor.leave("category") />
            </Field>
            <div class="grid-2">
                <div>
                    {editor.comments("access_type")}
                    <Field
                        label=l.access_type
                        name="access_type"
                        help=t.type_help
                        errors=editor.errors("access_type")
                    >
                        <Select options=access bind=form.access_type />
                    </Field>
                </div>
                <div>
                    {editor.comments("trade_class")}
                    <Field
                        label=l.trade_class
                        name="trade_class"
                        help=t.trade_help
                        errors=editor.errors("trade_class")
                    >
                        <Select options=trade bind=form.trade_class />
                    </Field>
                </div>
            </div>
        </FormSection>
    }
    .into_any()
}

/// Overview and introduction.
pub fn introduction(editor: Editor) -> AnyView {
    let (t, l) = (words(editor.lang), listing_words(editor.lang));
    let optional = common::words(editor.lang).optional;
    let form = editor.saver.form;
    let (least, most) = OVERVIEW;
    let overview = move |text: RwSignal<String>, needed: bool| {
        Signal::derive(move || {
            let n = text.with(|text| length(text));
            at_least(editor, n, if needed || n > 0 { least } else { 0 }, most)
        })
    };
    let zh = Signal::derive(move || {
        let n = form.introduction.zh.with(|text| length_without_space(text));
        at_least(editor, n, MIN_INTRODUCTION, MAX_INTRODUCTION)
    });
    let en = Signal::derive(move || {
        let n = form.introduction.en.with(|text| length(text));
        at_least(editor, n, 0, MAX_INTRODUCTION)
    });
    let overview_zh = overview(form.overview.zh, true);
    let overview_en = overview(form.overview.en, false);
    view! {
        <FormSection title=l.step_introduction lead=t.introduction_lead id="introduction">
            {editor.area("overview.zh", l.overview_zh, t.overview_help, "", 3, form.overview.zh, overview_zh)}
            {editor.area("overview.en", l.overview_en, t.overview_help, optional, 3, form.overview.en, overview_en)}
            {editor.area("introduction.zh", l.introduction_zh, t.introduction_help, "", 12, form.introduction.zh, zh)}
            {editor
                .area(
                    "introduction.en",
                    l.introduction_en,
                    t.introduction_en_help,
                    optional,
                    8,
                    form.introduction.en,
                    en,
                )}
        </FormSection>
    }
    .into_any()
}

/// Who answers, and when.
pub fn support(editor: Editor) -> AnyView {
    let (t, l) = (words(editor.lang), listing_words(editor.lang));
    let form = editor.saver.form;
    let days = numbers(5..=7, form.days, t.n_days);
    let hours = numbers(8..=24, form.hours_per_day, t.n_hours);
    view! {
        <FormSection title=l.step_support lead=t.support_lead id="support">
            <div class="grid-2">
                <div>
                    {editor.comments("support.days_per_week")}
                    <Field
                        label=t.days
                        name="support.days_per_week"
                        errors=editor.errors("support.days_per_week")
                    >
                        <Select options=days bind=form.days />
                    </Field>
                </div>
                <div>
                    {editor.comments("support.hours_per_day")}
                    <Field
                        label=t.hours_per_day
                        name="support.hours_per_day"
                        errors=editor.errors("support.hours_per_day")
                    >
                        <Select options=hours bind=form.hours_per_day />
                    </Field>
                </div>
            </div>
            {editor.line("support.hours", l.support_hours, t.hours_help, "text", form.hours, None)}
            {editor.line("support.hotline", l.hotline, t.hotline_help, "tel", form.hotline, None)}
            {editor.line("support.mail", l.support_mail, t.mail_help, "email", form.mail, None)}
        </FormSection>
    }
    .into_any()
}

/// The numbers that are allowed, and the one that is there when it is another (a draft from a file).
fn numbers(allowed: std::ops::RangeInclusive<u8>, present: RwSignal<String>, label: &str) -> Vec<Choice> {
    let present = present.get_untracked();
    let other = present.parse::<u8>().ok().filter(|n| !allowed.contains(n));
    other
        .into_iter()
        .chain(allowed)
        .map(|n| Choice::new(n.to_string(), fill(label, &[("n", &n)])))
        .collect()
}
