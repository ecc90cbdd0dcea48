//! Numbers that a name or text may not hold: phone numbers, prices, version numbers, and addresses of other sites.

use super::fold::{Folded, Glyph, Kind};

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
    /// Whether the next group follows after separators only.
    linked: bool,
}

/// Groups of digits; letters drawn like digits (O, l) count beside real ones.
fn groups(glyphs: &[Glyph]) -> Vec<Group> {
    let real = |i: usize| {
        glyphs.get(i).and_then(|g| {
            if g.kind == Kind::Digit {
                Some(g.c)
            } else {
                spoken_digit(g.c)
            }
        })
    };
    let digit = |i: usize| {
        real(i).or_else(|| {
            let alike = match glyphs.get(i)?.c {
                'o' => '0',
                'l' | 'i' => '1',
                _ => return None,
            };
            let beside = |j: Option<usize>| {
                j.is_some_and(|j| {
                    real(j).is_some()
                        || glyphs.get(j).is_some_and(|g| matches!(g.c, 'o' | 'l' | 'i')) && {
                            // OO between digits: look one further
                            (j > 0 && real(j - 1).is_some()) || real(j + 1).is_some()
                        }
                })
            };
            (beside(i.checked_sub(1)) || beside(Some(i + 1))).then_some(alike)
        })
    };
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
        out.push(Group {
            digits,
            plus,
            linked: gap > 0 && gap <= 3 && digit(i + gap).is_some(),
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

/// Whether a name holds a phone number: a Chinese mobile, a 400 / 800 number, a landline with area code, or an
/// international number with +. Quantities (5000000次) and dates (20261122) are none.
pub(super) fn has_phone_number(name: &Folded) -> bool {
    let groups = groups(&name.glyphs);
    (0..groups.len()).any(|from| {
        let mut digits = String::new();
        for (n, group) in groups[from..].iter().enumerate() {
            digits.push_str(&group.digits);
            if digits.len() > 15 {
                return false;
            }
            if looks_dialled(&digits, groups[from].plus, n > 0) {
                return true;
            }
            if !group.linked {
                return false;
            }
        }
        false
    })
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
    const WORDS: &[&str] = &[
        "rmb", "cny", "usd", "eur", "yuan", "dollar", "dollars", "euro", "euros",
    ];
    let glyphs = &name.glyphs;
    let is_digit = |i: usize| glyphs.get(i).is_some_and(|g| g.kind == Kind::Digit);
    let is_numeral = |i: usize| {
        is_digit(i)
            || glyphs
                .get(i)
                .is_some_and(|g| "十百千万亿".contains(g.c) || spoken_digit(g.c).is_some())
    };
    let skip_space = |mut i: usize| {
        while glyphs
            .get(i)
            .is_some_and(|g| g.kind == Kind::Separator && g.c.is_whitespace())
        {
            i += 1;
        }
        i
    };
    let word_at = |from: usize| {
        WORDS
            .iter()
            .find_map(|w| super::text::phrase_at(glyphs, from, w, super::text::Reach::Prose))
    };
    (0..glyphs.len()).find_map(|i| {
        let sign = matches!(glyphs[i].c, '¥' | '$' | '€' | '£' | '￥')
            .then_some(i + 1)
            .or_else(|| word_at(i));
        if let Some(after) = sign
            && is_digit(skip_space(after))
        {
            return Some((i, skip_space(after) + 1));
        }
        if !is_numeral(i) || (i > 0 && is_numeral(i - 1)) {
            return None;
        }
        let mut end = i;
        while is_numeral(end)
            || (is_digit(end + 1) && glyphs.get(end).is_some_and(|g| matches!(g.c, '.' | ',')))
        {
            end += 1;
        }
        let unit = skip_space(end);
        let written = is_digit(i) || end - i > 1; // 一元一次方程 is mathematics
        let yuan = glyphs
            .get(unit)
            .is_some_and(|g| matches!(g.c, '元' | '圆' | '¥' | '$' | '€'))
            || glyphs.get(unit).is_some_and(|g| g.c == '块')
                && glyphs.get(unit + 1).is_none_or(|g| g.c == '钱' || g.c == '/');
        (written && yuan)
            .then_some((i, unit + 1))
            .or_else(|| word_at(unit).filter(|_| is_digit(i)).map(|to| (i, to)))
    })
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

/// Endings of host names that are looked for without a scheme before them.
const TOP_LEVELS: &[&str] = &[
    "com", "cn", "net", "org", "io", "cc", "top", "xyz", "vip", "info", "biz", "gov", "edu", "hk", "tw",
    "shop", "site", "link", "club", "wang", "ltd", "online", "中国", "公司", "网络",
];

/// Names of technology that only look like hosts.
const NO_HOSTS: &[&str] = &["asp.net", "ado.net", "vb.net", "ml.net", "socket.io", "draw.io"];

/// Sites that are not outside (`domain/business.md` §1.7).
const OUR_SITES: &[&str] = &["huaweicloud.com", "huawei.com"];

/// A link to another site, quoted (§1.11 penalises them). A mail address is no link.
pub(super) fn outside_link(text: &Folded) -> Option<String> {
    let glyphs = &text.glyphs;
    let is_host = |i: usize| {
        glyphs
            .get(i)
            .is_some_and(|g| g.c == '-' || g.c == '.' || matches!(g.kind, Kind::Latin | Kind::Digit))
    };
    let mut i = 0;
    while i < glyphs.len() {
        if !matches!(glyphs[i].kind, Kind::Latin | Kind::Digit) {
            i += 1;
            continue;
        }
        let from = i;
        while is_host(i) || (glyphs.get(i).is_some_and(|g| g.c == '。') && is_host(from) && is_host(i + 1)) {
            i += 1;
        }
        let run: String = glyphs[from..i]
            .iter()
            .map(|g| if g.c == '。' { '.' } else { g.c })
            .collect();
        let mut end = i;
        let scheme = matches!(run.as_str(), "http" | "https" | "ftp")
            && glyphs[i..].iter().map(|g| g.c).take(3).eq("://".chars());
        if scheme {
            let mut host = String::new();
            end = i + 3;
            while let Some(g) = glyphs
                .get(end)
                .filter(|g| !g.c.is_whitespace() && !matches!(g.c, '/' | '?' | '#' | '"' | ')' | '。' | ','))
            {
                host.push(g.c);
                end += 1;
            }
            let host = host.rsplit('@').next().unwrap_or_default();
            if !is_ours(host.split(':').next().unwrap_or_default()) {
                return Some(text.quote(from, end));
            }
            i = end;
            continue;
        }
        let host = run.trim_matches(['.', '-']);
        let mail = from > 0 && glyphs[from - 1].c == '@' || glyphs.get(end).is_some_and(|g| g.c == '@');
        let named = host
            .rsplit_once('.')
            .is_some_and(|(rest, top)| !rest.is_empty() && TOP_LEVELS.contains(&top));
        let www = host.starts_with("www.") && host.len() > 4;
        if (named || www) && !mail && !is_ours(host) && !NO_HOSTS.contains(&host) {
            return Some(text.quote(from, end));
        }
    }
    None
}

fn is_ours(host: &str) -> bool {
    OUR_SITES
        .iter()
        .any(|site| host == *site || host.strip_suffix(site).is_some_and(|rest| rest.ends_with('.')))
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

    #[test]
    fn outside_links_are_found_and_the_marketplace_and_technology_are_none() {
        for text in [
            "见 https://example.com/a",
            "www.example.com",
            "访问example.com。",
            "ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ",
            "HTTP://1.2.3.4",
            "example。com",
            "https://huaweicloud.com.evil.cn",
            "https://huaweicloud.com@evil.cn",
            "nothuawei.com",
            "exa\u{200b}mple.com",
        ] {
            assert!(outside_link(&Folded::new(text)).is_some(), "{text}");
        }
        for text in [
            "https://support.huaweicloud.com/x",
            "www.huaweicloud.com",
            "ASP.NET 与 Node.js",
            "邮件 a@example.com",
            "版本 1.2.3",
            "e.g. this",
            "完成。Com 口",
            "file.txt",
        ] {
            assert_eq!(outside_link(&Folded::new(text)), None, "{text}");
        }
    }
}
