//! `POST /form/sellers/store`.

use super::parts::field_name;
use crate::forms::{Fields, Outcome, Posted, Refused};
use guildhall_sdk::{
    lang::Bilingual,
    portal::AppError,
    sellers::{CAROUSEL_MAX, STORY_PICTURES_MAX, SaveStore, Slide, StoreContent, StorePicture, SubmitStore},
};

const PAGE: &str = "/seller/store";

/// Saves the store front, or hands it in.
pub async fn store(posted: &Posted) -> Result<Outcome, Refused> {
    let f = &posted.fields;
    let version = f.text("version").parse().map_err(|_| Refused {
        error: AppError::malformed("version"),
        page: PAGE.to_owned(),
    })?;
    let typed = read(f);
    let content = typed.content.clone();
    let name = |path: &str| typed.field(path);
    if f.text("act") == "save" {
        posted
            .run(SaveStore { version, content }, PAGE)
            .await
            .map_err(|refused| refused.rename(name))?;
        return Ok(Outcome::Redirect(format!("{PAGE}?done=saved")));
    }
    posted
        .run(SubmitStore { version, content }, PAGE)
        .await
        .map_err(|refused| refused.rename(name))?;
    Ok(Outcome::Redirect(format!("{PAGE}?done=submitted")))
}

/// A store front as it was typed: places that were left empty close up, so each row remembers its place.
struct Typed {
    content: StoreContent,
    slides: Vec<usize>,
    pictures: Vec<usize>,
}

impl Typed {
    /// The form's field of a path.
    fn field(&self, path: &str) -> String {
        let path = path.strip_prefix("content.").unwrap_or(path);
        let mut parts = path.splitn(3, '.');
        let (list, row, rest) = (parts.next(), parts.next(), parts.next());
        let places = match list {
            Some("carousel") => &self.slides,
            Some("story_pictures") => &self.pictures,
            _ => return field_name(path),
        };
        let place = row
            .and_then(|row| row.parse::<usize>().ok())
            .and_then(|row| places.get(row));
        match (list, place, rest) {
            (Some(list), Some(place), Some(rest)) => format!("{list}_{place}_{rest}"),
            (Some(list), Some(place), None) => format!("{list}_{place}"),
            _ => field_name(path),
        }
    }
}

fn read(f: &Fields) -> Typed {
    // "Remove" names the picture it is about: another one that was chosen in the same breath stays.
    let picture = |name: &str| {
        let id = f.text(name);
        if f.text(&format!("{name}_drop")) == id {
            return None;
        }
        id.parse().ok().map(StorePicture::of)
    };
    let (mut content, mut slides, mut pictures) = (StoreContent::default(), Vec::new(), Vec::new());
    for place in 0..CAROUSEL_MAX {
        let slide = Slide {
            picture: picture(&format!("carousel_{place}_picture")),
            link: f.text(&format!("carousel_{place}_link")).trim().to_owned(),
        };
        if slide != Slide::default() {
            content.carousel.push(slide);
            slides.push(place);
        }
    }
    for place in 0..STORY_PICTURES_MAX {
        if let Some(picture) = picture(&format!("story_pictures_{place}")) {
            content.story_pictures.push(picture);
            pictures.push(place);
        }
    }
    content.brand = picture("brand");
    content.story = Bilingual::new(f.text("story_zh"), f.text("story_en"));
    content.featured = f
        .starting("featured:")
        .filter_map(|(id, _)| id.parse().ok())
        .collect();
    Typed {
        content,
        slides,
        pictures,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_left_empty_close_up_and_faults_stay_at_their_places() {
        let id = "01890000-0000-7000-8000-000000000001";
        let typed = [
            ("carousel_1_picture", id),
            ("carousel_3_link", "https://huawei.com/"),
            ("story_pictures_4", id),
            ("brand", id),
            ("brand_drop", id),
            ("story_pictures_4_drop", "another"),
            ("featured:01890000-0000-7000-8000-000000000002", "on"),
        ];
        let typed = read(&Fields(typed.map(|(n, v)| (n.to_owned(), v.to_owned())).into()));
        assert_eq!(
            (typed.slides.as_slice(), typed.pictures.as_slice()),
            ([1, 3].as_slice(), [4].as_slice())
        );
        assert_eq!(
            (typed.content.brand.is_none(), typed.content.featured.len()),
            (true, 1)
        );
        for (path, field) in [
            ("content.carousel.0.picture", "carousel_1_picture"),
            ("content.carousel.1.link", "carousel_3_link"),
            ("content.story_pictures.0", "story_pictures_4"),
            ("content.story.zh", "story_zh"),
            ("content.featured", "featured"),
        ] {
            assert_eq!(typed.field(path), field);
        }
    }
}
