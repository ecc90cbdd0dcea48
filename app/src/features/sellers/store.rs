//! `/seller/store`: the store front, as its seller writes it.

use super::{
    coming_in_words,
    parts::{Filled, Standing, flash, refusal, take_back, tone},
    store_words::words,
};
use crate::{
    forms::{FormView, use_form},
    load::load,
    session::{Session, use_session},
    ui::*,
    words::fill,
};
use guildhall_sdk::{
    lang::Lang,
    sellers::{
        CAROUSEL_MAX, FilingState, GetStore, STORY_PICTURES_MAX, StoreContent, StorePicture, StoreView,
        SubmitStore,
    },
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

const PAGE: &str = "/seller/store";

/// The page.
#[component]
pub fn StorePage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let data = Resource::new(|| (), |()| crate::door::run(GetStore {}));
    load(data, move |view| {
        body(
            &session,
            &query.get_untracked().get("done").unwrap_or_default(),
            &view,
        )
    })
}

fn body(session: &Session, done: &str, store: &StoreView) -> AnyView {
    let lang = session.lang;
    let (t, common) = (words(lang), coming_in_words::words(lang));
    let view = &store.filing;
    let form = use_form("sellers/store");
    let may = session.may::<SubmitStore>();
    let badge = view! { <Badge tone=tone(view.state) label=view.state.words(lang) /> }.into_any();
    let fields = field_names();
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let standing = Standing {
        state: view.state,
        since: view.since,
        due_at: view.due_at,
        in_force: view.live.is_some(),
        comments: &view.comments,
        fields: &fields,
        approved: t.approved,
    }
    .show(session);
    let public = format!("/s/{}", store.seller);
    let actions =
        view! { <Button kind=Kind::Link icon="external-link" label=t.see_public href=public /> }.into_any();
    let content = match view.state {
        FilingState::Pending => {
            let back = may.then(|| take_back(lang, "store", PAGE));
            view! {
                {summary(lang, store)}
                {back}
            }
            .into_any()
        }
        FilingState::Approved => {
            let change = may.then(|| {
                view! {
                    <details open=form.refused()>
                        <summary class="btn btn-quiet">
                            <Icon name="pencil" />
                            <span>{common.change}</span>
                        </summary>
                        <div class="stack mt-4">
                            <Callout tone=Tone::Wait title=common.change_title>{common.change_text}</Callout>
                            {fields_of(lang, store, &form)}
                        </div>
                    </details>
                }
            });
            view! {
                {summary(lang, store)}
                {change}
            }
            .into_any()
        }
        _ if may => fields_of(lang, store, &form),
        _ => view! { <Callout tone=Tone::Info title=common.only_owner /> }.into_any(),
    };
    view! {
        <Title text=t.store />
        <PageHead title=t.store lead=t.store_lead badge actions />
        <div class="stack">
            {flash(common, done)}
            {refusal(session, &form)}
            {standing}
            {content}
        </div>
    }
    .into_any()
}

/// The form's fields, by name.
fn field_names() -> Vec<String> {
    (0..CAROUSEL_MAX)
        .flat_map(|i| [format!("carousel_{i}_picture"), format!("carousel_{i}_link")])
        .chain((0..STORY_PICTURES_MAX).map(|i| format!("story_pictures_{i}")))
        .chain(["brand", "story_zh", "story_en", "featured"].map(str::to_owned))
        .collect()
}

fn fields_of(lang: Lang, store: &StoreView, form: &FormView) -> AnyView {
    let (t, common) = (words(lang), coming_in_words::words(lang));
    let view = &store.filing;
    let c = &view.content;
    let none = Vec::new();
    let f = Filled {
        t: common,
        form,
        comments: if view.state == FilingState::Rejected {
            &view.comments
        } else {
            &none
        },
    };
    let slide = |i: usize| slide(lang, &f, store, i);
    let slides = folded(
        t.more_slides,
        form.refused(),
        c.carousel.len(),
        CAROUSEL_MAX,
        slide,
    );
    let story_picture = |i: usize| {
        let label = fill(t.story_picture, &[("n", &(i + 1))]);
        picture(
            lang,
            &f,
            &format!("story_pictures_{i}"),
            &label,
            c.story_pictures.get(i),
        )
    };
    let pictures = folded(
        t.more_pictures,
        form.refused(),
        c.story_pictures.len(),
        STORY_PICTURES_MAX,
        story_picture,
    );
    let brand = picture(lang, &f, "brand", t.brand, c.brand.as_ref());
    let story = [
        f.area("story_zh", t.story_zh, t.story_help, &c.story.zh),
        f.area("story_en", t.story_en, t.story_help, &c.story.en),
    ];
    let submit = if view.live.is_some() {
        common.submit_change
    } else {
        common.submit
    };
    let chosen = featured(lang, &f, store);
    let version = view.version.to_string();
    view! {
        <Card>
            <form method="post" novalidate=true action="/form/sellers/store" enctype="multipart/form-data">
                <input type="hidden" name="_page" value=PAGE />
                <input type="hidden" name="version" value=version />
                <FormSection title=t.carousel lead=t.carousel_lead>{slides}</FormSection>
                <FormSection title=t.brand lead=t.brand_lead>{brand}</FormSection>
                <FormSection title=t.story lead=t.story_lead>
                    {story.into_iter().collect_view()}
                    {pictures}
                </FormSection>
                <FormSection title=t.featured lead=t.featured_lead>{chosen}</FormSection>
                <SaveBar status=common.submit_hint.to_owned()>
                    <Button icon="save" label=common.save_draft name="act" value="save" />
                    <Button kind=Kind::Seal icon="stamp" label=submit name="act" value="submit" />
                </SaveBar>
            </form>
        </Card>
    }
    .into_any()
}

/// What is there and one more in sight, the other places folded away.
fn folded(
    label: &'static str,
    open: bool,
    filled: usize,
    most: usize,
    place: impl Fn(usize) -> AnyView,
) -> AnyView {
    let shown = (filled + 1).min(most);
    let more = (shown < most).then(|| {
        view! {
            <details open=open>
                <summary class="btn btn-quiet">
                    <Icon name="plus" />
                    <span>{label}</span>
                </summary>
                <div class="stack mt-4">{(shown..most).map(&place).collect_view()}</div>
            </details>
        }
    });
    view! {
        {(0..shown).map(&place).collect_view()}
        {more}
    }
    .into_any()
}

fn slide(lang: Lang, f: &Filled<'_>, store: &StoreView, i: usize) -> AnyView {
    let t = words(lang);
    let stored = store.filing.content.carousel.get(i);
    let n = i + 1;
    let label = fill(t.slide, &[("n", &n)]);
    let shown = stored.and_then(|s| s.picture.as_ref());
    let link = format!("carousel_{i}_link");
    let value = f
        .form
        .value_or(&link, stored.map(|s| s.link.clone()).unwrap_or_default());
    let help = fill(t.link_help, &[("hosts", &store.hosts.join(" / "))]);
    let (reasons, errors) = (f.reasons(&link), f.form.errors(&link));
    // With no host there is nowhere to lead to; a link from before can still be taken out.
    let field = (!store.hosts.is_empty() || !value.is_empty()).then(|| {
        let label = fill(t.link, &[("n", &n)]);
        view! {
            <Field label name=link help optional_label=t.optional errors>
                <TextInput kind="url" value maxlength=500 />
            </Field>
        }
    });
    view! {
        {picture(lang, f, &format!("carousel_{i}_picture"), &label, shown)}
        {reasons}
        {field}
    }
    .into_any()
}

/// A picture: shown where there is one, replaced by another, or removed. One that was taken in before the form was refused
/// is not asked for again.
fn picture(lang: Lang, f: &Filled<'_>, name: &str, label: &str, stored: Option<&StorePicture>) -> AnyView {
    let t = words(lang);
    let typed = f.form.value(name).filter(|id| !id.is_empty());
    let id = typed
        .clone()
        .or_else(|| stored.map(|p| p.file.to_string()))
        .unwrap_or_default();
    let known = stored.filter(|p| p.file.to_string() == id);
    let file_name = f
        .form
        .value(&format!("{name}:name"))
        .or_else(|| known.map(|p| p.name.clone()))
        .unwrap_or_default();
    let kept = (!id.is_empty()).then(|| {
        let text = match known {
            Some(p) => {
                let size = format!("{}×{}", p.width, p.height);
                fill(t.picture_kept, &[("name", &p.name), ("size", &size)])
            }
            None => fill(t.picture_taken, &[("name", &file_name)]),
        };
        let (src, alt) = (format!("/pictures/{id}"), label.to_owned());
        view! {
            <img class="store-preview" src=src alt=alt />
            <p class="hint">{text}</p>
        }
    });
    let drop = (!id.is_empty()).then(|| {
        let box_name = format!("{name}_drop");
        let checked = f.form.refused() && f.form.ticked_or(&box_name, false);
        view! { <Checkbox name=box_name value=id.clone() label=t.drop checked /> }
    });
    let input = field_id(name);
    let described_by = format!("{input}-errors {input}-help");
    let (reasons, errors) = (f.reasons(name), f.form.errors(name));
    let (label, name) = (label.to_owned(), name.to_owned());
    let (name_field, upload) = (format!("{name}:name"), format!("upload:{name}"));
    view! {
        {reasons}
        <Field
            label
            name=name.clone()
            help=t.picture_help
            optional_label=t.optional
            errors
        >
            <input type="hidden" name=name value=id />
            <input type="hidden" name=name_field value=file_name />
            {kept}
            <input
                class="file-input"
                type="file"
                id=input
                name=upload
                accept=".png,.jpg,.jpeg"
                aria-describedby=described_by
            />
        </Field>
        {drop}
    }
    .into_any()
}

/// The products to tick. One that went off sale since stays in sight, so that it can be taken out.
fn featured(lang: Lang, f: &Filled<'_>, store: &StoreView) -> AnyView {
    let t = words(lang);
    let chosen = &store.filing.content.featured;
    let mut rows: Vec<(String, String, bool)> = store
        .products
        .iter()
        .map(|p| {
            (
                p.listing.to_string(),
                p.name.get(lang).to_owned(),
                chosen.contains(&p.listing),
            )
        })
        .collect();
    let gone = chosen
        .iter()
        .filter(|listing| store.products.iter().all(|p| p.listing != **listing));
    rows.extend(gone.map(|listing| (listing.to_string(), t.gone.to_owned(), true)));
    if rows.is_empty() {
        return view! { <p class="hint">{t.no_products}</p> }.into_any();
    }
    let boxes = rows
        .into_iter()
        .map(|(id, label, ticked)| {
            let name = format!("featured:{id}");
            let checked = f.form.ticked_or(&name, ticked);
            view! { <Checkbox name label checked /> }
        })
        .collect_view();
    let errors = f
        .form
        .errors("featured")
        .into_iter()
        .map(|text| view! { <p class="field-error">{text}</p> })
        .collect_view();
    view! {
        {f.reasons("featured")}
        <fieldset class="stack-sm" id="f-featured" tabindex="-1">
            <legend class="sr-only">{t.featured}</legend>
            {boxes}
            <div id="f-featured-errors">{errors}</div>
        </fieldset>
    }
    .into_any()
}

/// What was handed in.
fn summary(lang: Lang, store: &StoreView) -> AnyView {
    let t = words(lang);
    let c: &StoreContent = &store.filing.content;
    let shown = |label: String, picture: &StorePicture, link: &str| {
        let caption = if link.is_empty() {
            picture.name.clone()
        } else {
            format!("{} → {link}", picture.name)
        };
        view! {
            <figure class="stack-sm">
                <img
                    class="store-preview"
                    src=picture.path()
                    alt=label
                    width=picture.width
                    height=picture.height
                />
                <figcaption class="hint">{caption}</figcaption>
            </figure>
        }
        .into_any()
    };
    let mut pictures = Vec::new();
    for (i, slide) in c.carousel.iter().enumerate() {
        if let Some(p) = &slide.picture {
            pictures.push(shown(fill(t.slide, &[("n", &(i + 1))]), p, &slide.link));
        }
    }
    pictures.extend(c.brand.iter().map(|p| shown(t.brand.to_owned(), p, "")));
    for (i, p) in c.story_pictures.iter().enumerate() {
        pictures.push(shown(fill(t.story_picture, &[("n", &(i + 1))]), p, ""));
    }
    let names: Vec<String> = c
        .featured
        .iter()
        .map(|listing| {
            let product = store.products.iter().find(|p| p.listing == *listing);
            product.map_or_else(|| t.gone.to_owned(), |p| p.name.get(lang).to_owned())
        })
        .collect();
    let separator = if lang == Lang::Zh { "、" } else { ", " };
    let (zh, en) = (c.story.zh.clone(), c.story.en.clone());
    let story = (!zh.is_empty() || !en.is_empty()).then(|| {
        view! {
            <Card title=t.story_zh>
                <p class="prose whitespace-pre-line" lang="zh-CN">{zh}</p>
            </Card>
            <Card title=t.story_en>
                <p class="prose whitespace-pre-line" lang="en">{en}</p>
            </Card>
        }
    });
    view! {
        <div class="grid-2">{pictures}</div>
        {story}
        <Card>
            <KvList>
                <Kv label=t.featured value=names.join(separator) />
            </KvList>
        </Card>
    }
    .into_any()
}
