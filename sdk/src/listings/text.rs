//! What names and texts may not contain: brands, phone numbers, requests to enquire, superlatives, outside links.
//!
//! `domain/business.md` §2.4 and §2.7. Everything works on the folded text, so that full-width letters, spaces,
//! dashes, invisible and look-alike characters do not help.

use super::fold::{Folded, Glyph, Kind, is_bidi_control, is_invisible};
use unicode_normalization::UnicodeNormalization;

/// Length in characters: Unicode scalar values of the trimmed text in NFC. 中 and A are one each.
pub fn length(text: &str) -> usize {
    text.trim().nfc().count()
}

/// Length without white space of any kind, zero-width and control characters.
pub fn length_without_space(text: &str) -> usize {
    text.nfc()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !is_invisible(*c) && *c != '\u{2800}')
        .count()
}

/// Whether a one-line text has characters nobody can see: controls, line breaks, zero-width, bidirectional ones.
/// The selectors that make ❤ a picture are let through.
pub fn has_invisible_characters(line: &str) -> bool {
    line.trim().chars().any(|c| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}')
            || is_invisible(c) && !matches!(c, '\u{fe0e}' | '\u{fe0f}')
    })
}

/// Whether a text of several lines has control characters that a database or a page cannot hold, or that change the
/// order in which it is read. Line breaks, tabs and pasted zero-width spaces are let through.
pub fn has_unsafe_characters(text: &str) -> bool {
    text.chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t') || is_bidi_control(c))
}

/// Whether a text is one mail address: something before the @, a domain with a dot after it.
pub fn is_mail(text: &str) -> bool {
    let text = text.trim();
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let part = |s: &str, extra: &[char]| {
        !s.is_empty() && s.chars().all(|c| c.is_alphanumeric() || extra.contains(&c))
    };
    text.len() <= 254
        && part(
            local,
            &['.', '_', '+', '-', '\'', '%', '&', '=', '/', '~', '#', '!'],
        )
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && domain.contains('.')
        && domain
            .split('.')
            .all(|label| part(label, &['-']) && !label.starts_with('-') && !label.ends_with('-'))
        && domain
            .rsplit('.')
            .next()
            .is_some_and(|top| top.chars().count() >= 2 && top.chars().all(char::is_alphabetic))
}

/// Whether a text is one phone number, with an extension or without: `400-123-4567`, `+86 138 0000 0000`, `95588`,
/// `(0755) 1234 5678 转 801`.
pub fn is_phone(text: &str) -> bool {
    let plain: String = text.trim().nfkc().collect::<String>().to_lowercase();
    let (number, extension) = ["转", "轉", "ext.", "ext", "x", "#"]
        .iter()
        .find_map(|mark| plain.split_once(mark))
        .map_or((plain.as_str(), None), |(number, rest)| {
            (number.trim(), Some(rest.trim()))
        });
    let number = number.trim_end_matches([',', '，', ' ']);
    let rest = number.strip_prefix('+').unwrap_or(number);
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    let opened = rest.matches('(').count();
    (5..=15).contains(&digits)
        && rest.starts_with(|c: char| c.is_ascii_digit() || c == '(')
        && rest.ends_with(|c: char| c.is_ascii_digit())
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '.' | '‐' | '–'))
        && opened == rest.matches(')').count()
        && opened <= 1
        && !["--", "..", "- -"].iter().any(|twice| rest.contains(twice))
        && extension.is_none_or(|e| (1..=6).contains(&e.len()) && e.chars().all(|c| c.is_ascii_digit()))
}

/// How far apart the letters of a phrase may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// In a name: anything that is no letter or digit may stand between.
    Name,
    /// In prose: spaces and drawing characters, but no sentence ends.
    Prose,
}

impl Reach {
    fn skips(self, c: char) -> bool {
        match self {
            Reach::Name => true,
            Reach::Prose => matches!(
                c,
                ' ' | '\u{a0}' | '\u{3000}' | '-' | '_' | '*' | '·' | '~' | '|' | '•' | '+'
            ),
        }
    }
}

/// Where a phrase (folded) begins at `from`: the end. Latin phrases match whole words only. A space in a phrase stands for
/// at least one separator; elsewhere there may be some or none.
pub(super) fn phrase_at(glyphs: &[Glyph], from: usize, phrase: &str, reach: Reach) -> Option<usize> {
    let mut at = from;
    for (n, wanted) in phrase.chars().enumerate() {
        while n > 0
            && glyphs
                .get(at)
                .is_some_and(|g| g.kind == Kind::Separator && reach.skips(g.c))
        {
            at += 1;
        }
        if glyphs.get(at)?.c != wanted {
            return None;
        }
        at += 1;
    }
    let latin = |i: usize| glyphs.get(i).is_some_and(|g| g.kind == Kind::Latin);
    let starts_word = !latin(from) || from == 0 || !latin(from - 1);
    let ends_word = !latin(at - 1) || !latin(at);
    (starts_word && ends_word).then_some(at)
}

/// The first phrase of a list that occurs: from, to.
pub(super) fn find_phrase(text: &Folded, phrases: &[&str], reach: Reach) -> Option<(usize, usize)> {
    let mut firsts: Vec<char> = phrases.iter().filter_map(|p| p.chars().next()).collect();
    firsts.sort_unstable();
    firsts.dedup();
    (0..text.glyphs.len())
        .filter(|i| firsts.binary_search(&text.glyphs[*i].c).is_ok())
        .find_map(|from| {
            let longest = phrases
                .iter()
                .filter_map(|p| phrase_at(&text.glyphs, from, p, reach))
                .max()?;
            Some((from, longest))
        })
}

/// Requests to enquire about the price: not allowed anywhere.
const ASKS_PRICE: &[&str] = &[
    "面议",
    "电议",
    "价格面谈",
    "价格详谈",
    "价格另议",
    "价格待定",
    "价格请咨询",
    "价格咨询",
    "咨询价格",
    "咨询报价",
    "报价咨询",
    "联系报价",
    "获取报价",
    "索取报价",
    "客服报价",
    "销售报价",
    "商务报价",
    "另行报价",
    "单独报价",
    "来电询价",
    "致电询价",
    "电话询价",
    "欢迎询价",
    "联系询价",
    "咨询询价",
    "客服询价",
    "请询价",
    "价格询价",
    "询价请",
    "询价电话",
    "详情询价",
    "来电议价",
    "欢迎议价",
    "拍前咨询",
    "拍前联系",
    "下单前咨询",
    "下单前联系",
    "下单前请联系",
    "下单前请咨询",
    "购买前咨询",
    "购买前联系",
    "购买前请联系",
    "购买前请咨询",
    "具体价格请",
    "具体价格以客服",
    "callforprice",
    "callforprices",
    "callforpricing",
    "callforquote",
    "callforaquote",
    "contactusforprice",
    "contactusforprices",
    "contactusforpricing",
    "contactusforaquote",
    "contactusforquote",
    "contactsalesforpricing",
    "contactsalesforaquote",
    "contactforprice",
    "contactforpricing",
    "askforprice",
    "askforprices",
    "askfortheprice",
    "askforpricing",
    "askforaquote",
    "askforquote",
    "emailforprice",
    "emailforpricing",
    "inquireforprice",
    "enquireforprice",
    "priceonrequest",
    "pricesonrequest",
    "pricingonrequest",
    "priceuponrequest",
    "pricinguponrequest",
    "priceonapplication",
    "pricesonapplication",
    "priceonenquiry",
    "priceoninquiry",
    "priceondemand",
    "pricenegotiable",
    "pricesnegotiable",
    "pricesarenegotiable",
    "priceisnegotiable",
    "getaquote",
    "requestaquote",
    "priceinquiry",
    "priceenquiry",
];

/// Requests to ask for details or to get in touch: not allowed in a name, which has to say it itself (§2.7).
const ASKS_DETAILS: &[&str] = &[
    "议价",
    "询价",
    "详询",
    "详谈",
    "另议",
    "待议",
    "私聊",
    "私信",
    "详情咨询",
    "咨询详情",
    "请咨询",
    "欢迎咨询",
    "先咨询",
    "咨询客服",
    "客服咨询",
    "咨询销售",
    "咨询商家",
    "咨询卖家",
    "咨询商务",
    "来电咨询",
    "致电咨询",
    "电话咨询",
    "联系客服",
    "联系销售",
    "联系商家",
    "联系卖家",
    "联系商务",
    "联系我们",
    "联系店家",
    "请联系",
    "先联系",
    "问客服",
    "价格电询",
    "电询",
    "请来电",
    "来电洽谈",
    "加微信",
    "求报价",
    "索价",
    "contactus",
    "contactsales",
    "contactseller",
    "contacttheseller",
    "contactvendor",
    "contactsupport",
    "call us",
    "callnow",
    "emailus",
    "askus",
    "askfordetails",
    "askformore",
    "onrequest",
    "uponrequest",
    "onapplication",
    "negotiable",
    "tobenegotiated",
    "forpricing",
    "forprice",
    "forprices",
    "foraquote",
    "forquote",
    "poa",
    "customquote",
    "custompricing",
    "inquirenow",
    "enquirenow",
    "pleaseinquire",
    "pleaseenquire",
    "inquireus",
    "inquirefor",
    "enquirefor",
];

/// What makes 询价 or 议价 the name of a function (a procurement product) and no request.
const ENQUIRY_FUNCTIONS: &[&str] = &[
    "管理", "系统", "模块", "采购", "平台", "比价", "功能", "流程", "助手", "工具", "竞价", "招标", "协同",
    "单",
];

/// A request to enquire about the price, in prose.
pub(super) fn asks_for_price(text: &Folded) -> Option<String> {
    find_phrase(text, ASKS_PRICE, Reach::Prose).map(|(from, to)| text.quote(from, to))
}

/// A request to enquire about price or details, in a name.
pub(super) fn name_asks(name: &Folded) -> Option<String> {
    if let Some((from, to)) = find_phrase(name, ASKS_PRICE, Reach::Name) {
        return Some(name.quote(from, to));
    }
    (0..name.glyphs.len()).find_map(|from| {
        let (to, phrase) = ASKS_DETAILS
            .iter()
            .filter_map(|p| Some((phrase_at(&name.glyphs, from, p, Reach::Name)?, *p)))
            .max()?;
        let is_function = matches!(phrase, "询价" | "议价")
            && ENQUIRY_FUNCTIONS
                .iter()
                .any(|f| phrase_at(&name.glyphs, to, f, Reach::Name).is_some());
        (!is_function).then(|| name.quote(from, to))
    })
}

/// Superlatives that advertising law forbids (§2.4): a small list of clear cases.
const SUPERLATIVES: &[&str] = &[
    "国家级",
    "世界级",
    "宇宙级",
    "最高级",
    "最佳",
    "最好",
    "最强",
    "最先进",
    "最便宜",
    "最低价",
    "全网最低",
    "史上最低",
    "极致",
    "极品",
    "顶级",
    "顶尖",
    "世界第一",
    "全球第一",
    "全国第一",
    "中国第一",
    "国内第一",
    "亚洲第一",
    "行业第一",
    "业界第一",
    "全网第一",
    "销量第一",
    "排名第一",
    "第一品牌",
    "世界领先",
    "全球首创",
    "独一无二",
    "绝无仅有",
    "史无前例",
    "前无古人",
    "worldsbest",
    "theworldsbest",
    "bestintheworld",
    "worldsno1",
    "worldsnumberone",
    "worldno1",
    "no1intheworld",
    "numberoneintheworld",
    "no1inchina",
    "numberoneinchina",
    "secondtonone",
    "unrivalled",
    "unrivaled",
    "unparalleled",
    "unsurpassed",
];

/// A superlative. 最佳实践 (best practice) is a term of the trade and none.
pub(super) fn superlative(text: &Folded, reach: Reach) -> Option<String> {
    let mut from = 0;
    while from < text.glyphs.len() {
        let hit = SUPERLATIVES
            .iter()
            .filter(|p| p.starts_with(text.glyphs[from].c))
            .filter_map(|p| phrase_at(&text.glyphs, from, p, reach.for_english(p)))
            .max();
        if let Some(to) = hit
            && phrase_at(&text.glyphs, to, "实践", reach).is_none()
        {
            return Some(text.quote(from, to));
        }
        from += 1;
    }
    None
}

impl Reach {
    /// English phrases with an apostrophe or “No.” need every separator skipped.
    fn for_english(self, phrase: &str) -> Reach {
        if phrase.is_ascii() { Reach::Name } else { self }
    }
}

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
    fn characters_are_counted_as_the_documentation_says() {
        for (text, expected) in [
            ("  基础版 50 用户 ", 9),
            ("e\u{301}", 1),
            ("👍", 1),
            ("Ａ", 1),
            ("", 0),
        ] {
            assert_eq!(length(text), expected, "{text}");
        }
        assert_eq!(
            length_without_space("a \t\n\u{3000}\u{a0}\u{200b}\u{feff}\u{2003}b"),
            2
        );
    }

    #[test]
    fn phone_numbers_and_mail_addresses_are_told_from_other_text() {
        for good in [
            "400-123-4567",
            "+86 138 0000 0000",
            "95588",
            "010-12345678",
            "(0755) 1234 5678",
            "021-12345678转801",
            "0755-12345678 ext. 12",
            "４００－１２３－４５６７",
            "+1 (415) 555-0100",
        ] {
            assert!(is_phone(good), "{good}");
        }
        for bad in [
            "",
            "1234",
            "call me",
            "400-123-4567a",
            "400--1234567",
            "+",
            "1234567890123456",
            "(0755 12345678",
        ] {
            assert!(!is_phone(bad), "{bad}");
        }
        for good in ["a@b.cn", "first.last+tag@sub.example.com", "service@例子.公司"] {
            assert!(is_mail(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@b.cn",
            "a@.cn",
            "a b@c.cn",
            "a@b.cn, c@d.cn",
            "a..b@c.cn",
            "a@b.c",
            "a@@b.cn",
        ] {
            assert!(!is_mail(bad), "{bad}");
        }
    }

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

    #[test]
    fn asking_for_a_price_is_told_from_a_product_that_handles_prices() {
        for name in [
            "面议",
            "面議",
            "询价",
            "詢價",
            "面 议",
            "价格面议",
            "详情咨询",
            "联系客服报价",
            "Call for price",
            "C.A.L.L for PRICE",
            "contact us for pricing",
            "POA",
            "P.O.A.",
            "Price on request",
            "请联系销售",
            "ｐｏａ",
            "企业版（询价）",
            "联系我们",
        ] {
            assert!(name_asks(&Folded::new(name)).is_some(), "{name}");
        }
        for name in [
            "管理咨询服务",
            "在线咨询系统",
            "询价管理版",
            "询价采购模块",
            "报价系统",
            "客服工作台",
            "Poaching alert",
            "Callus removal",
        ] {
            assert_eq!(name_asks(&Folded::new(name)), None, "{name}");
        }
        for (prose, expected) in [
            ("价格面议。", Some("面议")),
            ("支持询价、比价与议价流程。", None),
            ("如有问题请联系客服。", None),
            ("Prices on request.", Some("Prices on request")),
            ("Contact us for pricing", Some("Contact us for pricing")),
            ("面。议", None),
        ] {
            assert_eq!(
                asks_for_price(&Folded::new(prose)).as_deref(),
                expected,
                "{prose}"
            );
        }
    }

    #[test]
    fn superlatives_are_found_and_best_practice_is_none() {
        for text in [
            "国家级产品",
            "極致体验",
            "世 界 第 一",
            "The world's best CRM",
            "World No. 1",
        ] {
            assert!(superlative(&Folded::new(text), Reach::Prose).is_some(), "{text}");
        }
        for text in ["最佳实践", "最大支持 500 用户", "Best practices", "第一步"] {
            assert_eq!(superlative(&Folded::new(text), Reach::Prose), None, "{text}");
        }
        assert!(superlative(&Folded::new("最佳实践与最佳服务"), Reach::Prose).is_some());
    }
}
