//! The brand that nobody may use without authorisation (`domain/business.md` §2.4, §2.7).

use super::{
    fold::{Folded, Glyph, Kind},
    phrases::{Reach, phrase_at},
};

/// Huawei without authorisation (华为, Huawei, hwcloud): quoted as written.
pub(super) fn brand(name: &Folded) -> Option<String> {
    (0..name.glyphs.len()).find_map(|from| {
        let to = huawei_at(&name.glyphs, from).or_else(|| {
            ["hwcloud", "hw云"]
                .iter()
                .find_map(|p| phrase_at(&name.glyphs, from, p, Reach::Name))
        })?;
        Some(name.quote(from, to))
    })
}

/// Characters before 华 that make 华为 two words: 升华为, 精华为.
const BEFORE_HUA: &str = "精升中繁才奢豪菁清";

/// 华为 in characters, letters, or both (华wei), with look-alike digits (huawe1), spread over separators or not.
fn huawei_at(glyphs: &[Glyph], from: usize) -> Option<usize> {
    let target: [char; 6] = ['h', 'u', 'a', 'w', 'e', 'i'];
    let (mut at, mut done, mut spread, mut letters) = (from, 0, false, false);
    while done < target.len() {
        let glyph = glyphs.get(at)?;
        let wanted = target[done];
        let double_v = wanted == 'w' && glyph.c == 'v' && glyphs.get(at + 1).is_some_and(|g| g.c == 'v');
        let digit = matches!((wanted, glyph.c), ('a', '4') | ('e', '3') | ('i', '1'));
        let barred = matches!((wanted, glyph.c), ('a', '@') | ('i', '!' | '|'));
        let l_for_i =
            wanted == 'i' && glyph.c == 'l' && !glyphs.get(at + 1).is_some_and(|g| g.kind == Kind::Latin);
        if done == 0 && glyph.c == '华' {
            done = 3;
        } else if done == 3 && glyph.c == '为' {
            done = 6;
        } else if glyph.c == wanted || double_v || digit || barred || l_for_i {
            letters = true;
            done += 1;
            at += usize::from(double_v);
        } else if done > 0 && glyph.kind == Kind::Separator {
            spread = true;
        } else {
            return None;
        }
        at += 1;
    }
    let latin = |i: usize| glyphs.get(i).is_some_and(|g| g.kind == Kind::Latin);
    if spread && letters && ((from > 0 && latin(from - 1)) || latin(at)) {
        return None; // Joshua Weiss
    }
    if !spread && !letters && from > 0 && BEFORE_HUA.contains(glyphs[from - 1].c) {
        return None;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_brand_is_found_however_it_is_spelt_and_only_then() {
        for name in [
            "华为云",
            "華為專版",
            "华\u{200b}为",
            "华-为",
            "华 为",
            "Huawei",
            "HUAWEI",
            "ＨＵＡＷＥＩ",
            "Hua wei",
            "h.u.a.w.e.i",
            "Ηuаwеі",
            "MyHuaweiCloud",
            "huavvei",
            "huawe1",
            "HUAWEl",
            "华wei",
            "hua为",
            "hwcloud",
            "HW Cloud 版",
            "huá wèi",
            "Hu@wei",
            "𝓗𝓾𝓪𝔀𝓮𝓲",
        ] {
            assert!(brand(&Folded::new(name)).is_some(), "{name}");
        }
        for name in [
            "升华为民版",
            "精华为主",
            "Joshua Weiss",
            "中华版",
            "为您服务",
            "Hawaii",
            "Shua Weix",
            "华北区",
        ] {
            assert_eq!(brand(&Folded::new(name)), None, "{name}");
        }
    }
}
