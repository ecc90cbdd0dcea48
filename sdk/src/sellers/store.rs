//! The store front (店铺装修, `domain/business.md` §1.7): what a seller shows of itself on its public page.

use crate::{
    finding::{Code, Finding},
    ids::{FileId, ListingId},
    lang::Bilingual,
};
use serde::{Deserialize, Serialize};

/// Pictures of the carousel at most.
pub const CAROUSEL_MAX: usize = 5;
/// Width and height of a carousel picture in pixels (`domain/business.md` §1.7 \[A50\]).
pub const CAROUSEL_PIXELS: (u32, u32) = (1_200, 320);
/// Width and height of the brand picture in pixels (`domain/business.md` §1.7 \[A3\]).
pub const BRAND_PIXELS: (u32, u32) = (780, 440);
/// Pictures of the brand story at most (`domain/business.md` §1.7 \[A3\]).
pub const STORY_PICTURES_MAX: usize = 5;
/// Width of a picture of the brand story in pixels: least and most (`domain/business.md` §1.7 \[A3\]).
pub const STORY_WIDTH: (u32, u32) = (900, 1_200);
/// Characters of the brand story in one language.
pub const STORY_MAX: usize = 2_000;
/// Featured products at most.
pub const FEATURED_MAX: usize = 8;
/// Characters of a link of the carousel.
pub const LINK_MAX: usize = 500;
/// Hosts the operator may name for links.
pub const STORE_HOSTS_MAX: usize = 20;

/// A picture of the store front. What is said of it comes from the file that was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StorePicture {
    /// The file.
    pub file: FileId,
    /// Its name as the seller had it.
    #[serde(default)]
    pub name: String,
    /// Pixels.
    #[serde(default)]
    pub width: u32,
    /// Pixels.
    #[serde(default)]
    pub height: u32,
}

impl StorePicture {
    /// A picture by its file; the rest is filled in at the door.
    pub fn of(file: FileId) -> StorePicture {
        StorePicture {
            file,
            name: String::new(),
            width: 0,
            height: 0,
        }
    }

    /// Where the picture is shown from.
    pub fn path(&self) -> String {
        format!("/pictures/{}", self.file)
    }
}

/// A picture of the carousel (轮播图).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Slide {
    /// The picture.
    pub picture: Option<StorePicture>,
    /// Where a click leads; empty for nowhere.
    pub link: String,
}

/// The store front.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct StoreContent {
    /// The carousel.
    pub carousel: Vec<Slide>,
    /// The brand picture (品牌图片).
    pub brand: Option<StorePicture>,
    /// The brand story (品牌故事).
    pub story: Bilingual,
    /// Its pictures.
    pub story_pictures: Vec<StorePicture>,
    /// Featured products (精选商品): the seller's own, on sale.
    pub featured: Vec<ListingId>,
}

impl StoreContent {
    /// Every picture of it.
    pub fn pictures(&self) -> impl Iterator<Item = &StorePicture> {
        self.carousel
            .iter()
            .filter_map(|slide| slide.picture.as_ref())
            .chain(&self.brand)
            .chain(&self.story_pictures)
    }

    /// True when nothing was put into it.
    pub fn is_empty(&self) -> bool {
        self.pictures().next().is_none()
            && self.story.zh.trim().is_empty()
            && self.story.en.trim().is_empty()
            && self.featured.is_empty()
    }
}

/// The rules of a store front. `hosts`: the operator's, for links; `on_sale`: the seller's own products on sale.
pub fn check_store(store: &StoreContent, hosts: &[String], on_sale: &[ListingId]) -> Vec<Finding> {
    let mut found = Vec::new();
    if store.is_empty() {
        found.push(Finding::error("", Code::StoreEmpty));
    }
    for (i, slide) in store.carousel.iter().enumerate() {
        let picture = format!("carousel.{i}.picture");
        match &slide.picture {
            None => found.push(Finding::error(picture, Code::FileMissing)),
            Some(p) => found.extend(exactly(&picture, p, CAROUSEL_PIXELS)),
        }
        if !slide.link.trim().is_empty() && !is_store_link(slide.link.trim(), hosts) {
            found.push(
                Finding::error(format!("carousel.{i}.link"), Code::LinkHostForeign)
                    .with("hosts", hosts.join(" / ")),
            );
        }
    }
    found.extend(
        store
            .brand
            .as_ref()
            .and_then(|p| exactly("brand", p, BRAND_PIXELS)),
    );
    let told = !store.story.zh.trim().is_empty() || !store.story.en.trim().is_empty();
    for (path, text) in [("story.zh", &store.story.zh), ("story.en", &store.story.en)] {
        let length = text.trim().chars().count();
        // Buyers read the store in either language.
        if length == 0 && (told || !store.story_pictures.is_empty()) {
            found.push(Finding::error(path, Code::Required));
        } else if length > STORY_MAX {
            found.push(
                Finding::error(path, Code::TooLong)
                    .with("max", STORY_MAX)
                    .with("actual", length),
            );
        }
        if text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            found.push(Finding::error(path, Code::ControlCharacters));
        }
    }
    for (i, picture) in store.story_pictures.iter().enumerate() {
        let (min, max) = STORY_WIDTH;
        if !(min..=max).contains(&picture.width) {
            found.push(
                Finding::error(format!("story_pictures.{i}"), Code::PictureWidth)
                    .with("min", min)
                    .with("max", max)
                    .with("actual", picture.width),
            );
        }
    }
    for (path, most, actual) in [
        ("carousel", CAROUSEL_MAX, store.carousel.len()),
        ("story_pictures", STORY_PICTURES_MAX, store.story_pictures.len()),
        ("featured", FEATURED_MAX, store.featured.len()),
    ] {
        if actual > most {
            found.push(
                Finding::error(path, Code::TooMany)
                    .with("max", most)
                    .with("actual", actual),
            );
        }
    }
    if store.featured.iter().any(|listing| !on_sale.contains(listing)) {
        found.push(Finding::error("featured", Code::NotOnSale));
    }
    if store
        .featured
        .iter()
        .enumerate()
        .any(|(i, listing)| store.featured[..i].contains(listing))
    {
        found.push(Finding::error("featured", Code::NotUnique));
    }
    found
}

fn exactly(path: &str, picture: &StorePicture, (width, height): (u32, u32)) -> Option<Finding> {
    ((picture.width, picture.height) != (width, height)).then(|| {
        Finding::error(path, Code::PicturePixels)
            .with("wanted", format!("{width}×{height}"))
            .with("actual", format!("{}×{}", picture.width, picture.height))
    })
}

/// How much of a store front may be kept as a draft: nothing is judged, but it ends somewhere.
pub fn check_store_draft(store: &StoreContent) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, most, actual) in [
        ("carousel", CAROUSEL_MAX, store.carousel.len()),
        ("story_pictures", STORY_PICTURES_MAX, store.story_pictures.len()),
        ("featured", FEATURED_MAX * 8, store.featured.len()),
    ] {
        if actual > most {
            found.push(
                Finding::error(path, Code::TooMany)
                    .with("max", most)
                    .with("actual", actual),
            );
        }
    }
    let story = |text: &str| (text.chars().count(), STORY_MAX * 4);
    let link = |text: &str| (text.chars().count(), LINK_MAX);
    let texts = [
        ("story.zh".to_owned(), story(&store.story.zh)),
        ("story.en".to_owned(), story(&store.story.en)),
    ];
    let links = store
        .carousel
        .iter()
        .enumerate()
        .map(|(i, slide)| (format!("carousel.{i}.link"), link(&slide.link)));
    for (path, (actual, max)) in texts.into_iter().chain(links) {
        if actual > max {
            found.push(
                Finding::error(path, Code::TooLong)
                    .with("max", max)
                    .with("actual", actual),
            );
        }
    }
    found
}

/// True for an `https` address on one of the hosts or below it. What browsers read differently from people (a name before
/// an `@`, a backslash, a port, an escaped host) is no link.
pub fn is_store_link(link: &str, hosts: &[String]) -> bool {
    let Some(rest) = link
        .get(..8)
        .filter(|scheme| scheme.eq_ignore_ascii_case("https://"))
        .and_then(|_| link.get(8..))
    else {
        return false;
    };
    if link
        .chars()
        .any(|c| c == '\\' || c.is_whitespace() || c.is_control())
    {
        return false;
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    is_host(host) && hosts.iter().any(|allowed| is_below(host, allowed))
}

/// True for a host name in plain ASCII: at least two labels of letters, digits and dashes.
pub fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 253 && host.contains('.') && host.split('.').all(label)
}

fn is_below(host: &str, allowed: &str) -> bool {
    let (host, allowed) = (host.to_ascii_lowercase(), allowed.to_ascii_lowercase());
    host == allowed
        || host
            .strip_suffix(&allowed)
            .is_some_and(|before| before.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn hosts() -> Vec<String> {
        vec!["huaweicloud.com".into(), "huawei.com".into()]
    }
    fn picture(width: u32, height: u32) -> StorePicture {
        StorePicture {
            width,
            height,
            ..StorePicture::of(FileId(Uuid::from_u128(7)))
        }
    }
    fn product(n: u128) -> ListingId {
        ListingId(Uuid::from_u128(n))
    }
    fn whole() -> StoreContent {
        StoreContent {
            carousel: vec![Slide {
                picture: Some(picture(1_200, 320)),
                link: "https://marketplace.huaweicloud.com/seller?x=1#top".into(),
            }],
            brand: Some(picture(780, 440)),
            story: Bilingual::new("始于 2012 年。", "Since 2012."),
            story_pictures: vec![picture(900, 3_000), picture(1_200, 1)],
            featured: vec![product(1)],
        }
    }

    #[test]
    fn a_link_leads_to_the_operators_hosts_and_nowhere_else() {
        for (link, expected) in [
            ("https://huawei.com", true),
            ("https://www.huawei.com/cn/", true),
            ("HTTPS://MarketPlace.HuaweiCloud.COM?a=b", true),
            ("https://a.b.huaweicloud.com#x", true),
            ("http://www.huawei.com/", false),
            ("//huawei.com/", false),
            ("https://huawei.com.evil.example/", false),
            ("https://evilhuawei.com/", false),
            ("https://evil.example/huawei.com", false),
            ("https://huawei.com@evil.example/", false),
            ("https://evil.example@huawei.com/", false),
            ("https://huawei.com:443@evil.example/", false),
            ("https://huawei.com:8443/", false),
            ("https://evil.example\\.huawei.com/", false),
            ("https://evil.example\\@huawei.com/", false),
            ("https://evil.example%2f.huawei.com/", false),
            ("https://evil.example?.huawei.com", false),
            ("https://evil.example#.huawei.com", false),
            ("https://huawei.com./", false),
            ("https://.huawei.com/", false),
            ("https://hüawei.com/", false),
            ("https://huawei。com/", false),
            ("https:///huawei.com/", false),
            ("https://huawei.com/\n", false),
            ("javascript:alert(1)//huawei.com", false),
            ("", false),
        ] {
            assert_eq!(is_store_link(link, &hosts()), expected, "{link:?}");
        }
        assert!(!is_store_link("https://huawei.com/", &[]), "no hosts, no links");
    }

    #[test]
    fn each_rule_is_named_at_its_field() {
        assert_eq!(check_store(&whole(), &hosts(), &[product(1), product(2)]), []);
        type Change = fn(&mut StoreContent);
        let cases: [(Change, &str, Code); 12] = [
            (|s| *s = StoreContent::default(), "", Code::StoreEmpty),
            (
                |s| s.carousel[0].picture = Some(picture(1_200, 321)),
                "carousel.0.picture",
                Code::PicturePixels,
            ),
            (
                |s| s.carousel[0].picture = None,
                "carousel.0.picture",
                Code::FileMissing,
            ),
            (
                |s| s.carousel[0].link = "https://huawei.com.evil.example".into(),
                "carousel.0.link",
                Code::LinkHostForeign,
            ),
            (
                |s| s.brand = Some(picture(440, 780)),
                "brand",
                Code::PicturePixels,
            ),
            (|s| s.story.en.clear(), "story.en", Code::Required),
            (|s| s.story.zh = "长".repeat(2_001), "story.zh", Code::TooLong),
            (
                |s| s.story_pictures[0].width = 899,
                "story_pictures.0",
                Code::PictureWidth,
            ),
            (
                |s| s.story_pictures[1].width = 1_201,
                "story_pictures.1",
                Code::PictureWidth,
            ),
            (
                |s| s.story_pictures = vec![picture(900, 9); 6],
                "story_pictures",
                Code::TooMany,
            ),
            (|s| s.featured.push(product(3)), "featured", Code::NotOnSale),
            (|s| s.featured.push(product(1)), "featured", Code::NotUnique),
        ];
        for (change, path, code) in cases {
            let mut store = whole();
            change(&mut store);
            let found = check_store(&store, &hosts(), &[product(1), product(2)]);
            let found: Vec<(&str, Code)> = found.iter().map(|f| (f.path.as_str(), f.code)).collect();
            assert_eq!(found, [(path, code)]);
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    mod properties {
        use super::*;
        use proptest::prelude::*;

        proptest! {
            #[test]
            fn whatever_is_accepted_is_on_a_host_of_the_list(link in "https://[a-z.@:\\\\/%?#-]{0,30}(huawei\\.com)?[a-z.@:/?#]{0,12}") {
                if is_store_link(&link, &hosts()) {
                    let rest = &link[8..];
                    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
                    let host = &rest[..end];
                    prop_assert!(host == "huawei.com" || host.ends_with(".huawei.com")
                        || host == "huaweicloud.com" || host.ends_with(".huaweicloud.com"));
                    prop_assert!(!host.contains(['@', ':', '\\', '%']));
                }
            }
        }
    }
}
