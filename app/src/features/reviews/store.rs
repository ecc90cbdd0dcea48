//! A store front: its pictures to look at, and each field compared with what is in force.

use super::{
    comments::Desk,
    fields::{FieldRow, Was, elsewhere, part},
};
use crate::words::fill;
use guildhall_sdk::{
    ids::ListingId,
    sellers::{StoreContent, StorePicture, StoreProduct},
};
use leptos::prelude::*;

/// The submission.
pub fn submission(
    desk: &Desk,
    content: &StoreContent,
    live: Option<&StoreContent>,
    products: &[StoreProduct],
) -> AnyView {
    let t = desk.t();
    let was = |text: Option<String>| match (live, text) {
        (None, _) => Was::Unknown,
        (Some(_), None) => Was::Absent,
        (Some(_), Some(text)) => Was::Text(text),
    };
    let mut pictures = Vec::new();
    for (i, slide) in content.carousel.iter().enumerate() {
        let before = live.and_then(|l| l.carousel.get(i));
        let label = fill(t.store_slide, &[("n", &(i + 1))]);
        let mut row = FieldRow::new(
            format!("carousel.{i}.picture"),
            label,
            slide.picture.as_ref().map(named).unwrap_or_default(),
        )
        .was(was(before.and_then(|s| s.picture.as_ref()).map(named)));
        row.file = slide.picture.as_ref().map(|p| p.file);
        pictures.push(row);
        let label = fill(t.store_link, &[("n", &(i + 1))]);
        pictures.push(
            FieldRow::new(format!("carousel.{i}.link"), label, slide.link.clone())
                .was(was(before.map(|s| s.link.clone()))),
        );
    }
    let brand = |c: &StoreContent| c.brand.as_ref().map(named);
    let mut row = FieldRow::new("brand", t.store_brand, brand(content).unwrap_or_default())
        .was(was(live.and_then(brand)));
    row.file = content.brand.as_ref().map(|p| p.file);
    pictures.push(row);
    let mut story = vec![
        FieldRow::new("story.zh", t.store_story_zh, content.story.zh.clone())
            .was(was(live.map(|l| l.story.zh.clone()))),
        FieldRow::new("story.en", t.store_story_en, content.story.en.clone())
            .was(was(live.map(|l| l.story.en.clone()))),
    ];
    for (i, picture) in content.story_pictures.iter().enumerate() {
        let label = fill(t.store_story_picture, &[("n", &(i + 1))]);
        let mut row = FieldRow::new(format!("story_pictures.{i}"), label, named(picture))
            .was(was(live.and_then(|l| l.story_pictures.get(i)).map(named)));
        row.file = Some(picture.file);
        story.push(row);
    }
    let lang = desk.session.lang;
    let names = |featured: &[ListingId]| -> String {
        let name = |listing: &ListingId| {
            let product = products.iter().find(|p| p.listing == *listing);
            product.map_or_else(|| listing.to_string(), |p| p.name.get(lang).to_owned())
        };
        featured.iter().map(name).collect::<Vec<_>>().join("\n")
    };
    let featured = vec![
        FieldRow::new("featured", t.store_featured, names(&content.featured))
            .was(was(live.map(|l| names(&l.featured)))),
    ];
    let paths: Vec<String> = [&pictures, &story, &featured]
        .into_iter()
        .flatten()
        .map(|row| row.path.clone())
        .collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let look = content
        .pictures()
        .map(|picture| {
            view! {
                <img
                    class="store-preview"
                    src=picture.path()
                    alt=picture.name.clone()
                    width=picture.width
                    height=picture.height
                />
            }
        })
        .collect_view();
    view! {
        {elsewhere(desk, &paths)}
        <div class="stack-sm">{look}</div>
        {part(desk, t.store_pictures, pictures)}
        {part(desk, t.store_story, story)}
        {part(desk, t.store_featured, featured)}
    }
    .into_any()
}

/// Another picture under the same name is another picture.
fn named(picture: &StorePicture) -> String {
    let file = picture.file.to_string();
    let end = file.get(file.len().saturating_sub(6)..).unwrap_or_default();
    format!("{} · {}×{} · {end}", picture.name, picture.width, picture.height)
}
