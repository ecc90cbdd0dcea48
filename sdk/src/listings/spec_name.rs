//! What a spec may be called (`domain/business.md` §2.7). The rules in words, with every example: `docs/spec-names.md`.

use super::{
    brand, figures,
    fold::{Folded, Kind, is_han},
    information::says_nothing,
    phrases,
    text::{has_invisible_characters, length, length_without_space},
};
use crate::{
    finding::{Code, Finding},
    lang::{Bilingual, Lang},
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest a spec name may be, in characters of [`length`] (§2.7 \[A35\]).
pub const MAX_SPEC_NAME: usize = 50;

/// Past this many characters a name is refused for its length anyway and is not read to its end.
const READ_AT_MOST: usize = 400;

/// Checks both names of a spec; paths `name.zh` and `name.en`.
pub fn check_spec_name(zh: &str, en: &str) -> Vec<Finding> {
    let mut found = check_name("name.zh", zh, Lang::Zh, MAX_SPEC_NAME);
    found.extend(check_name("name.en", en, Lang::En, MAX_SPEC_NAME));
    found
}

/// What holds for the names of specs and of products alike.
pub(super) fn check_name(path: &str, name: &str, lang: Lang, max: usize) -> Vec<Finding> {
    let shortened: String = name.trim().chars().take(READ_AT_MOST).collect();
    let folded = Folded::new(&shortened);
    if length_without_space(name) == 0 || folded.glyphs.is_empty() {
        return vec![Finding::error(path, Code::Required)];
    }
    let mut found = Vec::new();
    if has_invisible_characters(name) {
        found.push(Finding::error(path, Code::ControlCharacters));
    }
    let actual = length(name);
    if actual > max {
        found.push(
            Finding::error(path, Code::TooLong)
                .with("max", max)
                .with("actual", actual),
        );
    }
    let before = found.len();
    if let Some(brand) = brand::brand(&folded) {
        found.push(Finding::error(path, Code::NameUsesHuawei).with("brand", brand));
    }
    if figures::has_phone_number(&folded) {
        found.push(Finding::error(path, Code::NameHasPhone));
    }
    if let Some(asked) = phrases::name_asks(&folded) {
        found.push(Finding::error(path, Code::NameAsksForPrice).with("text", asked));
    }
    if found.len() > before {
        return found; // “13800138000” needs no second finding that it is a bare number
    }
    if let Some(code) = says_nothing(&folded) {
        let finding = Finding::error(path, code);
        found.push(if code == Code::NameHasPrice {
            finding
        } else {
            finding.with("text", folded.quote(0, usize::MAX))
        });
    } else if lang == Lang::Zh && !name.nfkc().any(is_han) {
        found.push(Finding::error(path, Code::NameNeedsChinese));
    } else if lang == Lang::En && !is_english(name) {
        found.push(Finding::error(path, Code::NameNeedsLatin));
    }
    found
}

/// English is written with Latin letters, accents allowed: no Chinese, no letter that only looks Latin.
fn is_english(name: &str) -> bool {
    let letters = || {
        name.nfkd()
            .filter(|c| c.is_alphabetic() && !is_combining_mark(*c))
    };
    letters().any(|c| c.is_ascii_alphabetic()) && !letters().any(|c| is_han(c) || is_look_alike(c))
}

/// A letter of another script that folds to a Latin one.
fn is_look_alike(c: char) -> bool {
    let foreign = matches!(c, '\u{370}'..='\u{58f}' | '\u{13a0}'..='\u{13ff}');
    foreign
        && Folded::new(c.encode_utf8(&mut [0; 4]))
            .glyphs
            .iter()
            .any(|g| g.kind == Kind::Latin)
}

/// Two specs of one product have the same name when these keys are equal: folded, without white space and
/// punctuation, but 1.5 is not 15, 5-10 not 510, and 专业版+ not 专业版.
pub(super) fn name_key(name: &str) -> String {
    let glyphs = Folded::new(name.trim()).glyphs;
    let is_digit = |i: Option<usize>| {
        i.and_then(|i| glyphs.get(i))
            .is_some_and(|g| g.kind == Kind::Digit)
    };
    let mut key = String::new();
    for (i, glyph) in glyphs.iter().enumerate() {
        let says_something = matches!(glyph.c, '+' | '#' | '%' | '<' | '>' | '≤' | '≥' | '&');
        if glyph.kind != Kind::Separator || says_something {
            key.push(glyph.c);
        } else if is_digit(i.checked_sub(1)) && is_digit(Some(i + 1)) {
            key.push(if glyph.c.is_whitespace() { ' ' } else { glyph.c });
        }
    }
    key
}

/// Names that occur twice; a finding at each later one, at `{index}.name.zh` or `.en`.
pub(super) fn check_unique<'a>(names: impl Iterator<Item = &'a Bilingual>) -> Vec<Finding> {
    let mut seen = std::collections::HashSet::new();
    let mut found = Vec::new();
    for (i, name) in names.enumerate() {
        for (lang, text) in [("zh", &name.zh), ("en", &name.en)] {
            let key = name_key(text);
            if !key.is_empty() && !seen.insert((lang, key)) {
                found.push(Finding::error(format!("{i}.name.{lang}"), Code::NameNotUnique));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of the documentation's tables: field, name, and the code or `ok`.
    fn documented() -> Vec<(String, String, String)> {
        include_str!("../../../docs/spec-names.md")
            .lines()
            .filter(|line| line.starts_with("| zh |") || line.starts_with("| en |"))
            .map(|line| {
                let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
                let name = cells[1]
                    .trim_matches('`')
                    .replace("U+200B", "\u{200b}")
                    .replace("U+202E", "\u{202e}");
                (cells[0].to_owned(), name, cells[2].trim_matches('`').to_owned())
            })
            .collect()
    }

    fn codes(field: &str, name: &str) -> Vec<&'static str> {
        let (zh, en) = if field == "zh" {
            (name, "Basic edition")
        } else {
            ("基础版", name)
        };
        check_spec_name(zh, en).iter().map(|f| f.code.as_str()).collect()
    }

    #[test]
    fn every_row_of_the_documentation_holds() {
        let rows = documented();
        assert!(rows.len() > 150, "{} rows", rows.len());
        let wrong: Vec<String> = rows
            .iter()
            .filter(|(field, name, expected)| {
                let found = codes(field, name);
                if expected == "ok" {
                    !found.is_empty()
                } else {
                    !found.contains(&expected.as_str())
                }
            })
            .map(|(field, name, expected)| {
                format!("{field} {name}: {expected}, found {:?}", codes(field, name))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_finding_names_its_field_and_quotes_what_was_typed() {
        let found = check_spec_name(" 规格１ ", "");
        assert_eq!(
            (found[0].path.as_str(), found[0].code),
            ("name.zh", Code::NameIsBareCounter)
        );
        assert_eq!(found[0].params["text"], "规格１");
        assert_eq!(
            (found[1].path.as_str(), found[1].code),
            ("name.en", Code::Required)
        );
    }

    #[test]
    fn fifty_characters_fit_and_fifty_one_do_not() {
        let fifty = "数".repeat(25) + &"据".repeat(25);
        assert!(check_spec_name(&format!("  {fifty} "), "Data").is_empty());
        let found = check_spec_name(&format!("{fifty}库"), "Data");
        assert_eq!(
            (found[0].code, found[0].params["actual"].as_str()),
            (Code::TooLong, "51")
        );
    }

    #[test]
    fn names_are_the_same_when_they_only_look_different() {
        let same = [
            ("基础版 50 用户", "基础版（50用户）"),
            ("Basic", "ＢＡＳＩＣ"),
            ("A-1", "a1"),
            ("專業版", "专业版"),
        ];
        let different = [
            ("1.5 GB", "15 GB"),
            ("专业版", "专业版+"),
            ("5-10 用户", "510 用户"),
            ("C", "C#"),
        ];
        for (a, b) in same {
            assert_eq!(name_key(a), name_key(b));
        }
        for (a, b) in different {
            assert_ne!(name_key(a), name_key(b));
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    mod properties {
        use super::*;
        use proptest::prelude::*;

        fn refused() -> impl Strategy<Value = (String, String, String)> {
            let rows: Vec<_> = documented()
                .into_iter()
                .filter(|(_, _, code)| code != "ok")
                .collect();
            prop::sample::select(rows)
        }

        proptest! {
            #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

            #[test]
            fn nothing_typed_makes_the_rules_panic(zh in "\\PC*|.*", en in any::<String>()) {
                let _ = check_spec_name(&zh, &en);
                let _ = check_spec_name(&en, &zh);
            }

            #[test]
            fn invisible_characters_never_hide_what_is_refused(
                (field, name, code) in refused(),
                places in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec![
                    '\u{200b}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{202e}', '\u{ad}', '\u{fe0f}', '\u{301}',
                ])), 1..6),
            ) {
                let mut chars: Vec<char> = name.chars().collect();
                for (place, c) in places {
                    chars.insert(place.index(chars.len() + 1), c);
                }
                let typed: String = chars.into_iter().collect();
                prop_assert!(codes(&field, &typed).contains(&code.as_str()), "{typed:?} {code}");
            }

            #[test]
            fn full_width_characters_never_hide_what_is_refused((field, name, code) in refused(), mask in any::<u64>()) {
                let typed: String = name.chars().enumerate().map(|(i, c)| match c {
                    '!'..='~' if mask >> (i % 64) & 1 == 1 => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
                    ' ' if mask >> (i % 64) & 1 == 1 => '\u{3000}',
                    c => c,
                }).collect();
                prop_assert!(codes(&field, &typed).contains(&code.as_str()), "{typed} {code}");
            }

            #[test]
            fn a_word_that_says_something_makes_any_counter_acceptable(
                word in prop::sample::select(vec![
                    "标准版", "安全评估", "企业专属", "用户", "监控", "报表分析", "工单系统", "平台", "智能客服", "高级",
                ]),
                counter in prop::sample::select(vec![
                    "规格1", "套餐一", "①", "（年）", "1套", "次", "版本2", "每月", "Spec 1", "第1档", "包年", "",
                ]),
                behind in any::<bool>(),
            ) {
                let name = if behind { format!("{counter} {word}") } else { format!("{word} {counter}") };
                prop_assert!(codes("zh", &name).is_empty(), "{name} {:?}", codes("zh", &name));
            }
        }
    }
}
