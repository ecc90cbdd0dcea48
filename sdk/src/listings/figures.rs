//! Numbers that a name may not hold: phone numbers, prices, version numbers.

use super::{
    fold::{Folded, Glyph, Kind},
    phrases::{Reach, phrase_at},
};

/// Chinese digits, as used to write a phone number out.
fn spoken_digit(c: char) -> Option<char> {
    Some(match c {
        '〇' | '零' => '0',
        '一' | '壹' | '幺' | '弌' => '1',
        '二' | '贰' | '弐' | '弍' => '2',
        '三' | '叁' | '弎' => '3',
        '四' | '肆' | '亖' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' | '漆' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    })
}

/// Digits that stand together, and whether a + stands before them.
struct Group {
    digits: String,
    plus: bool,
    /// Whether a word such as 热线 stands before them.
    called: bool,
    /// Where they end.
    end: usize,
    /// Whether the next group follows after separators only.
    linked: bool,
}

/// The digit each character is to a phone: real ones, spoken ones, and letters drawn like digits (O, l) that touch one
/// and no other letter.
fn dialled(glyphs: &[Glyph]) -> Vec<Option<char>> {
    let mut digits: Vec<Option<char>> = glyphs
        .iter()
        .map(|g| {
            if g.kind == Kind::Digit {
                Some(g.c)
            } else {
                spoken_digit(g.c)
            }
        })
        .collect();
    let alike = |c: char| match c {
        'o' => Some('0'),
        'l' | 'i' => Some('1'),
        _ => None,
    };
    let mut i = 0;
    while i < glyphs.len() {
        let from = i;
        while glyphs.get(i).is_some_and(|g| alike(g.c).is_some()) {
            i += 1;
        }
        if i == from {
            i += 1;
            continue;
        }
        let beside =
            [from.checked_sub(1), Some(i)].map(|j| j.and_then(|j| Some((glyphs.get(j)?.kind, digits[j]))));
        let touches = beside.iter().flatten().any(|(_, digit)| digit.is_some());
        let in_word = beside.iter().flatten().any(|(kind, _)| *kind == Kind::Latin);
        if touches && !in_word {
            for (digit, glyph) in digits[from..i].iter_mut().zip(&glyphs[from..i]) {
                *digit = alike(glyph.c);
            }
        }
    }
    digits
}

/// Groups of digits.
fn groups(glyphs: &[Glyph]) -> Vec<Group> {
    let dialled = dialled(glyphs);
    let digit = |i: usize| dialled.get(i).copied().flatten();
    let mut out: Vec<Group> = Vec::new();
    let mut i = 0;
    while i < glyphs.len() {
        let from = i;
        let mut digits = String::new();
        while let Some(d) = digit(i) {
            digits.push(d);
            i += 1;
        }
        if digits.is_empty() {
            i += 1;
            continue;
        }
        let plus = from > 0 && glyphs[from - 1].c == '+';
        let gap = glyphs[i..].iter().take_while(|g| is_phone_separator(g)).count();
        let before = glyphs[..from]
            .iter()
            .rposition(|g| !is_phone_separator(g) && g.c != ':')
            .map_or(0, |i| i + 1);
        let called = CALLS.iter().any(|word| {
            let start = before.checked_sub(word.chars().count());
            start.is_some_and(|start| phrase_at(glyphs, start, word, Reach::Prose) == Some(before))
        });
        let linked = gap > 0 && gap <= 3 && digit(i + gap).is_some();
        out.push(Group {
            digits,
            plus,
            called,
            end: i,
            linked,
        });
        if gap > 3 {
            i += gap;
        }
    }
    out
}

/// What stands between the digits of one phone number. Colons are for times, sentence marks end a number.
fn is_phone_separator(glyph: &Glyph) -> bool {
    glyph.kind == Kind::Separator
        && !matches!(
            glyph.c,
            ':' | '。' | ';' | '、' | '%' | '¥' | '$' | '<' | '>' | '=' | '≤'
        )
}

/// Whether a name holds a phone number: a Chinese mobile, a 400 / 800 number, a landline with area code, an
/// international number with +, or a short number after a word such as 热线. Quantities (5000000次) and dates
/// (20261122) are none.
pub(super) fn has_phone_number(name: &Folded) -> bool {
    let groups = groups(&name.glyphs);
    (0..groups.len()).any(|from| {
        let mut digits = String::new();
        for (n, group) in groups[from..].iter().enumerate() {
            digits.push_str(&group.digits);
            if digits.len() > 15 {
                return false;
            }
            if looks_dialled(&digits, groups[from].plus, n > 0)
                || (groups[from].called && is_short_number(&digits, &name.glyphs[group.end..]))
            {
                return true;
            }
            if !group.linked {
                return false;
            }
        }
        false
    })
}

/// Words that announce a phone number.
const CALLS: &[&str] = &[
    "热线", "电话", "手机", "致电", "拨打", "hotline", "phone", "tel", "call", "mobile",
];

/// 95588, 12345678 after 热线; 电话 12500 分钟 counts minutes.
fn is_short_number(digits: &str, after: &[Glyph]) -> bool {
    let next = after.iter().find(|g| !g.c.is_whitespace()).map_or(' ', |g| g.c);
    (5..=8).contains(&digits.len())
        && !digits.ends_with("000")
        && !"分次个小条路线元年月天席户m".contains(next)
}

fn looks_dialled(digits: &str, plus: bool, grouped: bool) -> bool {
    let national = if plus || grouped || digits.len() >= 13 {
        digits
            .strip_prefix("0086")
            .or_else(|| digits.strip_prefix("86"))
            .unwrap_or(digits)
    } else {
        digits
    };
    let bytes = national.trim_start_matches('0').as_bytes();
    let mobile = bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]);
    let service = national.len() == 10
        && (national.starts_with("400") || national.starts_with("800"))
        && !national[1..].bytes().all(|d| d == b'0');
    let trunk = national.starts_with('0') && bytes.len() >= 9 && (10..=12).contains(&national.len());
    let landline = trunk && national.as_bytes()[1] != b'0';
    // +86 10 1234 5678: without the 0 of the area code
    let abroad = plus && (10..=15).contains(&digits.len()) && (grouped || !digits.ends_with("000000"));
    mobile || service || landline || abroad
}

/// A price in a product name: an amount beside a currency (¥99, 99元, 99 yuan, $9.9); from, to.
pub(super) fn price(name: &Folded) -> Option<(usize, usize)> {
    let glyphs = &name.glyphs;
    let is_digit = |i: usize| glyphs.get(i).is_some_and(|g| g.kind == Kind::Digit);
    let is_spoken = |c: char| "十百千万亿".contains(c) || spoken_digit(c).is_some();
    let is_numeral = |i: usize| is_digit(i) || glyphs.get(i).is_some_and(|g| is_spoken(g.c));
    (0..glyphs.len()).find_map(|i| {
        if let Some(amount) = currency_before(glyphs, i).map(|end| skip_space(glyphs, end))
            && is_digit(amount)
        {
            return Some((i, amount + 1));
        }
        if !is_numeral(i) || (i > 0 && is_numeral(i - 1)) {
            return None;
        }
        let mut end = i;
        while is_numeral(end) || (is_digit(end + 1) && matches!(glyphs[end].c, '.' | ',')) {
            end += 1;
        }
        let after = currency_after(glyphs, skip_space(glyphs, end))?;
        // 一元一次方程 is mathematics
        (is_digit(i) || end - i > 1).then_some((i, after))
    })
}

fn skip_space(glyphs: &[Glyph], from: usize) -> usize {
    from + glyphs
        .iter()
        .skip(from)
        .take_while(|g| g.c.is_whitespace())
        .count()
}

/// The end of a currency that is written before its amount. “Euro 2024” is none.
fn currency_before(glyphs: &[Glyph], at: usize) -> Option<usize> {
    if matches!(glyphs[at].c, '¥' | '$' | '€' | '£') {
        return Some(at + 1);
    }
    ["rmb", "cny", "usd", "eur"]
        .iter()
        .find_map(|word| phrase_at(glyphs, at, word, Reach::Prose))
}

/// The end of a currency that is written after its amount. 3块屏幕 is none.
fn currency_after(glyphs: &[Glyph], at: usize) -> Option<usize> {
    match glyphs.get(at)?.c {
        '元' | '圆' | '¥' | '$' | '€' | '£' => return Some(at + 1),
        '块' if glyphs.get(at + 1).is_none_or(|g| matches!(g.c, '钱' | '/')) => return Some(at + 1),
        _ => {}
    }
    [
        "rmb", "cny", "usd", "eur", "yuan", "dollar", "dollars", "euro", "euros",
    ]
    .iter()
    .find_map(|word| phrase_at(glyphs, at, word, Reach::Prose))
}

/// Words before a dotted number that make it a term of the trade: 工业4.0, 等保2.0.
const NUMBERED_TERMS: &[&str] = &[
    "工业",
    "等保",
    "教育",
    "新零售",
    "industry",
    "web",
    "http",
    "https",
    "tls",
    "usb",
    "wifi",
    "bluetooth",
    "蓝牙",
];

/// A version number in a product name: V1.0, 2.0.1, version 3, 第3版, 2024版; from, to.
pub(super) fn version(name: &Folded) -> Option<(usize, usize)> {
    let glyphs = &name.glyphs;
    let kind = |i: usize| glyphs.get(i).map(|g| g.kind);
    let is_digit = |i: usize| kind(i) == Some(Kind::Digit);
    let number_end = |mut i: usize| {
        let mut dots = 0;
        while is_digit(i) || (glyphs.get(i).is_some_and(|g| g.c == '.') && is_digit(i + 1)) {
            dots += usize::from(!is_digit(i));
            i += 1;
        }
        (i, dots)
    };
    (0..glyphs.len()).find_map(|i| {
        let word_start = i == 0 || kind(i - 1) != Some(Kind::Latin);
        for marker in ["version", "ver", "v", "release", "版本"] {
            let at = glyphs[i..]
                .iter()
                .zip(marker.chars())
                .take_while(|(g, c)| g.c == *c)
                .count();
            if at == marker.chars().count() && (word_start || marker == "版本") {
                let mut digits = i + at;
                while digits < i + at + 3 && kind(digits) == Some(Kind::Separator) {
                    digits += 1;
                }
                if is_digit(digits) {
                    return Some((i, number_end(digits).0));
                }
            }
        }
        if !is_digit(i) || (i > 0 && (is_digit(i - 1) || glyphs[i - 1].c == '.')) {
            return ordinal_edition(glyphs, i);
        }
        let (end, dots) = number_end(i);
        let before: String = glyphs[..i]
            .iter()
            .filter(|g| g.kind != Kind::Separator)
            .map(|g| g.c)
            .collect();
        let term = NUMBERED_TERMS.iter().any(|t| before.ends_with(t));
        let measured = matches!(kind(end), Some(Kind::Latin)) || glyphs.get(end).is_some_and(|g| g.c == '%');
        let edition = glyphs.get(end).is_some_and(|g| g.c == '版');
        (edition || (dots > 0 && !term && !measured)).then_some((i, end + usize::from(edition)))
    })
}

/// 第三版.
fn ordinal_edition(glyphs: &[Glyph], from: usize) -> Option<(usize, usize)> {
    if glyphs[from].c != '第' {
        return None;
    }
    let numerals = glyphs[from + 1..]
        .iter()
        .take_while(|g| g.c == '十' || g.kind == Kind::Digit || spoken_digit(g.c).is_some())
        .count();
    let end = from + 1 + numerals;
    (numerals > 0 && glyphs.get(end).is_some_and(|g| g.c == '版')).then_some((from, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_numbers_are_found_however_they_are_written() {
        for name in [
            "13800138000",
            "138-0013-8000",
            "138 0013 8000",
            "+86 138 0013 8000",
            "8613800138000",
            "138.0013.8000",
            "１３８００１３８０００",
            "一三八零零一三八零零零",
            "幺三八〇〇一三八〇〇〇",
            "138零零13八000",
            "400-123-4567",
            "4001234567",
            "800 820 8820",
            "010-62345678",
            "(0755) 12345678",
            "021 6234 5678",
            "+86 10 6234 5678",
            "+1 415 555 0100",
            "l38OO138OOO",
            "咨询13800000000",
            "1 3 8 0 0 1 3 8 0 0 0",
            "①③⑧⓪⓪①③⑧⓪⓪⓪",
            "标准版13800138000",
            "热线95588",
            "电话：6234 5678",
            "Tel. 62345678",
            "138\u{200b}0013\u{200b}8000",
            "0086 138 0013 8000",
        ] {
            assert!(has_phone_number(&Folded::new(name)), "{name}");
        }
        for name in [
            "5000000次调用",
            "20261122",
            "2026-11-22",
            "2026/11/22–2027/11/22",
            "50用户/年",
            "100,000,000 次",
            "4000000000 次调用",
            "专业版 100GB",
            "1000-2000 用户",
            "7×24 小时",
            "09:00-18:00 支持",
            "365 天监控版",
            "13 800 用户",
            "10000000000次",
            "一二三四五六七八九十",
            "电话 12500 分钟",
            "外呼电话 10000 次",
            "热线 2024 版",
        ] {
            assert!(!has_phone_number(&Folded::new(name)), "{name}");
        }
    }

    #[test]
    fn prices_and_versions_are_told_from_other_numbers() {
        for name in [
            "CRM ¥99",
            "CRM 99元/年",
            "CRM 九十九元",
            "$9.9 plan",
            "CRM RMB 99",
            "99 yuan CRM",
            "CRM９９元",
            "1.5万元 ERP",
        ] {
            assert!(price(&Folded::new(name)).is_some(), "{name}");
        }
        for name in [
            "一元一次方程",
            "多元分析",
            "50 用户",
            "百元店管理",
            "Euro 2024",
            "3块屏幕",
        ] {
            assert_eq!(price(&Folded::new(name)), None, "{name}");
        }
        for name in [
            "CRM V1.0",
            "CRM v2",
            "CRM 2.0",
            "CRM version 3",
            "CRM 版本2",
            "CRM第3版",
            "CRM第三版",
            "CRM 2024版",
            "ＣＲＭ Ｖ２.０",
            "CRM V 2.0.1",
        ] {
            assert!(version(&Folded::new(name)).is_some(), "{name}");
        }
        for name in [
            "CRM SaaS版",
            "工业4.0平台",
            "等保2.0 合规",
            "IPv6 网关",
            "HIV 筛查",
            "统一版",
            "网盘（HCS版）",
            "5.5kW 逆变器监控",
            "365 办公",
            "Web3.0 平台",
        ] {
            assert_eq!(version(&Folded::new(name)), None, "{name}");
        }
    }
}
