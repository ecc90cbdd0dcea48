//! The two languages of the marketplace, and text that exists in both.

use serde::{Deserialize, Serialize};

/// A language the portal speaks. Both are complete: a missing text does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Lang {
    /// 简体中文, the marketplace's first language.
    #[default]
    #[serde(rename = "zh-CN")]
    Zh,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Lang {
    /// The BCP 47 tag, as in `<html lang>` and `Accept-Language`.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }

    /// Reads a tag leniently: anything that starts with `zh` is Chinese, with `en` English.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let tag = tag.trim().to_ascii_lowercase();
        if tag.starts_with("zh") {
            Some(Lang::Zh)
        } else if tag.starts_with("en") {
            Some(Lang::En)
        } else {
            None
        }
    }

    /// The first language of an `Accept-Language` header that we speak, by its q value.
    pub fn from_accept_language(header: &str) -> Option<Lang> {
        let mut wanted: Vec<(u32, Lang)> = header
            .split(',')
            .filter_map(|part| {
                let mut pieces = part.split(';');
                let lang = Lang::from_tag(pieces.next()?)?;
                let q = pieces
                    .find_map(|p| p.trim().strip_prefix("q="))
                    .map_or(1000, quality_in_thousandths);
                (q > 0).then_some((q, lang))
            })
            .collect();
        wanted.sort_by_key(|(q, _)| std::cmp::Reverse(*q));
        wanted.first().map(|(_, lang)| *lang)
    }
}

fn quality_in_thousandths(q: &str) -> u32 {
    let (whole, fraction) = q.trim().split_once('.').unwrap_or((q.trim(), ""));
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u32>().unwrap_or(0) * 1000 + digits.parse::<u32>().unwrap_or(0)
}

/// A text in both languages, as every name a buyer sees must be (`domain/business.md` §2.7 \[A64\]).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Bilingual {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// Both texts at once.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The text for a reader; the other one where this one is empty, so that nothing is ever nameless.
    pub fn get(&self, lang: Lang) -> &str {
        let (first, second) = match lang {
            Lang::Zh => (&self.zh, &self.en),
            Lang::En => (&self.en, &self.zh),
        };
        if first.trim().is_empty() { second } else { first }
    }

    /// True when neither language has text.
    pub fn is_empty(&self) -> bool {
        self.zh.trim().is_empty() && self.en.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_says_which_language_it_prefers() {
        for (header, expected) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Some(Lang::Zh)),
            ("en-GB,en;q=0.9,zh;q=0.1", Some(Lang::En)),
            ("de,en;q=0.3,zh-TW;q=0.7", Some(Lang::Zh)),
            ("de-DE", None),
            ("en;q=0,zh;q=0.1", Some(Lang::Zh)),
            ("", None),
        ] {
            assert_eq!(Lang::from_accept_language(header), expected, "{header}");
        }
    }
}
