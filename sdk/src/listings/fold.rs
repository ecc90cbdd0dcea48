//! Folding: one spelling for everything that reads alike, so that a rule cannot be walked around by typing.
//!
//! In this order, character by character (`docs/spec-names.md` says it for sellers):
//! compatibility forms become plain ones (NFKD: full-width, circled, Roman and squared characters), invisible
//! characters and combining marks go, digits of other scripts and rarer circled ones become 0–9, look-alike letters
//! become Latin, letters become lower-case, and the traditional characters that the rules know become simplified.

use std::{collections::HashMap, sync::LazyLock};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// What a folded character is to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A Chinese character.
    Han,
    /// a–z.
    Latin,
    /// 0–9.
    Digit,
    /// A letter of any other script.
    OtherLetter,
    /// White space, punctuation, symbols, pictures.
    Separator,
}

/// One folded character and where in the original it came from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub c: char,
    pub kind: Kind,
    /// Index of the original character.
    pub origin: usize,
}

/// A folded text.
#[derive(Debug)]
pub(super) struct Folded {
    pub glyphs: Vec<Glyph>,
    original: Vec<char>,
}

impl Folded {
    /// Folds a text.
    pub fn new(text: &str) -> Folded {
        let original: Vec<char> = text.chars().collect();
        let mut glyphs = Vec::with_capacity(original.len());
        for (origin, &c) in original.iter().enumerate() {
            if ('\u{4e00}'..='\u{9fff}').contains(&c) {
                push(&mut glyphs, c, origin); // most of a Chinese text: nothing to decompose
            } else {
                decompose_compatible(c, |c| push(&mut glyphs, c, origin));
            }
        }
        Folded { glyphs, original }
    }

    /// The original text of a range of glyphs, without invisible characters: what a finding quotes.
    pub fn quote(&self, from: usize, to: usize) -> String {
        let (Some(first), Some(last)) = (
            self.glyphs.get(from),
            self.glyphs.get(to.min(self.glyphs.len()).saturating_sub(1)),
        ) else {
            return String::new();
        };
        self.original[first.origin..=last.origin.max(first.origin)]
            .iter()
            .filter(|c| !is_invisible(**c) && !c.is_control())
            .collect()
    }
}

fn push(glyphs: &mut Vec<Glyph>, c: char, origin: usize) {
    if is_invisible(c) || is_combining_mark(c) {
        return;
    }
    let c = decimal_digit(c).unwrap_or(c);
    for c in latin_look_alike(c).to_lowercase() {
        if is_combining_mark(c) {
            continue;
        }
        let c = simplified(latin_look_alike(c));
        glyphs.push(Glyph {
            c,
            kind: kind_of(c),
            origin,
        });
    }
}

fn kind_of(c: char) -> Kind {
    match c {
        'a'..='z' => Kind::Latin,
        '0'..='9' => Kind::Digit,
        // strokes that are typed as separators, and U+2800, a blank
        '丨' | '丶' | '丿' | '亅' | '乀' | '乁' | '乚' | '\u{2800}' => Kind::Separator,
        c if is_han(c) => Kind::Han,
        c if c.is_alphanumeric() => Kind::OtherLetter,
        _ => Kind::Separator,
    }
}

/// A Chinese character: the unified ideographs, their compatibility forms, 〇 and the repetition mark 々.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}'
        | '\u{f900}'..='\u{faff}' | '〇' | '々')
}

/// A character that takes no room: zero-width, bidirectional controls, fillers, tags, variation selectors.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Bidirectional controls: they show a text in another order than it is stored.
pub(super) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Digits of other scripts, and the circled and Suzhou digits that have no compatibility form.
fn decimal_digit(c: char) -> Option<char> {
    const ZEROS: &[u32] = &[
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50,
        0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40,
        0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xaa50, 0xabf0,
    ];
    /// First code point of a row that counts from 1.
    const ONES: &[u32] = &[0x2776, 0x2780, 0x278a, 0x24f5, 0x3021];
    let code = u32::from(c);
    let digit = |n: u32| char::from_digit(n, 10);
    if code < 0x660 {
        return None;
    }
    if code == 0x24ff {
        return digit(0);
    }
    if let Some(zero) = ZEROS.iter().find(|z| (**z..**z + 10).contains(&code)) {
        return digit(code - zero);
    }
    // the tenth of a row (❿) folds to 1: to the rules it is a numeral like any other
    ONES.iter()
        .find(|o| (**o..**o + 10).contains(&code))
        .and_then(|one| digit((code - one + 1).min(9)))
}

/// Letters that are drawn like Latin ones: Greek, Cyrillic, Armenian, Cherokee, small capitals, boxed letters.
fn latin_look_alike(c: char) -> char {
    const PAIRS: &str = "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXαaβbεeηnιiκkνvοoρpτtυuχxωwγyϲcϳj\
        АAВBЕEЅSІIЇIЈJКKМMНHОOРPСCТTУYҮYХXҺHԌGԚQԜWѴVаaвbеeѕsіiјjкkмmнhоoрpсcтtуyүyхxһhԍgԛqԝwѵvгrпnиuԁdӏl\
        ՍUՏSՕOհhոnսuօoցgԱUԼL\
        ᎪAᏴBᏟCᎠDᎬEᎻHᎫJᏦKᏞLᎷMᏃZᏢPᎡRᏚSᎢTᏙVᎳWᏀGᎥiᏌU\
        ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢzɑaɡgıiȷjəe\
        łlŁLøoØOđdĐDħhĦHŧtŦTßs";
    if c.is_ascii() || is_han(c) {
        return c;
    }
    let code = u32::from(c);
    let boxed = [0x1f150u32, 0x1f170, 0x1f1e6]
        .into_iter()
        .find(|a| (*a..*a + 26).contains(&code));
    if let Some(letter) = boxed.and_then(|a| u8::try_from(code - a).ok()) {
        return char::from(b'a' + letter);
    }
    static TABLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| pairs(PAIRS));
    TABLE.get(&c).copied().unwrap_or(c)
}

/// Reads a table of characters and what they become, written side by side.
fn pairs(text: &str) -> HashMap<char, char> {
    let chars: Vec<char> = text.chars().collect();
    chars.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Traditional and Japanese forms of the characters that occur in the rules' words; no general conversion.
fn simplified(c: char) -> char {
    const PAIRS: &str = "規规華华為为爲为詢询議议價价価价報报聯联繫系係系詳详諮咨類类別别級级號号編编種种檔档選选項项\
        個个箇个張张條条組组雙双單单単单數数計计費费週周時时間间鐘钟鍾钟禮礼訂订閱阅購购買买賣卖續续繳缴預预後后\
        產产産产務务內内裝装樣样臺台檯台隻只對对萬万億亿兩两電电話话機机熱热線线請请國国極极頂顶強强進进銷销獨独\
        無无業业網网圓圆円圆塊块錢钱幣币終终斷断輛辆筆笔歲岁歳岁載载約约與与該该這这來来從从參参標标屬属數数\
        態态階阶層层場场構构開开關关門门發发戶户歡欢營营銀银專专業业軟软體体術术識识顧顾問问響响應应連连絡络\
        撥拨達达毎每獲获貳贰壱壹陸陆範范圍围節节課课頁页幾几壓压傳传絕绝輪轮變变義义實实質质貨货賬账帳账減减優优惠惠";
    if !is_han(c) {
        return c;
    }
    static TABLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| pairs(PAIRS));
    TABLE.get(&c).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        Folded::new(text).glyphs.iter().map(|g| g.c).collect()
    }

    #[test]
    fn what_reads_alike_folds_alike() {
        for (text, expected) in [
            ("ＨＵＡＷＥＩ", "huawei"),
            ("Ηuаwеі", "huawei"), // Greek Η, Cyrillic а е і
            ("huá wèi", "hua wei"),
            ("𝐇𝐮𝐚𝐰𝐞𝐢", "huawei"),
            ("🅷🆄🅰🆆🅴🅸", "huawei"),
            ("華為", "华为"),
            ("華\u{200b}爲", "华为"),
            ("規格①", "规格1"),
            ("规格❶", "规格1"),
            ("规格⓵", "规格1"),
            ("规格Ⅳ", "规格iv"),
            ("规格㈠", "规格(一)"),
            ("规格〡", "规格1"),
            ("规格1️⃣", "规格1"),
            ("规格١٢", "规格12"),
            ("⼀年", "一年"),
            ("㋀", "1月"),
            ("\u{202e}Spec\u{2066}", "spec"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
    }

    #[test]
    fn tables_are_whole_pairs() {
        assert_eq!(latin_look_alike('ß'), 's');
        assert_eq!(simplified('優'), '优');
        assert_eq!(simplified('課'), '课');
        assert_eq!(latin_look_alike('Ꮜ'), 'U');
    }

    #[test]
    fn a_quote_is_the_original_without_what_cannot_be_seen() {
        let folded = Folded::new("买 Ｈua\u{200b}wei 云");
        assert_eq!(folded.quote(2, 8), "Ｈuawei");
        assert_eq!(folded.quote(50, 60), "");
    }
}
