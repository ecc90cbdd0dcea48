//! The part Specs and prices: add, remove, reorder; prices by charging mode.

use super::{
    browser,
    context::{Editor, error_lines},
    form::SpecForm,
    sections::count_of,
    typed::TypedSpec,
    words::{Words, words},
};
use crate::{
    features::listings::{parts::charging_hint, words::words as listing_words},
    ui::*,
    words::{common, fill},
};
use guildhall_sdk::listings::{
    ChargingMode,
    rules::{MAX_SPEC_DESCRIPTION, MAX_SPECS},
    spec_name::MAX_SPEC_NAME,
};
use leptos::prelude::*;

/// The part.
pub fn specs(editor: Editor) -> AnyView {
    let (t, l) = (words(editor.lang), listing_words(editor.lang));
    let form = editor.saver.form;
    // What was removed last, until something else is removed.
    let removed = RwSignal::new(None::<(usize, TypedSpec)>);
    let cards = move || {
        let specs = form.specs.get();
        let last = specs.len();
        if specs.is_empty() {
            return view! { <Empty title=t.specs_none text=t.specs_none_text /> }.into_any();
        }
        specs
            .into_iter()
            .enumerate()
            .map(|(i, spec)| card(editor, i, last, spec, removed))
            .collect_view()
            .into_any()
    };
    let undo = move || {
        removed.get().map(|(at, typed)| {
            let name = typed.name.get(editor.lang).to_owned();
            let name = if name.is_empty() {
                l.unnamed.to_owned()
            } else {
                name
            };
            let back = view! {
                <Button
                    size=Size::Small
                    icon="undo-2"
                    label=t.bring_back
                    on_click=move || {
                        form.insert_spec(at, &typed);
                        removed.set(None);
                    }
                />
            }
            .into_any();
            view! {
                <Callout tone=Tone::Info title=fill(t.spec_removed, &[("name", &name)]) actions=back />
            }
        })
    };
    let full = Signal::derive(move || form.specs.with(Vec::len) >= MAX_SPECS);
    let add = move || {
        let id = browser::new_spec_id().unwrap_or_else(|| TypedSpec::default().id);
        let at = form.specs.with_untracked(Vec::len);
        form.insert_spec(
            at,
            &TypedSpec {
                id,
                ..TypedSpec::default()
            },
        );
        request_animation_frame(move || browser::go_to(&field_id(&format!("specs.{at}.name.zh"))));
    };
    view! {
        <FormSection title=l.step_specs lead=t.specs_lead id="specs">
            {editor.comments("specs")}
            <div class="stack" id=field_id("specs") tabindex="-1">
                {error_lines(editor.errors("specs"))}
                {cards}
            </div>
            <div role="status">{undo}</div>
            <Buttons>
                <Button icon="plus" label=t.add_spec disabled=full on_click=add />
                <span class="hint">{t.most_specs}</span>
            </Buttons>
        </FormSection>
    }
    .into_any()
}

fn card(
    editor: Editor,
    i: usize,
    count: usize,
    spec: SpecForm,
    removed: RwSignal<Option<(usize, TypedSpec)>>,
) -> AnyView {
    let (t, l) = (words(editor.lang), listing_words(editor.lang));
    let form = editor.saver.form;
    let optional = common::words(editor.lang).optional;
    let released = editor.released.with_value(|ids| ids.contains(&spec.id));
    let moved = move |to: usize| {
        form.move_spec(i, to);
        // The list was drawn anew; the cursor stays at the spec that moved.
        request_animation_frame(move || browser::go_to(&field_id(&format!("specs.{to}.name.zh"))));
    };
    let actions = view! {
        <Button
            kind=Kind::Ghost
            size=Size::Small
            icon="arrow-up"
            icon_only=true
            label=t.move_up
            disabled=i == 0
            on_click=move || moved(i.saturating_sub(1))
        />
        <Button
            kind=Kind::Ghost
            size=Size::Small
            icon="arrow-down"
            icon_only=true
            label=t.move_down
            disabled={i + 1 >= count}
            on_click=move || moved(i + 1)
        />
        <Button
            kind=Kind::Ghost
            size=Size::Small
            icon="trash-2"
            icon_only=true
            label=t.remove_spec
            disabled=released
            on_click=move || {
                if let Some(typed) = form.remove_spec(i) {
                    removed.set(Some((i, typed)));
                }
            }
        />
    }
    .into_any();
    let at = move |field: &str| format!("specs.{i}.{field}");
    let name_zh = count_of(editor, spec.name.zh, MAX_SPEC_NAME);
    let name_en = count_of(editor, spec.name.en, MAX_SPEC_NAME);
    let about_zh = count_of(editor, spec.description.zh, MAX_SPEC_DESCRIPTION);
    let about_en = count_of(editor, spec.description.en, MAX_SPEC_DESCRIPTION);
    view! {
        <Card title=fill(l.spec_n, &[("n", &(i + 1))]) actions>
            <div class="stack">
                {released.then(|| view! { <Callout tone=Tone::Info title=t.released /> })}
                {editor.line(&at("name.zh"), t.spec_name_zh, t.spec_name_help, "text", spec.name.zh, Some(name_zh))}
                {editor.line(&at("name.en"), t.spec_name_en, "", "text", spec.name.en, Some(name_en))}
                <div class="grid-2">
                    <div>
                        {editor
                            .area(
                                &at("description.zh"),
                                t.spec_about_zh,
                                "",
                                optional,
                                2,
                                spec.description.zh,
                                about_zh,
                            )}
                    </div>
                    <div>
                        {editor
                            .area(
                                &at("description.en"),
                                t.spec_about_en,
                                "",
                                optional,
                                2,
                                spec.description.en,
                                about_en,
                            )}
                    </div>
                </div>
                {charging(editor, i, spec, released)}
                {prices(editor, i, spec, t)}
            </div>
        </Card>
    }
    .into_any()
}

fn charging(editor: Editor, i: usize, spec: SpecForm, released: bool) -> AnyView {
    let l = listing_words(editor.lang);
    let path = format!("specs.{i}.charging");
    if released {
        let mode = untrack(|| spec.mode());
        return view! {
            <KvList>
                <Kv label=l.charging value=mode.words(editor.lang) />
            </KvList>
            {error_lines(editor.errors(&path))}
        }
        .into_any();
    }
    let options = ChargingMode::ALL
        .iter()
        .map(|mode| {
            RadioOption::new(mode.as_str(), mode.words(editor.lang)).hint(charging_hint(*mode, editor.lang))
        })
        .collect::<Vec<_>>();
    let errors = editor.errors(&path);
    view! {
        {editor.comments(&path)}
        <RadioGroup legend=l.charging name=path options bind=spec.charging errors />
    }
    .into_any()
}

/// The prices of the mode that is chosen; the other mode's stay in their signals.
fn prices(editor: Editor, i: usize, spec: SpecForm, t: &'static Words) -> AnyView {
    let group = format!("specs.{i}.prices");
    let errors = editor.errors(&group);
    let l = listing_words(editor.lang);
    let group_id = field_id(&group);
    let comments = editor.comments(&group);
    let mode = Memo::new(move |_| spec.mode());
    let price = move |term: &'static str,
                      label: &'static str,
                      per: &'static str,
                      bind: RwSignal<String>,
                      help: &'static str| {
        let path = format!("specs.{i}.prices.{term}");
        let left = path.clone();
        view! {
            <div>
                {editor.comments(&path)}
                <Field label name=path.clone() help errors=editor.errors(&path) narrow=true>
                    <MoneyInput
                        bind
                        currency="¥"
                        per
                        on_blur=move || {
                            editor.leave(&left);
                            editor.leave(&format!("specs.{i}.prices"));
                        }
                    />
                </Field>
            </div>
        }
        .into_any()
    };
    let fields = move || match mode.get() {
        ChargingMode::Period => view! {
            <div class="grid-2">
                {price("month", t.price_month, l.per_month, spec.month, t.price_help)}
                {price("year", t.price_year, l.per_year, spec.year, "")}
            </div>
        }
        .into_any(),
        ChargingMode::OneTime => price("once", t.price_once, "", spec.once, t.price_once_help),
    };
    view! {
        <div id=group_id tabindex="-1">
            {comments}
            {fields}
            {error_lines(errors)}
        </div>
    }
    .into_any()
}
